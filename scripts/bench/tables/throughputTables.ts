import { formatTable } from "../../support/formatTable.ts";
import type { EngineFigures, ThroughputFigure } from "../throughput/ThroughputFigure.ts";

const RATES = ["trades a second", "all", "signed before", "bare", "all/bare", "signed/bare", "x single"];
const COSTS = ["a trade", "sign ms", "build ms", "submit, confirm ms", "gas", "gas of bare"];

/** The figures of an engine for people: how fast, and what each step takes; or why there are none. */
export function throughputTables(engine: EngineFigures): string {
  if ("skipped" in engine) return `${engine.engine}: left out: ${engine.skipped}`;
  const { engine: name, version, figures } = engine;
  const numeric = [1, 2, 3, 4, 5, 6];
  return [
    `${name}: ${version}`,
    formatTable(
      RATES,
      figures.map((figure) => ratesOf(figure, figures[0])),
      numeric,
    ),
    formatTable(COSTS, figures.map(costsOf), numeric),
  ].join("\n");
}

function ratesOf(
  { way, tradesPerSecond, shareOfBare }: ThroughputFigure,
  first: ThroughputFigure | undefined,
): readonly string[] {
  const { all, signedBefore, bare } = tradesPerSecond;
  const single = first?.tradesPerSecond.signedBefore ?? signedBefore;
  return [
    way,
    ...[all, signedBefore, bare].map((rate) => Math.round(rate).toLocaleString("en")),
    shareOfBare.all.toFixed(3),
    shareOfBare.signedBefore.toFixed(3),
    (signedBefore / single).toFixed(1),
  ];
}

function costsOf({ way, millisecondsPerTrade, gasPerTrade }: ThroughputFigure): readonly string[] {
  const { sign, build, submitAndConfirm } = millisecondsPerTrade;
  return [
    way,
    ...[sign, build, submitAndConfirm].map((time) => time.toFixed(3)),
    gasPerTrade.kessai.toLocaleString("en"),
    gasPerTrade.bare.toLocaleString("en"),
  ];
}
