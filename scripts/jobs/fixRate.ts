import type { Command } from "commander";
import { z } from "zod";

import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import { parseSignedDecimal } from "../../sdk/bonds/parseSignedDecimal.ts";
import { RATE_DECIMALS } from "../../sdk/bonds/types.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { fixRate } from "../../sdk/client/actions/fixRate.ts";
import { bondSchedule } from "../../sdk/client/readers/bondSchedule.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { InvalidDecimalError } from "../../sdk/errors/InvalidDecimalError.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { perform } from "../support/perform.ts";
import { readEvidence } from "../support/servicing/evidence.ts";
import { fiscalAgent } from "../support/servicing/fiscalAgent.ts";
import { parseNumber, requirePayment } from "../support/servicing/numbers.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { UsageError } from "../support/UsageError.ts";

const fixOptions = z.object({ payment: z.string(), index: z.string(), source: z.string() });

interface FixJob {
  readonly payment: number;
  readonly indexE8: bigint;
  readonly source: string;
}

/** Fixes the index of a floating rate for one payment. */
export function fixRateCommand(): Command {
  return servicingCommand({
    description: {
      name: "fix-rate",
      summary:
        "Fix the index of a floating rate for one payment, before its record date is over (duty: fiscal agent).",
      example: "fix-rate --isin <isin> --payment 1 --index 0.512 --source tona-page.pdf",
    },
    withOptions: (command) =>
      command
        .requiredOption("--payment <number>", "the payment, the first being 1")
        .requiredOption("--index <percent>", "the index, in percent a year; it may be negative")
        .requiredOption("--source <file>", "the page that shows it, or its keccak-256 hash"),
    read,
    work: fix,
  });
}

function read(written: unknown): FixJob {
  const { payment, index, source } = fixOptions.parse(written);
  return {
    payment: parseNumber("--payment", payment),
    indexE8: parseIndex(index),
    source: readEvidence("--source", source),
  };
}

function parseIndex(text: string): bigint {
  try {
    const index = parseSignedDecimal(text, RATE_DECIMALS);
    if (index <= MOST_INDEX_E8 && index >= -MOST_INDEX_E8) return index;
    throw new UsageError(
      `--index is ${text} %: no index is beyond 1000 % either way.`,
      "Write percent: 0.512 is 0.512 %.",
    );
  } catch (error) {
    if (!(error instanceof InvalidDecimalError)) throw error;
    throw new UsageError(
      `--index: ${error.message}`,
      "Write percent, with at most 6 decimals: 0.512 or -0.05.",
    );
  }
}

/** No index is beyond 1,000 percent; the chain has room for little more. */
const MOST_INDEX_E8 = 1_000_000_000n;

/** The day that a deadline ends. */
function lastDay(deadline: bigint): string {
  return formatMoment(deadline - 1n).slice(0, 10);
}

async function fix(context: JobContext, schedule: BondSchedule, job: FixJob): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = schedule;
  const { payment: number, indexE8, source } = job;
  const payment = requirePayment(schedule, number);
  if (schedule.rateKind !== "floating")
    throw new UsageError(
      `The rate of ${isin} is fixed by its terms.`,
      "Only floating rates are fixed payment by payment.",
    );
  const percent = formatDecimal(indexE8, RATE_DECIMALS);
  if (payment.indexE8 !== undefined && payment.indexE8 !== indexE8)
    throw new JobError(
      `The index of payment ${number} of ${isin} is fixed already, at ${formatDecimal(payment.indexE8, RATE_DECIMALS)} %.`,
      "A fixing is final: if this one is of another payment, check --payment.",
    );
  if (payment.indexE8 === undefined && (await kessai.now()) >= payment.recordCutoff)
    throw new JobError(
      `The index of payment ${number} of ${isin} could be fixed until the end of ${lastDay(payment.recordCutoff)}.`,
      `Nobody fixed it, so that of the payment before applies: ${formatDecimal(payment.rateE8, RATE_DECIMALS)} % in all.`,
    );
  await perform(context, {
    what: `fix the index of payment ${number} of ${isin} at ${percent} %`,
    sender: fiscalAgent(context),
    isDone: async () => (await bondSchedule(kessai, isin))?.payments[number - 1]?.indexE8 === indexE8,
    call: () => fixRate(kessai, { isin, payment: number, indexE8, source }),
  });
  const fixed = (await bondSchedule(kessai, isin))?.payments[number - 1] ?? payment;
  reporter.say(
    `Payment ${number} of ${isin}, due ${formatMoment(fixed.payFrom).slice(0, 10)}: ` +
      `${formatDecimal(fixed.rateE8, RATE_DECIMALS)} %${fixed.isRateFinal ? "" : ", not final yet"}.`,
  );
  reporter.data("payment", fixed);
}
