import { expect } from "chai";
import fc from "fast-check";

import { accruedInterest } from "../../../../sdk/bonds/accruedInterest.ts";
import { accruedInterestAt } from "../../../../sdk/bonds/accruedInterestAt.ts";
import { couponAmount } from "../../../../sdk/bonds/couponAmount.ts";
import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { interestPerYenE13 } from "../../../../sdk/bonds/interestPerYenE13.ts";
import { ACCRUALS, DAY_COUNTS } from "../../../../sdk/bonds/types.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { bondVectors } from "../bondVectors.ts";
import { regularBond } from "./terms.ts";

const half = { numerator: 1n, denominator: 2n };

describe("accruedInterest", () => {
  for (const vector of bondVectors.accrued) {
    const { source, face, ratePercent, taxPercent, start, settlement, days, per100, amount } = vector;
    it(`gives ${amount} yen for: ${source}`, () => {
      const options = {
        face,
        couponRatePercent: ratePercent,
        taxRatePercent: taxPercent,
        startDate: day(start),
        settlementDate: day(settlement),
      };
      const accrued = accruedInterest(options);
      expect(accrued).to.deep.include({ days, amount, capped: false });
      expect(formatDecimal(accrued.per100E7, 7)).to.equal(per100);
    });
  }

  it(`is the coupon where days come to more: ${bondVectors.accruedCap.source}`, () => {
    const { face, ratePercent, start, settlement, halfCoupon } = bondVectors.accruedCap;
    const accrued = accruedInterest({
      face,
      couponRatePercent: ratePercent,
      startDate: day(start),
      settlementDate: day(settlement),
      interestPerYenE13: interestPerYenE13(ratePercent, half),
    });
    expect(accrued).to.deep.equal({ days: 183, per100E7: 7_415_000n, amount: halfCoupon, capped: true });
  });

  it("never falls from one day to the next, and never exceeds the coupon", () => {
    const cases = fc.record({
      face: fc.bigInt({ min: 1n, max: 10n ** 13n }),
      rate: fc.integer({ min: 0, max: 20_000_000 }),
      days: fc.integer({ min: 0, max: 183 }),
    });
    fc.assert(
      fc.property(cases, ({ face, rate, days }) => {
        const couponRatePercent = formatDecimal(BigInt(rate), 6);
        const perYen = interestPerYenE13(couponRatePercent, half);
        const startDate = day("2025-03-14");
        const on = (settlementDate: typeof startDate): bigint =>
          accruedInterest({ face, couponRatePercent, startDate, settlementDate, interestPerYenE13: perYen })
            .amount;
        const today = on(addDays(startDate, days));
        return (
          today <= on(addDays(startDate, days + 1)) &&
          today <= couponAmount({ totalFace: face, interestPerYenE13: perYen })
        );
      }),
    );
  });

  it("given a rate of zero, gives nothing and calls nothing capped", () => {
    const options = {
      face: 100n,
      couponRatePercent: "0",
      startDate: day("2025-03-14"),
      interestPerYenE13: 0n,
    };
    const accrued = accruedInterest({ ...options, settlementDate: day("2025-06-20") });
    expect(accrued).to.deep.equal({ days: 98, per100E7: 0n, amount: 0n, capped: false });
  });

  it("refuses settlement before the coupon date, and a negative face", () => {
    const options = {
      face: 1n,
      couponRatePercent: "1",
      startDate: day("2025-03-14"),
      settlementDate: day("2025-03-13"),
    };
    expect(() => accruedInterest(options))
      .to.throw(SettlementDateError, "must not be before 2025-03-14, the start of the coupon period")
      .with.property("code", "SETTLEMENT_DATE_REFUSED");
    expect(() => accruedInterest({ ...options, face: -1n })).to.throw(InvalidAmountError, "The face is -1");
  });
});

