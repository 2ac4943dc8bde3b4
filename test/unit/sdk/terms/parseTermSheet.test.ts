import { expect } from "chai";

import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { issuesOf } from "../issuesOf.ts";
import { termsInput } from "./samples.ts";

const issues = (change: object): readonly string[] =>
  issuesOf(() => parseTermSheet({ ...termsInput, ...change }));
const digest = "0".repeat(64);

describe("parseTermSheet", () => {
  it("given right terms, gives them with exact amounts", () => {
    const terms = parseTermSheet(termsInput);
    expect(terms).to.deep.equal({
      ...termsInput,
      couponsPerYear: 2,
      recordDateRule: { businessDaysBeforePayment: 1 },
      closedPeriodRule: { businessDaysBeforeRedemption: 3 },
    });
  });

  it("reads amounts from whole numbers and from digits with commas", () => {
    const terms = parseTermSheet({ ...termsInput, totalAmount: "3,000,000,000", denomination: 100_000_000 });
    expect(terms).to.include({ totalAmount: 3_000_000_000n, denomination: 100_000_000n });
  });

  it("accepts documents and stub dates", () => {
    const documents = [{ name: "Prospectus", uri: "urn:example:prospectus", sha256: digest }];
    const terms = parseTermSheet({
      ...termsInput,
      documents,
      issueDate: "2025-04-10",
      firstCouponDate: "2025-09-14",
    });
    expect(terms).to.deep.include({ documents, firstCouponDate: "2025-09-14" });
  });

  it("accepts pricing on the issue date, a name of 200 characters, an id of 32, a closed period of 31 days", () => {
    const closedPeriodRule = { businessDaysBeforeRedemption: 31 };
    const change = {
      pricingDate: "2025-03-14",
      name: "n".repeat(200),
      issuer: "i".repeat(32),
      closedPeriodRule,
    };
    expect(parseTermSheet({ ...termsInput, ...change })).to.deep.include(change);
  });

  const amountRule = 'must be a whole amount above zero, such as 100000000 or "100,000,000"';
  const rateRule = 'must be a decimal number in quotes with at most 6 decimals, such as "1.483"';
  const dateRule = "must be a real calendar date written YYYY-MM-DD";
  const idRule =
    "must be a party id: a lower-case letter, then at most 31 lower-case letters, digits or hyphens";

  for (const [what, change, line] of [
    [
      "a wrong check digit",
      { isin: "JP9NRIDIG158" },
      'terms.isin: "JP9NRIDIG158" - check digit must be 7 (ISO 6166)',
    ],
    ["no name", { name: undefined }, "terms.name: (missing) - is required: must be a text"],
    [
      "a blank name",
      { name: " " },
      'terms.name: " " - must be 1 to 200 characters without blanks at its ends',
    ],
    [
      "a name of 201 characters",
      { name: "n".repeat(201) },
      `terms.name: "${"n".repeat(56)}... - must be 1 to 200 characters without blanks at its ends`,
    ],
    ["an id of 33 characters", { issuer: "i".repeat(33) }, `terms.issuer: "${"i".repeat(33)}" - ${idRule}`],
    ["a name that is a number", { nameJa: 15n }, "terms.nameJa: 15 - must be a text"],
    ["an issuer that is no id", { issuer: "Issuer Inc." }, `terms.issuer: "Issuer Inc." - ${idRule}`],
    [
      "an unknown currency",
      { currency: "YEN" },
      'terms.currency: "YEN" - must be the code of a currency in ISO 4217, such as JPY',
    ],
    [
      "a total of part of a bond",
      { totalAmount: 3_050_000_000n },
      "terms.totalAmount: 3050000000 - must be a multiple of the denomination 100000000",
    ],
    ["a total of nothing", { totalAmount: 0n }, `terms.totalAmount: 0 - ${amountRule}`],
    ["a negative denomination", { denomination: -1n }, `terms.denomination: -1 - ${amountRule}`],
    ["a fraction of a yen", { denomination: 0.5 }, `terms.denomination: 0.5 - ${amountRule}`],
    ["misplaced commas", { totalAmount: "30,00,000" }, `terms.totalAmount: "30,00,000" - ${amountRule}`],
    ["no amount", { totalAmount: undefined }, `terms.totalAmount: (missing) - is required: ${amountRule}`],
    ["a rate without quotes", { couponRatePercent: 1.483 }, `terms.couponRatePercent: 1.483 - ${rateRule}`],
    [
      "a rate with seven decimals",
      { couponRatePercent: "1.4830001" },
      `terms.couponRatePercent: "1.4830001" - ${rateRule}`,
    ],
    ["a negative rate", { couponRatePercent: "-0.1" }, `terms.couponRatePercent: "-0.1" - ${rateRule}`],
    [
      "five coupons a year",
      { couponsPerYear: 5n },
      "terms.couponsPerYear: 5 - must be one of 1, 2, 3, 4, 6, 12",
    ],
    [
      "a number of coupons in quotes",
      { couponsPerYear: "2" },
      'terms.couponsPerYear: "2" - must be a whole number from 0 to 31',
    ],
    [
      "a date that does not exist",
      { pricingDate: "2025-02-30" },
      `terms.pricingDate: "2025-02-30" - ${dateRule}`,
    ],
    ["no issue date", { issueDate: undefined }, `terms.issueDate: (missing) - is required: ${dateRule}`],
    [
      "pricing on a holiday",
      { pricingDate: "2025-02-24" },
      'terms.pricingDate: "2025-02-24" - must be a business day in Asia/Tokyo',
    ],
    [
      "payment on a Sunday",
      { issueDate: "2025-03-16" },
      'terms.issueDate: "2025-03-16" - must be a business day in Asia/Tokyo',
    ],
    [
      "pricing after payment",
      { pricingDate: "2025-03-17" },
      'terms.pricingDate: "2025-03-17" - must not be after the issue date 2025-03-14',
    ],
    [
      "maturity on payment",
      { maturityDate: "2025-03-14" },
      'terms.maturityDate: "2025-03-14" - must be after the issue date 2025-03-14',
    ],
    [
      "maturity beyond the calendar",
      { maturityDate: "2055-03-14" },
      'terms.maturityDate: "2055-03-14" - must lie in the years 1990 to 2050, whose holidays are known',
    ],
    [
      "a first coupon off the series",
      { firstCouponDate: "2025-09-15" },
      'terms.firstCouponDate: "2025-09-15" - must be 2025-09-14 or 2026-03-14, counted back from the last date',
    ],
    [
      "an unknown convention",
      { businessDayConvention: "nearest" },
      'terms.businessDayConvention: "nearest" - must be one of none, following, modifiedFollowing, preceding',
    ],
    [
      "an unknown centre",
      { businessCentre: "Europe/London" },
      'terms.businessCentre: "Europe/London" - must be one of Asia/Tokyo',
    ],
    [
      "no centre",
      { businessCentre: undefined },
      "terms.businessCentre: (missing) - is required: must be one of Asia/Tokyo",
    ],
    [
      "too many days to the record date",
      { recordDateRule: { businessDaysBeforePayment: 32n } },
      "terms.recordDateRule.businessDaysBeforePayment: 32 - must be a whole number from 0 to 31",
    ],
    [
      "a record date rule that is a number",
      { recordDateRule: 1n },
      "terms.recordDateRule: 1 - must be a group of fields",
    ],
    [
      "no closed period rule",
      { closedPeriodRule: undefined },
      "terms.closedPeriodRule: (missing) - is required: must be a group of fields",
    ],
    [
      "an unknown class",
      { requiredInvestorClasses: ["friend"] },
      'terms.requiredInvestorClasses[0]: "friend" - must be one of qualifiedInstitutionalInvestor, specifiedInvestor, resident, withholdingExempt, individual',
    ],
    [
      "a class named twice",
      { requiredInvestorClasses: ["resident", "resident"] },
      'terms.requiredInvestorClasses[1]: "resident" - must be named once only',
    ],
    [
      "classes that are no list",
      { requiredInvestorClasses: "resident" },
      'terms.requiredInvestorClasses: "resident" - must be a list',
    ],
    [
      "an issuer underwriting itself",
      { underwriting: { underwriter: "issuer", issuePricePer100: "100" } },
      'terms.underwriting.underwriter: "issuer" - must not be the issuer itself',
    ],
    [
      "an issue price of zero",
      { underwriting: { underwriter: "dealer", issuePricePer100: "0.00" } },
      'terms.underwriting.issuePricePer100: "0.00" - must be above zero',
    ],
    [
      "a document without its hash",
      { documents: [{ name: "a", uri: "b", sha256: "c" }] },
      'terms.documents[0].sha256: "c" - must be 64 hexadecimal digits in lower case (SHA-256)',
    ],
    [
      "two documents of one name",
      { documents: [1, 2].map(() => ({ name: "a", uri: "b", sha256: digest })) },
      'terms.documents[1].name: "a" - must differ from the names of the other documents',
    ],
    [
      "an unknown field",
      { couponRate: "1" },
      'terms.couponRate: "1" - is not a field known here: remove it or correct its name',
    ],
    [
      "an unknown field within",
      { closedPeriodRule: { businessDaysBeforeRedemption: 1n, days: 2n } },
      "terms.closedPeriodRule.days: 2 - is not a field known here: remove it or correct its name",
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issues(change)).to.include(line);
    });
  }

  it("finds all issues at once, between fields too", () => {
    const change = {
      isin: "X",
      totalAmount: 150n,
      denomination: 100n,
      issueDate: "2025-03-16",
      colour: "green",
    };
    expect(issues(change)).to.deep.equal([
      'terms.isin: "X" - must be two capital letters, nine capital letters or digits and a check digit (ISO 6166)',
      'terms.colour: "green" - is not a field known here: remove it or correct its name',
      "terms.totalAmount: 150 - must be a multiple of the denomination 100",
      'terms.issueDate: "2025-03-16" - must be a business day in Asia/Tokyo',
    ]);
  });

  for (const [what, input] of [
    ["nothing", undefined],
    ["a text", "terms"],
    ["a list", []],
  ] as const) {
    it(`given ${what} for the term sheet, says so`, () => {
      expect(issuesOf(() => parseTermSheet(input)).join()).to.match(
        /^terms: .* - .*must be a group of fields$/,
      );
    });
  }

  it("given no fields, asks for every one that is required", () => {
    const lines = issuesOf(() => parseTermSheet({}));
    expect(lines.map((line) => line.slice("terms.".length, line.indexOf(":")))).to.deep.equal(
      Object.keys(termsInput),
    );
    for (const line of lines) expect(line).to.contain(": (missing) - is required: must be ");
  });

  it("carries the code TERMS_INVALID", () => {
    expect(() => parseTermSheet({}))
      .to.throw()
      .with.property("code", "TERMS_INVALID");
  });
});
