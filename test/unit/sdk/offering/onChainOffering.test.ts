import { expect } from "chai";
import { id } from "ethers";

import { FractionalPriceError } from "../../../../sdk/offering/errors/FractionalPriceError.ts";
import { OpenRateError } from "../../../../sdk/offering/errors/OpenRateError.ts";
import { onChainAllocationRule } from "../../../../sdk/offering/onChainAllocationRule.ts";
import { onChainOffering } from "../../../../sdk/offering/onChainOffering.ts";
import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import { unitPriceRange } from "../../../../sdk/offering/unitPriceRange.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { floatingSheet, sampleSheet, sheet as bondSheet } from "../bonds/sheets.ts";
import {
  accountOf,
  fixedInput,
  offeringInput,
  offeringSheet,
  schedule,
  tapInput,
  termSheet,
} from "./sheetSamples.ts";

const accounts = { of: (party: string) => accountOf(party).toLowerCase(), settlementBank: accountOf("bank") };
const base = { termSheet, schedule, accounts, ruleHash: id("rule") };
const at = (moment: string): bigint => BigInt(Date.parse(`${moment}:00+09:00`) / 1000);

describe("onChainOffering", () => {
  it("turns face into units, prices into yen of a unit, and local moments into seconds", () => {
    const sheet = offeringSheet({ lockUpUntil: "2025-09-16", issuerLockUpUntil: "2025-06-16" });
    expect(onChainOffering({ ...base, sheet, isTap: false })).to.deep.equal({
      isin: "JP9NRIDIG157",
      method: "firmCommitment",
      placement: "qualifiedInvestors",
      ifPaymentFails: "firmTakes",
      units: 30n,
      minimumUnits: 30n,
      priceFloor: 99_500_000n,
      priceCap: 100_500_000n,
      feePerUnit: 400_000n,
      facePerUnit: 100_000_000n,
      accruedPerYenE13: 0n,
      bookFrom: at("2025-03-03T09:00"),
      bookUntil: at("2025-03-06T15:00"),
      pricingFrom: at("2025-03-07T00:00"),
      paymentFrom: at("2025-03-14T00:00"),
      failFrom: at("2025-03-14T12:00"),
      closeBy: at("2025-03-14T15:00"),
      lockUpUntil: at("2025-09-16T00:00"),
      issuerLockUpUntil: at("2025-06-16T00:00"),
      settlementBank: accountOf("bank"),
      ruleHash: id("rule"),
      syndicate: [
        { firm: accountOf("dealer"), commitment: 20n },
        { firm: accountOf("second"), commitment: 10n },
      ],
    });
  });

  it("prices a book that closes on the pricing date from then on; without lock-ups there are none", () => {
    const sheet = offeringSheet({ bookCloses: "2025-03-07T10:30", cutOffDate: "2025-03-17" });
    expect(onChainOffering({ ...base, sheet, isTap: false })).to.include({
      pricingFrom: at("2025-03-07T10:30"),
      closeBy: at("2025-03-17T15:00"),
      lockUpUntil: 0n,
      issuerLockUpUntil: 0n,
    });
  });

  it("gives a tap the interest accrued (vector: 98 days of 1.483 % are 0.3981753 on 100)", () => {
    const sheet = parseOfferingSheet(tapInput, { termSheet, isTap: true });
    expect(onChainOffering({ ...base, sheet, isTap: true })).to.include({
      facePerUnit: 100_000_000n,
      accruedPerYenE13: 39_817_530_000n,
    });
  });

  it("reckons a tap of an amortising bond on the face that is left, or the one given (by hand)", () => {
    // One day after coupon 7: 67.5 % of 10 million are left; 2.15 x 1/365 = 0.0058904|11 on 100.
    const bond = sampleSheet("amortising");
    const sheet = parseOfferingSheet({ ...tapInput, paymentDate: "2028-10-19", isin: bond.termSheet.isin });
    const tap = { ...base, ...bond, sheet, isTap: true };
    expect(onChainOffering(tap)).to.include({
      facePerUnit: 6_750_000n,
      accruedPerYenE13: 589_040_000n,
      priceFloor: 6_716_250n,
      feePerUnit: 27_000n,
    });
    expect(onChainOffering({ ...tap, facePerUnit: 5_000_000n })).to.include({
      facePerUnit: 5_000_000n,
      accruedPerYenE13: 589_040_000n,
      priceFloor: 4_975_000n,
    });
  });

  describe("given a tap of a bond whose running rate does not follow from its terms", () => {
    const index = { index: "TONA", marginPercent: "0.1" };
    const bond = floatingSheet({ floating: index });
    const sheet = parseOfferingSheet(tapInput, { termSheet: bond.termSheet, isTap: true });

    it("reckons with the rate given", () => {
      const tap = { ...base, ...bond, sheet, isTap: true, couponRatePercent: "1.483" };
      expect(onChainOffering(tap).accruedPerYenE13).to.equal(39_817_530_000n);
    });

    it("asks for one", () => {
      expect(() => onChainOffering({ ...base, ...bond, sheet, isTap: true }))
        .to.throw(OpenRateError, "The interest of JP9NRIDIG157 accrued until 2025-06-20 is not known")
        .with.property("code", "RATE_OPEN");
    });

    it("knows the rate of a stepped bond until the first coupon that a step can change", () => {
      const step = { target: "rating", decideBy: "2025-03-31", firstPayment: 2n, stepPercent: "0.1" };
      const tap = { ...base, ...bondSheet({ steps: [step] }), isTap: true };
      expect(onChainOffering({ ...tap, sheet }).accruedPerYenE13).to.equal(39_817_530_000n);
      const later = parseOfferingSheet({ ...tapInput, paymentDate: "2025-09-18" });
      expect(() => onChainOffering({ ...tap, sheet: later })).to.throw(OpenRateError, "2025-09-18");
    });
  });

  it("refuses a price that is no whole yen, and a tap that cannot be delivered on its payment date", () => {
    const fine = { ...offeringSheet(), feePer100: "0.0000001" };
    expect(() => onChainOffering({ ...base, sheet: fine, isTap: false }))
      .to.throw(
        FractionalPriceError,
        "0.0000001 for 100 does not come to whole minor units for the face 100000000",
      )
      .with.property("code", "PRICE_FRACTIONAL");
    const sheet = parseOfferingSheet({ ...tapInput, paymentDate: "2030-03-11" });
    expect(() => onChainOffering({ ...base, sheet, isTap: true })).to.throw(SettlementDateError);
  });
});

