import { expect } from "chai";
import type { Interface } from "ethers";
import { keccak256 } from "ethers";

import { bondTax } from "../../../../sdk/bonds/bondTax.ts";
import { onChainSchedule } from "../../../../sdk/bonds/onChainSchedule.ts";
import { onChainTerms } from "../../../../sdk/bonds/onChainTerms.ts";
import { scheduleHash } from "../../../../sdk/bonds/scheduleHash.ts";
import type { OnChainSchedule } from "../../../../sdk/bonds/scheduleTypes.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { IBondSchedules__factory } from "../../../../typechain-types/index.ts";
import { floatingSheet, sampleSheet, sheet } from "./sheets.ts";
import type { Sheet } from "./sheets.ts";

const bank = "0x00000000000000000000000000000000000000b1";
const tax = "0x00000000000000000000000000000000000000a2";
const build = (given: Sheet): OnChainSchedule =>
  onChainSchedule({ ...given, settlementBank: bank, taxAccount: tax });
const tokyo = (date: string): bigint => BigInt(Date.parse(`${date}T00:00:00+09:00`) / 1000);

describe("onChainSchedule", () => {
  it("given a plain bond, keeps its defaults and a payment for every coupon", () => {
    const { payments, ...rest } = build(sheet());
    expect(rest).to.deep.equal({
      settlementBank: bank,
      taxAccount: tax,
      instrumentClass: 0n,
      rateKind: 0n,
      rateE8: 1_483_000n,
      marginE8: 0n,
      floorE8: 0n,
      capE8: 1_099_511_627_775n, // the greatest number of 40 bits
      redemptionPerUnit: 100_000_000n,
      taxableRedemptionE6: 0n,
      gracePeriod: 604_800n, // seven days
      tradesInDefault: false,
      steps: [],
      options: [],
    });
    expect(payments).to.have.length(10);
    // 14 September 2025 is a Sunday before a holiday: paid on Friday 12, to the holders of Thursday 11.
    expect(payments[0]).to.deep.equal({
      recordCutoff: tokyo("2025-09-12"),
      payFrom: tokyo("2025-09-12"),
      accrueFrom: tokyo("2025-03-14"),
      accrueTo: tokyo("2025-09-14"),
      fractionNumerator: 1n,
      fractionDenominator: 2n,
      principalPerUnit: 0n,
    });
    expect(payments.at(-1)).to.include({ payFrom: tokyo("2030-03-14"), principalPerUnit: 0n });
  });

  it("given a floating bond with a step, keeps margin, floor, cap and the last moment to decide", () => {
    const { payments, ...schedule } = build(sampleSheet("green-floating"));
    expect(schedule).to.deep.include({
      rateKind: 1n,
      rateE8: 0n,
      marginE8: 350_000n,
      floorE8: 0n,
      capE8: 2_500_000n,
      tradesInDefault: true,
      steps: [{ decideBy: tokyo("2028-12-01"), firstPayment: 7n, stepE8: 100_000n }],
    });
    // Five business days of Tokyo and London before Wednesday 10 December 2025.
    expect(payments[0]).to.include({ recordCutoff: tokyo("2025-12-04"), fractionNumerator: 183n });
  });

  it("given an amortising bond, repays parts with payments and what is left at maturity", () => {
    const schedule = build(sampleSheet("amortising"));
    expect(schedule.payments.map(({ principalPerUnit }) => principalPerUnit)).to.deep.equal([
      ...[0n, 0n, 0n, 0n, 1_000_000n, 1_000_000n, 1_250_000n, 1_250_000n, 1_500_000n, 1_500_000n, 0n, 0n],
    ]);
    expect(schedule).to.deep.include({
      redemptionPerUnit: 2_500_000n,
      instrumentClass: 1n,
      // 30 days before 18 October 2028 is 18 September: notice can be given until its end.
      options: [{ kind: 2n, noticeBy: tokyo("2028-09-19"), date: tokyo("2028-10-18"), pricePerUnit: 0n }],
    });
  });

  it("given a bond without coupons, has no payments, options by their prices, and a quarter of deemed gain", () => {
    const { payments, options, ...schedule } = build(sampleSheet("zero-coupon"));
    expect(payments).to.deep.equal([]);
    expect(schedule).to.include({ instrumentClass: 2n, taxableRedemptionE6: 250_000n, rateE8: 0n });
    // Ten business days before 21 May 2030 are, without 3 to 6 May (holidays and a weekend), back to 7 May.
    expect(options).to.deep.equal([
      { kind: 3n, noticeBy: tokyo("2030-05-08"), date: tokyo("2030-05-21"), pricePerUnit: 921_000n },
      { kind: 1n, noticeBy: tokyo("2031-04-22"), date: tokyo("2031-05-21"), pricePerUnit: 940_000n },
      { kind: 0n, noticeBy: tokyo("2032-04-22"), date: tokyo("2032-05-21"), pricePerUnit: 956_000n },
    ]);
  });

  it("prices an option on the face that is left on its date, after what is repaid on it", () => {
    const amortisation = [{ payment: 4n, percentOfFace: "50" }];
    const call = { kind: "call", noticeDays: 30n, pricePer100: "102" };
    const options = ["2026-09-14", "2027-03-12"].map((date) => ({ ...call, date }));
    expect(
      build(sheet({ amortisation, options })).options.map(({ pricePerUnit }) => pricePerUnit),
    ).to.deep.equal([102_000_000n, 51_000_000n]);
  });

  it("keeps a negative margin and a step down", () => {
    const steps = [{ target: "rating", decideBy: "2026-03-31", firstPayment: 4n, stepPercent: "-0.25" }];
    const schedule = build(floatingSheet({ floating: { index: "TONA", marginPercent: "-0.05" }, steps }));
    expect([schedule.marginE8, schedule.steps[0]?.stepE8]).to.deep.equal([-50_000n, -250_000n]);
  });
});

