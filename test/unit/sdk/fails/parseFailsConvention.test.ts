import { expect } from "chai";

import { csdrConventions } from "../../../../sdk/fails/csdrConventions.ts";
import { jsdaConvention } from "../../../../sdk/fails/jsdaConvention.ts";
import { parseFailsConvention } from "../../../../sdk/fails/parseFailsConvention.ts";
import { tmpgAgencyMbsConvention } from "../../../../sdk/fails/tmpgAgencyMbsConvention.ts";
import { tmpgConvention } from "../../../../sdk/fails/tmpgConvention.ts";
import { issuesOf } from "../issuesOf.ts";

const parametersInput = {
  effectiveFrom: "2025-04-01",
  source: "House rules, clause 12",
  rate: { kind: "spread", percent: "2.5", floorPercent: "0", daysInYear: 365 },
  chargedDays: "calendar",
  rounding: { of: "total", unit: 1, direction: "down" },
  claimThreshold: { amount: "50,000", reached: "atLeast", scope: "trade" },
};
const conventionInput = {
  name: "House convention",
  currency: "JPY",
  chargedSides: ["seller", "buyer"],
  parameters: [parametersInput],
};
const issues = (change: object): readonly string[] =>
  issuesOf(() => parseFailsConvention({ ...conventionInput, ...change }));
const parameterIssues = (change: object): readonly string[] =>
  issues({ parameters: [{ ...parametersInput, ...change }] });

describe("parseFailsConvention", () => {
  it("given a house's own convention, gives it with exact amounts", () => {
    expect(parseFailsConvention(conventionInput)).to.deep.equal({
      ...conventionInput,
      parameters: [
        {
          ...parametersInput,
          rounding: { of: "total", unit: 1n, direction: "down" },
          claimThreshold: { amount: 50_000n, reached: "atLeast", scope: "trade" },
        },
      ],
    });
  });

  it("given neither currency nor threshold, gives a convention for any currency", () => {
    const { claimThreshold: _, ...parameters } = parametersInput;
    const convention = parseFailsConvention({
      name: "House convention",
      chargedSides: ["seller"],
      parameters: [{ ...parameters, rate: { kind: "fixed", basisPointsPerDay: "0.20" } }],
    });
    expect(convention).to.not.have.property("currency");
    expect(convention.parameters[0]?.rate).to.deep.equal({ kind: "fixed", basisPointsPerDay: "0.20" });
  });

  for (const convention of [
    jsdaConvention,
    tmpgConvention,
    tmpgAgencyMbsConvention,
    ...Object.values(csdrConventions),
  ]) {
    it(`accepts what this library brings: ${convention.name}`, () => {
      expect(parseFailsConvention(convention)).to.deep.equal(convention);
    });
  }

  const percentRule = 'must be a decimal number in quotes with at most 6 decimals, such as "1.483"';
  for (const [what, change, line] of [
    [
      "no source",
      { source: undefined },
      "source: (missing) - is required: must be a text of 1 to 500 characters without blanks at its ends",
    ],
    [
      "an empty source",
      { source: "" },
      'source: "" - must be a text of 1 to 500 characters without blanks at its ends',
    ],
    [
      "a source that is no text",
      { source: 7 },
      "source: 7 - must be a text of 1 to 500 characters without blanks at its ends",
    ],
    [
      "a day that does not exist",
      { effectiveFrom: "2025-02-29" },
      'effectiveFrom: "2025-02-29" - must be a real calendar date written YYYY-MM-DD',
    ],
    [
      "no effective date",
      { effectiveFrom: undefined },
      "effectiveFrom: (missing) - is required: must be a real calendar date written YYYY-MM-DD",
    ],
    ["no rate", { rate: undefined }, "rate: (missing) - is required: must be a group of fields"],
    [
      "a rate of an unknown kind",
      { rate: { kind: "flat" } },
      'rate.kind: "flat" - must be one of spread, reference, fixed',
    ],
    [
      "a rate in floating point",
      { rate: { ...parametersInput.rate, percent: 2.5 } },
      `rate.percent: 2.5 - ${percentRule}`,
    ],
    [
      "a negative floor",
      { rate: { ...parametersInput.rate, floorPercent: "-1" } },
      `rate.floorPercent: "-1" - ${percentRule}`,
    ],
    [
      "a year of 366 days",
      { rate: { ...parametersInput.rate, daysInYear: 366 } },
      "rate.daysInYear: 366 - must be one of 360, 365",
    ],
    [
      "basis points on a spread",
      { rate: { ...parametersInput.rate, basisPointsPerDay: "1" } },
      'rate.basisPointsPerDay: "1" - is not a field known here: remove it or correct its name',
    ],
    [
      "unknown days",
      { chargedDays: "weekdays" },
      'chargedDays: "weekdays" - must be one of calendar, business',
    ],
    [
      "a rounding unit of zero",
      { rounding: { of: "day", unit: 0, direction: "up" } },
      'rounding.unit: 0 - must be a whole amount above zero, such as 100000000 or "100,000,000"',
    ],
    [
      "an unknown direction",
      { rounding: { of: "day", unit: 1, direction: "even" } },
      'rounding.direction: "even" - must be one of down, halfUp, up',
    ],
    [
      "an unknown bound",
      { claimThreshold: { amount: 1, reached: "below", scope: "trade" } },
      'claimThreshold.reached: "below" - must be one of atLeast, above',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(parameterIssues(change)).to.deep.equal([`convention.parameters[0].${line}`]);
    });
  }

  it("refuses wrong sides, an unknown currency, an unknown field and an empty list, all at once", () => {
    expect(issues({ currency: "JPX", chargedSides: ["agent"], parameters: [], note: "x" })).to.have.members([
      'convention.currency: "JPX" - must be the code of a currency in ISO 4217, such as JPY',
      'convention.chargedSides[0]: "agent" - must be one of seller, buyer',
      'convention.note: "x" - is not a field known here: remove it or correct its name',
      "convention.parameters: [] - must be a list of at least one item",
    ]);
    expect(issues({ chargedSides: [] })).to.deep.equal([
      "convention.chargedSides: [] - must name at least one side",
    ]);
  });

  it("refuses two sets with one effective date, and a threshold without a currency", () => {
    expect(issues({ parameters: [parametersInput, parametersInput], currency: undefined })).to.deep.equal([
      'convention.parameters[1].effectiveFrom: "2025-04-01" - must differ from convention.parameters[0].effectiveFrom',
      "convention.currency: (missing) - is required where a claim threshold is given",
    ]);
  });

  it("carries the code FAILS_CONVENTION_INVALID", () => {
    expect(() => parseFailsConvention(undefined))
      .to.throw("The fails convention was refused")
      .with.property("code", "FAILS_CONVENTION_INVALID");
  });
});
