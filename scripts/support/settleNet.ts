import { OTHER_REASON } from "../../sdk/errors/isoReasonOf.ts";
import { MissingWeightError } from "../../sdk/planning/errors/MissingWeightError.ts";
import { planNetting } from "../../sdk/planning/planNetting.ts";
import type { PlanNettingOptions, Weight } from "../../sdk/planning/PlanNettingOptions.ts";
import type { LeftBehindReason, SettlementPlan } from "../../sdk/planning/SettlementPlan.ts";
import { byVenue } from "./byVenue.ts";
import { confirm } from "./confirm.ts";
import type { JobContext } from "./JobContext.ts";
import { netMarket } from "./netMarket.ts";
import { nothingPending } from "./perform.ts";
import { instrumentWords, reasonsInWords } from "./planWords.ts";
import { readTrades } from "./readTrades.ts";
import type { KnownTrade } from "./readTrades.ts";
import type { Reason } from "./reasons.ts";
import { reportEnded, reportKept } from "./reportUnsettled.ts";
import type { SettlementResult } from "./settlementResults.ts";
import { settlePlan } from "./settlePlan.ts";
import type { Stop } from "./settlePlan.ts";
import { settlementSender } from "./submitters.ts";
import { chosenOf, tellPlan } from "./tellPlan.ts";
import type { KeptTrade } from "./tellPlan.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

/** How netting goes about it. */
export interface NetOptions {
  /** Go ahead without asking. */
  readonly yes: boolean;
  /** References of the trades that come before all others. */
  readonly first: readonly string[];
  /** What a minor unit of each currency counts; needed when there are several. */
  readonly weights: Readonly<Record<string, Weight>> | undefined;
}

/** How often a plan is made anew when the chain refuses it, because something has changed since it was made. */
const MOST_NEW_PLANS = 3;

/**
 * Plans which trades settle together, shows the plan, and settles it in net amounts once it is confirmed. One plan for each
 * venue, and one for the trades without a venue.
 */
export async function settleNet(
  context: JobContext,
  records: readonly TradeRecord[],
  options: NetOptions,
): Promise<readonly SettlementResult[]> {
  const results: SettlementResult[] = [];
  for (const group of byVenue(records))
    results.push(...(await new NetSettlement(context, options).settle(group)));
  return results;
}

/** Plans and settles the trades of one venue, again and again while the chain refuses the plan. */
class NetSettlement {
  readonly #context: JobContext;
  readonly #options: NetOptions;
  /** Trades that a plan has failed on, by their references: the next one does without them. */
  readonly #culprits = new Map<string, Reason>();
  /** References of the trades that somebody has said yes to. */
  readonly #confirmed = new Set<string>();

  constructor(context: JobContext, options: NetOptions) {
    this.#context = context;
    this.#options = options;
  }

