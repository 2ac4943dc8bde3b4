import { parseDecimal } from "../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { CouponSchedule } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { InvalidAmountError } from "../errors/InvalidAmountError.ts";
import { accruedPerYen } from "../offering/accruedPerYen.ts";
import { unitFaceOn } from "../offering/unitFaceOn.ts";
import type { TermSheet } from "../terms/TermSheet.ts";

/** What a price is reckoned on. */
export interface PricedBond {
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  /** Rate of the running coupon in percent, where it does not follow from the term sheet. */
  readonly couponRatePercent?: string | undefined;
  /** Face of a unit that is left, in minor units, where a redemption pro rata changed it. */
  readonly facePerUnit?: bigint | undefined;
}

/** What `quoteTerms` works on. */
export interface QuoteTermsOptions extends PricedBond {
  readonly settlementDate: CalendarDate;
  /** Price of 100 of face without accrued interest: a decimal text of at most PRICE_DECIMALS decimals, or units of 10^-7. */
  readonly cleanPrice: string | bigint;
}

/** What one unit costs, in minor units of the currency. */
export interface QuoteTerms {
  /** In units of 10^-7. */
  readonly cleanPriceE7: bigint;
  /** The price of the face that is left, truncated. */
  readonly cleanPerUnit: bigint;
  /** Accrued interest on it, truncated. */
  readonly accruedPerUnit: bigint;
  /** The sum of both. */
  readonly cashPerUnit: bigint;
}

/**
 * What one unit of a bond costs at a clean price on a settlement date. Both parts are truncated for one unit, as
 * `settlementAmount` and `accruedInterest` do for a face: a quote says exactly what each unit costs, so that whatever part of it
 * is taken costs the same. For `n` units that may be less than `tradeAmount` of their whole face, by at most 2 (n - 1) minor
 * units, and by nothing where price and interest of one unit come to whole minor units.
 *
 * @throws InvalidDecimalError when the price is no such text; InvalidAmountError when it is negative
 * @throws SettlementDateError on dates on which the bond cannot be delivered
 * @throws OpenRateError when the rate of the running coupon is fixed or decided later, and is not given
 */
export function quoteTerms(options: QuoteTermsOptions): QuoteTerms {
  const { termSheet, schedule, couponRatePercent, settlementDate, cleanPrice } = options;
  const cleanPriceE7 = typeof cleanPrice === "string" ? parseDecimal(cleanPrice, PRICE_DECIMALS) : cleanPrice;
  if (cleanPriceE7 < 0n) throw new InvalidAmountError("clean price", cleanPriceE7);
  const accrued = accruedPerYen({ termSheet, schedule, paymentDate: settlementDate, couponRatePercent });
  const face = options.facePerUnit ?? unitFaceOn(termSheet, settlementDate);
  const cleanPerUnit = (face * cleanPriceE7) / (100n * 10n ** BigInt(PRICE_DECIMALS));
  const accruedPerUnit = (face * accrued) / 10n ** 13n;
  return { cleanPriceE7, cleanPerUnit, accruedPerUnit, cashPerUnit: cleanPerUnit + accruedPerUnit };
}
