import type { Command } from "commander";
import { z } from "zod";

import { adjustDate } from "../../sdk/calendar/adjustDate.ts";
import { dateAt } from "../../sdk/calendar/dateAt.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { DEFAULT_CUT_OFF } from "../../sdk/terms/TradeTicket.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { approveTrade } from "../support/approveTrade.ts";
import { CENTRE } from "../support/centre.ts";
import type { JobContext } from "../support/JobContext.ts";
import { jobCommand } from "../support/options.ts";
import { parseCutOff } from "../support/parseCutOff.ts";
import { planRecord } from "../support/planRecord.ts";
import { runJob } from "../support/runJob.ts";
import { forEachTrade } from "../support/sideJob.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";
import { readTransfer, transferFields } from "../support/transferTerms.ts";
import type { TransferTerms } from "../support/transferTerms.ts";
import { UsageError } from "../support/UsageError.ts";

const modeOptions = z.object({ signatures: z.boolean().default(false) });

interface TransferJob {
  readonly terms: TransferTerms;
  readonly signatures: boolean;
}

/** Agrees a transfer between two parties. */
export function transferCommand(): Command {
  const description = {
    name: "transfer",
    summary: "Agree a trade of one leg: bonds free of payment, or a payment. The settle job settles it.",
    example:
      "transfer --reference TR-1 --from yayoi-asset --to uzuki-bank --isin JP9JPXGDTB18 --units 1\n" +
      "  npm run kessai -- transfer --reference TR-2 --from uzuki-bank --to yayoi-asset --currency JPY --bank settlement-bank --amount 1,000,000",
  };
  return jobCommand(description)
    .requiredOption("--reference <text>", "the parties' reference; run again with it, nothing is done twice")
    .requiredOption("--from <party>", "who delivers the bonds, or pays")
    .requiredOption("--to <party>", "who receives them, or is paid")
    .option("--isin <isin>", "the bond, free of payment")
    .option("--units <number>", "how many of its units")
    .option("--currency <code>", "the currency of a payment")
    .option("--bank <party>", "the bank whose money pays")
    .option("--amount <number>", "how much, in minor units: yen, cents")
    .option("--settle-date <date>", "intended settlement date (default: the day on which it is agreed)")
    .option(
      "--cut-off <time>",
      `HH:MM on that date, or YYYY-MM-DDTHH:MM on a later one (default: ${DEFAULT_CUT_OFF})`,
    )
    .option("--signatures", "approve by signatures (EIP-712) instead of transactions; settle carries them")
    .action((written: unknown) => runJob("transfer", written, () => read(written), transfer));
}

function read(written: unknown): TransferJob {
  return { terms: readTransfer(written), ...modeOptions.parse(written) };
}

async function transfer(context: JobContext, { terms, signatures }: TransferJob): Promise<void> {
  const record = await planTransfer(context, terms);
  await forEachTrade(context, { verb: "transfer", records: [record] }, async () => {
    await approveTrade(context, record, { signatures, readiness: "ready" });
  });
}

/** The transfer as it is written down: days that are not given are those that were written down before. */
async function planTransfer(context: JobContext, terms: TransferTerms): Promise<TradeRecord> {
  const { kessai, folder, book } = context;
  const fields = transferFields(terms, book);
  const known = folder.trades()[terms.reference];
  if (known !== undefined) {
    const asked = { ...known.trade, ...fields, ...datesGiven(terms, known.trade) };
    if (tradeId(asked) === known.id) return known;
    throw new UsageError(
      `The reference ${terms.reference} is that of another trade, which is written down in ${folder.path}/trades.json.`,
      "Give this transfer a reference of its own.",
    );
  }
  const now = await kessai.now();
  const today = dateAt(now, CENTRE);
  const date = terms.settleDate ?? adjustDate({ date: today, convention: "following", centre: CENTRE });
  if (date < today)
    throw new UsageError(
      `The settlement date ${date} is past: on the chain it is ${today}.`,
      "Give a later --settle-date.",
    );
  const days = {
    tradeDate: secondsAtStartOfDay(today, CENTRE),
    settleFrom: secondsAtStartOfDay(date, CENTRE),
    settleBy: parseCutOff(terms.cutOff ?? DEFAULT_CUT_OFF, { date, centre: CENTRE }),
  };
  if (days.settleBy <= now)
    throw new UsageError(
      `The cut-off ${formatMoment(days.settleBy)} has passed: on the chain it is ${formatMoment(now)}.`,
      "Give a later --settle-date, or a later --cut-off.",
    );
  return planRecord(context, { withSequence: (sequence) => ({ ...fields, ...days, sequence }) });
}

/** The days that were asked for, where they were; those of the known trade otherwise. */
function datesGiven(
  { settleDate, cutOff }: TransferTerms,
  known: Trade,
): Pick<Trade, "settleFrom" | "settleBy"> {
  const date = settleDate ?? dateAt(known.settleFrom, CENTRE);
  return {
    settleFrom: secondsAtStartOfDay(date, CENTRE),
    settleBy: cutOff === undefined ? known.settleBy : parseCutOff(cutOff, { date, centre: CENTRE }),
  };
}
