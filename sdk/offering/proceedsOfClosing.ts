import type { Trade } from "../trade/Trade.ts";
import type { ClosingProceeds, FailedAllotment } from "./ClosingProceeds.ts";
import type { ClosingTradesOptions } from "./closingTrades.ts";
import { firmProceeds } from "./firmProceeds.ts";
import { offeringReference } from "./offeringReference.ts";

/**
 * The money side of a closing, from the allotments as trades: what each member of the syndicate sells and takes, and pays for it.
 *
 * @throws InvalidAllocationError when allotments and terms contradict each other
 */
export function proceedsOfClosing(
  options: Pick<ClosingTradesOptions, "terms" | "pricePerUnit" | "allotments" | "failures">,
): ClosingProceeds {
  const { terms, allotments, failures, pricePerUnit } = options;
  return firmProceeds({
    terms,
    pricePerUnit,
    firms: terms.syndicate.map(({ firm, commitment }) => {
      const own = allotments.filter(({ trade }) => trade.seller === firm);
      return {
        commitment,
        soldUnits: own.reduce((sum, { trade }) => sum + trade.quantity, 0n),
        soldAmount: own.reduce((sum, { trade }) => sum + trade.amount, 0n),
      };
    }),
    potUnits: allotments
      .filter(({ trade }) => isFromPot(trade))
      .reduce((sum, { trade }) => sum + trade.quantity, 0n),
    failures: failures.map(({ trade }): FailedAllotment => ({
      firm: terms.syndicate.findIndex(({ firm }) => firm === trade.seller),
      units: trade.quantity,
      amount: trade.amount,
      isFromPot: isFromPot(trade),
    })),
  });
}

function isFromPot({ commonReference, isin }: Trade): boolean {
  return commonReference === offeringReference(isin, "pot");
}
