import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";

/**
 * A percentage as one writes it, without zeros at its end: "12.5".
 *
 * @param percentE7 percent in units of 10^-7
 */
export function formatPercent(percentE7: bigint): string {
  return formatDecimal(percentE7, PRICE_DECIMALS).replace(/\.?0+$/, "");
}
