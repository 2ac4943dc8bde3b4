import { expect } from "chai";
import fc from "fast-check";

import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { parseSignedDecimal } from "../../../../sdk/bonds/parseSignedDecimal.ts";
import { simpleYield } from "../../../../sdk/bonds/simpleYield.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { NoSimpleYieldError } from "../../../../sdk/offering/errors/NoSimpleYieldError.ts";
import { spreadOfPrice } from "../../../../sdk/offering/spreadOfPrice.ts";
import { floatingSheet, sampleSheet, sheet } from "../bonds/sheets.ts";
import { termSheet } from "./sheetSamples.ts";

const paymentDate = day("2025-03-14");
const options = { termSheet, paymentDate, referenceYieldE8: 0n };
const spread = (pricePerUnit: bigint): bigint => spreadOfPrice({ ...options, pricePerUnit });
const prices = fc.bigInt({ min: 50_000_000n, max: 200_000_000n });

describe("spreadOfPrice", () => {
  it("at par is the coupon less the reference yield", () => {
    const atPar = { ...options, pricePerUnit: 100_000_000n };
    expect(spread(100_000_000n)).to.equal(1_483_000n);
    expect(spreadOfPrice({ ...atPar, referenceYieldE8: 1_083_000n })).to.equal(400_000n); // 40 basis points
    expect(spreadOfPrice({ ...atPar, referenceYieldE8: -100_000n })).to.equal(1_583_000n);
  });

  it("gives the figures of a price below and above par (by hand, five years of 365 days)", () => {
    // (1.483 + 0.5 / 5) / 99.5 = 1.583 / 99.5 = 1.5909547|7 %
    expect(spread(99_500_000n)).to.equal(1_590_954n);
    // (1.483 - 10 / 5) / 110 = -0.517 / 110 = -0.47 %
    expect(spread(110_000_000n)).to.equal(-470_000n);
    // A yen more gives a little less, which is rounded down, away from zero.
    expect(spread(110_000_001n)).to.equal(-470_001n);
  });

  it("counts what is redeemed above par", () => {
    // (1.483 + (101 - 100) / 5) / 100 = 1.683 %
    const { termSheet: premium } = sheet({ redemptionPricePer100: "101" });
    expect(spreadOfPrice({ ...options, termSheet: premium, pricePerUnit: 100_000_000n })).to.equal(
      1_683_000n,
    );
  });

  it("reckons on the face that is left, where a redemption pro rata changed it", () => {
    const half = { ...options, pricePerUnit: 49_750_000n, facePerUnit: 50_000_000n };
    expect(spreadOfPrice(half)).to.equal(spread(99_500_000n));
  });

  it("is the simple yield of the house, rounded down instead of towards zero", () => {
    fc.assert(
      fc.property(prices, fc.integer({ min: 0, max: 8_000_000 }), (price, rate) => {
        const couponRatePercent = formatDecimal(BigInt(rate), 6);
        const { maturityDate } = termSheet;
        const pricePer100 = formatDecimal(price, 6);
        const bond = { couponRatePercent, pricePer100, settlementDate: paymentDate, maturityDate };
        const known = parseSignedDecimal(simpleYield({ ...bond, decimals: 6 }), 6);
        const found = spreadOfPrice({
          ...options,
          termSheet: { ...termSheet, couponRatePercent },
          pricePerUnit: price,
        });
        expect(known - found >= 0n && known - found <= (known > 0n ? 0n : 1n)).to.equal(true);
      }),
    );
  });

  it("does not rise with the price", () => {
    fc.assert(
      fc.property(prices, fc.bigInt({ min: 1n, max: 1_000_000n }), (price, more) => {
        expect(spread(price + more) <= spread(price)).to.equal(true);
      }),
    );
  });

  it("refuses bonds without a simple yield, a price of zero, and payment on maturity", () => {
    const floating = floatingSheet({ floating: { index: "TONA", marginPercent: "0.1" } }).termSheet;
    const pricePerUnit = 100_000_000n;
    expect(() => spreadOfPrice({ ...options, pricePerUnit, termSheet: floating }))
      .to.throw(
        NoSimpleYieldError,
        "JP9NRIDIG157 has no simple yield, so that its price has no spread: its rate follows",
      )
      .with.property("code", "NO_SIMPLE_YIELD");
    const amortising = sampleSheet("amortising").termSheet;
    expect(() => spreadOfPrice({ ...options, pricePerUnit, termSheet: amortising })).to.throw(
      NoSimpleYieldError,
      "it is repaid in parts",
    );
    expect(() => spread(0n)).to.throw(InvalidAmountError, "The price is 0");
    expect(() => spreadOfPrice({ ...options, pricePerUnit, paymentDate: day("2030-03-14") })).to.throw(
      SettlementDateError,
      "must be before the maturity date 2030-03-14",
    );
  });
});
