import type { AllocationFaultCode } from "../../../../sdk/offering/AllocationFault.ts";
import type { AllocationRule } from "../../../../sdk/offering/AllocationRule.ts";
import type { Allotment } from "../../../../sdk/offering/Allotment.ts";
import type { BookVerification } from "../../../../sdk/offering/BookVerification.ts";
import { ruleHash } from "../../../../sdk/offering/ruleHash.ts";
import { verifyAllocation } from "../../../../sdk/offering/verifyAllocation.ts";
import type { VerifyAllocationOptions } from "../../../../sdk/offering/verifyAllocation.ts";
import { accountOf, bookOrders, sampleOrder, spreadAt } from "./samples.ts";

/** 100 units clear at 101: the first three ask for 150 units there, and get 40, 33 and 27. */
export const book: BookVerification = {
  orders: bookOrders([
    { units: 60n, maximumPrice: 105n },
    { units: 50n, maximumPrice: 101n, minimumUnits: 20n },
    { units: 40n, maximumPrice: 101n },
    { units: 90n, maximumPrice: 100n },
  ]),
  withdrawn: [{ position: 4n, order: sampleOrder() }],
  faults: [
    { code: "notShown", position: 5n, index: undefined, account: accountOf(6), sentence: "" },
    { code: "notSigned", position: 6n, index: 4, account: accountOf(7), sentence: "" },
  ],
};
export const rule: AllocationRule = { tiers: [], lotUnits: 1n };
export const terms = { units: 100n, priceFloor: 95n, priceCap: 105n, ruleHash: ruleHash(rule) };
export const pricing = { pricePerUnit: 101n, spreadE8: 90_000n, isManual: false };
export const allotted = (...units: readonly bigint[]): readonly Allotment[] =>
  units.map((each, index) => ({ position: BigInt(index), units: each }));
export const fair = allotted(40n, 33n, 27n);

export const sample: VerifyAllocationOptions = {
  book,
  terms,
  rule,
  pricing,
  allotments: fair,
  priceTick: 1n,
  spreadAt,
  classesOf: () => [],
};
export const verify = (options: Partial<VerifyAllocationOptions>) =>
  verifyAllocation({ ...sample, ...options });
export const sentences = (options: Partial<VerifyAllocationOptions>): readonly string[] =>
  verify(options).map(({ sentence }) => sentence);
export const codes = (options: Partial<VerifyAllocationOptions>): readonly AllocationFaultCode[] =>
  verify(options).map(({ code }) => code);
export const manual = { ...pricing, isManual: true };
