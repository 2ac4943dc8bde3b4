import { settlementAttempts } from "../../sdk/client/readers/settlementAttempts.ts";
import type { Attempt } from "../../sdk/fails/Attempt.ts";
import type { FailsReport } from "../../sdk/fails/Fail.ts";
import { failsOf } from "../../sdk/fails/failsOf.ts";
import { CENTRE } from "./centre.ts";
import type { JobContext } from "./JobContext.ts";
import { readTrades } from "./readTrades.ts";
import type { KnownTrade } from "./readTrades.ts";
import { recordedTrades } from "./recordedTrades.ts";

/** The fails of a network, and what is no fail although its day has passed. */
export interface OpenFails {
  readonly report: FailsReport;
  /** Trades whose settlement date has come and that not both sides have approved: nobody fails on them. */
  readonly unapproved: readonly KnownTrade[];
}

/** The trades that are written down, approved by both sides, and have not settled on their day. */
export async function openFails(context: JobContext): Promise<OpenFails> {
  const { kessai, folder } = context;
  const now = await kessai.now();
  const due = recordedTrades(folder).filter(({ trade }) => trade.settleFrom <= now);
  const known = await readTrades(context, due);
  const open = known.filter(({ state }) => state.status !== "closed");
  const approved = open.filter((trade) => isApproved(trade));
  const trades = approved.map(({ record: { id, trade }, state }) => ({
    tradeId: id,
    trade,
    settledAmount: state.settledAmount,
  }));
  const cutOffs = new Map(trades.map(({ tradeId, trade }) => [tradeId, trade.settleBy]));
  // After its cut-off no trade can settle, whoever is to blame: such an attempt says nothing of its sides.
  const attempts = (await attemptsOf(context, new Set(cutOffs.keys()))).filter(
    ({ tradeId, at }) => at < (cutOffs.get(tradeId) ?? at),
  );
  return {
    report: failsOf({ trades, attempts, now, centre: CENTRE }),
    unapproved: open.filter((trade) => !isApproved(trade)),
  };
}

function isApproved({ approved }: KnownTrade): boolean {
  return approved.seller && approved.buyer;
}

/**
 * The attempts that the chain has recorded, and those that were only written down, since nothing was sent. Of one moment the
 * chain's word is enough.
 */
async function attemptsOf(
  { kessai, folder }: JobContext,
  ids: ReadonlySet<string>,
): Promise<readonly Attempt[]> {
  const onChain = ids.size === 0 ? [] : await settlementAttempts(kessai, ids);
  const journal = folder.attempts();
  const known = new Set(onChain.map(({ tradeId, at }) => `${tradeId} ${at}`));
  const noted = [...ids].flatMap((tradeId) =>
    (journal[tradeId] ?? [])
      .filter(({ at }) => !known.has(`${tradeId} ${at}`))
      .map((attempt) => ({ tradeId, ...attempt })),
  );
  return [...onChain, ...noted];
}
