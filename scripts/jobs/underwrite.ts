import type { Command } from "commander";
import { z } from "zod";

import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { InvalidInputError } from "../../sdk/errors/InvalidInputError.ts";
import { issue } from "../../sdk/terms/issue.ts";
import { DEFAULT_CUT_OFF } from "../../sdk/terms/TradeTicket.ts";
import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import { advanceTo, parseMoment } from "../support/advanceTo.ts";
import { approveTrade } from "../support/approveTrade.ts";
import type { JobContext } from "../support/JobContext.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { planTrade } from "../support/planTrades.ts";
import { readTrade } from "../support/readTrades.ts";
import type { Reason } from "../support/reasons.ts";
import { reportKept } from "../support/reportUnsettled.ts";
import { requireIssued } from "../support/requireIssued.ts";
import { runJob } from "../support/runJob.ts";
import { proofTable } from "../support/settlementResults.ts";
import { settleTrade } from "../support/settleTrade.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";

const underwriteOptions = scenarioOptions.extend({
  at: z.string().optional(),
  signatures: z.boolean().default(false),
  hold: z.boolean().default(false),
});

interface UnderwriteJob {
  readonly loaded: LoadedScenario;
  readonly ticket: TradeTicket;
  readonly at: bigint | undefined;
  readonly signatures: boolean;
  readonly hold: boolean;
}

/** Underwrites the issue: the issuer delivers all of it to the underwriter against the proceeds. */
export function underwriteCommand(): Command {
  const description = {
    name: "underwrite",
    summary: "Deliver the whole issue to the underwriter at the issue price, on the payment date (引受).",
    example: "underwrite --scenario jpx-2022 --at 2022-06-03T09:00",
  };
  return withScenario(jobCommand(description))
    .option(
      "--at <moment>",
      "move the clock forward to YYYY-MM-DD or YYYY-MM-DDTHH:MM (development chains only)",
    )
    .option("--signatures", "approve by signatures (EIP-712) instead of transactions")
    .option("--hold", "hold each side's leg in its own account until settlement")
    .action((written: unknown) => runJob("underwrite", written, () => read(written), underwrite));
}

function read(written: unknown): UnderwriteJob {
  const { at, signatures, hold, ...paths } = underwriteOptions.parse(written);
  const loaded = loadScenario(paths);
  const centre = loaded.terms.businessCentre;
  const moment = at === undefined ? undefined : parseMoment(at, centre);
  return { loaded, ticket: underwritingTicket(loaded), at: moment, signatures, hold };
}

/** The ticket between issuer and underwriter in the trade file, or the one that the term sheet implies. */
function underwritingTicket({ terms, trades }: LoadedScenario): TradeTicket {
  const { underwriter: buyer, issuePricePer100: pricePer100 } = terms.underwriting;
  const { issuer: seller, issueDate, pricingDate, isin, totalAmount } = terms;
  const index = trades.findIndex((ticket) => ticket.seller === seller && ticket.buyer === buyer);
  const ticket = trades[index];
  if (ticket === undefined) {
    const dates = { tradeDate: pricingDate, settlementDate: issueDate, cutOff: DEFAULT_CUT_OFF };
    return { id: `UW-${isin}`, isin, seller, buyer, faceAmount: totalAmount, pricePer100, ...dates };
  }
  const path = `trades[${index}]`;
  const issues = [
    ...(Number(ticket.pricePer100) === Number(pricePer100)
      ? []
      : [issue(`${path}.pricePer100`, ticket.pricePer100, `must be the issue price ${pricePer100}`)]),
    ...(ticket.settlementDate === issueDate
      ? []
      : [issue(`${path}.settlementDate`, ticket.settlementDate, `must be the payment date ${issueDate}`)]),
  ];
  if (issues.length > 0)
    throw new InvalidInputError({ code: "TRADES_INVALID", subject: "trade file", issues });
  return ticket;
}

async function underwrite(context: JobContext, job: UnderwriteJob): Promise<void> {
  const { loaded, ticket, at, signatures, hold } = job;
  const mode = { signatures, readiness: hold ? "earmarked" : "ready" } as const;
  await context.book.assign(loaded.parties);
  if (at !== undefined || hold) await requireIssued(context, ticket.isin);
  const record = await planTrade(context, loaded, ticket);
  const { settlementDate: date, cutOff: time } = ticket;
  const cutOff = secondsAtTimeOfDay({ date, time, centre: loaded.terms.businessCentre });
  if ((await context.kessai.now()) < cutOff) await approveTrade(context, record, mode);
  const planned = context.folder.trades()[ticket.id] ?? record;
  if (at !== undefined) {
    const reasons = context.options.dryRun ? [] : await lastingReasons(context, planned);
    if (reasons.length > 0) {
      proofTable(context, await reportKept(context, [{ record: planned, reasons }]));
      context.reporter.progress(
        "the chain's clock was not moved: the trade would not settle on that day either",
      );
      return;
    }
    await advanceTo(context, at);
  }
  proofTable(context, [await settleTrade(context, planned)]);
}

/** What only the day takes away: the settlement date, and the payment date of the issue. */
const PASSING = new Set(["FUTU", "NEWI"]);

/** What keeps a trade from settling, whatever the day is. */
async function lastingReasons(context: JobContext, record: TradeRecord): Promise<readonly Reason[]> {
  return (await readTrade(context, record)).reasons.filter(({ code }) => !PASSING.has(code));
}
