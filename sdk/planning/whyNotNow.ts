import type { Candidate } from "./Candidate.ts";
import type { LeftBehindReason } from "./SettlementPlan.ts";

/** Codes that planning judges by itself, from the trade's terms, its flags and the positions. */
const JUDGED_HERE: ReadonlySet<string> = new Set(["FUTU", "LATE", "NMAS", "PREA", "LACK", "MONY"]);

/**
 * Every reason that keeps a trade back whatever the positions are; empty when there is none.
 *
 * @param now seconds since 1970-01-01T00:00:00Z
 */
export function whyNotNow(candidate: Candidate, now: bigint): readonly LeftBehindReason[] {
  const { trade, isMatched, isOnHold, obstacles } = candidate;
  const codes: readonly (string | false)[] = [
    now < trade.settleFrom && "FUTU",
    now >= trade.settleBy && "LATE",
    !isMatched && "NMAS",
    isOnHold && "PREA",
  ];
  return [
    ...codes.filter((code) => code !== false).map((code) => ({ code, account: undefined })),
    ...obstacles.filter(({ code }) => !JUDGED_HERE.has(code)).map(({ code, account }) => ({ code, account })),
  ];
}
