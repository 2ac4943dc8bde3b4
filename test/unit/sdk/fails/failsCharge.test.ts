import { expect } from "chai";
import fc from "fast-check";

import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { addFractions } from "../../../../sdk/fractions/addFractions.ts";
import type { FailsCharge } from "../../../../sdk/fails/chargeTypes.ts";
import { csdrConventions, CSDR_FAIL_TYPES } from "../../../../sdk/fails/csdrConventions.ts";
import { FailsCurrencyError } from "../../../../sdk/fails/errors/FailsCurrencyError.ts";
import { FailsPeriodError } from "../../../../sdk/fails/errors/FailsPeriodError.ts";
import { MissingFailsParametersError } from "../../../../sdk/fails/errors/MissingFailsParametersError.ts";
import { MissingReferenceRateError } from "../../../../sdk/fails/errors/MissingReferenceRateError.ts";
import { failsCharge } from "../../../../sdk/fails/failsCharge.ts";
import type { FailsChargeOptions } from "../../../../sdk/fails/failsCharge.ts";
import type { FailsConvention } from "../../../../sdk/fails/FailsConvention.ts";
import { jsdaConvention } from "../../../../sdk/fails/jsdaConvention.ts";
import { tmpgAgencyMbsConvention } from "../../../../sdk/fails/tmpgAgencyMbsConvention.ts";
import { tmpgConvention } from "../../../../sdk/fails/tmpgConvention.ts";
import { ratesFrom } from "./samples.ts";

/** Figures calculated apart from this library, in whole currency with their decimals cut off. */
const vectors = {
  csdrCorporate: { value: 100_000_000n, perDay: 2_000n }, // 0.20 bp a day
  csdrSovereign: { value: 100_000_000n, perDay: 1_000n }, // 0.10 bp a day
  tmpg: { dollars: 50_000_000n, reference: "1.75", days: 3, charge: "5208.333333" },
  jgb: { yen: 10_000_000_000n, reference: "0.10", charge: "794520.54" }, // 3 % less 0.10 %, one day over 365
} as const;

interface Period {
  readonly from: string;
  readonly until: string;
  /** One for each calendar day from `from` on. */
  readonly rates?: readonly string[];
}

function charge(
  convention: FailsConvention,
  amount: bigint,
  { from, until, rates = [] }: Period,
  more: Partial<FailsChargeOptions> = {},
): FailsCharge {
  return failsCharge({
    convention,
    currency: convention.currency ?? "EUR",
    amount,
    from: day(from),
    until: day(until),
    centre: "Asia/Tokyo",
    referenceRates: ratesFrom(from, rates),
    ...more,
  });
}

/** The exact charge with so many decimals, cut off. */
function exactText({ exact }: FailsCharge, minorDecimals: number, decimals: number): string {
  const scaled = (exact.numerator * 10n ** BigInt(decimals)) / exact.denominator;
  return formatDecimal(scaled / 10n ** BigInt(minorDecimals), decimals);
}

