import { onChainAllocationRule } from "../../../sdk/offering/onChainAllocationRule.ts";
import { onChainOffering } from "../../../sdk/offering/onChainOffering.ts";
import { ruleHash } from "../../../sdk/offering/ruleHash.ts";
import { unitPriceRange } from "../../../sdk/offering/unitPriceRange.ts";
import { settlementBankOf } from "../../../sdk/terms/settlementBankOf.ts";
import type { JobContext } from "../JobContext.ts";
import { runningCoupon } from "../runningCoupon.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import type { ReadOffering } from "./readOffering.ts";

/** The offering of a sheet in the terms of the chain. Every party of the scenario has an account then. */
export async function caseOf(context: JobContext, read: ReadOffering): Promise<OfferingCase> {
  const { book, kessai } = context;
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
    ...(isTap ? await runningCoupon(kessai, termSheet, sheet.paymentDate) : {}),
  });
  return { ...read, terms, rule, range: unitPriceRange({ sheet, facePerUnit: terms.facePerUnit }) };
}
