/** An amount that a fact gives; nothing when it is missing or not above zero, since then it is none. */
export function aboveZero(amount: bigint | undefined): bigint | undefined {
  return amount === undefined || amount <= 0n ? undefined : amount;
}
