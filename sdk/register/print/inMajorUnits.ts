import { minorUnitDecimals } from "../../identifiers/currencyCode.ts";
import type { PrintedCell } from "./PrintedPages.ts";

/** An amount in minor units as one counts money: a whole number of yen, a decimal text of euros. */
export function inMajorUnits(amount: bigint, currency: string): PrintedCell {
  const decimals = minorUnitDecimals(currency);
  if (decimals === 0) return amount;
  const unit = 10n ** BigInt(decimals);
  return `${amount / unit}.${(amount % unit).toString().padStart(decimals, "0")}`;
}
