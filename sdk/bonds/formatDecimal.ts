/**
 * Writes a whole number of smallest units as a decimal number with all its decimals: 1483000 with 6 is
 * "1.483000". The inverse of `parseDecimal`.
 *
 * @param value the number times 10 to the power of `decimals`
 * @param decimals zero or more
 */
export function formatDecimal(value: bigint, decimals: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}
