import { expect } from "chai";

import { formatTolerances } from "../../../../sdk/matching/formatTolerances.ts";
import { MATCH_FIELDS } from "../../../../sdk/matching/matchFields.ts";
import { parseTolerances } from "../../../../sdk/matching/parseTolerances.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { issuesOf } from "../issuesOf.ts";

const issues = (tolerances: unknown): readonly string[] =>
  issuesOf(() => parseTolerances({ tolerances })).map((line) => line.replace("file.tolerances.", ""));
const AMOUNT = 'must be a whole amount above zero, such as 100000000 or "100,000,000"';

describe("parseTolerances", () => {
  it("given a file in YAML, gives tolerances with exact figures", () => {
    const yaml = [
      "tolerances:",
      "  reference: { kind: exact }",
      "  amount: { kind: absolute, value: 1 } # one yen",
      '  pricePer100: { kind: absolute, value: "0.001" }',
      '  accrued: { kind: relative, percent: "0.5" }',
      "  settlementDate: { kind: days, days: 2 }",
      '  cutOff: { kind: absolute, value: "3,600" }',
      "",
    ].join("\n");
    expect(parseTolerances(readDocument(yaml, "tolerances.yaml"))).to.deep.equal({
      reference: { kind: "exact" },
      amount: { kind: "absolute", value: 1n },
      pricePer100: { kind: "absolute", value: 10_000n },
      accrued: { kind: "relative", percent: "0.5" },
      settlementDate: { kind: "days", days: 2 },
      cutOff: { kind: "absolute", value: 3600n },
    });
  });

  it("given none, gives none: all must agree exactly", () => {
    expect(parseTolerances({ tolerances: {} })).to.deep.equal({});
  });

  it("takes exactness for every field", () => {
    const exact = Object.fromEntries(MATCH_FIELDS.map(({ field }) => [field, { kind: "exact" }]));
    expect(parseTolerances({ tolerances: exact })).to.deep.equal(exact);
  });

  it("gives back what formatTolerances writes", () => {
    const tolerances = {
      isin: { kind: "exact" },
      quantity: { kind: "absolute", value: 10n ** 20n },
      pricePer100: { kind: "absolute", value: 1n },
      fee: { kind: "relative", percent: "0.0000001" },
      tradeDate: { kind: "days", days: 0 },
      cutOff: { kind: "days", days: 31 },
    } as const;
    const text = formatTolerances(tolerances);
    expect(parseTolerances(JSON.parse(text))).to.deep.equal(tolerances);
    expect(text.endsWith("}\n")).to.equal(true);
    expect(JSON.parse(formatTolerances({ ...tolerances, amount: undefined }))).to.deep.equal({
      tolerances: {
        isin: { kind: "exact" },
        quantity: { kind: "absolute", value: "100000000000000000000" },
        pricePer100: { kind: "absolute", value: "0.0000001" },
        fee: { kind: "relative", percent: "0.0000001" },
        tradeDate: { kind: "days", days: 0 },
        cutOff: { kind: "days", days: 31 },
      },
    });
  });

  const numbers = "must be one of exact, absolute, relative";
  for (const [field, tolerance, line] of [
    ["reference", { kind: "absolute", value: 1 }, 'reference.kind: "absolute" - must be one of exact'],
    ["side", { kind: "days", days: 1 }, 'side.kind: "days" - must be one of exact'],
    ["amount", { kind: "days", days: 1 }, `amount.kind: "days" - ${numbers}`],
    ["pricePer100", { kind: "days", days: 1 }, `pricePer100.kind: "days" - ${numbers}`],
    ["tradeDate", { kind: "absolute", value: 1 }, 'tradeDate.kind: "absolute" - must be one of exact, days'],
    [
      "cutOff",
      { kind: "relative", percent: "1" },
      'cutOff.kind: "relative" - must be one of exact, absolute, days',
    ],
    ["amount", {}, `amount.kind: (missing) - ${numbers}`],
    ["amount", "exact", 'amount: "exact" - must be a group of fields'],
    ["amount", { kind: "absolute", value: 0 }, `amount.value: 0 - ${AMOUNT}`],
    ["amount", { kind: "absolute" }, `amount.value: (missing) - is required: ${AMOUNT}`],
    [
      "amount",
      { kind: "exact", value: 1 },
      "amount.value: 1 - is not a field known here: remove it or correct its name",
    ],
    [
      "amount",
      { kind: "relative", percent: "0" },
      'amount.percent: "0" - must be above zero and at most 100',
    ],
    [
      "pricePer100",
      { kind: "absolute", value: 1 },
      'pricePer100.value: 1 - must be a decimal number in quotes with at most 7 decimals, such as "100.00"',
    ],
    ["pricePer100", { kind: "absolute", value: "0.0" }, 'pricePer100.value: "0.0" - must be above zero'],
    ["tradeDate", { kind: "days", days: 32 }, "tradeDate.days: 32 - must be a whole number from 0 to 31"],
    [
      "price",
      { kind: "exact" },
      'price: {"kind":"exact"} - is not a field known here: remove it or correct its name',
    ],
  ] as const) {
    it(`refuses ${line.slice(0, 60)}`, () => {
      expect(issues({ [field]: tolerance })).to.deep.equal([line]);
    });
  }

  it("refuses what is no file of tolerances with the code TOLERANCES_INVALID", () => {
    expect(issuesOf(() => parseTolerances({ version: 1 }))).to.deep.equal([
      "file.tolerances: (missing) - is required: must be a group of fields",
      "file.version: 1 - is not a field known here: remove it or correct its name",
    ]);
    expect(() => parseTolerances([]))
      .to.throw()
      .with.property("code", "TOLERANCES_INVALID");
  });
});
