/** Whether two hexadecimal texts are the same bytes: addresses with and without checksum, hashes in either case. */
export function isSameHex(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
