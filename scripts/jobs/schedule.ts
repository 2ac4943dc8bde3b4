import type { Command } from "commander";
import { z } from "zod";

import { cashFlows } from "../../sdk/bonds/cashFlows.ts";
import type { CashFlows } from "../../sdk/bonds/cashFlows.ts";
import type { RateAssumptions } from "../../sdk/bonds/paymentRates.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import { minorUnitDecimals } from "../../sdk/identifiers/currencyCode.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";
import { drawPaymentProfile } from "../pictures/drawPaymentProfile.ts";
import type { PaymentProfile } from "../pictures/PaymentProfile.ts";
import { writeNamedFile } from "../support/files.ts";
import { loadTerms, termsOptions, withTerms } from "../support/loadTerms.ts";
import type { LoadedTerms } from "../support/loadTerms.ts";
import { localCommand } from "../support/options.ts";
import { rateOptions, readRates, withRates } from "../support/rateOptions.ts";
import type { Reporter } from "../support/Reporter.ts";
import { runLocalJob } from "../support/runLocalJob.ts";
import { scheduleNotes } from "../support/scheduleNotes.ts";
import { tellSchedule } from "../support/tellSchedule.ts";
import { wrapText } from "../support/wrapText.ts";

const scheduleOptions = z.object({
  ...termsOptions.shape,
  ...rateOptions.shape,
  svg: z.string().optional(),
});

interface ScheduleInput extends LoadedTerms {
  readonly assumptions: RateAssumptions;
  readonly svg: string | undefined;
}

/** Prints the calendar and the cash flows of a term sheet, and draws them. */
export function scheduleCommand(): Command {
  const description = {
    name: "schedule",
    summary: "Print everything that the bond of a term sheet pays, and when. Needs no chain.",
    example: "schedule --terms scenarios/nri-2025/terms.yaml --svg payments.svg",
  };
  return withRates(withTerms(localCommand(description)))
    .option("--svg <file>", "write a picture of the payments")
    .action((written: unknown) => {
      runLocalJob("schedule", written, () => read(written), tell);
    });
}

function read(written: unknown): ScheduleInput {
  const options = scheduleOptions.parse(written);
  const loaded = loadTerms(options);
  return { ...loaded, assumptions: readRates(options, loaded), svg: options.svg };
}

function tell(reporter: Reporter, { termSheet, schedule, assumptions, svg }: ScheduleInput): void {
  const paid = cashFlows({ termSheet, schedule, assumptions });
  const notes = scheduleNotes({ termSheet, assumptions, paid });
  if (svg !== undefined) {
    writeNamedFile(svg, drawPaymentProfile(profileOf(termSheet, paid)));
    reporter.progress(`The picture is in ${svg}.`);
  }
  const { isin, name, currency, totalAmount, denomination, issueDate, maturityDate } = termSheet;
  const { redemptionDate, closedFrom } = schedule;
  reporter.say(wrapText(`${name} (${isin})`, 100));
  reporter.say(
    `${formatMoney(totalAmount, currency)} ${currency}, paid for on ${issueDate}, due on ${maturityDate}; ` +
      `register closed from ${closedFrom}.\n`,
  );
  tellSchedule(reporter, termSheet, paid);
  reporter.say(`\n${notes.map((note) => wrapText(note, 98).replaceAll("\n", "\n  ")).join("\n")}`);
  reporter.data("bond", { isin, name, currency, totalAmount, denomination, issueDate, maturityDate });
  reporter.data("redemptionDate", redemptionDate);
  reporter.data("closedFrom", closedFrom);
  for (const [key, value] of Object.entries(paid)) reporter.data(key, value);
  reporter.data("notes", notes);
}

function profileOf(termSheet: TermSheet, { flows }: CashFlows): PaymentProfile {
  const { name, isin, currency, totalAmount, issueDate, options = [] } = termSheet;
  const inMajorUnits = (amount: bigint): number => Number(amount) / 10 ** minorUnitDecimals(currency);
  return {
    title: name,
    subtitle: `${isin}, ${formatMoney(totalAmount, currency)} ${currency}: what the issue pays, before tax`,
    currency,
    issueDate,
    payments: flows.map(({ paymentDate, interest, redemption, rateBasis }) => ({
      date: paymentDate,
      interest: inMajorUnits(interest),
      isRateKnown: rateBasis === "terms" || rateBasis === "fixing",
      redemption: inMajorUnits(redemption),
    })),
    options: options.map(({ date, kind }) => ({ date, name: kind === "put" ? "put" : "call" })),
  };
}