describe("failsCharge by the JSDA's convention", () => {
  it(`gives the vector of ${vectors.jgb.charge} yen for 10 billion and one day, rounded down to a yen`, () => {
    const { yen, reference } = vectors.jgb;
    const found = charge(jsdaConvention, yen, {
      from: "2025-06-19",
      until: "2025-06-20",
      rates: [reference],
    });
    expect(exactText(found, 0, 2)).to.equal(vectors.jgb.charge);
    expect(found).to.deep.equal({
      convention: jsdaConvention.name,
      chargedSides: ["seller"],
      currency: "JPY",
      amount: yen,
      from: "2025-06-19",
      until: "2025-06-20",
      days: [
        {
          date: "2025-06-19",
          parametersFrom: "2010-11-01",
          referencePercent: "0.10",
          rate: { value: "2.900000", unit: "percentPer365" },
          exact: { numerator: 58_000_000n, denominator: 73n },
          charge: { numerator: 58_000_000n, denominator: 73n },
        },
      ],
      exact: { numerator: 58_000_000n, denominator: 73n },
      total: 794_520n,
      claimThreshold: undefined,
      claim: 794_520n,
      reachesThreshold: true,
    });
  });

  it("counts Saturday and Sunday (2.5 % of 100 million for 3 days: 20,547.9...)", () => {
    const found = charge(jsdaConvention, 100_000_000n, {
      from: "2025-06-20",
      until: "2025-06-23",
      rates: ["0.5", "0.5", "0.5"],
    });
    expect(found.days.map(({ date }) => date)).to.deep.equal(["2025-06-20", "2025-06-21", "2025-06-22"]);
    expect(found.total).to.equal(20_547n);
  });

  it("follows a reference rate that changes (3 days at 2.75 %, one at 2.5 %, of 1 billion: 294,520.5...)", () => {
    const found = charge(jsdaConvention, 1_000_000_000n, {
      from: "2025-01-24",
      until: "2025-01-28",
      rates: ["0.25", "0.25", "0.25", "0.5"],
    });
    expect(found.days.map(({ rate }) => rate.value)).to.deep.equal([
      "2.750000",
      "2.750000",
      "2.750000",
      "2.500000",
    ]);
    expect(found.total).to.equal(294_520n);
  });

  for (const [reference, total, why] of [
    ["2.999999", 2n, "a millionth of a percent is left of 100 billion a day: 2.7..."],
    ["3", 0n, "nothing is left"],
    ["3.5", 0n, "never below zero"],
    ["-0.1", 8_493_150n, "3.1 % of 100 billion a day: 8,493,150.6..."],
  ] as const) {
    it(`given a reference rate of ${reference} %, charges ${total}: ${why}`, () => {
      const found = charge(jsdaConvention, 100_000_000_000n, {
        from: "2025-06-19",
        until: "2025-06-20",
        rates: [reference],
      });
      expect(found.total).to.equal(total);
    });
  }

  it("counts 29 February, and divides by 365 in a leap year too (1 billion at 2.9 %)", () => {
    const leap = { from: "2024-02-28", until: "2024-03-01", rates: ["0.1", "0.1"] };
    const common = { from: "2023-02-28", until: "2023-03-01", rates: ["0.1"] };
    expect(charge(jsdaConvention, 1_000_000_000n, leap).total).to.equal(158_904n); // 158,904.1...
    expect(charge(jsdaConvention, 1_000_000_000n, common).total).to.equal(79_452n); // 79,452.05...
  });

  it("is exact beyond what floating point can hold", () => {
    const found = charge(jsdaConvention, 9_007_199_254_740_993n * 36_500n, {
      from: "2025-06-19",
      until: "2025-06-20",
      rates: ["2"],
    });
    expect(found.total).to.equal(9_007_199_254_740_993n);
  });

  it("given settlement on the intended date, charges nothing and asks for no rate", () => {
    const found = charge(jsdaConvention, 1_000_000_000n, { from: "2025-06-20", until: "2025-06-20" });
    expect(found).to.deep.include({
      days: [],
      exact: { numerator: 0n, denominator: 1n },
      total: 0n,
      claim: 0n,
    });
  });
});

