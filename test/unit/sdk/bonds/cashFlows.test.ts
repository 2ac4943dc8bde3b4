import { expect } from "chai";
import fc from "fast-check";

import { cashFlows } from "../../../../sdk/bonds/cashFlows.ts";
import { couponAmount } from "../../../../sdk/bonds/couponAmount.ts";
import { floatingSheet, sampleSheet, sheet } from "./sheets.ts";

const TIBOR = { index: "6-month TIBOR", marginPercent: "0.35" };

describe("cashFlows", () => {
  it("pays the coupons of NRI's 15th digital bonds (vector: 741,500 of 100 million, 22,245,000 of 3 billion)", () => {
    const { flows, ...sums } = cashFlows(sheet());
    expect(flows).to.have.length(10);
    for (const { interestPerUnit, interest, interestPerYenE13 } of flows)
      expect([interestPerUnit, interest, interestPerYenE13]).to.deep.equal([
        741_500n,
        22_245_000n,
        74_150_000_000n,
      ]);
    expect(flows.at(-1)).to.include({
      redemption: 3_000_000_000n,
      total: 3_022_245_000n,
      paymentDate: "2030-03-14",
    });
    expect(sums).to.deep.equal({
      interest: 222_450_000n,
      principal: 3_000_000_000n,
      redemption: 3_000_000_000n,
      total: 3_222_450_000n,
    });
  });

  it("pays the coupons of Hitachi Construction Machinery's 21st (vector: 333,500 and 33,350,000 at 0.667 %)", () => {
    const { flows } = cashFlows(sheet({ couponRatePercent: "0.667", totalAmount: 10_000_000_000n }));
    expect(flows[0]).to.include({ interestPerUnit: 333_500n, interest: 33_350_000n });
  });

  it("pays a short first coupon by days of its half-year (vector: 157 of 184 days)", () => {
    const [first] = cashFlows(sheet({ issueDate: "2025-04-10", pricingDate: "2025-04-03" })).flows;
    expect(first).to.deep.include({
      days: 157,
      yearFraction: { numerator: 157n, denominator: 368n },
      interestPerYenE13: 63_269_293_478n,
      interestPerUnit: 632_692n,
      interest: 18_980_788n,
    });
  });

  it("given an amortising bond, bears interest on what is left (by hand)", () => {
    // 10,000,000 a bond at 2.15 %: half a year of 100, 90, 80, 67.5, 55, 40 and 25 % of it. 6,750,000 x 0.01075 =
    // 72,562.5; of 200 bonds 1,350,000,000 x 0.01075 = 14,512,500, which is 100 yen more than 200 holders of one receive.
    const { flows, principal } = cashFlows(sampleSheet("amortising"));
    expect(flows.map(({ interestPerUnit }) => interestPerUnit)).to.deep.equal([
      ...[107_500n, 107_500n, 107_500n, 107_500n, 107_500n],
      ...[96_750n, 86_000n, 72_562n, 59_125n, 43_000n, 26_875n, 26_875n],
    ]);
    expect(flows[7]).to.deep.include({
      facePerUnit: 6_750_000n,
      poolFactor: { numerator: 27n, denominator: 40n },
      face: 1_350_000_000n,
      interest: 14_512_500n,
      principalPerUnit: 1_250_000n,
      total: 264_512_500n,
    });
    expect(flows.at(-1)).to.include({ principalPerUnit: 2_500_000n, redemption: 500_000_000n });
    expect(principal).to.equal(2_000_000_000n);
  });

  it("given a floating bond, pays the index fixed and the margin for actual days (by hand)", () => {
    // ACT/365F, interest between the days of payment. Coupon 1: 0.827 % x 183/365 = 0.0041463287671|23 on 1 yen.
    // Coupon 6: from Friday 10 December 2027 to Monday 12 June 2028, 185 days at 0.95 %: 0.0048150684931|50.
    const fixings = [
      { payment: 1, indexPercent: "0.477" },
      { payment: 2, indexPercent: "0.55" },
    ];
    const assumptions = { fixings, assumedIndexPercent: "0.6" };
    const { flows } = cashFlows({ ...sampleSheet("green-floating"), assumptions });
    expect(flows[0]).to.include({
      rateE8: 827_000n,
      rateBasis: "fixing",
      interestPerYenE13: 41_463_287_671n,
      interestPerUnit: 41_463n,
      interest: 41_463_287n,
    });
    expect(flows[5]).to.include({
      rateE8: 950_000n,
      rateBasis: "assumed",
      paymentDate: "2028-06-12",
      days: 185,
      interestPerYenE13: 48_150_684_931n,
      interest: 48_150_684n,
    });
    // The step of 0.1 % that nobody decided applies from coupon 8 on.
    expect(flows.slice(6, 8).map(({ rateE8 }) => rateE8)).to.deep.equal([950_000n, 1_050_000n]);
  });

  it("given a bond without coupons, pays its redemption only", () => {
    const { flows, ...sums } = cashFlows(sampleSheet("zero-coupon"));
    expect(flows).to.have.length(1);
    expect(sums).to.deep.equal({
      interest: 0n,
      principal: 5_000_000_000n,
      redemption: 5_000_000_000n,
      total: 5_000_000_000n,
    });
  });

  it("given a premium at maturity, pays it on the face that is left then", () => {
    const amortisation = [{ payment: 5n, percentOfFace: "40" }];
    const { flows, principal, redemption } = cashFlows(sheet({ amortisation, redemptionPricePer100: "102" }));
    expect(flows[4]).to.include({ principalPerUnit: 40_000_000n, redemptionPerUnit: 40_000_000n });
    expect(flows.at(-1)).to.include({ principalPerUnit: 60_000_000n, redemptionPerUnit: 61_200_000n });
    expect([principal, redemption]).to.deep.equal([3_000_000_000n, 3_036_000_000n]);
  });

  it("repays the whole face, and never owes holders together more than the issue's figure", () => {
    const bond = fc.record({
      rate: fc.integer({ min: -500_000, max: 5_000_000 }),
      parts: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 9 }),
      amountPerUnit: fc.bigInt({ min: 1n, max: 11_111_111n }),
      holders: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 12 }),
    });
    fc.assert(
      fc.property(bond, ({ rate, parts, amountPerUnit, holders }) => {
        const units = BigInt(holders.reduce((sum, each) => sum + each, 0));
        const places = parts.toSorted((a, b) => a - b);
        const terms = floatingSheet({
          totalAmount: units * 100_000_000n,
          floating: TIBOR,
          amortisation:
            places.length === 0
              ? undefined
              : places.map((payment) => ({ payment: BigInt(payment), amountPerUnit })),
        });
        const assumedIndexPercent = (rate / 1_000_000).toFixed(6);
        const { flows, principal } = cashFlows({ ...terms, assumptions: { assumedIndexPercent } });
        expect(principal).to.equal(units * 100_000_000n);
        for (const { facePerUnit, interestPerYenE13, interest } of flows) {
          const paid = holders.map((each) =>
            couponAmount({ totalFace: facePerUnit * BigInt(each), interestPerYenE13 }),
          );
          const sum = paid.reduce((total, each) => total + each, 0n);
          expect(sum <= interest && interest - sum < BigInt(holders.length)).to.equal(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
