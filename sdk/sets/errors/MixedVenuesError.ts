import { KessaiError } from "../../errors/KessaiError.ts";
import type { Trade } from "../../trade/Trade.ts";

type VenueTrade = Pick<Trade, "venue" | "commonReference">;

/** Trades of different venues in one set: only its venue may submit a trade. */
export class MixedVenuesError extends KessaiError {
  constructor(first: VenueTrade, stray: VenueTrade) {
    const [one, other] = [first, stray].map(({ commonReference, venue }) => `${commonReference} of ${venue}`);
    super({
      code: "SET_VENUES_MIXED",
      message: `The trades of a set have one venue, or none; these are trade ${one} and trade ${other}.`,
      hint: "Make a set for each venue, and one for the trades without a venue.",
      details: { venue: first.venue, stray: stray.venue, reference: stray.commonReference },
    });
  }
}
