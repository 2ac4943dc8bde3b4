import { Option } from "commander";
import type { Command } from "commander";
import { z } from "zod";

import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import { RATE_DECIMALS } from "../../sdk/bonds/types.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { decideStep } from "../../sdk/client/actions/decideStep.ts";
import { bondSchedule } from "../../sdk/client/readers/bondSchedule.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { perform } from "../support/perform.ts";
import { readEvidence } from "../support/servicing/evidence.ts";
import { fiscalAgent } from "../support/servicing/fiscalAgent.ts";
import { parseNumber } from "../support/servicing/numbers.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { UsageError } from "../support/UsageError.ts";

const stepOptions = z.object({ step: z.string(), applies: z.enum(["yes", "no"]), evidence: z.string() });

interface StepJob {
  readonly step: number;
  readonly applies: boolean;
  readonly evidence: string;
}

/** Decides whether a step of the rate applies. */
export function decideStepCommand(): Command {
  return servicingCommand({
    description: {
      name: "decide-step",
      summary:
        "Decide whether a step of the rate applies: a target missed, a rating changed (duty: fiscal agent).",
      example: "decide-step --isin <isin> --step 1 --applies yes --evidence report.pdf",
    },
    withOptions: (command) =>
      command
        .requiredOption("--step <number>", "the step of the term sheet, the first being 1")
        .addOption(
          new Option("--applies <answer>", "whether it changes the rate")
            .choices(["yes", "no"])
            .makeOptionMandatory(),
        )
        .requiredOption(
          "--evidence <file>",
          "the report on the target or the rating, or its keccak-256 hash",
        ),
    read: (written): StepJob => {
      const { step, applies, evidence } = stepOptions.parse(written);
      return {
        step: parseNumber("--step", step),
        applies: applies === "yes",
        evidence: readEvidence("--evidence", evidence),
      };
    },
    work: decide,
  });
}

async function decide(context: JobContext, schedule: BondSchedule, job: StepJob): Promise<void> {
  const { kessai, reporter } = context;
  const { isin, steps } = schedule;
  const { step: number, applies, evidence } = job;
  const step = steps[number - 1];
  if (step === undefined)
    throw new UsageError(
      `${isin} has no step number ${number}; it has ${steps.length}.`,
      "Count from 1. The servicing job lists them.",
    );
  const wanted = applies ? "applies" : "lapses";
  const until = formatMoment(step.decideBy - 1n).slice(0, 10);
  if (step.decision !== "open" && step.decision !== wanted)
    throw new JobError(
      `Step ${number} of ${isin} ${step.decision}: that is settled, and could be decided until the end of ${until}.`,
      "A step is decided once; what nobody decides in time applies if it raises the rate.",
    );
  await perform(context, {
    what: `decide that step ${number} of ${isin} ${wanted}`,
    sender: fiscalAgent(context),
    isDone: async () => (await bondSchedule(kessai, isin))?.steps[number - 1]?.decision === wanted,
    call: () => decideStep(kessai, { isin, step: number, applies, evidence }),
  });
  const decided = (await bondSchedule(kessai, isin))?.steps[number - 1] ?? step;
  reporter.say(
    `Step ${number} of ${isin}, ${formatDecimal(decided.stepE8, RATE_DECIMALS)} % from payment ${decided.firstPayment} on: ${decided.decision}.`,
  );
  reporter.data("step", decided);
}
