import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import type { DealerSheet } from "../../../sdk/trading/market/MarketSheet.ts";
import type { FilePrice } from "../../../sdk/transport/dealer/PriceFile.ts";

/** Seconds for which a quote of a market sheet is valid after its request has closed. */
const VALID_SECONDS = 300n;

/** The prices of a firm in a market sheet, as its pricer takes them: firm, for one acceptance, up to its limit. */
export function pricesOf(
  { bid, offer, limit }: DealerSheet,
  { isin, denomination }: TermSheet,
): readonly FilePrice[] {
  const style = {
    isin,
    kind: "single use",
    validSeconds: VALID_SECONDS,
    lastLookSeconds: 0n,
    minimumUnits: 1n,
    maximumUnits: limit / denomination,
  } as const;
  return [
    ...(bid === undefined ? [] : [{ ...style, side: "buyer" as const, price: bid }]),
    ...(offer === undefined ? [] : [{ ...style, side: "seller" as const, price: offer }]),
  ];
}
