import { expect } from "chai";

import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import type {
  CurrenciesRule,
  DealersRule,
  IssuersRule,
  LabelsRule,
  RatingRule,
  TenorRule,
} from "../../../../sdk/compliance/Guidelines.ts";
import { BROKER, DEALER, accountOf, resultOf, statusOf, unknown, YAYOI } from "./samples.ts";

const rating = (fields: Partial<RatingRule> = {}): RatingRule => ({
  id: "rating",
  kind: "rating",
  need: "every",
  minimum: [{ agency: "R&I", grade: "A" }],
  ...fields,
});
const both = [
  { agency: "R&I", grade: "A" },
  { agency: "JCR", grade: "AA-" },
];
const tenor = (minimumYears?: string, maximumYears?: string): TenorRule => ({
  id: "tenor",
  kind: "tenor",
  minimumYears,
  maximumYears,
});

describe("checkCompliance: the issuers that may be bought", () => {
  const issuers = (fields: Partial<IssuersRule>): IssuersRule => ({
    id: "universe",
    kind: "issuers",
    ...fields,
  });

  it("given a list of eligible issuers, when the issuer stands in it, then the rule is kept", () => {
    expect(resultOf(issuers({ eligible: ["kaede", "momiji"] }))).to.deep.equal({
      rule: "universe",
      fund: YAYOI,
      status: "passed",
      value: "momiji",
      limit: "one of kaede, momiji",
      text: "The issuer (発行会社) momiji is eligible.",
    });
  });

  it("given a list of eligible issuers, when the issuer is not in it, then the rule is breached", () => {
    const { status, text } = resultOf(issuers({ eligible: ["kaede"] }));
    expect(status).to.equal("breached");
    expect(text).to.equal("The issuer (発行会社) momiji is not eligible.");
  });

  it("given a list of excluded issuers, when the issuer stands in it, then the rule is breached", () => {
    const { status, limit, text } = resultOf(issuers({ excluded: ["momiji"] }));
    expect(status).to.equal("breached");
    expect(limit).to.equal("none of momiji");
    expect(text).to.equal("The issuer (発行会社) momiji is excluded.");
  });

  it("given both lists, when the issuer is in both, then it is excluded", () => {
    expect(statusOf(issuers({ eligible: ["momiji"], excluded: ["momiji"] }))).to.equal("breached");
    expect(statusOf(issuers({ eligible: ["momiji"], excluded: ["kaede"] }))).to.equal("passed");
    expect(statusOf(issuers({ excluded: ["kaede"] }))).to.equal("passed");
  });

  it("given a long list, when it is shown, then it is cut after ten names", () => {
    const eligible = Array.from({ length: 12 }, (_, index) => `issuer-${index}`);
    expect(resultOf(issuers({ eligible })).limit).to.match(/^one of issuer-0, .*, issuer-9 and 2 more$/);
    expect(resultOf(issuers({ eligible: eligible.slice(0, 10) })).limit).to.match(/issuer-9$/);
  });

  it("given a bond whose issuer is not known, when it is checked, then the rule is unknown", () => {
    expect(resultOf(issuers({ excluded: ["kaede"] }), { bond: { issuer: undefined } })).to.deep.equal(
      unknown("universe", "the issuer of the bond", "none of kaede"),
    );
  });
});

