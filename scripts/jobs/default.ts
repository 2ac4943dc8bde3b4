import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { accelerate } from "../../sdk/client/actions/accelerate.ts";
import { cureDefault } from "../../sdk/client/actions/cureDefault.ts";
import { declareDefault } from "../../sdk/client/actions/declareDefault.ts";
import { openRecovery } from "../../sdk/client/actions/openRecovery.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { bondSchedule } from "../../sdk/client/readers/bondSchedule.ts";
import { servicingEvents } from "../../sdk/client/readers/servicingEvents.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { addDays } from "../../sdk/calendar/addDays.ts";
import { parseCalendarDate } from "../../sdk/calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { CENTRE } from "../support/centre.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { perform } from "../support/perform.ts";
import { readEvidence } from "../support/servicing/evidence.ts";
import { fiscalAgent } from "../support/servicing/fiscalAgent.ts";
import { obligationWords } from "../support/servicing/numbers.ts";
import { obligations } from "../support/servicing/obligations.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { UsageError } from "../support/UsageError.ts";

const defaultOptions = z.object({
  declare: z.boolean().default(false),
  cure: z.boolean().default(false),
  accelerate: z.boolean().default(false),
  recovery: z.string().optional(),
  recordDate: z.string().optional(),
  paymentDate: z.string().optional(),
  evidence: z.string(),
});

interface Recovery {
  readonly amountPerUnit: bigint;
  readonly recordCutoff: bigint;
  readonly payFrom: bigint;
}

interface DefaultJob {
  readonly act: "declare" | "cure" | "accelerate" | Recovery;
  readonly evidence: string;
}

/** What happens when the issuer does not pay. */
export function defaultCommand(): Command {
  return servicingCommand({
    description: {
      name: "default",
      summary:
        "Declare a default after the grace period, cure it, accelerate, or open a recovery (duty: fiscal agent).",
      example:
        "default --isin <isin> --declare --evidence notice.pdf\n" +
        "  npm run kessai -- default --isin <isin> --recovery 30,000,000 --record-date 2023-09-01 --payment-date 2023-09-08 --evidence plan.pdf",
    },
    withOptions: (command) =>
      command
        .option("--declare", "the issuer has not paid what was due first")
        .option("--cure", "everything overdue was funded after all")
        .option("--accelerate", "the principal falls due now (期限の利益喪失)")
        .option("--recovery <amount>", "pay so much on each unit, in minor units, out of what was recovered")
        .option("--record-date <date>", "of a recovery: who is registered at its end is paid")
        .option("--payment-date <date>", "of a recovery")
        .requiredOption("--evidence <file>", "the file that proves it, or its keccak-256 hash"),
    read,
    work: act,
  });
}

function read(written: unknown): DefaultJob {
  const {
    declare,
    cure,
    accelerate: isDue,
    recovery,
    recordDate,
    paymentDate,
    evidence,
  } = defaultOptions.parse(written);
  const chosen = [declare, cure, isDue, recovery !== undefined].filter(Boolean).length;
  if (chosen !== 1)
    throw new UsageError(
      "What shall be done?",
      "Give --declare, --cure, --accelerate or --recovery, one of them.",
    );
  if (recovery === undefined && (recordDate !== undefined || paymentDate !== undefined))
    throw new UsageError(
      "--record-date and --payment-date are of a recovery.",
      "Leave them out, or give --recovery.",
    );
  const hash = readEvidence("--evidence", evidence);
  if (recovery === undefined)
    return { act: declare ? "declare" : cure ? "cure" : "accelerate", evidence: hash };
  if (recordDate === undefined || paymentDate === undefined)
    throw new UsageError("Whom is the recovery paid to, and when?", "Give --record-date and --payment-date.");
  const opened = {
    amountPerUnit: parseWhole("--recovery", recovery),
    recordCutoff: secondsAtStartOfDay(addDays(parseCalendarDate(recordDate), 1), CENTRE),
    payFrom: secondsAtStartOfDay(parseCalendarDate(paymentDate), CENTRE),
  };
  if (opened.payFrom < opened.recordCutoff)
    throw new UsageError("A recovery is paid after its record date.", "Give a later --payment-date.");
  return { act: opened, evidence: hash };
}

