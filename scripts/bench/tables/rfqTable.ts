import { formatTable } from "../../support/formatTable.ts";
import type { RfqFigures } from "../rfq/RfqFigure.ts";

const HEAD = [
  "dealers",
  "requests",
  "asked/min",
  "done/min",
  "in time %",
  "ms",
  "p99",
  "most",
  "hub",
  "desks",
  "asker",
];

/** The figures of requests for quotes, for people. */
export function rfqTable({ rates }: RfqFigures): string {
  const rows = rates.map(({ milliseconds, cpuPerRequest: cpu, ...figure }) => [
    figure.dealers.toString(),
    figure.requests.toLocaleString("en"),
    figure.offeredPerMinute.toLocaleString("en"),
    whole(figure.answeredPerMinute),
    (figure.answeredShare * 100).toFixed(1),
    ...[milliseconds.median, milliseconds.p99, milliseconds.most].map(whole),
    ...[cpu.hub, cpu.dealers, cpu.asker].map((time) => time.toFixed(1)),
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
