import { getAddress } from "ethers";

import { formatDecimal } from "../bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { dateAt } from "../calendar/dateAt.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import type { Trade } from "../trade/Trade.ts";
import { tradeKind } from "../trade/tradeKind.ts";
import type { Quote } from "../trading/Quote.ts";
import { UnconfirmableTradeError } from "./errors/UnconfirmableTradeError.ts";
import { splitAmount } from "./splitAmount.ts";
import type { TradeDetails } from "./TradeDetails.ts";

/** What `confirmationOf` works on. */
export interface ConfirmationOfOptions {
  /** The trade as it is on the chain: between dealer and fund, or between broker and fund. */
  readonly trade: Trade;
  /** The quote that it came from. */
  readonly quote: Pick<
    Quote,
    "dealer" | "broker" | "isin" | "currency" | "side" | "cleanPriceE7" | "cashPerUnit"
  >;
  /** Face of one bond that is left on the settlement date, in minor units. */
  readonly facePerUnit: bigint;
  /** Where it settles (`placeOfSettlement`). */
  readonly place: string;
  readonly centre: BusinessCentre;
}

/**
 * The confirmation (約定確認) of a trade by the one who sold or bought on the quote's side: its dealer, or the broker in its place.
 * Everything is from the trade itself but the price, and so its accrued interest: what the amount differs by from the quote's
 * cash is the fee.
 *
 * @throws UnconfirmableTradeError when the trade is not delivery versus payment, the quote is for another bond or currency or
 *   by somebody else, or its cash is not what the trade comes to: with its dealer exactly, with a broker but for a fee
 * @throws InvalidTimeError, DateOutsideCalendarError, CentreWithoutClockError when the trade's dates are not known in the centre
 */
export function confirmationOf(options: ConfirmationOfOptions): TradeDetails {
  const { trade, quote, facePerUnit, place, centre } = options;
  const { isin, quantity, amount } = trade;
  if (tradeKind(trade) !== "dvp") throw new UnconfirmableTradeError(`it is ${tradeKind(trade)}`);
  if (quote.isin !== isin || quote.currency !== trade.currency) {
    const found = `it is of ${isin} in ${trade.currency}, the quote is for ${quote.isin} in ${quote.currency}`;
    throw new UnconfirmableTradeError(found);
  }
  const { cleanPriceE7, cashPerUnit, side } = quote;
  const { faceAmount, accrued, cash } = splitAmount({ quantity, facePerUnit, cleanPriceE7, cashPerUnit });
  const [seller, buyer] = [getAddress(trade.seller), getAddress(trade.buyer)];
  const fee = side === "seller" ? amount - cash : cash - amount;
  const confirmer = side === "seller" ? seller : buyer;
  const isByDealer = isSameHex(confirmer, quote.dealer);
  if (!isByDealer && !isSameHex(confirmer, quote.broker))
    throw new UnconfirmableTradeError(`its ${side} ${confirmer} is neither dealer nor broker of the quote`);
  if (fee < 0n || (isByDealer && fee > 0n))
    throw new UnconfirmableTradeError(`its amount is ${amount}, where the quote comes to ${cash}`);
  return {
    reference: trade.commonReference,
    isin,
    currency: trade.currency,
    side,
    seller,
    buyer,
    quantity,
    faceAmount,
    pricePer100: formatDecimal(cleanPriceE7, PRICE_DECIMALS),
    accrued,
    fee,
    amount,
    tradeDate: dateAt(trade.tradeDate, centre),
    settlementDate: dateAt(trade.settleFrom, centre),
    cutOff: trade.settleBy,
    settlementBank: getAddress(trade.settlementBank),
    place,
  };
}
