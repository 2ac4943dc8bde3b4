import { dateAt } from "../../calendar/dateAt.ts";
import { quoteTerms } from "../../trading/quoteTerms.ts";
import type { PricedBond } from "../../trading/quoteTerms.ts";
import type { Request } from "../../trading/Request.ts";
import type { PricerAnswer } from "./Pricer.ts";
import type { QuoteStyle } from "./QuoteStyle.ts";

/** What `priceRequest` works on. */
export interface PriceRequestOptions {
  readonly request: Request;
  readonly bond: PricedBond;
  /** Price of 100 of face without accrued interest, a decimal text. */
  readonly cleanPrice: string;
  readonly style: QuoteStyle;
}

const MILLISECONDS = 1_000n;

/**
 * The answer to a request at a price that is known: what one unit costs on its settlement date, for the quantity asked for, valid
 * for a while after the request has closed, but not beyond its cut-off.
 *
 * @throws SettlementDateError when the bond cannot be delivered on that date; OpenRateError when its interest is not known
 */
export function priceRequest({ request, bond, cleanPrice, style }: PriceRequestOptions): PricerAnswer {
  const { quantity, answerBy, settleFrom, settleBy } = request;
  const { kind, minimumUnits, maximumUnits, validSeconds, lastLookSeconds: lastLook } = style;
  if (quantity > maximumUnits) return { kind: "pass", reason: "more than we quote for" };
  if (quantity < minimumUnits) return { kind: "pass", reason: "less than we quote for" };
  const settlementDate = dateAt(settleFrom, bond.termSheet.businessCentre);
  const { cleanPriceE7, cashPerUnit } = quoteTerms({ ...bond, settlementDate, cleanPrice });
  if (cleanPriceE7 === 0n || cashPerUnit === 0n) return { kind: "pass", reason: "no price" };
  const until = (answerBy + MILLISECONDS - 1n) / MILLISECONDS + validSeconds;
  const validUntil = until < settleBy ? until : settleBy;
  const quantities = { minimumQuantity: minimumUnits, maximumQuantity: quantity };
  return { kind: "price", price: { kind, cleanPriceE7, cashPerUnit, ...quantities, validUntil, lastLook } };
}
