import { formatTable } from "../../support/formatTable.ts";
import type { TradeFigure } from "../rfq/TradeFigure.ts";

const HEAD = ["dealers", "requests", "ms", "p99", "growth", "ask", "decide", "settle", "ask %"];

/** The figures of requests that became trades, for people. */
export function rfqTradesTable(figures: readonly TradeFigure[]): string {
  const rows = figures.map(({ dealers, requests, milliseconds, steps, askShare, growth }) => [
    dealers.toString(),
    requests.toString(),
    ...[milliseconds.median, milliseconds.p99].map((time) => time.toFixed(1)),
    growth === undefined ? "" : `n^${growth.toFixed(2)}`,
    ...[steps.ask, steps.decide, steps.settle].map((time) => time.toFixed(1)),
    (askShare * 100).toFixed(0),
  ]);
  return formatTable(
    HEAD,
    rows,
    HEAD.map((_title, index) => index),
  );
}
