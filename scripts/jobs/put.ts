import type { Command } from "commander";
import { getAddress } from "ethers";
import { z } from "zod";

import { exercisePut } from "../../sdk/client/actions/exercisePut.ts";
import { servicingEvents } from "../../sdk/client/readers/servicingEvents.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { textOf } from "../../sdk/encoding/textOf.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { perform } from "../support/perform.ts";
import { parseNumber, requireOption } from "../support/servicing/numbers.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { UsageError } from "../support/UsageError.ts";

const putOptions = z.object({ option: z.string(), holder: z.string(), units: z.string() });

interface PutJob {
  readonly option: number;
  readonly holder: string;
  readonly units: bigint;
}

/** Asks for a holder's units to be redeemed by a put. */
export function putCommand(): Command {
  return servicingCommand({
    description: {
      name: "put",
      summary:
        "Ask for units of a holder to be redeemed on the date of a put; replaces what was asked before.",
      example: "put --isin <isin> --option 1 --holder yayoi-asset --units 10",
    },
    withOptions: (command) =>
      command
        .requiredOption("--option <number>", "the option of the term sheet, the first being 1")
        .requiredOption("--holder <party>", "whose units")
        .requiredOption("--units <number>", "how many in all; 0 takes them back"),
    read: (written): PutJob => {
      const { option, holder, units } = putOptions.parse(written);
      return {
        option: parseNumber("--option", option),
        holder,
        units: units === "0" ? 0n : parseWhole("--units", units),
      };
    },
    work: put,
  });
}

async function put(context: JobContext, schedule: BondSchedule, job: PutJob): Promise<void> {
  const { kessai, book, reporter } = context;
  const { isin } = schedule;
  const { number, kind, date } = requireOption(schedule, job.option);
  if (kind !== "put")
    throw new UsageError(`Option ${number} of ${isin} is a right of the issuer.`, "Use the call job.");
  const { units, holder } = job;
  const account = book.accountOf(holder);
  const has = await (await kessai.bond(isin)).balanceOf(account);
  if (units > has)
    throw new JobError(
      `${holder} has ${formatAmount(has)} units of ${isin}: it cannot put ${formatAmount(units)}.`,
      "Put at most what it has; the positions job shows it.",
    );
  await perform(context, {
    what:
      units === 0n
        ? `take back what ${holder} has put of ${isin}, option ${number}`
        : `put ${formatAmount(units)} units of ${holder} of ${isin}, option ${number}`,
    sender: account,
    isDone: async () => (await askedBy(context, isin, number, account)) === units,
    call: () => exercisePut(kessai, { isin, option: number, account, units }),
  });
  reporter.say(`${isin}: option ${number} is due on ${formatMoment(date).slice(0, 10)}.`);
  reporter.data("units", await askedBy(context, isin, number, account));
}

/** What the holder has asked for last. */
async function askedBy(
  { kessai }: JobContext,
  isin: string,
  option: number,
  account: string,
): Promise<bigint> {
  const events = await servicingEvents(kessai, {
    contract: "redemptionAgent",
    isin,
    index: BigInt(option),
    names: ["PutExercised"],
  });
  const last = events.findLast(({ args }) => getAddress(textOf(args["holder"])) === account);
  const units = last?.args["current"];
  return typeof units === "bigint" ? units : 0n;
}