async function act(
  context: JobContext,
  schedule: BondSchedule,
  { act: wanted, evidence }: DefaultJob,
): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = schedule;
  const now = async (): Promise<BondSchedule> => (await bondSchedule(kessai, isin)) ?? schedule;
  const step = (
    what: string,
    isDone: (now: BondSchedule) => boolean,
    call: () => Call | Promise<Call>,
  ): Promise<unknown> =>
    perform(context, { what, sender: fiscalAgent(context), isDone: async () => isDone(await now()), call });
  if (wanted === "declare")
    await step(
      `declare ${isin} in default`,
      ({ life }) => life.standing !== "performing",
      async () => declareDefault(kessai, { isin, evidence, obligation: await overdue(context, schedule) }),
    );
  else if (wanted === "cure") {
    await requireCurable(context, schedule);
    await step(
      `record that the default of ${isin} is cured`,
      ({ life }) => life.standing === "performing",
      () => cureDefault(kessai, { isin, evidence }),
    );
  } else if (wanted === "accelerate")
    await step(
      `make the principal of ${isin} fall due`,
      ({ life }) => life.standing === "accelerated",
      () => accelerate(kessai, { isin, evidence }),
    );
  else {
    requireSameRecovery(schedule, wanted);
    await step(
      `open a recovery of ${formatAmount(wanted.amountPerUnit)} on each unit of ${isin}`,
      ({ payments }) =>
        payments.some(({ isRecovery, recordCutoff }) => isRecovery && recordCutoff === wanted.recordCutoff),
      () => openRecovery(kessai, { isin, evidence, ...wanted }),
    );
  }
  const { life, payments } = await now();
  reporter.say(`${isin} is ${life.standing}.`);
  const recoveries = payments.filter(({ isRecovery }) => isRecovery);
  for (const { number, payFrom } of recoveries)
    reporter.say(
      `Recovery: payment ${number}, due ${formatMoment(payFrom).slice(0, 10)}: fund it, then pay-coupon --payment ${number}.`,
    );
  reporter.data("life", life);
  reporter.data("recoveries", recoveries);
}

/** @throws JobError when there is no default to be cured, or something is still overdue */
async function requireCurable({ kessai }: JobContext, schedule: BondSchedule): Promise<void> {
  const { isin, life, currency } = schedule;
  if (life.standing === "performing") {
    const names = ["DefaultCured"] as const;
    const cured = await servicingEvents(kessai, { contract: "redemptionAgent", isin, names });
    if (cured.length > 0) return; // done already
    throw new JobError(
      `${isin} is performing: there is no default to be cured.`,
      "Nothing needs to be done.",
    );
  }
  const found = (await obligations(kessai, schedule)).find(({ state }) => state === "overdue");
  if (found === undefined || life.standing === "accelerated") return;
  const which =
    found.kind === "payment" ? `--payment ${found.number}` : `--redemption ${found.number || "maturity"}`;
  throw new JobError(
    `The default of ${isin} is not cured: ${obligationWords(found)} lacks ${formatMoney(found.missing, currency.code)} ${currency.code}.`,
    `Have the issuer fund it: npm run kessai -- fund --isin ${isin} ${which}`,
  );
}

/** @throws JobError when another recovery has this record date */
function requireSameRecovery(
  { isin, payments }: BondSchedule,
  { amountPerUnit, recordCutoff, payFrom }: Recovery,
): void {
  const known = payments.find((each) => each.isRecovery && each.recordCutoff === recordCutoff);
  if (known === undefined || (known.principalPerUnit === amountPerUnit && known.payFrom === payFrom)) return;
  throw new JobError(
    `Payment ${known.number} of ${isin} is a recovery with this record date: ${formatAmount(known.principalPerUnit)} on each unit, due ${formatMoment(known.payFrom).slice(0, 10)}.`,
    "A recovery is opened once. Give another record date for another one.",
  );
}

/** The first thing that is overdue. */
async function overdue(
  { kessai }: JobContext,
  schedule: BondSchedule,
): Promise<{ kind: "payment" | "redemption"; number: number }> {
  const found = (await obligations(kessai, schedule)).find(({ state }) => state === "overdue");
  if (found !== undefined) return { kind: found.kind, number: found.number };
  throw new JobError(
    `Nothing of ${schedule.isin} is overdue.`,
    "A default can be declared when money is missing at the end of the grace period.",
  );
}
