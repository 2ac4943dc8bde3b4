import type { Command } from "commander";
import { z } from "zod";

import { announceCall } from "../../sdk/client/actions/announceCall.ts";
import { announceRepayment } from "../../sdk/client/actions/announceRepayment.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { redemptionStatus } from "../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule, ScheduledOption } from "../../sdk/client/readers/scheduledTypes.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { JobContext } from "../support/JobContext.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { perform } from "../support/perform.ts";
import { fiscalAgent } from "../support/servicing/fiscalAgent.ts";
import { parseNumber, requireOption } from "../support/servicing/numbers.ts";
import { requireSameNotice } from "../support/servicing/requireSameNotice.ts";
import { readSeed, seedHash } from "../support/servicing/seedFile.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { UsageError } from "../support/UsageError.ts";

const callOptions = z.object({
  option: z.string(),
  units: z.string().optional(),
  seedFile: z.string().optional(),
  amount: z.string().optional(),
});

interface CallJob {
  readonly option: number;
  /** By lot. */
  readonly units: bigint | undefined;
  readonly seed: string | undefined;
  /** Pro rata: face of one unit. */
  readonly amount: bigint | undefined;
}

/** Gives notice that the issuer calls. */
export function callCommand(): Command {
  return servicingCommand({
    description: {
      name: "call",
      summary:
        "Give notice that the issuer calls: everything, units by lot, or a part of every unit (duty: fiscal agent).",
      example:
        "call --isin <isin> --option 1\n  npm run kessai -- call --isin <isin> --option 2 --units 100 --seed-file seed.txt",
    },
    withOptions: (command) =>
      command
        .requiredOption("--option <number>", "the option of the term sheet, the first being 1")
        .option("--units <number>", "by lot: how many units are called")
        .option("--seed-file <file>", "by lot: the secret seed of the draw; only its hash is announced")
        .option("--amount <number>", "pro rata: face repaid of one unit, in minor units"),
    read: (written): CallJob => {
      const { option, units, seedFile, amount } = callOptions.parse(written);
      return {
        option: parseNumber("--option", option),
        units: units === undefined ? undefined : parseWhole("--units", units),
        seed: seedFile === undefined ? undefined : readSeed(seedFile),
        amount: amount === undefined ? undefined : parseWhole("--amount", amount),
      };
    },
    work: call,
  });
}

async function call(context: JobContext, schedule: BondSchedule, job: CallJob): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = schedule;
  const option = requireOption(schedule, job.option);
  const { what, make } = noticeOf(context, schedule, option, job);
  const { units, seed, amount } = job;
  const lot = units === undefined || seed === undefined ? undefined : { units, seedHash: seedHash(seed) };
  await requireSameNotice(context, { isin, option: option.number, lot, amount });
  await perform(context, {
    what,
    sender: fiscalAgent(context),
    isDone: async () => (await redemptionStatus(kessai, { isin, redemption: option.number })).isOpen,
    call: make,
  });
  reporter.say(`${isin}: option ${option.number} is due on ${formatMoment(option.date).slice(0, 10)}.`);
  reporter.data("option", option);
}

interface Notice {
  readonly what: string;
  readonly make: () => Call;
}

function noticeOf(
  { kessai }: JobContext,
  { isin, payments }: BondSchedule,
  { number, kind, date }: ScheduledOption,
  { units, seed, amount }: CallJob,
): Notice {
  const isLot = units !== undefined || seed !== undefined;
  if (kind === "put")
    throw new UsageError(`Option ${number} of ${isin} is a right of holders.`, "Use the put job.");
  if (kind === "call") {
    if (isLot || amount !== undefined)
      throw new UsageError(
        `Option ${number} of ${isin} calls everything.`,
        "Leave --units, --seed-file and --amount out.",
      );
    return {
      what: `call all units of ${isin}, option ${number}`,
      make: () => announceCall(kessai, { isin, option: number }),
    };
  }
  if (kind === "callByLot") {
    if (units === undefined || seed === undefined || amount !== undefined)
      throw new UsageError(
        `Option ${number} of ${isin} calls units by lot.`,
        "Give --units and --seed-file.",
      );
    const lot = { units, seedHash: seedHash(seed) };
    return {
      what: `call ${formatAmount(units)} units of ${isin} by lot, option ${number}`,
      make: () => announceCall(kessai, { isin, option: number, lot }),
    };
  }
  if (amount === undefined || isLot)
    throw new UsageError(`Option ${number} of ${isin} repays a part of every unit.`, "Give --amount.");
  const payment = payments.find(({ payFrom, isRecovery }) => payFrom === date && !isRecovery);
  if (payment === undefined)
    throw new UsageError(
      `No payment of ${isin} is due on the date of option ${number}.`,
      "Check the term sheet.",
    );
  return {
    what: `repay ${formatAmount(amount)} of every unit of ${isin}, option ${number}, with payment ${payment.number}`,
    make: () =>
      announceRepayment(kessai, { isin, option: number, payment: payment.number, principalPerUnit: amount }),
  };
}
