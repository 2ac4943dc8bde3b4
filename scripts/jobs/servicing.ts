import type { Command } from "commander";

import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import { RATE_DECIMALS } from "../../sdk/bonds/types.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { isIssued } from "../../sdk/client/readers/isIssued.ts";
import { redemptionStatus } from "../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../support/JobContext.ts";
import { nextSteps } from "../support/servicing/nextSteps.ts";
import { obligations } from "../support/servicing/obligations.ts";
import { obligationTable } from "../support/servicing/obligationTable.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { standingWords } from "../support/servicing/standingWords.ts";
import { tellSuspense } from "../support/servicing/tellSuspense.ts";

/** Shows where a bond stands. */
export function servicingStatusCommand(): Command {
  return servicingCommand({
    description: {
      name: "servicing",
      summary:
        "Show where a bond stands: what is fixed, funded, paid, overdue, kept, and what to do next, in order.",
      example: "servicing --isin JP9JPXGDTB18",
    },
    withOptions: (command) => command,
    read: () => undefined,
    work: show,
  });
}

async function show(context: JobContext, schedule: BondSchedule): Promise<void> {
  const { kessai, reporter } = context;
  const { isin, life } = schedule;
  const now = await kessai.now();
  const supply = await (await kessai.bond(isin)).totalSupply();
  const standing = standingWords({ ...life, supply, issued: await isIssued(kessai, isin) });
  reporter.say(`${isin} is ${standing}; ${formatAmount(supply)} units outstanding; ${formatMoment(now)}.`);
  const day = (moment: bigint): string => formatMoment(moment).slice(0, 10);
  if (schedule.payments.length > 0)
    reporter.table(
      ["payment", "record date", "paid on", "rate %", "per yen, E-13", `repaid ${schedule.currency.code}`],
      schedule.payments.map((each) => [
        `${each.number}${each.isRecovery ? " (recovery)" : ""}`,
        day(each.recordCutoff - 1n),
        day(each.payFrom),
        each.fraction.numerator === 0n
          ? "-"
          : `${formatDecimal(each.rateE8, RATE_DECIMALS)}${each.isRateFinal ? "" : " (open)"}`,
        each.fraction.numerator === 0n ? "-" : formatAmount(each.interestPerYenE13),
        each.principalPerUnit === 0n ? "-" : formatMoney(each.principalPerUnit, schedule.currency.code),
      ]),
      [0, 3, 4, 5],
    );
  await showSteps(context, schedule, now);
  const all = await obligations(kessai, schedule);
  obligationTable(reporter, schedule, all);
  await tellSuspense(context, schedule);
  const steps = nextSteps(schedule, all, now);
  reporter.say(steps.length === 0 ? "Nothing is left to be done." : "Next:");
  for (const step of steps) reporter.say(`  ${step}`);
  reporter.data("schedule", schedule);
  reporter.data("obligations", all);
  reporter.data("standing", standing);
  reporter.data("outstanding", supply);
  reporter.data("next", steps);
}

async function showSteps(
  { kessai, reporter }: JobContext,
  { isin, steps, options, currency }: BondSchedule,
  now: bigint,
): Promise<void> {
  const day = (moment: bigint): string => formatMoment(moment).slice(0, 10);
  if (steps.length > 0)
    reporter.table(
      ["step", "decided until", "from payment", "changes the rate by %", "decision"],
      steps.map((each) => [
        `${each.number}`,
        day(each.decideBy - 1n),
        `${each.firstPayment}`,
        formatDecimal(each.stepE8, RATE_DECIMALS),
        each.decision,
      ]),
      [0, 2, 3],
    );
  if (options.length === 0) return;
  const states = await Promise.all(
    options.map(({ number }) => redemptionStatus(kessai, { isin, redemption: number })),
  );
  reporter.table(
    ["option", "kind", "notice until", "date", `price of a unit, ${currency.code}`, "notice"],
    options.map((each, index) => [
      `${each.number}`,
      each.kind,
      day(each.noticeBy - 1n),
      day(each.date),
      each.pricePerUnit === 0n ? "-" : formatMoney(each.pricePerUnit, currency.code),
      states[index]?.isOpen === true ? "given" : now < each.noticeBy ? "not given" : "lapsed",
    ]),
    [0, 4],
  );
}
