import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { inPortions } from "./inPortions.ts";
import type { JobContext } from "./JobContext.ts";
import { noteAttempts } from "./noteAttempts.ts";
import type { KnownTrade } from "./readTrades.ts";
import { formatReasons, outcomeOf } from "./reasons.ts";
import type { Outcome } from "./Reporter.ts";
import { proveFinal } from "./settlementResults.ts";
import type { SettlementResult } from "./settlementResults.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** Reports trades that have ended before this run: settled, with their proof, or cancelled or expired. */
export async function reportEnded(
  context: JobContext,
  trades: readonly KnownTrade[],
): Promise<readonly SettlementResult[]> {
  const final = trades.flatMap(({ record, ending }) =>
    ending?.isFinal === true && ending.closing !== undefined
      ? [{ record, hash: ending.closing.transactionHash }]
      : [],
  );
  const proofs = await proveFinal(context, final);
  return trades.map(({ record, ending }) => {
    const proof = proofs.get(record.id);
    if (ending?.isFinal === false || proof !== undefined)
      context.reporter.step({
        what: `settle ${record.trade.commonReference}`,
        outcome: "already done",
        remark: ending === undefined ? undefined : ENDED_OTHERWISE[ending.outcome ?? ""],
        transaction: ending?.closing?.transactionHash,
      });
    return { record, obstacles: [], proof };
  });
}

/**
 * Of all the trades that are written down those that have not ended. The others are reported in one step, however many they
 * are.
 */
export async function leaveEnded(
  context: JobContext,
  records: readonly TradeRecord[],
): Promise<readonly TradeRecord[]> {
  const outcomes = await inPortions(context, records, async ({ trade, id }) => {
    const { status } = await tradeState(context.kessai, trade);
    return status === "closed" ? (await tradeHistory(context.kessai, id)).outcome : undefined;
  });
  const ended = outcomes.filter((outcome) => outcome !== undefined);
  if (ended.length > 0) {
    const counts = [...Map.groupBy(ended, (outcome) => outcome.toLowerCase())];
    context.reporter.step({
      what:
        ended.length === 1 ? "1 trade that is written down" : `${ended.length} trades that are written down`,
      outcome: "already done",
      remark: counts.map(([outcome, { length }]) => `${length} ${outcome}`).join(", "),
    });
  }
  return records.filter((_record, index) => outcomes[index] === undefined);
}

/** What is to be said of a trade that ended without settlement. */
const ENDED_OTHERWISE: Readonly<Record<string, string | undefined>> = {
  Expired: "it has expired",
  Cancelled: "it was cancelled",
};

/**
 * Reports trades that cannot settle now, each with its reasons, and notes the attempts: nothing is sent for them, so the
 * chain has no record of it.
 *
 * @param outcome what is to be said of them; left out: what their reasons say
 */
export async function reportKept(
  context: JobContext,
  trades: readonly Pick<KnownTrade, "record" | "reasons">[],
  outcome?: Outcome,
): Promise<readonly SettlementResult[]> {
  await noteAttempts(context, trades);
  return trades.map(({ record, reasons }) => {
    context.reporter.step({
      what: `settle ${record.trade.commonReference}`,
      outcome: outcome ?? outcomeOf(reasons),
      remark: formatReasons(reasons),
    });
    return { record, obstacles: reasons };
  });
}
