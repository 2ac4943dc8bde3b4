import { nl365 } from "../bonds/dayCount/nl365.ts";
import { parseDecimal } from "../bonds/parseDecimal.ts";
import { percentOf } from "../bonds/percentOf.ts";
import { RATE_DECIMALS } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { InvalidAmountError } from "../errors/InvalidAmountError.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { NoSimpleYieldError } from "./errors/NoSimpleYieldError.ts";

/** What `spreadOfPrice` works on. */
export interface SpreadOfPriceOptions {
  /** Price of one bond, accrued interest apart, in minor units. */
  readonly pricePerUnit: bigint;
  readonly termSheet: TermSheet;
  readonly paymentDate: CalendarDate;
  /** The yield that spreads are measured from, in units of 10^-8; it may be negative. */
  readonly referenceYieldE8: bigint;
  /** Face of one bond that is left, in minor units, where a redemption pro rata changed it. Left out: the denomination. */
  readonly facePerUnit?: bigint | undefined;
}

/** A rate of 1, in units of 10^-8. */
const ONE_E8 = 10n ** 8n;

/**
 * The spread that a price gives: its simple yield until maturity (単利利回り) less the reference yield, in units of 10^-8,
 * rounded down. The yield is that of `simpleYield`, exact to the price of one bond and with its redemption price:
 * (interest of a year + (redemption - price) / years) / price. A higher price never gives a higher spread.
 *
 * @throws NoSimpleYieldError for a floating or an amortising bond
 * @throws InvalidAmountError when the price is not above zero
 * @throws SettlementDateError when the payment date is not before maturity
 */
export function spreadOfPrice(options: SpreadOfPriceOptions): bigint {
  const { pricePerUnit: price, termSheet, paymentDate, referenceYieldE8 } = options;
  const { isin, denomination, maturityDate, redemptionPricePer100 = "100" } = termSheet;
  const face = options.facePerUnit ?? denomination;
  if (termSheet.floating !== undefined) throw new NoSimpleYieldError(isin, "its rate follows an index");
  if (termSheet.amortisation !== undefined) throw new NoSimpleYieldError(isin, "it is repaid in parts");
  if (price <= 0n) throw new InvalidAmountError("price", price);
  const days = BigInt(nl365({ startDate: paymentDate, endDate: maturityDate }).days);
  if (days <= 0n)
    throw new SettlementDateError(paymentDate, `must be before the maturity date ${maturityDate}`);
  // A percentage with six decimals is a rate in units of 10^-8.
  const rateE8 = parseDecimal(termSheet.couponRatePercent, RATE_DECIMALS);
  const gain = percentOf(redemptionPricePer100, face).amount - price;
  const numerator = rateE8 * face * days + gain * 365n * ONE_E8;
  return roundedDown(numerator, price * days) - referenceYieldE8;
}

/** Divides; a fraction below zero is rounded away from zero. */
function roundedDown(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
