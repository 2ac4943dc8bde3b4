import { bondTax } from "../../sdk/bonds/bondTax.ts";
import type { CashFlow, CashFlows } from "../../sdk/bonds/cashFlows.ts";
import type { RedemptionOption } from "../../sdk/bonds/kinds.ts";
import type { RateAssumptions, RateBasis } from "../../sdk/bonds/paymentRates.ts";
import { DEFAULT_GRACE_PERIOD_DAYS } from "../../sdk/terms/TermSheet.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";

/** What `scheduleNotes` explains. */
export interface ScheduleNotesOptions {
  readonly termSheet: TermSheet;
  readonly assumptions: RateAssumptions;
  readonly paid: CashFlows;
}

/** What the figures of a schedule rest on, in sentences: what is supposed, what is left out, what they do not contain. */
export function scheduleNotes(options: ScheduleNotesOptions): readonly string[] {
  const { termSheet } = options;
  return [
    ...indexNotes(options),
    ...stepNotes(options),
    ...optionNotes(termSheet),
    ...(termSheet.zeroCoupon === true
      ? []
      : [
          "Holders are paid one by one, each truncated by itself: together never more than the issue's figure.",
        ]),
    taxNote(termSheet),
    ...graceNotes(termSheet),
  ];
}

function indexNotes({ termSheet, assumptions, paid }: ScheduleNotesOptions): readonly string[] {
  const { floating } = termSheet;
  if (floating === undefined) return [];
  const meanings: readonly (readonly [RateBasis, string])[] = [
    ["assumed", `${floating.index} is supposed to be ${assumptions.assumedIndexPercent ?? "?"} %`],
    ["previous", `nobody fixed ${floating.index}, so that it is that of the coupon before, as on chain`],
    [
      "floor",
      `nobody fixed ${floating.index}: the rate is its floor, ${floating.floorPercent ?? "0"} %, as on chain`,
    ],
  ];
  const margin = `Rates are ${floating.index} and a margin of ${floating.marginPercent} %.`;
  const notes = meanings.flatMap(([basis, meaning]) => {
    const coupons = paid.flows.filter(({ rateBasis }) => rateBasis === basis);
    return coupons.length === 0 ? [] : [`* ${couponsOf(coupons)}: ${meaning}.`];
  });
  return [margin, ...notes];
}

function couponsOf(flows: readonly CashFlow[]): string {
  const [first, last] = [flows[0]?.number ?? 0, flows.at(-1)?.number ?? 0];
  return first === last ? `coupon ${first}` : `coupons ${first} to ${last}`;
}

function stepNotes({ termSheet, assumptions }: ScheduleNotesOptions): readonly string[] {
  return (termSheet.steps ?? []).map(({ target, decideBy, firstPayment, stepPercent }, index) => {
    const decision = assumptions.decisions?.[index];
    const applies = decision ?? !stepPercent.startsWith("-");
    const what = `Step ${index + 1} (${stepPercent} % from coupon ${firstPayment}, ${target})`;
    const outcome = applies ? "applies" : "lapses";
    if (decision !== undefined) return `${what} ${outcome}, as told.`;
    return `${what} ${outcome}: supposed, as if nobody decided it by ${decideBy}.`;
  });
}

function optionNotes({ options = [] }: TermSheet): readonly string[] {
  if (options.length === 0) return [];
  return [`No option is used: ${options.map(optionWords).join("; ")}.`];
}

const OPTION_WORDS = {
  call: "call",
  callByLot: "call by lot",
  callProRata: "call pro rata",
  put: "put",
} as const satisfies Readonly<Record<RedemptionOption["kind"], string>>;

function optionWords({ kind, date, pricePer100 = "100" }: RedemptionOption): string {
  return `${OPTION_WORDS[kind]} on ${date} at ${pricePer100}`;
}

function taxNote(termSheet: TermSheet): string {
  const { instrumentClass, account, taxableRedemptionE6 } = bondTax(termSheet);
  const gain =
    taxableRedemptionE6 === 0n
      ? ""
      : `; ${Number(taxableRedemptionE6) / 10_000} % of a redemption is taxed as gain`;
  return `Before withholding tax: taxed as ${instrumentClass}${gain}; tax is paid to the account of ${account}.`;
}

function graceNotes({ gracePeriodDays }: TermSheet): readonly string[] {
  if (gracePeriodDays !== undefined) return [];
  return [`The term sheet names no days of grace: ${DEFAULT_GRACE_PERIOD_DAYS} are supposed.`];
}
