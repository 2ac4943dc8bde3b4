import { TradeUnmatchedError } from "./errors/TradeUnmatchedError.ts";
import { listUnmatched } from "./listUnmatched.ts";
import type { MatchReport } from "./MatchReport.ts";

/**
 * Stops a trade that is not matched, before the custodian is instructed.
 *
 * @throws TradeUnmatchedError naming every field that does not agree
 */
export function requireMatched(report: MatchReport): void {
  const sentences = listUnmatched(report);
  if (sentences.length > 0) throw new TradeUnmatchedError(sentences);
}
