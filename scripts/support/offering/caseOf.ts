import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import { RATE_DECIMALS } from "../../../sdk/bonds/types.ts";
import { secondsAtStartOfDay } from "../../../sdk/calendar/secondsAtStartOfDay.ts";
import { bondSchedule } from "../../../sdk/client/readers/bondSchedule.ts";
import { onChainAllocationRule } from "../../../sdk/offering/onChainAllocationRule.ts";
import { onChainOffering } from "../../../sdk/offering/onChainOffering.ts";
import type { OnChainOfferingOptions } from "../../../sdk/offering/onChainOffering.ts";
import { ruleHash } from "../../../sdk/offering/ruleHash.ts";
import { unitPriceRange } from "../../../sdk/offering/unitPriceRange.ts";
import { settlementBankOf } from "../../../sdk/terms/settlementBankOf.ts";
import type { JobContext } from "../JobContext.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import type { ReadOffering } from "./readOffering.ts";

/** The offering of a sheet in the terms of the chain. Every party of the scenario has an account then. */
export async function caseOf(context: JobContext, read: ReadOffering): Promise<OfferingCase> {
  const { book } = context;
  const { scenario, sheet, isTap } = read;
  const { terms: termSheet, schedule, parties } = scenario;
  await book.assign(parties);
  const of = (party: string): string => book.accountOf(party);
  const { denomination } = termSheet;
  const rule = onChainAllocationRule({ allocation: sheet.allocation, denomination, accounts: { of } });
  const terms = onChainOffering({
    sheet,
    termSheet,
    schedule,
    accounts: { of, settlementBank: of(settlementBankOf(scenario)) },
    ruleHash: ruleHash(rule),
    isTap,
    ...(isTap ? await runningCoupon(context, read) : {}),
  });
  return { ...read, terms, rule, range: unitPriceRange({ sheet, facePerUnit: terms.facePerUnit }) };
}

/**
 * Of a tap: the face of a unit that is left on the payment date and, where the term sheet does not say it, the rate of the coupon
 * that runs then. Both are known from the bond's schedule, once they are final.
 */
async function runningCoupon(
  { kessai }: JobContext,
  { scenario: { terms }, sheet }: ReadOffering,
): Promise<Pick<OnChainOfferingOptions, "couponRatePercent" | "facePerUnit">> {
  const { isin, businessCentre, floating, steps = [] } = terms;
  const stored = await bondSchedule(kessai, isin);
  const paid = secondsAtStartOfDay(sheet.paymentDate, businessCentre);
  const running = stored?.payments.find(({ isRecovery, payFrom }) => !isRecovery && payFrom > paid);
  if (running === undefined) return {};
  const { facePerUnit, rateE8, isRateFinal } = running;
  const isOpen = floating !== undefined || steps.length > 0;
  return isOpen && isRateFinal
    ? { facePerUnit, couponRatePercent: formatDecimal(rateE8, RATE_DECIMALS) }
    : { facePerUnit };
}
