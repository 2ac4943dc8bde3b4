import { formatTable } from "../../support/formatTable.ts";
import type { PlannerFigure } from "../planner/PlannerFigure.ts";

const HEAD = [
  "trades",
  "markets",
  "ms",
  "most",
  "growth",
  "gap %",
  "most",
  "chosen %",
  "least",
  "MiB",
  "start",
];

/** The planner's figures for people. */
export function plannerTable(figures: readonly PlannerFigure[]): string {
  const rows = figures.map(({ trades, runs, milliseconds, growth, gapShare, chosenShare, ...memory }) => [
    trades.toLocaleString("en"),
    runs.length.toString(),
    whole(milliseconds.median),
    whole(milliseconds.most),
    growth === undefined ? "" : `n^${growth.toFixed(2)}`,
    percent(gapShare.median, 4),
    percent(gapShare.most, 4),
    percent(chosenShare.median, 1),
    percent(chosenShare.least, 1),
    whole(memory.peakRssMiB),
    whole(memory.startRssMiB),
  ]);
  return formatTable(
    HEAD,
    rows,
    HEAD.map((_title, index) => index),
  );
}

function whole(figure: number): string {
  return Math.round(figure).toLocaleString("en");
}

function percent(share: number, decimals: number): string {
  return (share * 100).toFixed(decimals);
}
