import { ZeroAddress } from "ethers";

import type { Trade } from "../trade/Trade.ts";
import { proceedsOfClosing } from "./proceedsOfClosing.ts";
import type { OfferingTerms } from "./OfferingTerms.ts";
import { offeringReference } from "./offeringReference.ts";
import type { OpenAllotment } from "./OpenAllotment.ts";

/** What `closingTrades` works on. */
export interface ClosingTradesOptions {
  readonly terms: OfferingTerms;
  /** ISO 4217 code of the bond's currency. */
  readonly currency: string;
  /** The issuer's account, or that of the successor of its lost key. */
  readonly issuer: string;
  /** Address of the offering contract. */
  readonly venue: string;
  readonly pricePerUnit: bigint;
  /** First number of the trades between issuer and syndicate. */
  readonly proceedsSequence: bigint;
  /** All allotments, those that fail included. */
  readonly allotments: readonly OpenAllotment[];
  /** Those of them that fail. */
  readonly failures: readonly OpenAllotment[];
}

/**
 * The trades with which an offering closes, in the order in which they settle as a chain: first what the issuer pays, where a
 * member's fee is more than its proceeds, and its deliveries to the syndicate, then the syndicate's to investors. Bonds move
 * in this order and money in the opposite one, so that nobody needs more money than it keeps paying.
 *
 * @throws InvalidAllocationError when allotments and terms contradict each other
 */
export function closingTrades(options: ClosingTradesOptions): readonly Trade[] {
  const { allotments, failures } = options;
  const failed = new Set(failures.map(({ position }) => position));
  const { members } = proceedsOfClosing(options);
  const fees = members.flatMap(({ net }, index) => (net < 0n ? [feeTrade(options, index, -net)] : []));
  const deliveries = members.flatMap(({ units, net }, index) =>
    units === 0n ? [] : [delivery(options, index, { units, net: net > 0n ? net : 0n })],
  );
  const settling = allotments.filter(({ position }) => !failed.has(position)).map(({ trade }) => trade);
  return [...fees, ...deliveries, ...settling];
}

function feeTrade(options: ClosingTradesOptions, member: number, amount: bigint): Trade {
  return {
    ...plainTrade(options),
    isin: "",
    seller: firmOf(options, member),
    buyer: options.issuer,
    quantity: 0n,
    amount,
    sequence: options.proceedsSequence + BigInt(2 * member),
    commonReference: offeringReference(options.terms.isin, "fee"),
  };
}

function delivery(
  options: ClosingTradesOptions,
  member: number,
  { units, net }: { readonly units: bigint; readonly net: bigint },
): Trade {
  const trade = {
    ...plainTrade(options),
    seller: options.issuer,
    buyer: firmOf(options, member),
    quantity: units,
    amount: net,
    sequence: options.proceedsSequence + BigInt(2 * member + 1),
    commonReference: offeringReference(options.terms.isin, "underwritten"),
  };
  return net === 0n ? { ...trade, currency: "", settlementBank: ZeroAddress } : trade;
}

function firmOf({ terms }: ClosingTradesOptions, member: number): string {
  return terms.syndicate[member]?.firm ?? ZeroAddress;
}

function plainTrade({ terms, currency, venue }: ClosingTradesOptions) {
  return {
    isin: terms.isin,
    currency,
    settlementBank: terms.settlementBank,
    tradeDate: terms.pricingFrom,
    settleFrom: terms.paymentFrom,
    settleBy: terms.closeBy,
    venue,
    minimumPart: 0n,
  };
}
