import { minorUnitDecimals } from "../identifiers/currencyCode.ts";
import { formatAmount } from "./formatAmount.ts";

/**
 * An amount of a currency as one writes it, commas between thousands: 1,234 for 1234 yen, 12.34 for 1234 euro cents.
 *
 * @param amount zero or more, in minor units
 * @throws UnknownCurrencyError when ISO 4217 has no such currency
 */
export function formatMoney(amount: bigint, currency: string): string {
  const decimals = minorUnitDecimals(currency);
  if (decimals === 0) return formatAmount(amount);
  const unit = 10n ** BigInt(decimals);
  return `${formatAmount(amount / unit)}.${(amount % unit).toString().padStart(decimals, "0")}`;
}
