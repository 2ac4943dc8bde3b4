import { ZeroAddress } from "ethers";

import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { dateAt } from "../calendar/dateAt.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { formatAmount } from "../encoding/formatAmount.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import { KessaiError } from "../errors/KessaiError.ts";
import type { Quote } from "./Quote.ts";
import type { QuoteRefusalCode } from "./QuoteRanking.ts";
import { quoteTerms } from "./quoteTerms.ts";
import type { PricedBond } from "./quoteTerms.ts";
import type { Request } from "./Request.ts";
import { requestRefusals } from "./requestRefusals.ts";

/**
 * What can be wrong with a quote by itself. unknownBond: the term sheet is that of another. quantityRange: no quantity can be
 * accepted. dateOrder: trade date, settlement date and cut-off are not in order. validity: it is over before its trade date
 * begins, or goes on after the cut-off. lastLook: it is divisible or indicative, or for anybody, and wants to be confirmed.
 * dealerAsBroker: its dealer would stand between itself and the investor. withoutPrice: it is for nothing. startOfDay: settlement
 * does not begin with a day of the bond's business centre. cashDiffers: what a unit costs is not its clean price with accrued
 * interest. notPriced: what a unit costs cannot be known, such as on a date on which the bond cannot be delivered.
 */
export type QuoteFaultCode =
  | QuoteRefusalCode
  | "unknownBond"
  | "quantityRange"
  | "dateOrder"
  | "validity"
  | "lastLook"
  | "dealerAsBroker"
  | "withoutPrice"
  | "startOfDay"
  | "cashDiffers"
  | "notPriced";

/** Something wrong with a quote. */
export interface QuoteFault {
  readonly code: QuoteFaultCode;
  /** The end of a sentence that begins with the quote: "can be accepted for no quantity". */
  readonly reason: string;
}

/** What `quoteFaults` works on. */
export interface QuoteFaultsOptions extends PricedBond {
  readonly quote: Quote;
  /** The request that it is to answer; left out when nobody asked. */
  readonly request?: Request | undefined;
}

/**
 * Everything wrong with a quote, whatever the moment: what a dealer's system looks at before it signs, and an asker's before it
 * counts on an answer. A bad quote is told, never thrown.
 */
export function quoteFaults(options: QuoteFaultsOptions): readonly QuoteFault[] {
  const { quote, request, termSheet } = options;
  const faults: QuoteFault[] = request === undefined ? [] : [...requestRefusals(quote, request)];
  const add = (code: QuoteFaultCode, reason: string): void => void faults.push({ code, reason });
  const { minimumQuantity, maximumQuantity, tradeDate, settleFrom, settleBy, validUntil } = quote;

  if (minimumQuantity < 1n || minimumQuantity > maximumQuantity) {
    const [least, most] = [formatAmount(minimumQuantity), formatAmount(maximumQuantity)];
    add("quantityRange", `can be accepted for no quantity: from ${least} to ${most} units`);
  }
  if (settleFrom < tradeDate || settleBy <= settleFrom) {
    add("dateOrder", "does not have trade date, settlement date and cut-off in order");
  }
  if (validUntil <= tradeDate) add("validity", "is over before its trade date begins");
  if (validUntil > settleBy) add("validity", "is valid after its cut-off, when nothing settles");
  if (quote.lastLook > 0n && quote.kind !== "single use") {
    add("lastLook", `is ${quote.kind} and wants to be confirmed: only a single use can be`);
  }
  if (quote.lastLook > 0n && isSameHex(quote.investor, ZeroAddress)) {
    add("lastLook", "is for anybody and wants to be confirmed: only one for a certain investor can be");
  }
  if (isSameHex(quote.broker, quote.dealer)) {
    add("dealerAsBroker", "has its dealer stand between itself and the investor");
  }
  if (quote.cleanPriceE7 === 0n || quote.cashPerUnit === 0n) {
    const price = formatDecimal(quote.cleanPriceE7, PRICE_DECIMALS);
    add("withoutPrice", `is for nothing: at ${price}, a unit for ${formatAmount(quote.cashPerUnit)}`);
  }
  if (quote.isin !== termSheet.isin || quote.currency !== termSheet.currency) {
    const bond = `${termSheet.isin} in ${termSheet.currency}`;
    add("unknownBond", `is for ${quote.isin} in ${quote.currency}, and the term sheet for ${bond}`);
    return faults;
  }
  return [...faults, ...priceFaults(options)];
}

function priceFaults(options: QuoteFaultsOptions): readonly QuoteFault[] {
  const { cleanPriceE7, cashPerUnit, settleFrom } = options.quote;
  const { businessCentre } = options.termSheet;
  try {
    const settlementDate = dateAt(settleFrom, businessCentre);
    const isStart = secondsAtStartOfDay(settlementDate, businessCentre) === settleFrom;
    const terms = quoteTerms({ ...options, settlementDate, cleanPrice: cleanPriceE7 });
    const startOfDay = `settles from a moment within ${settlementDate}, not from its start`;
    const price = formatDecimal(cleanPriceE7, PRICE_DECIMALS);
    const sum = `${formatAmount(terms.cleanPerUnit)} and ${formatAmount(terms.accruedPerUnit)} of interest`;
    const cash = `costs ${formatAmount(cashPerUnit)} a unit, and ${price} comes to ${sum} on ${settlementDate}`;
    return [
      ...(isStart ? [] : [{ code: "startOfDay" as const, reason: startOfDay }]),
      ...(cashPerUnit === terms.cashPerUnit ? [] : [{ code: "cashDiffers" as const, reason: cash }]),
    ];
  } catch (error) {
    if (!(error instanceof KessaiError)) throw error;
    return [{ code: "notPriced", reason: `cannot be priced: ${error.message}` }];
  }
}
