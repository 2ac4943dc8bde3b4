import { id, Wallet } from "ethers";

import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import type { OfferingSheet } from "../../../../sdk/offering/OfferingSheet.ts";
import { sheet as bondSheet } from "../bonds/sheets.ts";

/** An offering of the bond of the term sheet samples that is right; tests spoil one field at a time. */
export const offeringInput = {
  isin: "JP9NRIDIG157",
  method: "firmCommitment",
  placement: "qualifiedInvestors",
  ifPaymentFails: "firmTakes",
  totalAmount: 3_000_000_000n,
  minimumAmount: 3_000_000_000n,
  priceRange: { floor: "99.50", cap: "100.50" },
  priceTick: "0.01",
  feePer100: "0.40",
  bookOpens: "2025-03-03T09:00",
  bookCloses: "2025-03-06T15:00",
  pricingDate: "2025-03-07",
  paymentDate: "2025-03-14",
  failAfter: "12:00",
  cutOff: "15:00",
  syndicate: [
    { firm: "dealer", amount: 2_000_000_000n },
    { firm: "second", amount: 1_000_000_000n },
  ],
  allocation: { lotAmount: 100_000_000n, tiers: [] },
};

const { priceRange: _range, priceTick: _tick, ...withoutPrices } = offeringInput;

/** The same with a fixed price. */
export const fixedInput = { ...withoutPrices, issuePricePer100: "100.00" };

/** More of the same bond, paid for on 20 June 2025: 98 days after 14 March. */
export const tapInput = {
  ...offeringInput,
  bookOpens: "2025-06-09T09:00",
  bookCloses: "2025-06-16T09:00",
  pricingDate: "2025-06-16",
  paymentDate: "2025-06-20",
};

/** The bond of the samples. */
export const { termSheet, schedule } = bondSheet();

/** A sheet with changes, checked against the bond of the samples. */
export function offeringSheet(change: object = {}): OfferingSheet {
  return parseOfferingSheet({ ...offeringInput, ...change }, { termSheet });
}

/** The account that tests give a party. */
export const accountOf = (party: string): string => new Wallet(id(party)).address;