describe("checkCompliance: the rating that is needed", () => {
  for (const [minimum, status] of [
    ["A-", "passed"],
    ["A", "passed"],
    ["A+", "breached"],
    ["AAA", "breached"],
    ["D", "passed"],
  ]) {
    it(`given a bond rated A by R&I, when ${minimum} is needed, then the rule is ${status}`, () => {
      expect(statusOf(rating({ minimum: [{ agency: "R&I", grade: `${minimum}` }] }))).to.equal(status);
    });
  }

  it("given grades of two agencies, when any will do, then the better placed one decides", () => {
    const { status, value, limit, text } = resultOf(rating({ need: "any", minimum: both }));
    expect({ status, value, limit }).to.deep.equal({
      status: "passed",
      value: "R&I A, JCR A+",
      limit: "any of R&I A, JCR AA-",
    });
    expect(text).to.equal("The rating (格付) needed is any of R&I A, JCR AA-; the bond has R&I A, JCR A+.");
  });

  it("given grades of two agencies, when every one is needed, then the worse placed one decides", () => {
    expect(statusOf(rating({ minimum: both }))).to.equal("breached");
    expect(statusOf(rating({ minimum: both }), { bond: { ratings: both } })).to.equal("passed");
  });

  it("given an agency that has not rated the bond, when its grade is needed, then the rule is breached", () => {
    const ratings = [{ agency: "JCR", grade: "AAA" }];
    expect(resultOf(rating(), { bond: { ratings } })).to.include({ status: "breached", value: "none" });
    expect(statusOf(rating(), { bond: { ratings: [] } })).to.equal("breached");
    expect(statusOf(rating({ need: "any", minimum: both }), { bond: { ratings } })).to.equal("passed");
  });

  it("given two grades of one agency, when one is too low, then it decides", () => {
    const ratings = [
      { agency: "R&I", grade: "AA" },
      { agency: "R&I", grade: "BBB+" },
    ];
    expect(statusOf(rating(), { bond: { ratings } })).to.equal("breached");
  });

  it("given the scales of R&I and JCR, when grades near default are compared, then each has its own order", () => {
    const among = (agency: string, grade: string, minimum: string): string =>
      statusOf(rating({ minimum: [{ agency, grade: minimum }] }), { bond: { ratings: [{ agency, grade }] } });
    expect(among("R&I", "CCC-", "CCC")).to.equal("breached");
    expect(among("R&I", "CCC+", "CCC")).to.equal("passed");
    expect(among("JCR", "LD", "C")).to.equal("breached");
    expect(among("JCR", "LD", "D")).to.equal("passed");
    expect(among("S&P", "SD", "D")).to.equal("passed");
    expect(among("S&P", "BBB-", "BBB-")).to.equal("passed");
    expect(among("S&P", "BB+", "BBB-")).to.equal("breached");
  });

  it("given a grade that the scale does not have, when it could decide, then the rule is unknown", () => {
    const fact = "a grade of the bond on its agency's scale";
    const odd = [{ agency: "R&I", grade: "NR" }];
    expect(resultOf(rating(), { bond: { ratings: odd } })).to.deep.equal(
      unknown("rating", fact, "every of R&I A"),
    );
    const jcr = (grade: string) => ({ bond: { ratings: [...odd, { agency: "JCR", grade }] } });
    expect(statusOf(rating({ need: "any", minimum: both }), jcr("AAA"))).to.equal("passed");
    expect(statusOf(rating({ need: "any", minimum: both }), jcr("BBB"))).to.equal("unknown");
    expect(statusOf(rating({ minimum: both }), jcr("BBB"))).to.equal("breached");
    expect(statusOf(rating({ minimum: both }), jcr("AAA"))).to.equal("unknown");
  });

  it("given a minimum that no scale has, when a program made it, then the rule is unknown", () => {
    const minimum = [{ agency: "Nobody", grade: "A" }];
    const ratings = minimum;
    expect(statusOf(rating({ minimum }), { bond: { ratings } })).to.equal("unknown");
  });

  it("given a bond whose ratings are not known, when it is checked, then the rule is unknown", () => {
    expect(resultOf(rating(), { bond: { ratings: undefined } })).to.deep.equal(
      unknown("rating", "the ratings of the bond", "every of R&I A"),
    );
  });
});

describe("checkCompliance: the ESG labels that are needed", () => {
  const labels = (need: "any" | "every"): LabelsRule => ({
    id: "labels",
    kind: "labels",
    need,
    required: ["green", "social"],
  });

  it("given a green bond, when one of two labels is needed, then the rule is kept", () => {
    expect(resultOf(labels("any"))).to.include({
      status: "passed",
      value: "green",
      limit: "any of green, social",
      text: "The label needed is any of green, social; the bond has green.",
    });
  });

  it("given a green bond, when both labels are needed, then the rule is breached", () => {
    expect(statusOf(labels("every"))).to.equal("breached");
    expect(statusOf(labels("every"), { bond: { labels: ["social", "green"] } })).to.equal("passed");
  });

  it("given a bond without label, when one is needed, then the rule is breached", () => {
    expect(resultOf(labels("any"), { bond: { labels: [] } })).to.include({
      status: "breached",
      value: "none",
    });
  });

  it("given a bond whose labels are not known, when it is checked, then the rule is unknown", () => {
    expect(resultOf(labels("any"), { bond: { labels: undefined } })).to.deep.equal(
      unknown("labels", "the ESG labels of the bond", "any of green, social"),
    );
  });
});

describe("checkCompliance: the currencies that may be bought", () => {
  const yen: CurrenciesRule = { id: "currency", kind: "currencies", eligible: ["JPY"] };

  it("given a bond in yen that is paid for in yen, when yen is eligible, then the rule is kept", () => {
    expect(resultOf(yen)).to.include({
      status: "passed",
      value: "JPY",
      limit: "one of JPY",
      text: "The bond is in JPY and paid for in JPY; eligible is one of JPY.",
    });
  });

  it("given a bond in dollars, when it is paid for in yen, then the rule is breached", () => {
    expect(resultOf(yen, { bond: { currency: "USD" } })).to.include({
      status: "breached",
      value: "USD, JPY",
    });
  });

  it("given a bond in yen, when it is paid for in dollars, then the rule is breached", () => {
    expect(statusOf(yen, { proposal: { currency: "USD" } })).to.equal("breached");
  });

  it("given a bond whose currency is not known, when it is checked, then the rule is unknown", () => {
    expect(resultOf(yen, { bond: { currency: undefined } })).to.deep.equal(
      unknown("currency", "the currency of the bond", "one of JPY"),
    );
  });
});

