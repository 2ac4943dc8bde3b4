import { readFileSync } from "node:fs";

import { expect } from "chai";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { checkCompliance } from "../../../../sdk/compliance/checkCompliance.ts";
import { parseGuidelines } from "../../../../sdk/compliance/parseGuidelines.ts";
import { RATING_SCALES } from "../../../../sdk/compliance/ratingScales.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { issuesOf } from "../issuesOf.ts";
import { accountOf } from "./samples.ts";

const rulesInput = [
  { id: "issuers", kind: "issuers", eligible: ["jpx"], excluded: ["kaede"], source: "clause 3" },
  { id: "rating", kind: "rating", need: "any", minimum: [{ agency: "JCR", grade: "LD" }] },
  { id: "labels", kind: "labels", need: "every", required: ["green", "sustainability-linked"] },
  { id: "currency", kind: "currencies", eligible: ["JPY", "USD"] },
  { id: "tenor", kind: "tenor", minimumYears: "0.25", maximumYears: "0.25" },
  { id: "issuer-cap", kind: "issuerConcentration", maximumPercent: "100", funds: ["yayoi", "uzuki"] },
  { id: "issue-cap", kind: "issueHolding", maximumPercent: "0.0000001" },
  { id: "lots", kind: "lots" },
  {
    id: "size",
    kind: "ticketSize",
    of: "fund",
    limits: [
      { currency: "JPY", minimumFace: "100,000,000", maximumFace: 100_000_000n },
      { currency: "USD", maximumFace: 1 },
    ],
  },
  { id: "dealers", kind: "dealers", approved: ["hazuki-securities"] },
  { id: "short", kind: "shortSale" },
  { id: "cash", kind: "cash" },
];
const input = { name: "House guidelines", validMinutes: 480n, rules: rulesInput };
const issues = (change: object): readonly string[] =>
  issuesOf(() => parseGuidelines({ ...input, ...change }));
const ruleIssues = (...rules: readonly object[]): readonly string[] =>
  issues({ rules }).map((line) => line.replace(/^guidelines\.rules\[0\]/, ""));
const ID_RULE = "must be a lower-case letter, then at most 31 lower-case letters, digits or hyphens";
const LIST_RULE = "must be a list of at least one item";
const KIND_RULE =
  "must be one of issuers, rating, labels, currencies, tenor, issuerConcentration, issueHolding, lots, ticketSize, " +
  "dealers, shortSale, cash";
const MINUTES_RULE = "must be a whole number of minutes from 1 to 10080";
const PARTY_RULE =
  "must be a party id: a lower-case letter, then at most 31 lower-case letters, digits or hyphens";

