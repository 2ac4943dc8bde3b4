import { expect } from "chai";

import { settlementAmount } from "../../../../sdk/bonds/settlementAmount.ts";
import { simpleYield } from "../../../../sdk/bonds/simpleYield.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { bondVectors } from "../bondVectors.ts";

describe("settlementAmount", () => {
  it("adds the price of the face and the accrued interest (vector of 98 days, price 99.872 by hand)", () => {
    expect(settlementAmount({ face: 100_000_000n, pricePer100: "99.872", accrued: 398_175n })).to.deep.equal({
      clean: 99_872_000n,
      accrued: 398_175n,
      total: 100_270_175n,
    });
  });

  it("truncates the price below 1 yen (1,000,001 x 99.9999999 / 100 = 1,000,000.999)", () => {
    expect(settlementAmount({ face: 1_000_001n, pricePer100: "99.9999999", accrued: 0n }).clean).to.equal(
      1_000_000n,
    );
  });

  it("is exact beyond what floating point can hold (99.9999999 % of 9,007,199,254,740,993)", () => {
    expect(
      settlementAmount({ face: 9_007_199_254_740_993_000_000_000n, pricePer100: "99.9999999", accrued: 0n })
        .clean,
    ).to.equal(9_007_199_245_733_793_745_259_007n);
  });

  for (const price of ["99,872", "-1", "99.87200001", "", "100%"]) {
    it(`refuses the price "${price}"`, () => {
      expect(() => settlementAmount({ face: 1n, pricePer100: price, accrued: 0n })).to.throw(
        InvalidDecimalError,
        `"${price}"`,
      );
    });
  }

  it("refuses a negative face and negative accrued interest", () => {
    expect(() => settlementAmount({ face: -1n, pricePer100: "1", accrued: 0n })).to.throw(
      InvalidAmountError,
      "The face is -1",
    );
    expect(() => settlementAmount({ face: 1n, pricePer100: "1", accrued: -2n })).to.throw(
      InvalidAmountError,
      "The accrued interest is -2",
    );
  });
});

describe("simpleYield", () => {
  const { source, ratePercent, price, settlement, maturity, yieldPercent } = bondVectors.simpleYield;
  const options = {
    couponRatePercent: ratePercent,
    pricePer100: price,
    settlementDate: day(settlement),
    maturityDate: day(maturity),
    decimals: 12,
  };

  it(`gives the figure of ${source}`, () => expect(simpleYield(options)).to.equal(yieldPercent));

  it("is the coupon rate at par, and below zero when the price says so", () => {
    expect(simpleYield({ ...options, pricePer100: "100", decimals: 3 })).to.equal("0.500");
    // One year, no coupon, price 101: -1 / 101 = -0.990...%.
    const year = { settlementDate: day("2025-06-20"), maturityDate: day("2026-06-20"), decimals: 3 };
    expect(simpleYield({ ...year, couponRatePercent: "0", pricePer100: "101" })).to.equal("-0.990");
  });

  it("leaves out 29 February on the day of maturity, and counts from it on the day of settlement", () => {
    // At 50 without coupon the yield is 100 / years: 365 days are one year, 364 days 365/364 of 100 = 100.274...
    const discount = { couponRatePercent: "0", pricePer100: "50", decimals: 3 };
    const toLeapDay = { settlementDate: day("2011-03-01"), maturityDate: day("2012-02-29") };
    const fromLeapDay = { settlementDate: day("2012-02-29"), maturityDate: day("2013-02-28") };
    expect(simpleYield({ ...discount, ...toLeapDay })).to.equal("100.274");
    expect(simpleYield({ ...discount, ...fromLeapDay })).to.equal("100.000");
  });

  it("refuses settlement on or after maturity, and a price of zero", () => {
    expect(() => simpleYield({ ...options, settlementDate: day(maturity) })).to.throw(
      SettlementDateError,
      "must be before the maturity date 2015-12-20",
    );
    expect(() => simpleYield({ ...options, pricePer100: "0" })).to.throw(
      InvalidAmountError,
      "The price is 0",
    );
  });
});
