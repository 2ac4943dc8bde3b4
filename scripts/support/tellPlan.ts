import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import type { SettlementPlan } from "../../sdk/planning/SettlementPlan.ts";
import { tradeKind } from "../../sdk/trade/tradeKind.ts";
import type { JobContext } from "./JobContext.ts";
import { instrumentWords } from "./planWords.ts";
import { restOf } from "./readTrades.ts";
import type { KnownTrade } from "./readTrades.ts";
import { formatReasons } from "./reasons.ts";
import type { Reason } from "./reasons.ts";
import { amountCell, partiesCell, referenceCell, unitsCell } from "./tradeWords.ts";
import { wrapText } from "./wrapText.ts";

/** A trade that stays behind, and why. */
export interface KeptTrade extends KnownTrade {
  readonly reasons: readonly Reason[];
}

/** What `tellPlan` shows. */
export interface ToldPlan {
  readonly plan: SettlementPlan;
  /** All trades that were looked at. */
  readonly trades: readonly KnownTrade[];
  readonly kept: readonly KeptTrade[];
}

/** Columns of a table's text. */
const PROSE = 75;

/** Shows a plan of netting: what settles, what that saves, who owes what on balance, and what stays behind. */
export function tellPlan(context: JobContext, told: ToldPlan): void {
  const { reporter, names } = context;
  const { plan, trades, kept } = told;
  const chosen = chosenOf(told);
  const instrument = instrumentWords(trades, names);
  const name = (account: string): string => names(account) ?? account;
  reporter.table(["plan", ""], summaryOf(told));
  if (chosen.length > 0)
    reporter.table(
      ["settles", "seller -> buyer", "units", "amount"],
      chosen.map((trade) => [
        referenceCell(trade.record.trade),
        partiesCell(trade.record.trade, names),
        unitsCell(restOf(trade)),
        amountCell(restOf(trade)),
      ]),
      [2, 3],
    );
  if (plan.liquidity.length > 0)
    reporter.table(
      ["instrument", "gross", "net", "saved", ""],
      plan.liquidity.map(({ instrument: each, gross, net, saved }) => [
        instrument(each),
        ...[gross, net, saved].map(formatAmount),
        `${(saved * 100n) / (gross === 0n ? 1n : gross)} %`,
      ]),
      [1, 2, 3, 4],
    );
  if (plan.nets.length > 0)
    reporter.table(
      ["party", "instrument", "delivers", "receives", "net"],
      plan.nets.map(({ account, instrument: each, delivered, received, net }) => [
        name(account),
        instrument(each),
        ...[delivered, received, net].map(formatAmount),
      ]),
      [2, 3, 4],
    );
  if (kept.length > 0)
    reporter.table(
      ["stays behind", "why"],
      kept.map(({ record, reasons }) => [
        referenceCell(record.trade),
        wrapText(formatReasons(reasons), PROSE),
      ]),
    );
  reporter.addTo("plans", {
    ...plan,
    venue: trades[0]?.record.trade.venue,
    trades: chosen.map((trade) => plainTrade(trade, names)),
    nets: plan.nets.map((net) => ({ party: names(net.account), ...net })),
    leftBehind: kept.map(({ record, reasons }) => ({ reference: record.trade.commonReference, reasons })),
  });
}

/** The trades that a plan settles, in the order in which they were written down. */
export function chosenOf({ plan, trades }: Pick<ToldPlan, "plan" | "trades">): readonly KnownTrade[] {
  const chosen = new Set(plan.chosen);
  return trades.filter(({ record }) => chosen.has(record.trade.commonReference));
}

function plainTrade(known: KnownTrade, names: AccountNames): unknown {
  const { commonReference: reference, seller, buyer, isin, currency } = known.record.trade;
  const { quantity, amount } = restOf(known);
  const parties = { seller: names(seller) ?? seller, buyer: names(buyer) ?? buyer };
  return { reference, kind: tradeKind(known.record.trade), ...parties, isin, quantity, currency, amount };
}

function summaryOf({ plan, trades }: ToldPlan): readonly (readonly string[])[] {
  const currencies = new Set(trades.map(({ record }) => record.trade.currency).filter((each) => each !== ""));
  const [currency] = currencies;
  const unit = currencies.size === 1 ? (currency ?? "") : "(weighted)";
  const shown = (value: bigint): string => `${formatAmount(value / plan.valueDenominator)} ${unit}`.trim();
  const proof = plan.gap === 0n ? "proven" : `gap ${(plan.gapShare * 100).toFixed(2)} %`;
  const priorities = plan.classes.map(({ priority, trades: count, value }) => [
    priority === 0 ? "of these, first" : "of these, others",
    `${count} trades, ${shown(value)}`,
  ]);
  return [
    ["trades", `${plan.chosen.length} of ${trades.length} settle`],
    ["value", shown(plan.value)],
    ["most that could settle", `${shown(plan.bound)} (${proof})`],
    ...(priorities.length > 1 ? priorities : []),
  ];
}