describe("parseGuidelines", () => {
  it("given guidelines with every kind of rule, gives them with exact amounts and the scales of the library", () => {
    expect(parseGuidelines(input)).to.deep.equal({
      name: "House guidelines",
      validMinutes: 480,
      ratingScales: RATING_SCALES,
      rules: rulesInput.map((rule) =>
        rule.kind === "ticketSize"
          ? {
              ...rule,
              limits: [
                { currency: "JPY", minimumFace: 100_000_000n, maximumFace: 100_000_000n },
                { currency: "USD", maximumFace: 1n },
              ],
            }
          : rule,
      ),
    });
  });

  it("given one bound of a tenor, a report that is good for a minute or a week, takes them", () => {
    const one = { id: "tenor", kind: "tenor" };
    for (const [validMinutes, rule] of [
      [1, { ...one, minimumYears: "5" }],
      [10_080, { ...one, maximumYears: "0" }],
    ] as const) {
      const guidelines = parseGuidelines({ ...input, validMinutes, rules: [rule] });
      expect(guidelines).to.deep.include({ validMinutes, rules: [rule] });
    }
  });

  it("given a scale of its own, goes by that one alone", () => {
    const ratingScales = [{ agencies: ["Moody's"], grades: ["Aaa", "Aa1", "Aa2"] }];
    const rating = (agency: string, grade: string) => ({
      rules: [{ id: "rating", kind: "rating", need: "any", minimum: [{ agency, grade }] }],
      ratingScales,
    });
    expect(parseGuidelines({ ...input, ...rating("Moody's", "Aa1") }).ratingScales).to.deep.equal(
      ratingScales,
    );
    expect(issues(rating("R&I", "A"))).to.deep.equal([
      'guidelines.rules[0].minimum[0].agency: "R&I" - must be an agency whose grades ratingScales name',
    ]);
    expect(issues(rating("Moody's", "A"))).to.deep.equal([
      'guidelines.rules[0].minimum[0].grade: "A" - must be one of Aaa, Aa1, Aa2',
    ]);
  });

  it("has scales from best to worst, each grade once", () => {
    expect(RATING_SCALES.map(({ agencies, grades }) => [agencies, grades.length])).to.deep.equal([
      [["R&I"], 22],
      [["JCR"], 21],
      [["S&P"], 23],
    ]);
    for (const { grades } of RATING_SCALES) {
      expect(new Set(grades).size).to.equal(grades.length);
      expect(grades.slice(0, 8)).to.deep.equal(["AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+"]);
      expect(grades.at(-1)).to.equal("D");
    }
  });

  it("refuses what is no group of fields, or has others, with the code GUIDELINES_INVALID", () => {
    expect(issuesOf(() => parseGuidelines(undefined))).to.deep.equal([
      "guidelines: (missing) - is required: must be a group of fields",
    ]);
    expect(issues({ author: "me" })).to.deep.equal([
      'guidelines.author: "me" - is not a field known here: remove it or correct its name',
    ]);
    expect(() => parseGuidelines([]))
      .to.throw()
      .with.property("code", "GUIDELINES_INVALID");
  });

  for (const [change, lines] of [
    [{ name: " " }, ['name: " " - must be 1 to 200 characters without blanks at its ends']],
    [{ validMinutes: undefined }, [`validMinutes: (missing) - is required: ${MINUTES_RULE}`]],
    [{ validMinutes: 0 }, [`validMinutes: 0 - ${MINUTES_RULE}`]],
    [{ validMinutes: 10_081n }, [`validMinutes: 10081 - ${MINUTES_RULE}`]],
    [{ validMinutes: 1.5 }, [`validMinutes: 1.5 - ${MINUTES_RULE}`]],
    [{ validMinutes: "480" }, [`validMinutes: "480" - ${MINUTES_RULE}`]],
    [{ rules: undefined }, ["rules: (missing) - is required: must be a list"]],
    [{ rules: "none" }, ['rules: "none" - must be a list']],
    [{ rules: [] }, [`rules: [] - ${LIST_RULE}`]],
    [{ ratingScales: [] }, [`ratingScales: [] - ${LIST_RULE}`]],
    [
      { ratingScales: [{ agencies: [], grades: ["A B"] }] },
      [
        `ratingScales[0].agencies: [] - ${LIST_RULE}`,
        'ratingScales[0].grades[0]: "A B" - must be a grade of 1 to 16 signs, such as "AA-"',
      ],
    ],
    [
      { ratingScales: [{ agencies: ["JCR", "JCR"], grades: ["A", "B", "A"] }] },
      [
        'ratingScales[0].agencies[1]: "JCR" - must be named once only',
        'ratingScales[0].grades[2]: "A" - must be named once only',
      ],
    ],
    [
      { ratingScales: [...RATING_SCALES, { agencies: ["JCR"], grades: ["A"] }] },
      ['ratingScales: "JCR" - must rate by one scale only'],
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(change, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)).slice(0, 80)}`, () => {
      expect(issues(change)).to.deep.equal(lines.map((line) => `guidelines.${line}`));
    });
  }

  const lots = { id: "lots", kind: "lots" };
  const decimal = (decimals: number, example: string): string =>
    `must be a decimal number in quotes with at most ${decimals} decimals, such as "${example}"`;
  for (const [what, rule, lines] of [
    ["a rule that is none", "lots", [': "lots" - must be a group of fields']],
    ["a rule without kind", { id: "lots" }, [`.kind: (missing) - ${KIND_RULE}`]],
    ["a rule of no kind", { id: "lots", kind: "esg" }, [`.kind: "esg" - ${KIND_RULE}`]],
    ["an id that is none", { ...lots, id: "Whole bonds" }, [`.id: "Whole bonds" - ${ID_RULE}`]],
    ["a rule without id", { kind: "lots" }, [`.id: (missing) - is required: ${ID_RULE}`]],
    [
      "a source that is empty",
      { ...lots, source: "" },
      ['.source: "" - must be 1 to 200 characters without blanks at its ends'],
    ],
    ["no funds", { ...lots, funds: [] }, [`.funds: [] - ${LIST_RULE}`]],
    ["a fund twice", { ...lots, funds: ["a", "b", "a"] }, ['.funds[2]: "a" - must be named once only']],
    ["a fund that is none", { ...lots, funds: ["0xab"] }, [`.funds[0]: "0xab" - ${PARTY_RULE}`]],
    [
      "a field of another kind",
      { ...lots, eligible: ["jpx"] },
      ['.eligible: ["jpx"] - is not a field known here: remove it or correct its name'],
    ],
    [
      "no issuers",
      { id: "a", kind: "issuers" },
      [".eligible: (missing) - is required where no issuer is excluded"],
    ],
    [
      "an issuer that is eligible and excluded",
      { id: "a", kind: "issuers", eligible: ["a", "b"], excluded: ["c", "b"] },
      ['.excluded[1]: "b" - must not be eligible as well'],
    ],
    [
      "a rating without minimum",
      { id: "a", kind: "rating", need: "all", minimum: [] },
      ['.need: "all" - must be one of any, every', `.minimum: [] - ${LIST_RULE}`],
    ],
    [
      "a rating without agency",
      { id: "a", kind: "rating", need: "any", minimum: [{ grade: "A" }] },
      [".minimum[0].agency: (missing) - is required: must be a text"],
    ],
    [
      "a rating without grade",
      { id: "a", kind: "rating", need: "any", minimum: [{ agency: "R&I" }] },
      ['.minimum[0].grade: (missing) - is required: must be a grade of 1 to 16 signs, such as "AA-"'],
    ],
    [
      "an agency twice",
      {
        id: "a",
        kind: "rating",
        need: "any",
        minimum: [
          { agency: "R&I", grade: "A" },
          { agency: "R&I", grade: "B" },
        ],
      },
      ['.minimum[1].agency: "R&I" - must be named once only'],
    ],
    [
      "labels in capitals, and twice",
      { id: "a", kind: "labels", need: "any", required: ["Green", "green", "green"] },
      [
        '.required[0]: "Green" - must be a label in lower-case letters and hyphens, such as "green"',
        '.required[2]: "green" - must be named once only',
      ],
    ],
    [
      "a currency that is none",
      { id: "a", kind: "currencies", eligible: ["YEN"] },
      ['.eligible[0]: "YEN" - must be the code of a currency in ISO 4217, such as JPY'],
    ],
    [
      "a tenor without bounds",
      { id: "a", kind: "tenor" },
      [".maximumYears: (missing) - is required where there are no minimumYears"],
    ],
    [
      "a tenor whose bounds are the wrong way round",
      { id: "a", kind: "tenor", minimumYears: "5", maximumYears: "4.999999" },
      ['.maximumYears: "4.999999" - must not be below the minimumYears 5'],
    ],
    [
      "years that are no text",
      { id: "a", kind: "tenor", minimumYears: 5 },
      [`.minimumYears: 5 - ${decimal(6, "1.483")}`],
    ],
    [
      "a part above everything",
      { id: "a", kind: "issuerConcentration", maximumPercent: "100.0000001" },
      ['.maximumPercent: "100.0000001" - must be above zero and at most 100'],
    ],
    [
      "a part of nothing",
      { id: "a", kind: "issueHolding", maximumPercent: "0" },
      ['.maximumPercent: "0" - must be above zero and at most 100'],
    ],
    [
      "a part that is missing",
      { id: "a", kind: "issueHolding" },
      [`.maximumPercent: (missing) - is required: ${decimal(7, "12.5")}`],
    ],
    [
      "a size of something else",
      { id: "a", kind: "ticketSize", of: "day", limits: [] },
      ['.of: "day" - must be one of ticket, fund', `.limits: [] - ${LIST_RULE}`],
    ],
    [
      "sizes without bounds, the wrong way round, and twice in a currency",
      {
        id: "a",
        kind: "ticketSize",
        of: "fund",
        limits: [{ currency: "JPY" }, { currency: "JPY", minimumFace: 2, maximumFace: 1 }],
      },
      [
        ".limits[0].maximumFace: (missing) - is required where there is no minimumFace",
        'guidelines.rules[0].limits[1].currency: "JPY" - must be named once only',
        "guidelines.rules[0].limits[1].maximumFace: 1 - must not be below the minimumFace 2",
      ],
    ],
    [
      "a size of nothing",
      { id: "a", kind: "ticketSize", of: "fund", limits: [{ currency: "JPY", minimumFace: 0 }] },
      ['.limits[0].minimumFace: 0 - must be a whole amount above zero, such as 100000000 or "100,000,000"'],
    ],
    ["no dealers", { id: "a", kind: "dealers", approved: [] }, [`.approved: [] - ${LIST_RULE}`]],
    [
      "dealers that are missing",
      { id: "a", kind: "dealers" },
      [".approved: (missing) - is required: must be a list"],
    ],
    [
      "more of a rule that takes nothing",
      { id: "a", kind: "cash", minimum: 1 },
      [".minimum: 1 - is not a field known here: remove it or correct its name"],
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(issuesOf(() => parseGuidelines({ ...input, rules: [rule] }))).to.deep.equal(
        lines.map((line) => (line.startsWith("guidelines") ? line : `guidelines.rules[0]${line}`)),
      );
    });
  }

  it("refuses two rules of one id", () => {
    expect(ruleIssues(lots, { id: "cash", kind: "cash" }, { ...lots, kind: "shortSale" })).to.deep.equal([
      'guidelines.rules[2].id: "lots" - must differ from the ids of all other rules',
    ]);
  });
});

describe("scenario jpx-2022: its guidelines", () => {
  const file = new URL("../../../../scenarios/jpx-2022/guidelines.yaml", import.meta.url);
  const guidelines = parseGuidelines(readDocument(readFileSync(file, "utf8"), "guidelines.yaml"));
  const [yayoi, bank, dealer] = [accountOf(1), accountOf(2), accountOf(3)];
  const isin = "JP9JPXGDTB18";
  /** The secondary trade of the scenario: one bond for 99,999,246 yen to a fund that has one and 100,000,000 yen. */
  const check = (faceAmount: bigint) =>
    checkCompliance({
      guidelines,
      ticketProposal: {
        isin,
        currency: "JPY",
        settlementBank: bank,
        side: "buyer",
        limitPriceE7: 999_850_000n,
        limitCashPerUnit: 99_999_246n,
        maximumFeePerUnit: 0n,
        settlementDate: parseCalendarDate("2022-09-15"),
        settleBy: 1_663_221_600n,
        dealers: [dealer],
        split: [{ account: yayoi, faceAmount }],
      },
      facts: {
        asOf: 1_663_113_600n,
        bond: {
          isin,
          issuer: "jpx",
          currency: "JPY",
          denomination: 100_000_000n,
          maturityDate: parseCalendarDate("2023-06-03"),
          outstandingFace: 500_000_000n,
          ratings: [{ agency: "JCR", grade: "AA+" }],
          labels: ["green"],
        },
        funds: [
          {
            account: yayoi,
            id: "yayoi-asset",
            currency: "JPY",
            netAssets: 2_000_000_000n,
            positions: [
              { isin, issuer: "jpx", face: 100_000_000n, freeFace: 100_000_000n, marketValue: 99_985_000n },
            ],
            cash: [{ currency: "JPY", settlementBank: bank, free: 100_000_000n }],
          },
        ],
        dealers: [{ account: dealer, id: "kisaragi-life" }],
      },
    }).results.map(({ rule, status }) => [rule, status]);

  it("let the secondary trade pass", () => {
    expect(check(100_000_000n)).to.deep.equal([
      ["issuers", "passed"],
      ["rating", "passed"],
      ["esg-labels", "passed"],
      ["currency", "passed"],
      ["tenor", "passed"],
      ["issuer-cap", "passed"], // 199,984,246 of 2,000,000,000: 9.9992123 %
      ["issue-cap", "passed"], // two of five bonds: 40 %
      ["whole-bonds", "passed"],
      ["ticket-size", "passed"],
      ["dealers", "passed"],
      ["no-short-sale", "not applicable"],
      ["cash", "passed"],
    ]);
  });

  it("stop an order of 350 million yen of a bond of 100 million", () => {
    const breached = check(350_000_000n).filter(([, status]) => status === "breached");
    expect(breached.map(([rule]) => rule)).to.deep.equal(["issuer-cap", "issue-cap", "whole-bonds", "cash"]);
  });
});
