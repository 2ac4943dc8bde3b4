import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { InseparableTradesError } from "../../sdk/planning/errors/InseparableTradesError.ts";
import { splitPlan } from "../../sdk/planning/splitPlan.ts";
import type { JobContext } from "./JobContext.ts";
import { positionsFor } from "./netMarket.ts";
import type { NetMarket } from "./netMarket.ts";
import type { KnownTrade } from "./readTrades.ts";
import { refusalReason, tooLargeReason } from "./reasons.ts";
import type { Reason } from "./reasons.ts";
import { sendSet } from "./sendSet.ts";
import type { SetResult } from "./sendSet.ts";
import { proveFinal } from "./settlementResults.ts";
import type { SettlementResult } from "./settlementResults.ts";

/** What `settlePlan` works on. */
export interface SettlePlanOptions {
  readonly market: NetMarket;
  /** The trades that the plan chose, which can all settle together. */
  readonly chosen: readonly KnownTrade[];
  readonly sender: string;
}

/** Why a plan was not carried out to its end. */
export interface Stop {
  /** In a sentence. */
  readonly why: string;
  /** Trades that are the cause, by their references: another plan must do without them. */
  readonly culprits: ReadonlyMap<string, Reason>;
}

/** What became of a plan. */
export interface PlanResult {
  /** Of the trades that are settled now, or that nothing was sent for. */
  readonly results: readonly SettlementResult[];
  /** `undefined` when nothing stopped it. */
  readonly stop: Stop | undefined;
}

/**
 * Settles the trades of a plan in nets: all of them in one transaction if that has gas enough, else in sets one after the
 * other, each of which can settle once those before it have.
 */
export async function settlePlan(context: JobContext, options: SettlePlanOptions): Promise<PlanResult> {
  const { chosen, sender } = options;
  const results: SettlementResult[] = [];
  let sets: readonly (readonly KnownTrade[])[] = [chosen];
  for (;;) {
    const [set, ...later] = sets;
    if (set === undefined) return { results, stop: undefined };
    const records = set.map(({ record }) => record);
    const result = await sendSet(context, { method: "net", records, sender });
    if ("sent" in result) {
      const left = later.reduce((sum, { length }) => sum + length, 0);
      results.push(...(await reportSent(context, set, { sent: result.sent, left })));
      sets = later;
    } else if ("unsent" in result) {
      // The sets after it need what it brings: nothing can be said of them before.
      return { results: [...results, ...reportUnsent(context, sets.flat(), result)], stop: undefined };
    } else if ("refusal" in result) {
      const culprits = set.filter(({ record }) => result.refusal.args["id"] === record.id);
      const reason = ({ record }: KnownTrade): Reason => refusalReason(result.refusal, record.trade);
      return { results, stop: { why: result.refusal.message, culprits: mapOf(culprits, reason) } };
    } else {
      const cut = await cutSmaller(context, options, { left: sets.flat(), tried: set.length, result });
      if ("why" in cut) return { results, stop: cut };
      sets = cut.sets;
    }
  }
}

/** What did not fit into a transaction, and all that is left with it. */
interface Oversize {
  readonly left: readonly KnownTrade[];
  readonly tried: number;
  readonly result: Extract<SetResult, { readonly tooLarge: string }>;
}

async function cutSmaller(
  context: JobContext,
  { market }: SettlePlanOptions,
  { left, tried, result }: Oversize,
): Promise<{ readonly sets: readonly (readonly KnownTrade[])[] } | Stop> {
  const tooLarge = (): Reason => tooLargeReason(result.tooLarge);
  if (tried <= 1) return { why: result.tooLarge, culprits: mapOf(left.slice(0, 1), tooLarge) };
  const mostTrades = fewer(tried, result);
  const byReference = new Map(left.map((known) => [known.record.trade.commonReference, known]));
  try {
    const sets = await splitPlan({
      candidates: market.candidates,
      positions: await positionsFor(context, left),
      chosen: [...byReference.keys()],
      mostTrades,
    });
    context.reporter.progress(
      `${tried} trades do not fit into one transaction: ${sets.length} sets of at most ${mostTrades}`,
    );
    return {
      sets: sets.map((ids) => ids.flatMap((reference) => byReference.get(reference) ?? [])),
    };
  } catch (error) {
    if (!(error instanceof InseparableTradesError)) throw error;
    const ring = error.together.flatMap((reference) => byReference.get(reference) ?? []);
    return { why: error.message, culprits: mapOf(ring, tooLarge) };
  }
}

/** How many trades a set may have after one was too large: as many as its gas lets expect, else half. */
function fewer(tried: number, { gas, room }: Oversize["result"]): number {
  if (gas === undefined) return Math.floor(tried / 2);
  const fitting = Number((BigInt(tried) * room.forSets) / gas);
  return Math.max(1, Math.min(tried - 1, fitting));
}

async function reportSent(
  context: JobContext,
  set: readonly KnownTrade[],
  { sent, left }: { readonly sent: Sent; readonly left: number },
): Promise<readonly SettlementResult[]> {
  const { reporter } = context;
  const { hash, gasUsed, blockNumber } = sent;
  reporter.progress(
    `a net of ${set.length} trades settled: ${formatAmount(gasUsed)} gas, block ${blockNumber}; ${left} trades left`,
  );
  reporter.addTo("sets", { method: "net", trades: set.length, settled: set.length, gasUsed, hash });
  const proofs = await proveFinal(
    context,
    set.map(({ record }) => ({ record, hash })),
  );
  return set.map(({ record }) => {
    reporter.step({ what: `settle ${record.trade.commonReference}`, outcome: "done", transaction: hash });
    return { record, obstacles: [], proof: proofs.get(record.id) };
  });
}

function reportUnsent(
  { reporter }: JobContext,
  trades: readonly KnownTrade[],
  { unsent: outcome, remark }: Extract<SetResult, { readonly unsent: string }>,
): readonly SettlementResult[] {
  return trades.map(({ record }) => {
    reporter.step({ what: `settle ${record.trade.commonReference}`, outcome, remark });
    return { record, obstacles: [] };
  });
}

function mapOf(
  trades: readonly KnownTrade[],
  reasonOf: (trade: KnownTrade) => Reason,
): ReadonlyMap<string, Reason> {
  return new Map(trades.map((known) => [known.record.trade.commonReference, reasonOf(known)]));
}
