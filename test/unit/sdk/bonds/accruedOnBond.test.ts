import { expect } from "chai";

import { accruedOnBond } from "../../../../sdk/bonds/accruedOnBond.ts";
import type { AccruedOnBond } from "../../../../sdk/bonds/accruedOnBond.ts";
import type { RateAssumptions } from "../../../../sdk/bonds/paymentRates.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { sampleSheet, sheet } from "./sheets.ts";
import type { Sheet } from "./sheets.ts";

const on = (given: Sheet, date: string, assumptions?: RateAssumptions): AccruedOnBond =>
  accruedOnBond({ ...given, face: 100_000_000n, settlementDate: day(date), assumptions });

describe("accruedOnBond", () => {
  it("given a plain bond, is its accrued interest (vector: 98 days, 398,175 of 100 million)", () => {
    const { faceLeft, amount, days, next } = on(sheet(), "2025-06-20");
    expect([faceLeft, amount, days, next.number]).to.deep.equal([100_000_000n, 398_175n, 98, 1]);
  });

  it("given an amortising bond, reckons on what is left of the face (by hand)", () => {
    // One day after coupon 7: 67.5 % are left; 2.15 x 1/365 = 0.0058904|11 on 100, x 675,000 = 3,976.02.
    const { faceLeft, amount } = on(sampleSheet("amortising"), "2028-10-19");
    expect([faceLeft, amount]).to.deep.equal([67_500_000n, 3_976n]);
  });

  it("given a part repaid early because its date is a holiday, reckons on what is left from then on", () => {
    // Coupon 2 of 14 March 2026, a Saturday, is paid on Friday 13: what settles then receives no part of it.
    const bond = sheet({ amortisation: [{ payment: 2n, percentOfFace: "40" }] });
    expect(on(bond, "2026-03-13")).to.include({ faceLeft: 60_000_000n, amount: 0n });
    expect(on(bond, "2026-03-12").faceLeft).to.equal(100_000_000n);
  });

  it("given a floating bond, takes the rate of the running coupon (by hand)", () => {
    // Coupon 5 from 10 June 2027: 131 days at 0.5 + 0.35 %: 0.85 x 131/365 = 0.3050684|93 on 100.
    const { amount, couponRatePercent } = on(sampleSheet("green-floating"), "2027-10-19", {
      assumedIndexPercent: "0.5",
    });
    expect([couponRatePercent, amount]).to.deep.equal(["0.850000", 305_068n]);
  });

  it("given a bond without coupons, is nothing", () => {
    expect(on(sampleSheet("zero-coupon"), "2027-12-08").amount).to.equal(0n);
  });

  it("refuses the dates on which the bond cannot be delivered", () => {
    for (const date of ["2025-03-13", "2030-03-11", "2031-01-06"])
      expect(() => on(sheet(), date)).to.throw(SettlementDateError);
  });
});
