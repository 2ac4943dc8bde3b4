import type { MatchField } from "./matchFields.ts";

/** What can come of comparing a field. */
export const MATCH_STATUSES = ["matched", "within tolerance", "different", "missing"] as const;

/** What came of comparing a field. Missing: one side, or neither, says it. */
export type MatchStatus = (typeof MATCH_STATUSES)[number];

/** What came of comparing one field. */
export interface FieldMatch {
  readonly field: MatchField;
  /** As a file has it; empty when it is missing. */
  readonly ours: string;
  /** As a file has it; empty when it is missing. */
  readonly theirs: string;
  /** What may differ: "exact", "1", "0.001 %", "2 days". */
  readonly tolerance: string;
  readonly status: MatchStatus;
  /** The same for people. */
  readonly sentence: string;
}

/** What came of comparing a trade with its confirmation (約定照合). */
export interface MatchReport {
  /** Whether every field is matched, or within its tolerance. */
  readonly isMatched: boolean;
  /** Every field, in the order of MATCH_FIELDS. */
  readonly fields: readonly FieldMatch[];
}
