import type { Side } from "../../trade/Trade.ts";
import type { QuoteStyle } from "./QuoteStyle.ts";

/** What a dealer quotes for one bond on one side. */
export interface FilePrice extends QuoteStyle {
  readonly isin: string;
  /** The dealer's side: seller is an offer, buyer a bid. */
  readonly side: Side;
  /** Price of 100 of face without accrued interest, a decimal text. */
  readonly price: string;
}
