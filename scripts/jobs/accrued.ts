import type { Command } from "commander";
import { z } from "zod";

import { accruedOnBond } from "../../sdk/bonds/accruedOnBond.ts";
import type { AccruedOnBond } from "../../sdk/bonds/accruedOnBond.ts";
import type { RateAssumptions } from "../../sdk/bonds/paymentRates.ts";
import { parseDecimal } from "../../sdk/bonds/parseDecimal.ts";
import { settlementAmount } from "../../sdk/bonds/settlementAmount.ts";
import { simpleYield } from "../../sdk/bonds/simpleYield.ts";
import { PRICE_DECIMALS } from "../../sdk/bonds/types.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { parseCalendarDate } from "../../sdk/calendar/parseCalendarDate.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import { SettlementDateError } from "../../sdk/errors/SettlementDateError.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";
import { accruedSteps } from "../support/accruedSteps.ts";
import { loadTerms, termsOptions, withTerms } from "../support/loadTerms.ts";
import type { LoadedTerms } from "../support/loadTerms.ts";
import { localCommand } from "../support/options.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { rateOptions, readRates, withRates } from "../support/rateOptions.ts";
import type { Reporter } from "../support/Reporter.ts";
import { runLocalJob } from "../support/runLocalJob.ts";
import { UsageError } from "../support/UsageError.ts";

const accruedOptions = z.object({
  ...termsOptions.shape,
  ...rateOptions.shape,
  date: z.string(),
  face: z.string(),
  price: z.string().optional(),
});

interface AccruedInput extends LoadedTerms {
  readonly assumptions: RateAssumptions;
  readonly settlementDate: CalendarDate;
  readonly face: bigint;
  readonly pricePer100: string | undefined;
}

/** Decimals of the simple yield that is printed. */
const YIELD_DECIMALS = 6;

/** Prints the interest accrued on a bond, step by step, and what a buyer pays. */
export function accruedCommand(): Command {
  const description = {
    name: "accrued",
    summary: "Print the interest accrued on a bond, step by step, and what a buyer pays. Needs no chain.",
    example:
      "accrued --terms scenarios/nri-2025/terms.yaml --date 2025-06-20 --face 300,000,000 --price 99.872",
  };
  return withRates(withTerms(localCommand(description)))
    .requiredOption("--date <date>", "the settlement date, YYYY-MM-DD")
    .requiredOption("--face <amount>", "the face traded, in minor units of the currency (yen)")
    .option("--price <price>", "the price per 100 of face without accrued interest")
    .action((written: unknown) => {
      runLocalJob("accrued", written, () => read(written), tell);
    });
}

function read(written: unknown): AccruedInput {
  const options = accruedOptions.parse(written);
  const loaded = loadTerms(options);
  const { denomination } = loaded.termSheet;
  const face = parseWhole("--face", options.face);
  if (face % denomination !== 0n)
    throw new UsageError(
      `--face is ${options.face}; bonds are of ${denomination} and cannot be divided.`,
      `Give a multiple of ${denomination}.`,
    );
  return {
    ...loaded,
    assumptions: readRates(options, loaded),
    settlementDate: parseCalendarDate(options.date),
    face,
    pricePer100: options.price === undefined ? undefined : readPrice(options.price),
  };
}

function readPrice(text: string): string {
  try {
    if (parseDecimal(text, PRICE_DECIMALS) > 0n) return text;
  } catch {
    // Said below.
  }
  throw new UsageError(
    `--price is "${text}"; it must be a price per 100 of face, above zero, with at most ${PRICE_DECIMALS} decimals.`,
    "Write a plain number: 99.872.",
  );
}

function tell(reporter: Reporter, input: AccruedInput): void {
  const { termSheet, schedule, face, settlementDate } = input;
  const accrued = accruedAt(input);
  reporter.say(`${termSheet.name} (${termSheet.isin})`);
  reporter.table(
    ["step", "result", "how"],
    accruedSteps({ termSheet, schedule, settlementDate, face, accrued }).map((step) => [...step]),
    [1],
  );
  reporter.data("accrued", { face, settlementDate, ...accrued });
  if (input.pricePer100 !== undefined) tellPrice(reporter, input, input.pricePer100, accrued);
}

function accruedAt({ termSheet, schedule, face, settlementDate, assumptions }: AccruedInput): AccruedOnBond {
  try {
    return accruedOnBond({ termSheet, schedule, face, settlementDate, assumptions });
  } catch (error) {
    if (!(error instanceof SettlementDateError)) throw error;
    throw new UsageError(error.message, "Give another --date; the schedule job shows the dates of the bond.");
  }
}

function tellPrice(
  reporter: Reporter,
  { termSheet, settlementDate }: AccruedInput,
  pricePer100: string,
  { faceLeft, amount, couponRatePercent }: AccruedOnBond,
): void {
  const { currency, maturityDate } = termSheet;
  const money = (figure: bigint): string => formatMoney(figure, currency);
  const paid = settlementAmount({ face: faceLeft, pricePer100, accrued: amount });
  const rows = [
    [`clean: ${pricePer100} on ${money(faceLeft)}`, money(paid.clean)],
    ["accrued interest", money(paid.accrued)],
    ["dirty: both", money(paid.total)],
  ];
  reporter.table(["to pay", currency], rows, [1]);
  reporter.data("paid", paid);
  if (!isRepaidInOneSumAtPar(termSheet)) {
    reporter.say("No simple yield: it is a measure for bonds redeemed in one sum at 100.");
    return;
  }
  const decimals = YIELD_DECIMALS;
  const percent = simpleYield({ couponRatePercent, pricePer100, settlementDate, maturityDate, decimals });
  const { floating, steps = [] } = termSheet;
  const condition = floating === undefined && steps.length === 0 ? "" : ", if the rate stays as it is";
  reporter.say(`Simple yield (単利) to ${maturityDate}: ${percent} %, truncated${condition}.`);
  reporter.data("simpleYieldPercent", percent);
}

function isRepaidInOneSumAtPar({ redemptionPricePer100 = "100", amortisation }: TermSheet): boolean {
  const par = 100n * 10n ** BigInt(PRICE_DECIMALS);
  return amortisation === undefined && parseDecimal(redemptionPricePer100, PRICE_DECIMALS) === par;
}