describe("scheduleHash", () => {
  const chain: Interface = IBondSchedules__factory.createInterface();

  for (const name of ["green-floating", "amortising", "zero-coupon"]) {
    it(`is the hash of what the contract decodes from its own calldata (${name})`, () => {
      // adopt(isin, schedule): after selector and isin comes the offset of the schedule, then the schedule itself. What
      // abi.encode(schedule) gives is the same behind an offset of one word.
      const schedule = build(sampleSheet(name));
      const calldata = chain.encodeFunctionData("adopt", ["0x" + "00".repeat(12), schedule]);
      const oneWord = "20".padStart(64, "0");
      expect(scheduleHash(schedule)).to.equal(keccak256(`0x${oneWord}${calldata.slice(2 + 8 + 2 * 64)}`));
    });
  }

  it("stays what it is: bonds carry it for years", () => {
    expect(scheduleHash(build(sheet()))).to.equal(
      "0x5ad4a6f59c2a90ba7cc162954070742df0720404a15d852ec00ca5dd47c8bab6",
    );
  });

  it("is a part of the bond's terms, with the accounts that pay", () => {
    const given = sheet();
    const issuer = "0x00000000000000000000000000000000000000c3";
    const terms = onChainTerms({ ...given, issuer, settlementBank: bank, taxAccount: tax });
    expect(terms.scheduleHash).to.equal(scheduleHash(build(given)));
    expect(Object.keys(terms).slice(-2)).to.deep.equal(["termsHash", "scheduleHash"]);
    expect(
      onChainTerms({ ...given, issuer, settlementBank: tax, taxAccount: tax }).scheduleHash,
    ).not.to.equal(terms.scheduleHash);
  });

  it("belongs to terms without record dates when the bond has no coupons", () => {
    const given = sampleSheet("zero-coupon");
    expect(
      onChainTerms({ ...given, issuer: bank, settlementBank: bank, taxAccount: tax }).recordCutoffs,
    ).to.deep.equal([]);
  });
});

describe("bondTax", () => {
  const terms = { fiscalAgent: "trust", issueDate: day("2025-03-14"), zeroCoupon: true };
  for (const [maturity, taxableRedemptionE6] of [
    ["2026-03-14", 2_000n],
    ["2026-03-15", 250_000n],
  ] as const) {
    it(`deems ${taxableRedemptionE6} millionths of a discount bond until ${maturity} to be gain (art. 41-12-2)`, () => {
      expect(bondTax({ ...terms, maturityDate: day(maturity) })).to.deep.equal({
        instrumentClass: "discountBond",
        account: "trust",
        taxableRedemptionE6,
      });
    });
  }

  it("takes what the term sheet says", () => {
    const written = {
      instrumentClass: "discountBond",
      account: "bank",
      taxableRedemptionPercent: "12.3456",
    } as const;
    expect(bondTax({ ...terms, maturityDate: day("2030-03-14"), tax: written })).to.deep.equal({
      instrumentClass: "discountBond",
      account: "bank",
      taxableRedemptionE6: 123_456n,
    });
  });
});
