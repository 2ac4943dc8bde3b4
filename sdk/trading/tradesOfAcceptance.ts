import { ZeroAddress } from "ethers";

import type { Trade } from "../trade/Trade.ts";
import type { Acceptance } from "./Acceptance.ts";
import type { Quote } from "./Quote.ts";

/** The linked trades of an acceptance through a broker, which the market numbers. */
export interface Link {
  /** Address of RequestForQuote, the venue of the trades. */
  readonly market: string;
  /** Number of the trade between dealer and broker; those of the accounts follow. */
  readonly firstSequence: bigint;
}

/** What `tradesOfAcceptance` works on. */
export interface TradesOfAcceptanceOptions {
  readonly quote: Quote;
  readonly acceptance: Acceptance;
  /** Required through a broker. */
  readonly link?: Link | undefined;
}

/** An acceptance through a broker is numbered by the market. */
export class MissingLinkError extends TypeError {
  constructor() {
    super("the trades of an acceptance through a broker have the market's numbers: give the link");
  }
}

/**
 * The trades that an acceptance makes, as the contract makes them: with the dealer one for each account; through a broker one
 * more, between dealer and broker, in the order in which bonds move, as a chain settles.
 *
 * @throws MissingLinkError when it goes through a broker and there is no link
 */
export function tradesOfAcceptance({ quote, acceptance, link }: TradesOfAcceptanceOptions): readonly Trade[] {
  const { allocations, giveUp } = acceptance;
  if (giveUp === undefined) {
    return allocations.map(({ account, quantity, sequence }) =>
      tradeOf(quote, {
        account,
        counterparty: quote.dealer,
        quantity,
        cashPerUnit: quote.cashPerUnit,
        venue: ZeroAddress,
        sequence,
      }),
    );
  }
  if (link === undefined) throw new MissingLinkError();
  const { broker, feePerUnit } = giveUp.giveUp;
  const { market: venue, firstSequence } = link;
  const offers = quote.side === "seller";
  const cashPerUnit = offers ? quote.cashPerUnit + feePerUnit : quote.cashPerUnit - feePerUnit;
  const quantity = allocations.reduce((sum, each) => sum + each.quantity, 0n);
  const withDealer = tradeOf(quote, {
    account: broker,
    counterparty: quote.dealer,
    quantity,
    cashPerUnit: quote.cashPerUnit,
    venue,
    sequence: firstSequence,
  });
  const withAccounts = allocations.map((each, index) =>
    tradeOf(quote, {
      account: each.account,
      counterparty: broker,
      quantity: each.quantity,
      cashPerUnit,
      venue,
      sequence: firstSequence + BigInt(index) + 1n,
    }),
  );
  return offers ? [withDealer, ...withAccounts] : [...withAccounts, withDealer];
}

/** What differs between the trades of a quote. */
interface Part {
  readonly account: string;
  readonly counterparty: string;
  readonly quantity: bigint;
  readonly cashPerUnit: bigint;
  readonly venue: string;
  readonly sequence: bigint;
}

function tradeOf(
  quote: Quote,
  { account, counterparty, quantity, cashPerUnit, venue, sequence }: Part,
): Trade {
  const [seller, buyer] = quote.side === "seller" ? [counterparty, account] : [account, counterparty];
  return {
    isin: quote.isin,
    currency: quote.currency,
    settlementBank: quote.settlementBank,
    seller,
    buyer,
    quantity,
    amount: quantity * cashPerUnit,
    tradeDate: quote.tradeDate,
    settleFrom: quote.settleFrom,
    settleBy: quote.settleBy,
    venue,
    sequence,
    commonReference: quote.commonReference,
    minimumPart: 0n,
  };
}