describe("failsCharge by the TMPG's convention", () => {
  it(`gives the vector of ${vectors.tmpg.charge} dollars over a weekend, to the nearest cent`, () => {
    const { dollars, reference } = vectors.tmpg;
    const found = charge(tmpgConvention, dollars * 100n, {
      from: "2019-10-04", // a Friday
      until: "2019-10-07",
      rates: [reference, reference, reference],
    });
    expect(found.days).to.have.length(vectors.tmpg.days);
    expect(exactText(found, 2, 8).slice(0, -2)).to.equal(vectors.tmpg.charge);
    expect(found.total).to.equal(520_833n);
  });

  it("has a floor of 1 % from 2 July 2018 on, inside a fail as well", () => {
    // 50 million at 0.5 %: 694.44...; at 1 %: 1,388.88...; together 2,083.33...
    const found = charge(tmpgConvention, 50_000_000_00n, {
      from: "2018-07-01",
      until: "2018-07-03",
      rates: ["2.5", "2.5"],
    });
    expect(found.days.map(({ parametersFrom, rate }) => [parametersFrom, rate])).to.deep.equal([
      ["2016-07-13", { value: "0.500000", unit: "percentPer360" }],
      ["2018-07-02", { value: "1.000000", unit: "percentPer360" }],
    ]);
    expect(found.total).to.equal(2_083_33n);
  });

  it("given a reference rate above 3 %, charged nothing before, and 1 % since", () => {
    const before = { from: "2010-06-01", until: "2010-06-02", rates: ["3.5"] };
    const since = { from: "2023-06-01", until: "2023-06-02", rates: ["5"] };
    expect(charge(tmpgConvention, 50_000_000_00n, before).total).to.equal(0n);
    expect(charge(tmpgConvention, 50_000_000_00n, since).total).to.equal(1_388_89n);
  });

  it("takes 2 % for agency mortgage-backed securities (50 million at 2 %: 2,777.77...)", () => {
    const period = { from: "2020-06-01", until: "2020-06-02", rates: ["0"] };
    expect(charge(tmpgAgencyMbsConvention, 50_000_000_00n, period).total).to.equal(2_777_78n);
  });

  // At 3 % a day costs 1/12,000 of the proceeds: 500 dollars are those of 6,000,000.
  const inYear = (year: string): Period => ({
    from: `${year}-06-01`,
    until: `${year}-06-02`,
    rates: ["0"],
  });
  for (const [dollars, cents, reaches] of [
    [5_999_880n, 499_99n, false],
    [6_000_000n, 500_00n, false],
    [6_000_120n, 500_01n, true],
  ] as const) {
    it(`given proceeds of ${dollars} in 2010, ${reaches ? "claims" : "does not claim"} ${cents} cents`, () => {
      expect(charge(tmpgConvention, dollars * 100n, inYear("2010"))).to.deep.include({
        total: cents,
        claim: cents,
        reachesThreshold: reaches,
        claimThreshold: { amount: 500_00n, reached: "above", scope: "trade" },
      });
    });
  }

  it("adds the month's other charges against the counterparty since July 2016, not before", () => {
    const other = { otherCharges: 1n };
    expect(charge(tmpgConvention, 6_000_000_00n, inYear("2010"), other)).to.deep.include({
      claim: 500_00n,
      reachesThreshold: false,
    });
    expect(charge(tmpgConvention, 6_000_000_00n, inYear("2020"), other)).to.deep.include({
      total: 500_00n,
      claim: 500_01n,
      reachesThreshold: true,
    });
  });

  it("given a threshold that is reached at its amount, claims exactly that amount", () => {
    const [first] = tmpgConvention.parameters;
    if (first === undefined) throw new Error("no parameters");
    const house = {
      ...tmpgConvention,
      parameters: [
        { ...first, claimThreshold: { amount: 500_00n, reached: "atLeast", scope: "trade" } as const },
      ],
    };
    expect(charge(house, 6_000_000_00n, inYear("2010")).reachesThreshold).to.equal(true);
    expect(charge(house, 5_999_880_00n, inYear("2010")).reachesThreshold).to.equal(false);
  });
});

