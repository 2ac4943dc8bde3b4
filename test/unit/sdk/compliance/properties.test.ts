import { expect } from "chai";
import fc from "fast-check";

import { checkCompliance } from "../../../../sdk/compliance/checkCompliance.ts";
import type { BondFacts, FundFacts } from "../../../../sdk/compliance/ComplianceFacts.ts";
import type { GuidelineRule } from "../../../../sdk/compliance/Guidelines.ts";
import { residualYears } from "../../../../sdk/compliance/residualYears.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { addMonths } from "../../../../sdk/calendar/addMonths.ts";
import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import {
  BANK,
  guidelinesOf,
  sampleBond,
  sampleFacts,
  sampleFund,
  samplePosition,
  sampleProposal,
  statusOf,
  YAYOI,
} from "./samples.ts";

const RUNS = { numRuns: 300, seed: 20_260_401 };
const UNIT = 100_000_000n;
const face = fc.bigInt(1n, 40n * UNIT);
const percent = fc.bigInt(1n, 1_000_000_000n);
const written = (percentE7: bigint): string => {
  const digits = percentE7.toString().padStart(8, "0");
  return `${digits.slice(0, -7)}.${digits.slice(-7)}`;
};
const kept = (status: string): boolean => status === "passed" || status === "not applicable";

describe("checkCompliance: properties", () => {
  it("an issuer's part is judged as whole numbers judge it, whatever the amounts", () => {
    fc.assert(
      fc.property(
        face,
        percent,
        fc.bigInt(0n, 20n * UNIT),
        fc.bigInt(1n, 200n * UNIT),
        (bought, most, held, assets) => {
          const status = statusOf(
            { id: "cap", kind: "issuerConcentration", maximumPercent: written(most) },
            {
              proposal: { split: [{ account: YAYOI, faceAmount: bought }], limitCashPerUnit: UNIT },
              fund: { netAssets: assets, positions: [samplePosition({ marketValue: held })] },
            },
          );
          // At 100 million for 100 million of face the purchase costs its face.
          expect(status).to.equal((held + bought) * 1_000_000_000n > most * assets ? "breached" : "passed");
        },
      ),
      RUNS,
    );
  });

  const rules: readonly GuidelineRule[] = [
    { id: "concentration", kind: "issuerConcentration", maximumPercent: "12" },
    { id: "holding", kind: "issueHolding", maximumPercent: "20" },
    { id: "cash", kind: "cash" },
    { id: "short", kind: "shortSale" },
    { id: "size", kind: "ticketSize", of: "fund", limits: [{ currency: "JPY", maximumFace: 9n * UNIT }] },
  ];
  for (const rule of rules) {
    it(`a smaller order keeps the rule ${rule.kind} where a larger one does`, () => {
      const fund = {
        positions: [samplePosition({ face: 10n * UNIT, freeFace: 9n * UNIT, marketValue: 5n * UNIT })],
        cash: [{ currency: "JPY", settlementBank: BANK, free: 12n * UNIT }],
      };
      const side = rule.kind === "shortSale" ? "seller" : "buyer";
      const at = (faceAmount: bigint): string =>
        statusOf(rule, { proposal: { side, split: [{ account: YAYOI, faceAmount }] }, fund });
      let breached = 0;
      fc.assert(
        fc.property(face, face, (one, other) => {
          const [small, large] = one < other ? [one, other] : [other, one];
          if (at(large) === "passed") expect(at(small)).to.equal("passed");
          else breached += 1;
        }),
        RUNS,
      );
      expect(breached).to.be.within(1, RUNS.numRuns - 1);
    });
  }

  it("nothing is kept for want of a fact: what is not known can only take away", () => {
    const all: readonly GuidelineRule[] = [
      { id: "issuers", kind: "issuers", eligible: ["momiji"] },
      { id: "rating", kind: "rating", need: "any", minimum: [{ agency: "R&I", grade: "A" }] },
      { id: "labels", kind: "labels", need: "any", required: ["green"] },
      { id: "currencies", kind: "currencies", eligible: ["JPY"] },
      { id: "tenor", kind: "tenor", maximumYears: "5" },
      { id: "concentration", kind: "issuerConcentration", maximumPercent: "10" },
      { id: "holding", kind: "issueHolding", maximumPercent: "10" },
      { id: "lots", kind: "lots" },
      { id: "size", kind: "ticketSize", of: "fund", limits: [{ currency: "JPY", minimumFace: 1n }] },
      { id: "dealers", kind: "dealers", approved: ["hazuki-securities"] },
      { id: "cash", kind: "cash" },
    ];
    const check = (bond: BondFacts, fund: FundFacts): readonly string[] =>
      checkCompliance({
        guidelines: guidelinesOf(...all),
        ticketProposal: sampleProposal(),
        facts: sampleFacts({ bond, funds: [fund] }),
      }).results.map(({ status }) => status);
    const whole = check(sampleBond(), sampleFund());
    expect(new Set(whole)).to.deep.equal(new Set(["passed"]));
    const without = <T extends object>(facts: T, fields: readonly string[]): T =>
      Object.assign({}, facts, Object.fromEntries(fields.map((field) => [field, undefined])));
    const fieldsOf = (facts: object, kept: readonly string[]): readonly string[] =>
      Object.keys(facts).filter((field) => !kept.includes(field));
    const bondFields = fc.subarray([...fieldsOf(sampleBond(), ["isin"])]);
    const fundFields = fc.subarray([...fieldsOf(sampleFund(), ["account", "id"])]);
    fc.assert(
      fc.property(bondFields, fundFields, (bond, fund) => {
        const statuses = check(without(sampleBond(), bond), without(sampleFund(), fund));
        for (const status of statuses) expect(["passed", "unknown"]).to.include(status);
        if (bond.length + fund.length === 0) expect(statuses.every(kept)).to.equal(true);
        // Each fact has a rule that needs it, but for the fund's own currency, which goes with its net assets.
        else expect(statuses).to.include("unknown");
      }),
      RUNS,
    );
  });
});

