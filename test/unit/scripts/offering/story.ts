import type { OfferingCase } from "../../../../scripts/support/offering/OfferingCase.ts";
import { readOffering } from "../../../../scripts/support/offering/readOffering.ts";
import { readOrderJob } from "../../../../scripts/support/offering/readOrderJob.ts";
import type { BookVerification } from "../../../../sdk/offering/BookVerification.ts";
import { onChainAllocationRule } from "../../../../sdk/offering/onChainAllocationRule.ts";
import { onChainOffering } from "../../../../sdk/offering/onChainOffering.ts";
import { onChainOrder } from "../../../../sdk/offering/onChainOrder.ts";
import { ruleHash } from "../../../../sdk/offering/ruleHash.ts";
import { unitPriceRange } from "../../../../sdk/offering/unitPriceRange.ts";
import { accountOf } from "../../sdk/offering/sheetSamples.ts";

export const NRI = { scenario: "nri-2025" };

/** The offering of the NRI bond, and its eight orders in the book. */
export function story(): { readonly offering: OfferingCase; readonly book: BookVerification } {
  const read = readOffering(NRI);
  const { terms: termSheet, schedule } = read.scenario;
  const { denomination } = termSheet;
  const accounts = { of: accountOf, settlementBank: accountOf("bank") };
  const rule = onChainAllocationRule({ allocation: read.sheet.allocation, denomination, accounts });
  const terms = onChainOffering({
    ...{ sheet: read.sheet, termSheet, schedule, accounts },
    ruleHash: ruleHash(rule),
    isTap: false,
  });
  const range = unitPriceRange({ sheet: read.sheet, facePerUnit: terms.facePerUnit });
  const orders = readOrderJob(NRI).tickets.map((ticket, index) => ({
    position: BigInt(index),
    order: onChainOrder({ ticket, terms, offering: 0n, denomination, accounts, salt: "" }),
  }));
  return { offering: { ...read, terms, rule, range }, book: { orders, withdrawn: [], faults: [] } };
}
