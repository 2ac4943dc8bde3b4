import type { FailReason } from "../../sdk/fails/Attempt.ts";
import type { AttemptRecords } from "./attemptRecords.ts";
import type { JobContext } from "./JobContext.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** A trade that did not settle, and why not. */
export interface RefusedTrade {
  readonly record: TradeRecord;
  readonly reasons: readonly FailReason[];
}

/**
 * Writes down attempts to settle that the chain has no record of, since nothing was sent or all of it was refused. An
 * attempt before a trade's settlement date, or after its cut-off, is none. Of one moment of the chain's clock a trade has one attempt.
 */
export async function noteAttempts(
  { kessai, folder, options }: JobContext,
  refused: readonly RefusedTrade[],
): Promise<void> {
  if (options.dryRun) return;
  const at = await kessai.now();
  const due = refused.filter(({ record: { trade }, reasons }) => {
    return at >= trade.settleFrom && at < trade.settleBy && reasons.length > 0;
  });
  const known = folder.attempts();
  const added = due.flatMap(({ record: { id }, reasons }): [string, AttemptRecords[string]][] => {
    const before = known[id] ?? [];
    if (before.some((attempt) => attempt.at === at)) return [];
    return [[id, [...before, { at, reasons: reasons.map(plainReason) }]]];
  });
  if (added.length > 0) folder.saveAttempts({ ...known, ...Object.fromEntries(added) });
}

function plainReason({ code, account }: FailReason): { code: string; account?: string } {
  return account === undefined ? { code } : { code, account };
}
