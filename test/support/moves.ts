/** Moves.sol, bit for bit: the words in which settlement tells a token what to move. */
const RECEIVES = 1n << 160n;
const FROM_HOLD = 1n << 112n;

/** The word of an account: whether it receives, and so must have the classes of the token. */
export const accountWord = (address: string, receives = false): bigint =>
  BigInt(address) | (receives ? RECEIVES : 0n);

/** The word of a movement between positions of the accounts. */
export const moveWord = (sender: number, receiver: number, amount: bigint, fromHold = false): bigint =>
  (BigInt(sender) << 240n) | (BigInt(receiver) << 224n) | (fromHold ? FROM_HOLD : 0n) | amount;

interface Account {
  readonly address: string;
}

/** A movement in plain words. */
export interface Move {
  readonly from: Account;
  readonly to: Account;
  readonly amount: bigint;
  readonly fromHold?: boolean;
}

/**
 * The arguments of moveManyForSettlement: accounts in ascending order, marked when they receive.
 *
 * @param bystanders accounts that take part without a movement
 */
export function packMoves(
  moves: readonly Move[],
  bystanders: readonly Account[] = [],
): { accounts: bigint[]; moves: bigint[] } {
  const all = [...moves.flatMap(({ from, to }) => [from, to]), ...bystanders];
  const addresses = [...new Set(all.map(({ address }) => address))].toSorted((a, b) =>
    BigInt(a) < BigInt(b) ? -1 : 1,
  );
  const receives = new Set(moves.map(({ to }) => to.address));
  return {
    accounts: addresses.map((address) => accountWord(address, receives.has(address))),
    moves: moves.map(({ from, to, amount, fromHold }) =>
      moveWord(addresses.indexOf(from.address), addresses.indexOf(to.address), amount, fromHold),
    ),
  };
}