describe("failsCharge by CSDR", () => {
  const oneDay = { from: "2025-06-19", until: "2025-06-20" };

  it("gives the vectors of corporate and sovereign bonds", () => {
    const { csdrCorporate, csdrSovereign } = vectors;
    expect(charge(csdrConventions.otherDebt, csdrCorporate.value, oneDay).total).to.equal(
      csdrCorporate.perDay,
    );
    expect(charge(csdrConventions.sovereignDebt, csdrSovereign.value, oneDay).total).to.equal(
      csdrSovereign.perDay,
    );
  });

  // Annex of Delegated Regulation (EU) 2017/389, points 1 to 7, on 100,000,000.
  const perDay = [10_000n, 5_000n, 2_500n, 1_000n, 2_000n, 1_500n, 5_000n];
  for (const [index, total] of perDay.entries()) {
    const type = CSDR_FAIL_TYPES[index] ?? "cash";
    it(`charges ${total} a day for ${type}`, () => {
      expect(charge(csdrConventions[type], 100_000_000n, oneDay).total).to.equal(total);
    });
  }

  it("counts business days only: Friday and Tuesday of a weekend with a holiday on Monday", () => {
    const found = charge(csdrConventions.otherDebt, 100_000_000n, {
      from: "2025-09-12",
      until: "2025-09-17",
    });
    expect(found.days.map(({ date }) => date)).to.deep.equal(["2025-09-12", "2025-09-16"]);
    expect(found.days[0]).to.deep.include({
      referencePercent: undefined,
      rate: { value: "0.20", unit: "basisPointsPerDay" },
    });
    expect(found.total).to.equal(4_000n);
  });

  it("rounds every day before adding (5 days at 4 % of 100 million: 11,111.1... each)", () => {
    const found = charge(csdrConventions.cash, 100_000_000n, {
      from: "2025-06-23",
      until: "2025-06-28",
      rates: ["4", "4", "4", "4", "4"],
    });
    expect(found.days[0]).to.deep.include({
      exact: { numerator: 100_000n, denominator: 9n },
      charge: { numerator: 11_111n, denominator: 1n },
      rate: { value: "4.000000", unit: "percentPer360" },
    });
    expect(found.total).to.equal(55_555n);
    expect(found.chargedSides).to.deep.equal(["buyer"]);
  });

  it("given a central bank rate below zero, charges nothing for lack of cash", () => {
    expect(charge(csdrConventions.cash, 100_000_000n, { ...oneDay, rates: ["-0.5"] }).total).to.equal(0n);
  });

  it("asks for no rate of a day that is not charged", () => {
    const rates = ratesFrom("2025-06-20", ["4"]);
    const weekend = { from: "2025-06-20", until: "2025-06-23" };
    expect(charge(csdrConventions.cash, 100_000_000n, weekend, { referenceRates: rates }).total).to.equal(
      11_111n,
    );
  });
});

describe("failsCharge refuses", () => {
  const period = { from: "2025-06-19", until: "2025-06-21", rates: ["0.5", "0.5"] };

  it("a day without a reference rate, naming the day", () => {
    expect(() => charge(jsdaConvention, 1n, { ...period, rates: ["0.5"] }))
      .to.throw(
        MissingReferenceRateError,
        "There is no reference rate for 2025-06-20, which the JSDA fails charge, government bonds charges.",
      )
      .with.deep.include({ code: "REFERENCE_RATE_MISSING", date: "2025-06-20" });
    expect(() => charge(jsdaConvention, 1n, period, { referenceRates: undefined })).to.throw(
      MissingReferenceRateError,
      "2025-06-19",
    );
  });

  it("a day before the first effective date", () => {
    const early = { from: "2010-10-31", until: "2010-11-02", rates: ["0.1", "0.1"] };
    expect(() => charge(jsdaConvention, 1n, early))
      .to.throw(
        MissingFailsParametersError,
        "The JSDA fails charge, government bonds has no parameters in force on 2010-10-31.",
      )
      .with.deep.include({ code: "FAILS_PARAMETERS_MISSING", date: "2010-10-31" });
    expect(charge(jsdaConvention, 1n, { ...early, from: "2010-11-01" }).days).to.have.length(1);
  });

  it("a period that ends before it begins", () => {
    expect(() => charge(jsdaConvention, 1n, { ...period, until: "2025-06-18" }))
      .to.throw(
        FailsPeriodError,
        "A fail cannot be charged from 2025-06-19 until 2025-06-18: it must not end before it begins.",
      )
      .with.property("code", "FAILS_PERIOD_REFUSED");
  });

  it("another currency than the convention's", () => {
    expect(() => charge(jsdaConvention, 1n, period, { currency: "USD" }))
      .to.throw(FailsCurrencyError, "A fail in JPY cannot be charged in USD.")
      .with.property("code", "FAILS_CURRENCY_REFUSED");
  });

  it("negative amounts", () => {
    expect(() => charge(jsdaConvention, -1n, period)).to.throw(InvalidAmountError, "The amount is -1");
    expect(() => charge(jsdaConvention, 1n, period, { otherCharges: -2n })).to.throw(
      InvalidAmountError,
      "The sum of other charges is -2",
    );
  });

  it("a rate that is no number, and business days in unknown years", () => {
    expect(() => charge(jsdaConvention, 1n, { ...period, rates: ["half", "0.5"] })).to.throw(
      InvalidDecimalError,
      '"half"',
    );
    expect(() => charge(csdrConventions.otherDebt, 1n, { from: "2051-01-05", until: "2051-01-06" })).to.throw(
      DateOutsideCalendarError,
      "2051-01-05 lies outside",
    );
  });
});

