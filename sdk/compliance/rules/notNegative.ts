/** An amount that a fact gives; nothing when it is missing or negative, since then it is none. */
export function notNegative(amount: bigint | undefined): bigint | undefined {
  return amount === undefined || amount < 0n ? undefined : amount;
}