  async settle(records: readonly TradeRecord[]): Promise<readonly SettlementResult[]> {
    const results: SettlementResult[] = [];
    let open = records;
    for (let round = 0; open.length > 0; round += 1) {
      const { sender, trades, ended } = await this.#read(open);
      results.push(...ended);
      const planned = await this.#plan(trades);
      const { chosen, kept, market } = planned;
      if (chosen.length === 0) return [...results, ...(await this.#reportKept(kept))];
      if (!(await this.#goAhead(chosen))) return results;
      const { results: done, stop } = await settlePlan(this.#context, { market, chosen, sender });
      results.push(...done);
      const isDone = new Set(done.map(({ record }) => record.id));
      open = trades.filter(({ record }) => !isDone.has(record.id)).map(({ record }) => record);
      if (stop === undefined) return [...results, ...(await this.#reportKept(kept))];
      for (const [reference, reason] of stop.culprits) this.#culprits.set(reference, reason);
      if (round === MOST_NEW_PLANS) {
        const given = chosen.filter(({ record }) => !isDone.has(record.id));
        return [...results, ...(await this.#giveUp(given, kept, stop))];
      }
      this.#context.reporter.progress(
        `The plan was not carried out to its end: ${stop.why.replace(/\.$/, "")}. What has settled is final; planning again with fresh data (${round + 1} of ${MOST_NEW_PLANS}).`,
      );
    }
    return results;
  }

  async #read(records: readonly TradeRecord[]): Promise<{
    readonly sender: string;
    readonly trades: readonly KnownTrade[];
    readonly ended: readonly SettlementResult[];
  }> {
    const context = this.#context;
    const sender = await settlementSender(
      context,
      records.map(({ trade }) => trade),
    );
    // What an interrupted run has sent counts first.
    await nothingPending(context.chain.provider, sender);
    const known = await readTrades(context, records);
    const ended = await reportEnded(
      context,
      known.filter(({ ending }) => ending !== undefined),
    );
    const trades = known.filter(({ ending }) => ending === undefined);
    return { sender, trades, ended };
  }

  async #plan(trades: readonly KnownTrade[]) {
    const context = this.#context;
    const { weights, first } = this.#options;
    const market = await netMarket(context, trades, {
      first: new Set(first),
      barred: new Set(this.#culprits.keys()),
    });
    const plan = await planOf({ ...market, now: await context.kessai.now(), weights });
    const words = { names: context.names, instrument: instrumentWords(trades, context.names) };
    const left = new Map(plan.leftBehind.map(({ id, reasons }) => [id, reasons]));
    const kept = trades.flatMap((trade): readonly KeptTrade[] => {
      const reference = trade.record.trade.commonReference;
      const reasons = left.get(reference);
      if (reasons === undefined) return [];
      const culprit = this.#culprits.get(reference);
      const inWords = (reason: LeftBehindReason): readonly Reason[] =>
        reason.code === OTHER_REASON && culprit !== undefined
          ? [culprit]
          : reasonsInWords(reason, trade, words);
      return [{ ...trade, reasons: reasons.flatMap(inWords) }];
    });
    tellPlan(context, { plan, trades, kept });
    return { market, kept, chosen: chosenOf({ plan, trades }) };
  }

  /** Whether a plan may be carried out: everybody has said yes to all its trades, or nothing is sent at all. */
  async #goAhead(chosen: readonly KnownTrade[]): Promise<boolean> {
    const { options, reporter } = this.#context;
    const references = chosen.map(({ record }) => record.trade.commonReference);
    if (options.dryRun || this.#options.yes) return true;
    if (references.every((reference) => this.#confirmed.has(reference))) return true;
    const answer = await confirm(`Settle these ${chosen.length} trades?`);
    reporter.data("confirmed", answer === true);
    if (answer === true) {
      for (const reference of references) this.#confirmed.add(reference);
      return true;
    }
    reporter.progress(
      answer === undefined
        ? `Nothing was sent. Run this again with --yes to settle these ${chosen.length} trades.`
        : "Nothing was sent.",
    );
    return false;
  }

  async #giveUp(
    chosen: readonly KnownTrade[],
    kept: readonly KeptTrade[],
    { why, culprits }: Stop,
  ): Promise<readonly SettlementResult[]> {
    const hint = "Look at what has changed, and run this again.";
    const refused = chosen.map(({ record }): Pick<KeptTrade, "record" | "reasons"> => {
      const other = {
        code: OTHER_REASON,
        account: undefined,
        sentence: `the chain refused its set: ${why}`,
        hint,
      };
      return { record, reasons: [culprits.get(record.trade.commonReference) ?? other] };
    });
    return [...(await reportKept(this.#context, refused, "failed")), ...(await this.#reportKept(kept))];
  }

  /** Reports what stays behind; what the chain has refused has failed, whatever its reason. */
  async #reportKept(kept: readonly KeptTrade[]): Promise<readonly SettlementResult[]> {
    const isCulprit = ({ record }: KeptTrade): boolean => this.#culprits.has(record.trade.commonReference);
    return [
      ...(await reportKept(this.#context, kept.filter(isCulprit), "failed")),
      ...(await reportKept(
        this.#context,
        kept.filter((trade) => !isCulprit(trade)),
      )),
    ];
  }
}

async function planOf(options: PlanNettingOptions): Promise<SettlementPlan> {
  try {
    return await planNetting(options);
  } catch (error) {
    if (!(error instanceof MissingWeightError)) throw error;
    throw new UsageError(
      error.message,
      `Give --weight <currency>=<what one of its minor units counts>, such as --weight ${error.missing.map((currency) => `${currency}=1`).join(" ")}`,
    );
  }
}