describe("failsCharge over any period", () => {
  const cases = fc.record({
    convention: fc.constantFrom(
      jsdaConvention,
      tmpgConvention,
      csdrConventions.otherDebt,
      csdrConventions.cash,
    ),
    amount: fc.bigInt({ min: 0n, max: 10n ** 16n }),
    start: fc.integer({ min: 0, max: 1_000 }),
    // Reference rates in 10^-6 percent, one a day.
    rates: fc.array(fc.integer({ min: -1_000_000, max: 6_000_000 }), { maxLength: 40 }),
    cut: fc.nat(),
  });
  const first = day("2022-02-01");
  const percent = (rate: number): string => (rate < 0 ? "-" : "") + formatDecimal(BigInt(Math.abs(rate)), 6);

  it("adds up: two parts of a period cost what the whole does, before the sum is rounded", () => {
    fc.assert(
      fc.property(cases, ({ convention, amount, start, rates, cut }) => {
        const from = addDays(first, start);
        const middle = addDays(from, cut % (rates.length + 1));
        const until = addDays(from, rates.length);
        const referenceRates = ratesFrom(from, rates.map(percent));
        const part = (a: string, b: string): FailsCharge =>
          charge(convention, amount, { from: a, until: b }, { referenceRates });
        const whole = part(from, until);
        const parts = [part(from, middle), part(middle, until)] as const;
        expect(addFractions(parts.map(({ exact }) => exact))).to.deep.equal(whole.exact);
        expect([...parts[0].days, ...parts[1].days]).to.deep.equal(whole.days);
      }),
    );
  });

  it("never falls below zero, never falls when the amount rises, and stays within a unit of the exact sum", () => {
    fc.assert(
      fc.property(cases, fc.bigInt({ min: 0n, max: 10n ** 16n }), (one, more) => {
        const { convention, amount, start, rates } = one;
        const from = addDays(first, start);
        const period = { from, until: addDays(from, rates.length), rates: rates.map(percent) };
        const { total, exact } = charge(convention, amount, period);
        expect(total >= 0n).to.equal(true);
        const error = total * exact.denominator - exact.numerator;
        expect(error < exact.denominator && error > -exact.denominator).to.equal(true);
        expect(charge(convention, amount + more, period).total >= total).to.equal(true);
      }),
    );
  });

  it("is the JSDA's formula in one sum of whole numbers", () => {
    fc.assert(
      fc.property(cases, ({ amount, start, rates }) => {
        const from = addDays(first, start);
        const until = addDays(from, rates.length);
        const spreads = rates.reduce((sum, rate) => sum + BigInt(Math.max(3_000_000 - rate, 0)), 0n);
        expect(charge(jsdaConvention, amount, { from, until, rates: rates.map(percent) }).total).to.equal(
          (amount * spreads) / 36_500_000_000n,
        );
      }),
    );
  });
});
