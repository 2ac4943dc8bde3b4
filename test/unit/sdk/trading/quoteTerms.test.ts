import { expect } from "chai";
import fc from "fast-check";

import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { OpenRateError } from "../../../../sdk/offering/errors/OpenRateError.ts";
import { tradeAmount } from "../../../../sdk/terms/tradeAmount.ts";
import { quoteTerms } from "../../../../sdk/trading/quoteTerms.ts";
import { sampleSheet, sheet } from "../bonds/sheets.ts";

const bond = sheet();
const settlementDate = day("2025-06-20");

describe("quoteTerms", () => {
  it("is the price of one bond and its accrued interest (by hand: 98 days, 398,175 of 100 million)", () => {
    expect(quoteTerms({ ...bond, settlementDate, cleanPrice: "99.872" })).to.deep.equal({
      cleanPriceE7: 998_720_000n,
      cleanPerUnit: 99_872_000n,
      accruedPerUnit: 398_175n,
      cashPerUnit: 100_270_175n,
    });
  });

  it("takes the price as text or as number", () => {
    expect(quoteTerms({ ...bond, settlementDate, cleanPrice: 998_720_000n })).to.deep.equal(
      quoteTerms({ ...bond, settlementDate, cleanPrice: "99.872" }),
    );
  });

  it("truncates price and interest of one unit, each by itself", () => {
    // 100,000 of face: 99.8725555 % is 99,872.5555; interest 398.175.
    const small = sheet({ denomination: 100_000n });
    expect(quoteTerms({ ...small, settlementDate, cleanPrice: "99.8725555" })).to.include({
      cleanPerUnit: 99_872n,
      accruedPerUnit: 398n,
      cashPerUnit: 100_270n,
    });
  });

  it("reckons on what is left of the face, by the term sheet or as given", () => {
    // One day after coupon 7: 67.5 % of 10,000,000 are left; 0.0058904 on 100 of them (vector of accruedOnBond).
    const amortising = sampleSheet("amortising");
    const date = day("2028-10-19");
    expect(quoteTerms({ ...amortising, settlementDate: date, cleanPrice: "100" })).to.include({
      cleanPerUnit: 6_750_000n,
      accruedPerUnit: 397n,
    });
    const half = { ...bond, settlementDate, cleanPrice: "100", facePerUnit: 50_000_000n };
    expect(quoteTerms(half)).to.include({ cleanPerUnit: 50_000_000n, accruedPerUnit: 199_087n });
  });

  it("takes the rate of the running coupon where it is not known from the terms", () => {
    const floating = sampleSheet("green-floating");
    const date = day("2027-10-19");
    const options = { ...floating, settlementDate: date, cleanPrice: "100" };
    expect(() => quoteTerms(options)).to.throw(OpenRateError);
    // 0.85 x 131/365 = 0.3050684|93 on 100 (vector of accruedOnBond).
    const { accruedPerUnit } = quoteTerms({ ...options, couponRatePercent: "0.85" });
    expect(accruedPerUnit).to.equal((floating.termSheet.denomination * 3_050_684n) / 10n ** 9n);
  });

  it("refuses a price that is none, and a date on which the bond cannot be delivered", () => {
    const priced = (cleanPrice: string | bigint) => () => quoteTerms({ ...bond, settlementDate, cleanPrice });
    expect(priced("99.87255555")).to.throw(InvalidDecimalError);
    expect(priced("-1")).to.throw(InvalidDecimalError);
    expect(priced(-1n)).to.throw(InvalidAmountError, "The clean price is -1");
    expect(() => quoteTerms({ ...bond, settlementDate: day("2030-03-11"), cleanPrice: "100" })).to.throw(
      SettlementDateError,
    );
  });

  it("given any straight bond, is what tradeAmount gives for one unit, and falls short of n by less than 2 n", () => {
    const bonds = [100_000_000n, 100_000n, 1_000n].map((denomination) => sheet({ denomination }));
    fc.assert(
      fc.property(
        fc.constantFrom(...bonds),
        fc.bigInt(1n, 2_000_000_000n),
        fc.constantFrom("2025-03-14", "2025-06-20", "2025-09-12", "2026-02-27", "2029-12-28"),
        fc.bigInt(1n, 1_000n),
        ({ termSheet, schedule }, cleanPrice, date, units) => {
          const { isin, denomination } = termSheet;
          const totalOf = (count: bigint): bigint => {
            const ticket = {
              ...{ id: "T", isin, seller: "a", buyer: "b", tradeDate: day(date), settlementDate: day(date) },
              ...{
                faceAmount: denomination * count,
                pricePer100: formatDecimal(cleanPrice, 7),
                cutOff: "15:00",
              },
            };
            return tradeAmount(ticket, schedule, termSheet).total;
          };
          const { cashPerUnit } = quoteTerms({ termSheet, schedule, settlementDate: day(date), cleanPrice });
          expect(cashPerUnit).to.equal(totalOf(1n));
          const short = totalOf(units) - units * cashPerUnit;
          expect(short >= 0n && short <= 2n * (units - 1n)).to.be.true;
        },
      ),
      { numRuns: 100, seed: 20_250_620 },
    );
  });
});
