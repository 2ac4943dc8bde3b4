import { getAddress, ZeroAddress } from "ethers";

import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { dateAt } from "../calendar/dateAt.ts";
import type { GiveUp } from "../trading/GiveUp.ts";
import type { Quote } from "../trading/Quote.ts";
import type { Ticket } from "../trading/Ticket.ts";
import { splitAmount } from "./splitAmount.ts";
import type { TradeDetails } from "./TradeDetails.ts";

/** What `detailsOfDeal` works on. */
export interface DetailsOfDealOptions {
  /** What was to be dealt: a ticket, or where there was none the request. */
  readonly ticket: Pick<Ticket, "isin" | "currency" | "settlementBank" | "side">;
  /** The quote that was accepted. */
  readonly quote: Pick<
    Quote,
    | "dealer"
    | "broker"
    | "cleanPriceE7"
    | "cashPerUnit"
    | "tradeDate"
    | "settleFrom"
    | "settleBy"
    | "commonReference"
  >;
  /** Account of the fund. */
  readonly account: string;
  /** Units that were accepted for it. */
  readonly quantity: bigint;
  /** Face of one bond that is left on the settlement date, in minor units. */
  readonly facePerUnit: bigint;
  /** Where it settles (`placeOfSettlement`). */
  readonly place: string;
  readonly centre: BusinessCentre;
  /** The consent of the broker that stands between, with its fee. Left out: there is no fee. */
  readonly giveUp?: Pick<GiveUp, "broker" | "feePerUnit"> | undefined;
}

/**
 * What a fund has in its books of a deal: bond, currency, bank and side from its ticket, everything else from what was accepted. So
 * a quote that was not for what the ticket says differs from its dealer's confirmation.
 *
 * @throws InvalidTimeError, DateOutsideCalendarError, CentreWithoutClockError when the quote's dates are not known in the centre
 */
export function detailsOfDeal(options: DetailsOfDealOptions): TradeDetails {
  const { ticket, quote, quantity, facePerUnit, place, centre, giveUp } = options;
  const { cleanPriceE7, cashPerUnit } = quote;
  const { faceAmount, accrued, cash } = splitAmount({ quantity, facePerUnit, cleanPriceE7, cashPerUnit });
  const account = getAddress(options.account);
  const counterparty = getAddress(
    giveUp?.broker ?? (quote.broker === ZeroAddress ? quote.dealer : quote.broker),
  );
  const fee = quantity * (giveUp?.feePerUnit ?? 0n);
  const buys = ticket.side === "buyer";
  return {
    reference: quote.commonReference,
    isin: ticket.isin,
    currency: ticket.currency,
    side: ticket.side,
    seller: buys ? counterparty : account,
    buyer: buys ? account : counterparty,
    quantity,
    faceAmount,
    pricePer100: formatDecimal(cleanPriceE7, PRICE_DECIMALS),
    accrued,
    fee,
    amount: buys ? cash + fee : cash - fee,
    tradeDate: dateAt(quote.tradeDate, centre),
    settlementDate: dateAt(quote.settleFrom, centre),
    cutOff: quote.settleBy,
    settlementBank: getAddress(ticket.settlementBank),
    place,
  };
}
