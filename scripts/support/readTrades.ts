import { explainTrade } from "../../sdk/client/readers/explainTrade.ts";
import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import type { TradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import type { TradeState } from "../../sdk/client/readers/tradeState.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import type { Side, Trade } from "../../sdk/trade/Trade.ts";
import { inPortions } from "./inPortions.ts";
import type { JobContext } from "./JobContext.ts";
import type { Reason } from "./reasons.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** A trade that is written down, and what the chain knows of it. */
export interface KnownTrade {
  readonly record: TradeRecord;
  readonly state: TradeState;
  /** How it ended; `undefined` while it has not, and when another trade has used up its number. */
  readonly ending: TradeHistory | undefined;
  /** Which side has approved it: on the chain, or by a signature that is at hand. */
  readonly approved: Readonly<Record<Side, boolean>>;
  /** Why it would not settle now, the signatures at hand being counted; empty when it has ended. */
  readonly reasons: readonly Reason[];
}

/** Reads what the chain knows of trades. */
export function readTrades(
  context: Pick<JobContext, "kessai" | "names" | "reporter">,
  records: readonly TradeRecord[],
): Promise<readonly KnownTrade[]> {
  return inPortions(context, records, (record) => readTrade(context, record));
}

/** Reads what the chain knows of a trade. */
export async function readTrade(
  { kessai, names }: Pick<JobContext, "kessai" | "names">,
  record: TradeRecord,
): Promise<KnownTrade> {
  const { trade, id, signatures } = record;
  const state = await tradeState(kessai, trade);
  const approved = {
    seller: state.sellerApproved || signatures.seller !== undefined,
    buyer: state.buyerApproved || signatures.buyer !== undefined,
  };
  const history = state.status === "closed" ? await tradeHistory(kessai, id) : undefined;
  const ending = history?.outcome === undefined ? undefined : history;
  if (ending !== undefined) return { record, state, ending, approved, reasons: [] };
  const obstacles = await explainTrade(kessai, trade, { names });
  const reasons = obstacles.flatMap((obstacle): readonly Reason[] => {
    if (obstacle.code !== "NMAS") return [obstacle];
    return SIDES.filter((side) => !approved[side]).map((side) =>
      missingApproval(trade, side, names(trade[side])),
    );
  });
  return { record, state, ending, approved, reasons };
}

function missingApproval(trade: Trade, side: Side, name: string | undefined): Reason {
  return {
    code: "NMAS",
    account: trade[side],
    sentence: `${name ?? trade[side]}, the ${side}, has not approved it`,
    hint: `Approve it: npm run kessai -- approve ${trade.commonReference} --side ${side}`,
  };
}

/** What is left of a trade: all of it, less the parts that have settled. */
export function restOf({ record: { trade }, state }: Pick<KnownTrade, "record" | "state">): Trade {
  return {
    ...trade,
    quantity: trade.quantity - state.settledQuantity,
    amount: trade.amount - state.settledAmount,
  };
}
