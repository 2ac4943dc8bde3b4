import { parseDecimal } from "./parseDecimal.ts";
import { RATE_DECIMALS } from "./types.ts";
import type { YearFraction } from "./types.ts";

/**
 * The interest on 1 yen for one coupon (一通貨あたりの利子額), in units of 10^-13 yen, truncated. 1.483 % for half a
 * year is 74150000000, that is 0.0074150000000 yen.
 *
 * Source: terms of Nomura Research Institute's 15th unsecured bonds (2025): 1 yen times the rate, divided by
 * 2, truncated below the 13th decimal (小数点以下第13位未満の端数は切り捨てる).
 *
 * @param couponRatePercent yearly rate in percent, a decimal text of at most RATE_DECIMALS decimals
 * @param fraction the part of the year the coupon pays for
 * @throws InvalidDecimalError when the rate is not such a text
 */
export function interestPerYenE13(couponRatePercent: string, fraction: YearFraction): bigint {
  const rate = parseDecimal(couponRatePercent, RATE_DECIMALS);
  const unitsOfRate = 10n ** BigInt(RATE_DECIMALS) * 100n;
  return (rate * 10n ** 13n * fraction.numerator) / (unitsOfRate * fraction.denominator);
}
