import { setOutcome } from "../../sdk/client/readers/setOutcome.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { byVenue } from "./byVenue.ts";
import type { JobContext } from "./JobContext.ts";
import { nothingPending } from "./perform.ts";
import { readTrades } from "./readTrades.ts";
import { formatReasons, refusalReason, tooLargeReason } from "./reasons.ts";
import type { Reason } from "./reasons.ts";
import { reportEnded, reportKept } from "./reportUnsettled.ts";
import { sendSet } from "./sendSet.ts";
import type { SetResult } from "./sendSet.ts";
import { proveFinal } from "./settlementResults.ts";
import type { SettlementResult } from "./settlementResults.ts";
import { settlementSender } from "./submitters.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** What a trade that settles before in the same batch can clear away: the others keep a trade from being sent. */
const CLEARED_BY_OTHERS = new Set(["LACK", "MONY", "FROZ"]);

/**
 * Settles trades in batches, each trade with both legs or not at all, in the order in which they are given. A venue's
 * trades make batches of their own.
 */
export async function settleBatch(
  context: JobContext,
  records: readonly TradeRecord[],
): Promise<readonly SettlementResult[]> {
  const results: SettlementResult[] = [];
  for (const group of byVenue(records)) results.push(...(await settleGroup(context, group)));
  return results;
}

async function settleGroup(
  context: JobContext,
  records: readonly TradeRecord[],
): Promise<readonly SettlementResult[]> {
  const sender = await settlementSender(
    context,
    records.map(({ trade }) => trade),
  );
  // What an interrupted run has sent counts first.
  await nothingPending(context.chain.provider, sender);
  const known = await readTrades(context, records);
  const open = known.filter(({ ending }) => ending === undefined);
  const ready = open.filter(({ reasons }) => reasons.every(({ code }) => CLEARED_BY_OTHERS.has(code)));
  const results = [
    ...(await reportEnded(
      context,
      known.filter(({ ending }) => ending !== undefined),
    )),
    ...(await reportKept(
      context,
      open.filter((trade) => !ready.includes(trade)),
    )),
  ];
  return [
    ...results,
    ...(await settleInSets(
      context,
      sender,
      ready.map(({ record }) => record),
    )),
  ];
}

/** Settles trades in as few transactions as gas allows: what does not fit into one is halved. */
async function settleInSets(
  context: JobContext,
  sender: string,
  records: readonly TradeRecord[],
): Promise<readonly SettlementResult[]> {
  const results: SettlementResult[] = [];
  const sets = records.length === 0 ? [] : [records];
  for (let set = sets.shift(); set !== undefined; set = sets.shift()) {
    const result = await sendSet(context, { method: "batch", records: set, sender });
    if ("tooLarge" in result && set.length > 1) {
      const middle = Math.ceil(set.length / 2);
      sets.unshift(set.slice(0, middle), set.slice(middle));
      context.reporter.progress(
        `${set.length} trades do not fit into one transaction: batches of ${middle} and ${set.length - middle}`,
      );
    } else if ("sent" in result) {
      const left = sets.reduce((sum, { length }) => sum + length, 0);
      results.push(...(await reportSent(context, set, { sent: result.sent, left })));
    } else {
      results.push(...(await reportUnsent(context, set, result)));
    }
  }
  return results;
}

async function reportSent(
  context: JobContext,
  set: readonly TradeRecord[],
  { sent, left }: { readonly sent: Sent; readonly left: number },
): Promise<readonly SettlementResult[]> {
  const { names, reporter } = context;
  const { hash, gasUsed, blockNumber } = sent;
  const { settled, failed } = setOutcome(sent.receipt, names);
  const count = `${settled.length} of ${set.length} trades settled`;
  reporter.progress(
    `a batch: ${count}, ${formatAmount(gasUsed)} gas, block ${blockNumber}; ${left} trades left`,
  );
  reporter.addTo("sets", { method: "batch", trades: set.length, settled: settled.length, gasUsed, hash });
  const final = set.filter(({ id }) => settled.includes(id)).map((record) => ({ record, hash }));
  const proofs = await proveFinal(context, final);
  return set.map((record) => {
    const what = `settle ${record.trade.commonReference}`;
    if (settled.includes(record.id)) {
      reporter.step({ what, outcome: "done", transaction: hash });
      return { record, obstacles: [], proof: proofs.get(record.id) };
    }
    // The chain has recorded the attempt: nothing needs to be written down here.
    const refusal = failed.find(({ id }) => id === record.id)?.refusal;
    const reason = refusalReason(refusal, record.trade);
    reporter.step({ what, outcome: "failed", remark: formatReasons([reason]), transaction: hash });
    return { record, obstacles: [reason] };
  });
}

async function reportUnsent(
  context: JobContext,
  set: readonly TradeRecord[],
  result: Exclude<SetResult, { readonly sent: Sent }>,
): Promise<readonly SettlementResult[]> {
  if ("unsent" in result) {
    const { unsent: outcome, remark } = result;
    for (const { trade } of set)
      context.reporter.step({ what: `settle ${trade.commonReference}`, outcome, remark });
    return set.map((record) => ({ record, obstacles: [] }));
  }
  const reasonFor = ({ trade }: TradeRecord): Reason =>
    "refusal" in result ? refusalReason(result.refusal, trade) : tooLargeReason(result.tooLarge);
  return reportKept(
    context,
    set.map((record) => ({ record, reasons: [reasonFor(record)] })),
    "failed",
  );
}
