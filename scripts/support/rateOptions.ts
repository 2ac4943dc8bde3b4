import type { Command } from "commander";
import { z } from "zod";

import { parseSignedDecimal } from "../../sdk/bonds/parseSignedDecimal.ts";
import type { IndexFixing, RateAssumptions } from "../../sdk/bonds/paymentRates.ts";
import { RATE_DECIMALS } from "../../sdk/bonds/types.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";
import type { LoadedTerms } from "./loadTerms.ts";
import { UsageError } from "./UsageError.ts";

/** The options that say what is known or supposed of rates. */
export const rateOptions = z.object({
  assumeIndex: z.string().optional(),
  fixing: z.array(z.string()).default([]),
  step: z.array(z.string()).default([]),
});

/** Adds the options that say what is known or supposed of rates. */
export function withRates(command: Command): Command {
  return command
    .option("--assume-index <percent>", "suppose this index for every coupon that is not fixed")
    .option("--fixing <coupon=percent...>", "the index fixed for a coupon: 1=0.477")
    .option("--step <step=decision...>", "what is decided about a step of the rate: 1=applies, 2=lapses");
}

/**
 * What the command line says of the rates of a bond.
 *
 * @throws UsageError when it is not to be understood, or says something of a rate or a step that the bond does not have
 */
export function readRates(
  { assumeIndex, fixing, step }: z.infer<typeof rateOptions>,
  { termSheet, schedule }: LoadedTerms,
): RateAssumptions {
  if (termSheet.floating === undefined && (assumeIndex !== undefined || fixing.length > 0))
    throw new UsageError(
      "The rate of this bond does not float: it has no index.",
      "Leave out --assume-index and --fixing.",
    );
  const count = schedule.periods.length;
  return {
    assumedIndexPercent: assumeIndex === undefined ? undefined : percent("--assume-index", assumeIndex),
    fixings: fixing.map((text) => readFixing(text, count)),
    decisions: readSteps(step, termSheet),
  };
}

function readFixing(text: string, count: number): IndexFixing {
  const [, number = "", index = ""] = /^(\d+)=(.*)$/.exec(text) ?? [];
  const payment = Number(number);
  if (payment >= 1 && payment <= count) return { payment, indexPercent: percent("--fixing", index) };
  throw new UsageError(
    `--fixing is "${text}"; the bond has the coupons 1 to ${count}.`,
    "Write the number of the coupon, = and the index in percent: --fixing 1=0.477.",
  );
}

function readSteps(texts: readonly string[], { steps = [] }: TermSheet): readonly (boolean | undefined)[] {
  const decisions = new Map<number, boolean>();
  for (const text of texts) {
    const [, number, decision] = /^(\d+)=(applies|lapses)$/.exec(text) ?? [];
    const step = Number(number);
    if (!(step >= 1 && step <= steps.length))
      throw new UsageError(
        `--step is "${text}"; ${steps.length === 0 ? "the bond has no steps" : `the bond has the steps 1 to ${steps.length}`}.`,
        "Write the number of the step, = and applies or lapses: --step 1=applies.",
      );
    decisions.set(step - 1, decision === "applies");
  }
  return steps.map((_step, index) => decisions.get(index));
}

function percent(option: string, text: string): string {
  try {
    parseSignedDecimal(text, RATE_DECIMALS);
    return text;
  } catch {
    throw new UsageError(
      `${option} is "${text}"; it must be a percentage with at most ${RATE_DECIMALS} decimals.`,
      "Write a plain number, without the percent sign: 0.477 or -0.05.",
    );
  }
}
