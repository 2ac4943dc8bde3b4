import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { matchField } from "./matchField.ts";
import { MATCH_FIELDS } from "./matchFields.ts";
import type { MatchReport } from "./MatchReport.ts";
import type { Tolerances } from "./Tolerance.ts";
import type { Confirmation } from "./TradeDetails.ts";

/** What `matchTrade` works on. */
export interface MatchTradeOptions {
  /** What we have in our books (`detailsOfDeal`). */
  readonly ours: Confirmation;
  /** What the other side confirms (`confirmationOf`, `parseConfirmation`). */
  readonly theirs: Confirmation;
  /** Left out: every field must agree exactly. */
  readonly tolerances?: Tolerances | undefined;
  /** By whose clock moments are written; Asia/Tokyo when left out. */
  readonly centre?: BusinessCentre | undefined;
}

/**
 * Compares what we have in our books with what the other side confirms, field by field (約定照合). The sides must be opposite, every
 * other field must agree within its tolerance. A field that one side does not name is never taken as agreed.
 *
 * @throws InvalidDecimalError when a price or a percentage is no decimal number
 * @throws UnknownCurrencyError when our amounts are in a currency that ISO 4217 does not have
 */
export function matchTrade(options: MatchTradeOptions): MatchReport {
  const { ours, theirs, tolerances = {}, centre = "Asia/Tokyo" } = options;
  const fields = MATCH_FIELDS.map((form) =>
    matchField({
      form,
      ours: ours[form.field],
      theirs: theirs[form.field],
      tolerance: tolerances[form.field] ?? { kind: "exact" },
      currency: ours.currency,
      centre,
    }),
  );
  const isMatched = fields.every(({ status }) => status === "matched" || status === "within tolerance");
  return { isMatched, fields };
}
