import { formatTable } from "../../support/formatTable.ts";
import type { GasFigure } from "../gas/GasFigure.ts";

const HEAD = ["gas", "trades", "a trade", "each further", "committed", "differs by"];

/** The gas figures for people. */
export function gasTable(figures: readonly GasFigure[]): string {
  const rows = figures.map(({ what, trades, gasPerTrade, gasPerFurtherTrade, committed }, index) => [
    figures[index - 1]?.what === what ? "" : what,
    trades.toString(),
    count(gasPerTrade),
    count(gasPerFurtherTrade),
    count(committed),
    committed === undefined ? "" : count(gasPerTrade - committed),
  ]);
  return formatTable(HEAD, rows, [1, 2, 3, 4, 5]);
}

function count(figure: number | undefined): string {
  return figure?.toLocaleString("en") ?? "";
}