describe("unitPriceRange", () => {
  it("gives floor, cap and tick of one bond; of a fixed price a tick of 1", () => {
    const facePerUnit = 100_000_000n;
    expect(unitPriceRange({ sheet: offeringSheet(), facePerUnit })).to.deep.equal({
      priceFloor: 99_500_000n,
      priceCap: 100_500_000n,
      priceTick: 10_000n,
    });
    expect(unitPriceRange({ sheet: parseOfferingSheet(fixedInput), facePerUnit })).to.deep.equal({
      priceFloor: 100_000_000n,
      priceCap: 100_000_000n,
      priceTick: 1n,
    });
  });
});

describe("onChainAllocationRule", () => {
  it("turns party ids into accounts and the lot into units", () => {
    const tiers = [
      { name: "anchor", investors: ["life", "fund"] },
      { name: "resident", classes: ["resident"] },
      { name: "rest" },
    ];
    const { allocation } = parseOfferingSheet({
      ...offeringInput,
      allocation: { lotAmount: 200_000_000n, tiers },
    });
    expect(onChainAllocationRule({ allocation, denomination: 100_000_000n, accounts })).to.deep.equal({
      lotUnits: 2n,
      tiers: [
        { name: "anchor", investors: [accountOf("life"), accountOf("fund")], classes: [] },
        { name: "resident", investors: [], classes: ["resident"] },
        { name: "rest", investors: [], classes: [] },
      ],
    });
  });
});