describe("accruedInterest net of tax", () => {
  const options = {
    face: 100_000_000n,
    couponRatePercent: "1.483",
    startDate: day("2025-03-14"),
    settlementDate: day("2025-09-13"),
    interestPerYenE13: interestPerYenE13("1.483", half),
  };

  it("is capped at the coupon net of tax (741,500 less 20 %)", () => {
    expect(accruedInterest({ ...options, taxRatePercent: "20" })).to.deep.equal({
      days: 183,
      per100E7: 5_932_000n,
      amount: 593_200n,
      capped: true,
    });
  });

  it("is nothing where all of it is tax", () => {
    expect(accruedInterest({ ...options, taxRatePercent: "100" }).amount).to.equal(0n);
  });

  it("refuses a tax of more than the interest", () => {
    expect(() => accruedInterest({ ...options, taxRatePercent: "100.000001" })).to.throw(
      InvalidAmountError,
      "The interest after tax is -1",
    );
  });
});

describe("accruedInterestAt", () => {
  const face = 100_000_000n;
  const schedule = couponSchedule(regularBond);
  const at = (date: string): bigint =>
    accruedInterestAt({ schedule, face, settlementDate: day(date) }).amount;

  it("gives nothing on the issue date and the vector of 98 days", () => {
    expect(at("2025-03-14")).to.equal(0n);
    expect(at("2025-06-20")).to.equal(398_175n);
  });

  it("counts up to the record date from the coupon date, not from the payment date", () => {
    // 181 days to 2025-09-11: 1.483 x 181 / 365 = 0.7354054..., by hand.
    expect(at("2025-09-11")).to.equal(735_405n);
    // 1 day from Sunday 2025-09-14, though the coupon was paid on Friday the 12th: 1.483 / 365 = 0.0040630...
    expect(at("2025-09-15")).to.equal(4_063n);
  });

  it("gives nothing on the day a coupon is paid early, nor on the coupon date (ex coupon, 利落ち)", () => {
    for (const date of ["2025-09-12", "2025-09-13", "2025-09-14"]) expect(at(date), date).to.equal(0n);
  });

  it("begins anew on the coupon date, even when the coupon is paid later (following)", () => {
    const later = couponSchedule({ ...regularBond, businessDayConvention: "following" });
    const accrued = accruedInterestAt({ schedule: later, face, settlementDate: day("2025-09-14") });
    expect(accrued).to.deep.include({ days: 0, amount: 0n });
  });

  it("caps at the coupon of the period (183 days to 2026-09-13, half-year coupon 741,500)", () => {
    const unmoved = couponSchedule({ ...regularBond, recordDateRule: { businessDaysBeforePayment: 0 } });
    const accrued = accruedInterestAt({ schedule: unmoved, face, settlementDate: day("2026-09-13") });
    expect(accrued).to.deep.include({ days: 183, amount: 741_500n, capped: true });
  });

  it("refuses to settle before issue", () => {
    expect(() => at("2025-03-13")).to.throw(
      SettlementDateError,
      "must not be before the issue date 2025-03-14",
    );
  });

  it("refuses to settle between record date and payment", () => {
    const early = couponSchedule({ ...regularBond, recordDateRule: { businessDaysBeforePayment: 3 } });
    expect(() => accruedInterestAt({ schedule: early, face, settlementDate: day("2025-09-10") })).to.throw(
      SettlementDateError,
      "must not lie between the record date 2025-09-09 and the coupon payment of 2025-09-12",
    );
  });

  it("refuses to settle while the buyer would receive a coupon that has run its time", () => {
    // Paid on Friday 2025-09-12 to its holders of that day; by "following" on Tuesday the 16th, to those of that day.
    const sameDay = { ...regularBond, recordDateRule: { businessDaysBeforePayment: 0 } };
    for (const [convention, date, record, ran] of [
      ["preceding", "2025-09-12", "2025-09-12", "2025-09-12"],
      ["following", "2025-09-16", "2025-09-16", "2025-09-14"],
    ] as const) {
      const terms = couponSchedule({ ...sameDay, businessDayConvention: convention });
      expect(() => accruedInterestAt({ schedule: terms, face, settlementDate: day(date) })).to.throw(
        SettlementDateError,
        `must be after ${record}, the record date of the coupon that ran until ${ran}`,
      );
    }
  });

  describe("given another day count, accrues by it (98 days from 2025-03-14 to 2025-06-20, 1.483 %)", () => {
    // By hand: 1.483 x 98/360 = 0.4037055...; 98/(184 x 2) = 0.3949293...; 30/360: 96 days, 0.3954666...
    for (const [dayCount, days, per100E7, amount] of [
      ["act365F", 98, 3_981_753n, 398_175n],
      ["act360", 98, 4_037_055n, 403_705n],
      ["actActIcma", 98, 3_949_293n, 394_929n],
      ["actActIsda", 98, 3_981_753n, 398_175n],
      ["30/360", 96, 3_954_666n, 395_466n],
      ["30E/360", 96, 3_954_666n, 395_466n],
      ["nl365", 98, 3_981_753n, 398_175n],
    ] as const) {
      it(`${dayCount}: ${amount} yen on 100 million`, () => {
        const terms = couponSchedule({ ...regularBond, dayCount });
        const accrued = accruedInterestAt({ schedule: terms, face, settlementDate: day("2025-06-20") });
        expect(accrued).to.deep.equal({ days, per100E7, amount, capped: false });
      });
    }

    it("actActIcma counts a long first period by its notional periods (10 of 181 days, then 98 of 184)", () => {
      const long = { issueDate: day("2025-03-04"), firstCouponDate: day("2025-09-14") };
      const terms = couponSchedule({ ...regularBond, ...long, dayCount: "actActIcma" });
      const accrued = accruedInterestAt({ schedule: terms, face, settlementDate: day("2025-06-20") });
      // 1.483 x (10/362 + 98/368) = 0.0409668... + 0.3949293... = 0.4358961..., by hand.
      expect(accrued).to.deep.include({ days: 108, per100E7: 4_358_961n, amount: 435_896n });
    });

    it("never falls from one day to the next within a period, and never exceeds its coupon", () => {
      const cases = fc.record({
        dayCount: fc.constantFrom(...DAY_COUNTS),
        accrual: fc.constantFrom(...ACCRUALS),
        days: fc.integer({ min: 0, max: 182 }),
      });
      fc.assert(
        fc.property(cases, ({ days, ...rules }) => {
          const terms = couponSchedule({
            ...regularBond,
            ...rules,
            recordDateRule: { businessDaysBeforePayment: 0 },
            businessDayConvention: "following",
          });
          const on = (later: number): bigint =>
            accruedInterestAt({
              schedule: terms,
              face,
              settlementDate: addDays(day("2025-03-14"), days + later),
            }).amount;
          const coupon = terms.periods[0]?.interestPerYenE13 ?? 0n;
          expect(on(0) <= on(1)).to.equal(true);
          expect(on(1) <= couponAmount({ totalFace: face, interestPerYenE13: coupon })).to.equal(true);
        }),
      );
    });
  });

  it("given the rate of a floating coupon, accrues and caps by it (2 % for 98 days and for 183 days)", () => {
    const floating = couponSchedule({ ...regularBond, couponRatePercent: "0" });
    const rate = { schedule: floating, face, couponRatePercent: "2" };
    // 2 x 98 / 365 = 0.5369863...; a half-year is 1,000,000 yen.
    expect(accruedInterestAt({ ...rate, settlementDate: day("2025-06-20") }).amount).to.equal(536_986n);
    const unmoved = couponSchedule({ ...regularBond, recordDateRule: { businessDaysBeforePayment: 0 } });
    const capped = accruedInterestAt({ ...rate, schedule: unmoved, settlementDate: day("2026-09-13") });
    expect(capped).to.deep.include({ amount: 1_000_000n, capped: true });
  });

  it("given tax, accrues net of it (98 days, 20 %: 1.483 x 98 / 365 x 0.8 = 0.3185402...)", () => {
    const net = accruedInterestAt({
      schedule,
      face,
      settlementDate: day("2025-06-20"),
      taxRatePercent: "20",
    });
    expect(net).to.deep.include({ per100E7: 3_185_402n, amount: 318_540n });
  });

  it("refuses to settle once the register is closed, and after maturity", () => {
    for (const date of ["2030-03-11", "2030-03-14", "2031-01-06"]) {
      expect(() => at(date), date).to.throw(
        SettlementDateError,
        "must be before 2030-03-11, when the register closes for redemption",
      );
    }
    expect(at("2030-03-08")).to.equal(711_027n); // 175 days: 1.483 x 175 / 365 = 0.7110273..., by hand
  });
});
