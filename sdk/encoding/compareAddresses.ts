/** Orders addresses as the numbers that they are, for `toSorted`; zero for one address written in two ways. */
export function compareAddresses(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
