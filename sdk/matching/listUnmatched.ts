import type { MatchReport } from "./MatchReport.ts";

/** What does not agree, one sentence each for a back office; empty when the trade is matched. */
export function listUnmatched({ fields }: MatchReport): readonly string[] {
  return fields
    .filter(({ status }) => status === "different" || status === "missing")
    .map(({ sentence }) => sentence);
}
