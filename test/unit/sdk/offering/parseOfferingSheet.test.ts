import { expect } from "chai";

import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import type { ParseOfferingSheetOptions } from "../../../../sdk/offering/parseOfferingSheet.ts";
import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { issuesOf } from "../issuesOf.ts";
import { fixedInput, offeringInput, termSheet } from "./sheetSamples.ts";

const issues = (change: object, options: ParseOfferingSheetOptions = { termSheet }): readonly string[] =>
  issuesOf(() => parseOfferingSheet({ ...offeringInput, ...change }, options));

const dealer = { firm: "dealer", amount: 2_000_000_000n };
const amountRule = 'must be a whole amount above zero, such as 100000000 or "100,000,000"';

describe("parseOfferingSheet", () => {
  it("given a right sheet, gives it; the cut-off is on the payment date", () => {
    const parsed = parseOfferingSheet(offeringInput, { termSheet });
    expect(parsed).to.deep.equal({ ...offeringInput, cutOffDate: "2025-03-14" });
  });

  it("given a fixed price, gives a range of this one price and no tick", () => {
    const { issuePricePer100: _price, ...rest } = fixedInput;
    expect(parseOfferingSheet(fixedInput, { termSheet })).to.deep.equal({
      ...rest,
      priceRange: { floor: "100.00", cap: "100.00" },
      cutOffDate: "2025-03-14",
    });
  });

  it("reads a YAML file of people, with everything that may be left out", () => {
    const text = `
      isin: JP9NRIDIG157
      method: bestEfforts
      placement: public
      ifPaymentFails: unitsLapse
      totalAmount: 3,000,000,000
      minimumAmount: 1000000000
      issuePricePer100: "100"
      feePer100: "0"
      bookOpens: 2025-03-03T09:00
      bookCloses: 2025-03-07T10:30 # on the pricing date
      pricingDate: 2025-03-07
      paymentDate: 2025-03-14
      failAfter: "12:00"
      cutOff: "11:00"
      cutOffDate: 2025-03-17
      lockUpUntil: 2025-09-16
      issuerLockUpUntil: 2025-06-16
      referenceYieldPercent: "-0.25"
      syndicate:
        - { firm: other, amount: "3,000,000,000" }
      allocation:
        lotAmount: 100000000
        tiers:
          - { name: anchor, investors: [life, bank] }
          - { name: institutions, classes: [qualifiedInstitutionalInvestor] }
          - { name: rest }
    `;
    const parsed = parseOfferingSheet(readDocument(text, "offering"), { termSheet });
    expect(parsed).to.include({ cutOffDate: "2025-03-17", lockUpUntil: "2025-09-16", feePer100: "0" });
    expect(parsed).to.include({ referenceYieldPercent: "-0.25", totalAmount: 3_000_000_000n });
    expect(parsed.allocation.tiers.map(({ name }) => name)).to.deep.equal(["anchor", "institutions", "rest"]);
    expect(parsed).to.not.have.any.keys("stabilisation", "overAllotment", "issuePricePer100");
  });

  it("without a term sheet, leaves to later what depends on the bond", () => {
    const odd = { totalAmount: 3n, minimumAmount: 1n, syndicate: [{ firm: "issuer", amount: 3n }] };
    const sheet = { ...offeringInput, ...odd, allocation: { lotAmount: 1n, tiers: [] } };
    expect(parseOfferingSheet(sheet).totalAmount).to.equal(3n);
  });

  for (const [what, change, line] of [
    [
      "an unknown method",
      { method: "auction" },
      'offering.method: "auction" - must be one of firmCommitment, standby, bestEfforts',
    ],
    [
      "no total amount",
      { totalAmount: undefined },
      `offering.totalAmount: (missing) - is required: ${amountRule}`,
    ],
    [
      "a minimum above the total",
      { minimumAmount: 3_100_000_000n },
      "offering.minimumAmount: 3100000000 - must not exceed the total amount 3000000000",
    ],
    [
      "a floor above the cap",
      { priceRange: { floor: "100.50", cap: "100.00" } },
      'offering.priceRange.cap: "100.00" - must be above the floor 100.50; for one price write issuePricePer100 instead',
    ],
    [
      "a range of one price",
      { priceRange: { floor: "100", cap: "100.00" } },
      'offering.priceRange.cap: "100.00" - must be above the floor 100; for one price write issuePricePer100 instead',
    ],
    [
      "a tick that misses the cap",
      { priceTick: "0.3" },
      'offering.priceTick: "0.3" - must divide the range from 99.50 to 100.50 into equal steps',
    ],
    [
      "a range without a tick",
      { priceTick: undefined },
      "offering.priceTick: (missing) - is required: how far prices within the range are apart",
    ],
    [
      "a fee above the lowest price",
      { feePer100: "99.51" },
      'offering.feePer100: "99.51" - must not exceed the lowest price 99.50',
    ],
    [
      "a fee in percent",
      { feePer100: "0.4%" },
      'offering.feePer100: "0.4%" - must be a decimal number in quotes with at most 7 decimals, such as "0.40"',
    ],
    [
      "units that lapse although somebody underwrites",
      { ifPaymentFails: "unitsLapse" },
      'offering.ifPaymentFails: "unitsLapse" - must be nothingCloses or firmTakes, since a firmCommitment syndicate takes what nobody pays for',
    ],
    ["no syndicate", { syndicate: [] }, "offering.syndicate: [] - must name the lead manager at least"],
    [
      "a syndicate that answers for less",
      { syndicate: [dealer] },
      'offering.syndicate: [{"firm":"dealer","amount":"2000000000"}] - must add up to the total amount 3000000000; its amounts come to 2000000000',
    ],
    [
      "a firm that is a member twice",
      { syndicate: [dealer, { ...dealer, amount: 1_000_000_000n }] },
      'offering.syndicate[1].firm: "dealer" - must be named once only',
    ],
    [
      "a lot above the total",
      { allocation: { lotAmount: 3_100_000_000n, tiers: [] } },
      "offering.allocation.lotAmount: 3100000000 - must not exceed the total amount 3000000000",
    ],
    [
      "a tier of nobody",
      { allocation: { lotAmount: 100_000_000n, tiers: [{ name: "anchor", investors: [] }] } },
      "offering.allocation.tiers[0].investors: [] - must be left out when there are none",
    ],
    [
      "a tier of an unknown class",
      { allocation: { lotAmount: 100_000_000n, tiers: [{ name: "anchor", classes: ["rich"] }] } },
      'offering.allocation.tiers[0].classes[0]: "rich" - must be one of qualifiedInstitutionalInvestor, specifiedInvestor, resident, withholdingExempt, individual',
    ],
    [
      "a tier behind one that takes everybody",
      { allocation: { lotAmount: 100_000_000n, tiers: [{ name: "all" }, { name: "rest" }] } },
      'offering.allocation.tiers[0]: "all" - must be the last tier, since it takes everybody',
    ],
    [
      "an investor named twice in a tier",
      { allocation: { lotAmount: 100_000_000n, tiers: [{ name: "anchor", investors: ["life", "life"] }] } },
      'offering.allocation.tiers[0].investors[1]: "life" - must be named once only',
    ],
    [
      "an unknown field",
      { coupon: "1" },
      'offering.coupon: "1" - is not a field known here: remove it or correct its name',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issues(change)).to.deep.equal([line]);
    });
  }

  it("given two tiers of a name, and a class twice, refuses both", () => {
    const anchor = { name: "anchor", classes: ["resident", "resident"] };
    const allocation = { lotAmount: 100_000_000n, tiers: [anchor, { name: "anchor" }] };
    expect(issues({ allocation })).to.deep.equal([
      'offering.allocation.tiers[1].name: "anchor" - must be named once only',
      'offering.allocation.tiers[0].classes[1]: "resident" - must be named once only',
    ]);
  });

  it("given a syndicate of 17 firms, refuses it", () => {
    const syndicate = Array.from({ length: 17 }, (_value, index) => ({ firm: `firm-${index}`, amount: 1n }));
    const [line] = issues({ syndicate }, {});
    expect(line).to.match(/^offering\.syndicate: .* - must be at most 16 firms$/u);
  });

  describe("given two ways to say the price, or none", () => {
    it("asks for one", () => {
      expect(issues({ priceRange: undefined, priceTick: undefined }, {})).to.deep.equal([
        "offering.issuePricePer100: (missing) - is required: one price, or a priceRange and its priceTick",
      ]);
    });

    it("refuses the second", () => {
      expect(issues({ issuePricePer100: "100" })).to.deep.equal([
        'offering.priceRange: {"floor":"99.50","cap":"100.50"} - must be left out: issuePricePer100 says the price',
        'offering.priceTick: "0.01" - must be left out: issuePricePer100 says the price',
      ]);
    });

    it("does not ask for a second when the one that is written is wrong", () => {
      expect(issues({ priceRange: { floor: "99.50" } }, {})).to.deep.equal([
        'offering.priceRange.cap: (missing) - is required: must be a decimal number in quotes with at most 7 decimals, such as "100.00"',
      ]);
    });
  });

  describe("given stabilisation or an over-allotment", () => {
    it("refuses them with the reason", () => {
      const [pegging, greenshoe, ...others] = issues({
        stabilisation: { until: "2025-04-14" },
        overAllotment: 450_000_000n,
      });
      expect(others).to.deep.equal([]);
      expect(pegging).to.equal(
        'offering.stabilisation: {"until":"2025-04-14"} - must be left out: trading to peg, fix or stabilise a price (安定操作) ' +
          "is regulated by article 159(3) of the Financial Instruments and Exchange Act: for securities listed on an exchange " +
          "or traded over the counter (店頭売買有価証券) it is allowed only as the Cabinet Order says; bonds here are neither, " +
          "and an offering settles the units that it allotted and nothing else",
      );
      expect(greenshoe).to.equal(
        "offering.overAllotment: 450000000 - must be left out: an offering allots at most the units offered, so that nothing " +
          "is sold short and no option is needed to cover it",
      );
    });
  });

  it("given nothing, names every field, and carries the code OFFERING_INVALID", () => {
    expect(issuesOf(() => parseOfferingSheet(undefined))).to.deep.equal([
      "offering: (missing) - is required: must be a group of fields",
      "offering.issuePricePer100: (missing) - is required: one price, or a priceRange and its priceTick",
    ]);
    expect(() => parseOfferingSheet({}))
      .to.throw()
      .with.property("code", "OFFERING_INVALID");
  });
});
