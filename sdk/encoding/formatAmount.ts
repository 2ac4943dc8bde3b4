/** A whole number with commas between thousands: 500,000,000. */
export function formatAmount(amount: bigint): string {
  return amount.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}
