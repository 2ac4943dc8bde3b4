import { formatTable } from "../../support/formatTable.ts";
import type { ServicingFigure } from "../servicing/ServicingFigure.ts";

const HEAD = [
  "holders",
  "pages",
  "find s",
  "fund s",
  "pay s",
  "prove s",
  "all s",
  "growth",
  "holders/s",
  "gas a holder",
];

/** The figures of coupons paid, for people. */
export function servicingTable(figures: readonly ServicingFigure[]): string {
  const rows = figures.map(({ holders, pages, seconds, growth, holdersPerSecond, gasPerHolder }) => [
    holders.toLocaleString("en"),
    pages.toString(),
    ...[seconds.find, seconds.fund, seconds.pay, seconds.prove, seconds.all].map((time) => time.toFixed(2)),
    growth === undefined ? "" : `n^${growth.toFixed(2)}`,
    Math.round(holdersPerSecond).toLocaleString("en"),
    gasPerHolder.toLocaleString("en"),
  ]);
  return formatTable(
    HEAD,
    rows,
    HEAD.map((_title, index) => index),
  );
}
