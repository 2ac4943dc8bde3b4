/**
 * Shares out lots pro rata to the lots asked for: everybody gets its exact share, truncated, and what is left over goes lot by
 * lot to the largest remainders, among equal ones to the earlier in the list. Nobody gets more than it asked for; when there
 * are enough for all, everybody gets that.
 *
 * Source: the method of largest remainders (Hamilton).
 *
 * @param lots zero or more
 * @param asked zero or more each
 * @returns the lots of each, in the order of `asked`; they sum to `lots`, or to what was asked for when that is less
 */
export function shareOutLots(lots: bigint, asked: readonly bigint[]): readonly bigint[] {
  const sum = asked.reduce((all, each) => all + each, 0n);
  if (sum <= lots) return asked;
  const shares = asked.map((each, index) => ({
    index,
    whole: (lots * each) / sum,
    remainder: (lots * each) % sum,
  }));
  const left = lots - shares.reduce((all, { whole }) => all + whole, 0n);
  const ranked = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const luckier = new Set(ranked.slice(0, Number(left)).map(({ index }) => index));
  return shares.map(({ index, whole }) => (luckier.has(index) ? whole + 1n : whole));
}
