import type { BenchReport } from "./BenchReport.ts";
import type { Machine } from "./describeMachine.ts";
import type { RfqFigures } from "./rfq/RfqFigure.ts";
import { gasTable } from "./tables/gasTable.ts";
import { plannerTable } from "./tables/plannerTable.ts";
import { rfqTable } from "./tables/rfqTable.ts";
import { rfqTradesTable } from "./tables/rfqTradesTable.ts";
import { servicingTable } from "./tables/servicingTable.ts";
import { throughputTables } from "./tables/throughputTables.ts";

const THROUGHPUT = `Trades a second, medians of rounds.
all: both sides sign, build, submit, confirm, one after the other in one process
signed before: build, submit, confirm; what a venue does
bare: two unchecked ERC-20 transferFrom for each trade, as many in a transaction; the engine's ceiling
nets are of trades among 10 parties; by trades: both sides sign each trade; by parties: each party signs once`;

const SERVICING = `A coupon paid end to end through the sdk, on the embedded chain, in pages of 200 holders; seconds of one run
find: the holders of the record date, from the log and the bond; prove: every payment again, from the log`;

const RFQ = `Requests for quotes through a hub for WebSockets; hub, dealers, asker: three processes on this machine,
at most 10 requests open at a time: done/min is the rate that was reached
ms, p99, most: from the question to the last answer checked; hub, desks (all dealers), asker: ms of a processor, a request`;

const TRADES = `From a request to its settled trade, on the embedded chain; hub, dealers and asker in this one process, one trade at a time
ms, p99: from the question to the receipt; growth: of that with the number of dealers
ask: all quotes and acknowledgements signed and checked; decide: ranking, evidence; settle: accepted, sent, mined`;

/** The report for people. */
export function formatReport(report: BenchReport): string {
  const { machine, quick, gas, throughput, planner, servicing, rfq } = report;
  const sections = [
    quick ? "Quick run: the figures show that it works, and nothing else." : "",
    describe(machine),
    gas === undefined
      ? ""
      : `Gas on the embedded chain, every rule enforced; committed: snapshots/gas.json\n${gasTable(gas)}`,
    throughput === undefined ? "" : [THROUGHPUT, ...throughput.map(throughputTables)].join("\n\n"),
    planner === undefined
      ? ""
      : `Planner: random markets of ${planner[0]?.participants ?? 0} participants\n${plannerTable(planner)}`,
    servicing === undefined ? "" : `${SERVICING}\n${servicingTable(servicing)}`,
    rfq === undefined ? "" : `${RFQ}\n${costs(rfq)}\n${rfqTable(rfq)}`,
    rfq === undefined ? "" : `${TRADES}\n${rfqTradesTable(rfq.trades)}`,
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function costs({ signature: { sign, check } }: RfqFigures): string {
  return `One signature costs ${sign.toFixed(2)} ms, its check ${check.toFixed(2)} ms`;
}

function describe({ platform, cpu, cpus, memoryMiB, node, versions, load }: Machine): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpus} x ${cpu}, ${(memoryMiB / 1_024).toFixed(0)} GiB, ${platform}, load ${load} at the start`,
    `Node ${node}, ${packages.join(", ")}`,
  ].join("\n");
}
