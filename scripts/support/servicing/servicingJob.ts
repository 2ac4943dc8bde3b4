import type { Command } from "commander";
import { z } from "zod";

import { bondSchedule } from "../../../sdk/client/readers/bondSchedule.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { advanceTo, parseMoment } from "../advanceTo.ts";
import { CENTRE } from "../centre.ts";
import type { JobContext } from "../JobContext.ts";
import { jobCommand } from "../options.ts";
import type { JobDescription } from "../options.ts";
import { parseIsin } from "../parseIsin.ts";
import { runJob } from "../runJob.ts";
import { UsageError } from "../UsageError.ts";

const bondOptions = z.object({ isin: z.string(), at: z.string().optional() });

/** A job that services one bond; its options are added to what this gives. */
export interface ServicingJob<Input> {
  readonly description: JobDescription;
  /** Adds the job's own options. */
  readonly withOptions: (command: Command) => Command;
  /** Reads and checks the job's own options, before the chain is asked for anything. */
  readonly read: (written: unknown) => Input;
  readonly work: (context: JobContext, schedule: BondSchedule, input: Input) => Promise<void>;
}

/** Makes a job that services one bond: it knows the bond's schedule, with what is fixed and decided by now. */
export function servicingCommand<Input>(job: ServicingJob<Input>): Command {
  const { description, withOptions, read, work } = job;
  const command = jobCommand(description)
    .requiredOption("--isin <isin>", "the bond")
    .option(
      "--at <moment>",
      "move the clock forward to YYYY-MM-DD or YYYY-MM-DDTHH:MM (development chains only)",
    );
  return withOptions(command).action((written: unknown) =>
    runJob(
      description.name,
      written,
      () => ({ bond: readBond(written), own: read(written) }),
      async (context, { bond: { isin, at }, own }) => {
        if (at !== undefined) {
          // No clock is moved for a bond that is not there; what is fixed and decided is read again after it.
          await requireSchedule(context, isin);
          await advanceTo(context, at);
        }
        await work(context, await requireSchedule(context, isin), own);
      },
    ),
  );
}

function readBond(written: unknown): { readonly isin: string; readonly at: bigint | undefined } {
  const { isin, at } = bondOptions.parse(written);
  return { isin: parseIsin(isin), at: at === undefined ? undefined : parseMoment(at, CENTRE) };
}

/** @throws UsageError when the house has no such bond, or no schedule of it */
export async function requireSchedule({ kessai }: JobContext, isin: string): Promise<BondSchedule> {
  const found = await bondSchedule(kessai, isin);
  if (found !== undefined) return found;
  throw new UsageError(
    `There is no bond ${isin} here whose schedule is stored.`,
    "Check the ISIN: the status job lists all bonds. The issue job creates one and stores its schedule.",
  );
}
