import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import type { TradeState } from "../../sdk/client/readers/tradeState.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import { tradeKind } from "../../sdk/trade/tradeKind.ts";
import type { JobContext } from "./JobContext.ts";
import { readTrades } from "./readTrades.ts";
import type { KnownTrade } from "./readTrades.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { amountCell, partiesCell, referenceCell, unitsCell } from "./tradeWords.ts";

/** Shows trades that are written down, what kind of trade each is, and where it is. */
export async function tradeTable(context: JobContext, records: readonly TradeRecord[]): Promise<void> {
  const { names, reporter } = context;
  const trades = await readTrades(context, records);
  if (trades.length > 0)
    reporter.table(
      ["trade", "seller -> buyer", "units", "amount", "settles", "status"],
      trades.map((known) => {
        const { trade } = known.record;
        return [
          referenceCell(trade),
          partiesCell(trade, names),
          unitsCell(trade),
          amountCell(trade),
          `${formatMoment(trade.settleFrom).slice(0, 10)}\nby ${formatCutOff(trade)}`,
          [statusOf(known), ...remarksOf(known)].join("\n"),
        ];
      }),
      [2, 3],
    );
  reporter.data(
    "trades",
    trades.map((known) => ({
      reference: known.record.trade.commonReference,
      id: known.record.id,
      kind: tradeKind(known.record.trade),
      trade: known.record.trade,
      status: statusOf(known),
      ...(known.ending === undefined ? { state: known.state } : {}),
    })),
  );
}

/** The cut-off: its time on the settlement date, or a later day and time. */
function formatCutOff({ settleFrom, settleBy }: TradeRecord["trade"]): string {
  const [first, last] = [settleFrom, settleBy].map((moment) => formatMoment(moment).slice(0, 16));
  return first?.slice(0, 10) === last?.slice(0, 10) ? (last?.slice(11) ?? "") : (last ?? "");
}

/** Where a trade is, in a word: how it ended, or how far it has come. */
export function statusOf({ record, state, ending }: KnownTrade): string {
  if (ending?.outcome !== undefined) return ending.outcome.toLowerCase();
  const { seller, buyer } = record.signatures;
  return state.status === "unknown" && seller !== undefined && buyer !== undefined ? "signed" : state.status;
}

/** What else there is to know of a trade that is open. */
function remarksOf({ state, ending, record: { trade } }: KnownTrade): readonly string[] {
  if (ending !== undefined) return [];
  const sides = (words: string, flags: Readonly<Record<(typeof SIDES)[number], boolean>>): string[] => {
    const which = SIDES.filter((side) => flags[side]);
    return which.length === 0 ? [] : [`${words}: ${which.join(", ")}`];
  };
  return [
    ...sides("on hold", { seller: state.sellerOnHold, buyer: state.buyerOnHold }),
    ...heldOf(state),
    ...sides("agrees to cancel", { seller: state.sellerAgreesToCancel, buyer: state.buyerAgreesToCancel }),
    ...(state.settledQuantity > 0n
      ? [`${formatAmount(state.settledQuantity)} of ${formatAmount(trade.quantity)} settled`]
      : []),
  ];
}

function heldOf({ bondsHeld, cashHeld }: TradeState): readonly string[] {
  const held = [...(bondsHeld ? ["bonds"] : []), ...(cashHeld ? ["cash"] : [])];
  return held.length === 0 ? [] : [`held: ${held.join(", ")}`];
}
