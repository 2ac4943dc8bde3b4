import { expect } from "chai";
import fc from "fast-check";

import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { priceFromSimpleYield } from "../../../../sdk/bonds/priceFromSimpleYield.ts";
import { settlementAmount } from "../../../../sdk/bonds/settlementAmount.ts";
import { simpleYield } from "../../../../sdk/bonds/simpleYield.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { InvalidYieldError } from "../../../../sdk/errors/InvalidYieldError.ts";
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

describe("priceFromSimpleYield", () => {
  const { source, ratePercent, price, settlement, maturity, yieldPercent } = bondVectors.simpleYield;
  const options = {
    couponRatePercent: ratePercent,
    settlementDate: day(settlement),
    maturityDate: day(maturity),
  };

  it(`gives back the price of: ${source}`, () => {
    // The yield is truncated at its twelfth decimal, so that the price comes out a little above and never below.
    expect(priceFromSimpleYield({ ...options, yieldPercent, decimals: 7 })).to.equal(`${price}000000`);
  });

  it("gives a price whose yield is the one asked for, to the last decimal", () => {
    const cases = fc.record({
      rate: fc.integer({ min: 0, max: 8_000_000 }),
      wanted: fc.integer({ min: -2_000_000, max: 8_000_000 }),
    });
    fc.assert(
      fc.property(cases, ({ rate, wanted }) => {
        const couponRatePercent = formatDecimal(BigInt(rate), 6);
        const wantedYield = formatDecimal(BigInt(wanted), 6);
        const bond = { ...options, couponRatePercent };
        const pricePer100 = priceFromSimpleYield({ ...bond, yieldPercent: wantedYield, decimals: 7 });
        const found = Number(simpleYield({ ...bond, pricePer100, decimals: 6 }).replace(".", ""));
        // Seven decimals of price are finer than six of yield; each is truncated once.
        return Math.abs(found - wanted) <= 1;
      }),
    );
  });

  it("prices a bond without coupons at 100 / (1 + yield x years)", () => {
    const year = { settlementDate: day("2025-03-14"), maturityDate: day("2026-03-14") };
    const discount = { couponRatePercent: "0", ...year, decimals: 3 };
    expect(priceFromSimpleYield({ ...discount, yieldPercent: "25" })).to.equal("80.000");
    expect(priceFromSimpleYield({ ...discount, yieldPercent: "-20" })).to.equal("125.000");
  });

  it("refuses settlement on maturity, a yield that no price gives, and one with too many decimals", () => {
    expect(() =>
      priceFromSimpleYield({ ...options, settlementDate: day(maturity), yieldPercent, decimals: 3 }),
    ).to.throw(SettlementDateError, "must be before the maturity date 2015-12-20");
    expect(() => priceFromSimpleYield({ ...options, yieldPercent: "-100", decimals: 3 }))
      .to.throw(InvalidYieldError, "No price gives a simple yield of -100 % over 1408 days.")
      .with.property("code", "YIELD_INVALID");
    expect(() => priceFromSimpleYield({ ...options, yieldPercent: "0.1234567890123", decimals: 3 })).to.throw(
      InvalidDecimalError,
    );
  });
});