describe("residualYears", () => {
  const date = fc
    .integer({ min: 0, max: 20_000 })
    .map((days) => addDays(parseCalendarDate("2000-01-01"), days));

  it("counts whole years from the date on, then the days that are left", () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 12_000 }), (from, days) => {
        const maturity = addDays(from, days);
        const residual = residualYears(from, maturity);
        if (residual === undefined) throw new Error("it runs");
        const after = (years: number) => addMonths({ date: from, months: 12 * years });
        expect(addDays(after(residual.years), residual.days)).to.equal(maturity);
        expect(after(residual.years + 1) > maturity).to.equal(true);
        expect(addDays(after(residual.years), residual.daysInYear)).to.equal(after(residual.years + 1));
      }),
      RUNS,
    );
  });

  for (const [from, maturity, years, days, daysInYear] of [
    ["2024-02-29", "2025-02-28", 1, 0, 365],
    ["2024-02-29", "2028-02-28", 3, 365, 366],
    ["2024-02-29", "2028-02-29", 4, 0, 365],
    ["2025-03-14", "2035-03-14", 10, 0, 366],
    ["2025-03-14", "2025-03-15", 0, 1, 365],
    ["2025-12-31", "2026-01-01", 0, 1, 365],
  ] as const) {
    it(`given ${from} and ${maturity}, it is ${years} years and ${days} of ${daysInYear} days`, () => {
      expect(residualYears(parseCalendarDate(from), parseCalendarDate(maturity))).to.deep.equal({
        years,
        days,
        daysInYear,
      });
    });
  }

  it("given a bond that does not run any more, there are none", () => {
    const day = parseCalendarDate("2025-03-14");
    expect(residualYears(day, day)).to.equal(undefined);
    expect(residualYears(day, parseCalendarDate("2025-03-13"))).to.equal(undefined);
  });
});
