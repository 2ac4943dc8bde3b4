import { formatAmount } from "../../encoding/formatAmount.ts";
import { inMajorUnits } from "./inMajorUnits.ts";

/** An amount in minor units as people write it, with its currency: JPY 500,000,000; EUR 1,000.00. */
export function formatMoney(amount: bigint, currency: string): string {
  const [whole = "", fraction] = inMajorUnits(amount, currency).toString().split(".");
  const grouped = formatAmount(BigInt(whole));
  return `${currency} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
}
