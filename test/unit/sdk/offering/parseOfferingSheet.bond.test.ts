import { expect } from "chai";

import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import type { ParseOfferingSheetOptions } from "../../../../sdk/offering/parseOfferingSheet.ts";
import { parseTermSheet } from "../../../../sdk/terms/parseTermSheet.ts";
import { sampleSheet, sheet } from "../bonds/sheets.ts";
import { issuesOf } from "../issuesOf.ts";
import { termsInput } from "../terms/samples.ts";
import { fixedInput, offeringInput, tapInput, termSheet } from "./sheetSamples.ts";

const issues = (
  change: object,
  options: ParseOfferingSheetOptions = { termSheet },
  base: object = offeringInput,
): readonly string[] => issuesOf(() => parseOfferingSheet({ ...base, ...change }, options));

const dealer = { firm: "dealer", amount: 2_000_000_000n };

describe("parseOfferingSheet: the bond", () => {
  describe("given the terms of the bond", () => {
    for (const [what, change, line] of [
      [
        "another bond",
        { isin: "JP9JPXGDTB18" },
        'offering.isin: "JP9JPXGDTB18" - must be that of the term sheet, JP9NRIDIG157',
      ],
      [
        "a minimum that is part of a bond",
        { minimumAmount: 150_000_000n },
        "offering.minimumAmount: 150000000 - must be a multiple of the denomination 100000000",
      ],
      [
        "a lot that is part of a bond",
        { allocation: { lotAmount: 50_000_000n, tiers: [] } },
        "offering.allocation.lotAmount: 50000000 - must be a multiple of the denomination 100000000",
      ],
      [
        "a tick below one minor unit of a bond",
        { priceTick: "0.0000001" },
        'offering.priceTick: "0.0000001" - must come to whole minor units of the face 100000000 of one bond',
      ],
      [
        "another pricing date",
        { pricingDate: "2025-03-10" },
        'offering.pricingDate: "2025-03-10" - must be that of the term sheet, 2025-03-07',
      ],
      [
        "payment after the issue date",
        { paymentDate: "2025-03-17" },
        'offering.paymentDate: "2025-03-17" - must be the issue date of the term sheet, 2025-03-14',
      ],
      [
        "a range without the issue price of the term sheet",
        { priceRange: { floor: "99.50", cap: "99.80" } },
        'offering.priceRange: {"floor":"99.50","cap":"99.80"} - must include the issue price of the term sheet, 100.00',
      ],
      [
        "a lead manager that is not the underwriter",
        { syndicate: [{ firm: "second", amount: 3_000_000_000n }] },
        'offering.syndicate[0].firm: "second" - must be the underwriter of the term sheet, dealer',
      ],
      [
        "a cut-off in the night after the next record date",
        { cutOffDate: "2025-09-12" },
        'offering.cutOffDate: "2025-09-12" - must not be after the end of 2025-09-11, the next record date',
      ],
      [
        "a cut-off once the register is closed",
        { cutOffDate: "2030-03-11" },
        'offering.cutOffDate: "2030-03-11" - must be before 2030-03-11, when the register closes for redemption',
      ],
    ] as const) {
      it(`given ${what}, refuses by path, value and rule`, () => {
        expect(issues(change)).to.deep.equal([line]);
      });
    }

    it("given less than the issue, refuses it", () => {
      expect(
        issues({ totalAmount: 2_000_000_000n, minimumAmount: 100_000_000n, syndicate: [dealer] }),
      ).to.deep.equal([
        "offering.totalAmount: 2000000000 - must be the total amount of the term sheet, 3000000000: a first issue offers all of it",
      ]);
    });

    it("given commitments of parts of a bond, refuses each", () => {
      const syndicate = [
        { firm: "dealer", amount: 2_950_000_000n },
        { firm: "second", amount: 50_000_000n },
      ];
      expect(issues({ syndicate })).to.deep.equal([
        "offering.syndicate[0].amount: 2950000000 - must be a multiple of the denomination 100000000",
        "offering.syndicate[1].amount: 50000000 - must be a multiple of the denomination 100000000",
      ]);
    });

    it("given the issuer in the syndicate, refuses it", () => {
      const syndicate = [dealer, { firm: "issuer", amount: 1_000_000_000n }];
      expect(issues({ syndicate })).to.deep.equal([
        'offering.syndicate[1].firm: "issuer" - must not be the issuer itself',
      ]);
    });

    it("given a fixed price that is not the one agreed, refuses it", () => {
      expect(issues({ issuePricePer100: "99.90" }, { termSheet }, fixedInput)).to.deep.equal([
        'offering.issuePricePer100: "99.90" - must be that of the term sheet, 100.00',
      ]);
    });

    it("given a placement with qualified investors of a bond that anybody may hold, refuses it", () => {
      const open = parseTermSheet({ ...termsInput, requiredInvestorClasses: [] });
      expect(issues({}, { termSheet: open })).to.deep.equal([
        'offering.placement: "qualifiedInvestors" - must be public or smallNumber: by its term sheet anybody may buy the bond from a qualified institutional investor',
      ]);
      const placement = "smallNumber";
      expect(parseOfferingSheet({ ...offeringInput, placement }, { termSheet: open })).to.include({
        placement,
      });
    });

    it("takes a cut-off at the very end of the record date", () => {
      const night = { cutOffDate: "2025-09-12", cutOff: "00:00" };
      expect(parseOfferingSheet({ ...offeringInput, ...night }, { termSheet })).to.include(night);
    });
  });

  describe("given a tap", () => {
    it("takes less than the issue, other dates, prices and lead managers", () => {
      const other = { firm: "third", amount: 500_000_000n };
      const small = { totalAmount: 500_000_000n, minimumAmount: 100_000_000n, syndicate: [other] };
      const written = { ...tapInput, ...small, priceRange: { floor: "90", cap: "95" } };
      expect(parseOfferingSheet(written, { termSheet, isTap: true })).to.include({
        totalAmount: 500_000_000n,
      });
    });

    for (const [what, date, line] of [
      [
        "the issue date",
        "2025-03-14",
        "must be after the issue date 2025-03-14: a tap adds to a bond that is outstanding",
      ],
      ["a date before issue", "2025-03-13", "must not be before the issue date 2025-03-14"],
    ] as const) {
      it(`given payment on ${what}, refuses it`, () => {
        expect(issues({ paymentDate: date }, { termSheet, isTap: true })).to.deep.equal([
          `offering.paymentDate: "${date}" - ${line}`,
        ]);
      });
    }

    it("given payment once the register is closed, refuses it, and the cut-off with it", () => {
      expect(issues({ paymentDate: "2030-03-11" }, { termSheet, isTap: true })).to.deep.equal([
        'offering.cutOff: "15:00" - must be before 2030-03-11, when the register closes for redemption',
        'offering.paymentDate: "2030-03-11" - must be before 2030-03-11, when the register closes for redemption',
      ]);
    });

    it("reckons prices on the face that is left of an amortising bond", () => {
      // After coupon 7 of 18 October 2028, 67.5 % of 100 million are left: 0.000001 on 100 is 0.675 yen.
      const bond = sampleSheet("amortising").termSheet;
      const dates = {
        bookOpens: "2028-10-16T09:00",
        bookCloses: "2028-10-17T12:00",
        pricingDate: "2028-10-18",
      };
      const half = bond.denomination * 10n;
      const amounts = {
        totalAmount: half,
        minimumAmount: half,
        syndicate: [{ firm: "third", amount: half }],
      };
      const base = { ...offeringInput, isin: bond.isin, ...dates, ...amounts, paymentDate: "2028-10-19" };
      const change = { placement: "public", feePer100: "0.000001" };
      const face = (bond.denomination * 675n) / 1000n;
      expect(issues(change, { termSheet: bond, isTap: true }, base)).to.deep.equal([
        `offering.feePer100: "0.000001" - must come to whole minor units of the face ${face} of one bond`,
      ]);
    });
  });

  it("takes no record dates of a bond without coupons for a limit of the cut-off", () => {
    const { termSheet: bond } = sheet({ couponRatePercent: "0", couponsPerYear: 1n, zeroCoupon: true });
    const late = { ...offeringInput, cutOffDate: "2028-06-01" };
    expect(parseOfferingSheet(late, { termSheet: bond })).to.include({ cutOffDate: "2028-06-01" });
  });
});