describe("checkCompliance: the residual term", () => {
  // Settled 2025-09-16, due 2030-09-13: four years until 2029-09-16, then 362 days of a year of 365.
  it("given a bond of 4 years and 362 days, when 1 to 5 years are allowed, then the rule is kept", () => {
    expect(resultOf(tenor("1", "5"))).to.include({
      status: "passed",
      value: "4 years 362 days",
      limit: "at least 1 years, at most 5 years",
      text:
        "On 2025-09-16 the residual term (残存年数) is 4 years 362 days; " +
        "it must be at least 1 years, at most 5 years.",
    });
  });

  // 362 / 365 = 0.99178082...
  for (const [minimum, maximum, status] of [
    ["4.99178", undefined, "passed"],
    ["4.991781", undefined, "breached"],
    [undefined, "4.991781", "passed"],
    [undefined, "4.99178", "breached"],
  ] as const) {
    it(`given that bond, when ${minimum ?? "any"} to ${maximum ?? "any"} years are allowed, then it is ${status}`, () => {
      expect(statusOf(tenor(minimum, maximum))).to.equal(status);
    });
  }

  for (const [maturity, maximum, status] of [
    ["2030-09-16", "5", "passed"],
    ["2030-09-17", "5", "breached"],
    ["2026-03-17", "0.5", "passed"],
    ["2026-03-18", "0.5", "breached"],
  ] as const) {
    // 2026-03-17 is 182 days, 2026-03-18 is 183 days after settlement; half of 365 is 182.5.
    it(`given a bond due ${maturity}, when at most ${maximum} years are allowed, then it is ${status}`, () => {
      const maturityDate = parseCalendarDate(maturity);
      expect(statusOf(tenor(undefined, maximum), { bond: { maturityDate } })).to.equal(status);
    });
  }

  it("given a bond of exactly five years, when at least five are needed, then the rule is kept", () => {
    const bond = { maturityDate: parseCalendarDate("2030-09-16") };
    expect(statusOf(tenor("5"), { bond })).to.equal("passed");
    expect(statusOf(tenor("5.000001"), { bond })).to.equal("breached");
  });

  it("given a bond due on the settlement date or before, when it is checked, then the rule is breached", () => {
    for (const date of ["2025-09-16", "2025-09-15"]) {
      const maturityDate = parseCalendarDate(date);
      expect(resultOf(tenor(undefined, "5"), { bond: { maturityDate } })).to.include({
        status: "breached",
        value: "0 years",
        limit: "at most 5 years",
        text: `The bond falls due on ${date}, not after its settlement on 2025-09-16.`,
      });
    }
  });

  it("given a bond whose maturity is not known, when it is checked, then the rule is unknown", () => {
    expect(resultOf(tenor("1"), { bond: { maturityDate: undefined } })).to.deep.equal(
      unknown("tenor", "the maturity of the bond", "at least 1 years"),
    );
  });
});

describe("checkCompliance: the dealers that are approved", () => {
  const dealers: DealersRule = { id: "dealers", kind: "dealers", approved: ["hazuki-securities"] };

  it("given an approved dealer, when it alone is asked, then the rule is kept", () => {
    expect(resultOf(dealers)).to.include({
      status: "passed",
      value: "hazuki-securities",
      limit: "only hazuki-securities",
      text: "All dealers are approved: hazuki-securities.",
    });
  });

  it("given a broker that is not approved, when it stands between, then the rule is breached", () => {
    expect(resultOf(dealers, { proposal: { dealers: [DEALER, BROKER] } })).to.include({
      status: "breached",
      value: "hazuki-securities, nagatsuki-securities",
      text: "Not approved as counterparty: nagatsuki-securities.",
    });
  });

  it("given a sale, when a dealer is not approved, then the rule is breached as well", () => {
    expect(statusOf(dealers, { proposal: { side: "seller", dealers: [BROKER] } })).to.equal("breached");
  });

  it("given a dealer that nobody knows, when it is asked, then the rule is unknown", () => {
    const nobody = accountOf(0xdd);
    expect(resultOf(dealers, { proposal: { dealers: [DEALER, nobody] } })).to.deep.equal(
      unknown("dealers", `who ${nobody} is`, "only hazuki-securities"),
    );
    expect(statusOf(dealers, { proposal: { dealers: [BROKER, nobody] } })).to.equal("breached");
  });

  it("given no dealer at all, when it is checked, then the rule is unknown", () => {
    expect(resultOf(dealers, { proposal: { dealers: [] } })).to.deep.equal(
      unknown("dealers", "who is to be dealt with", "only hazuki-securities"),
    );
  });
});
