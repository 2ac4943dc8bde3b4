import { expect } from "chai";

import { parseOfferingSheet } from "../../../../sdk/offering/parseOfferingSheet.ts";
import type { ParseOfferingSheetOptions } from "../../../../sdk/offering/parseOfferingSheet.ts";
import { issuesOf } from "../issuesOf.ts";
import { offeringInput, termSheet } from "./sheetSamples.ts";

const issues = (change: object, options: ParseOfferingSheetOptions = { termSheet }): readonly string[] =>
  issuesOf(() => parseOfferingSheet({ ...offeringInput, ...change }, options));

const momentRule = 'must be a local moment YYYY-MM-DDTHH:MM, such as "2025-03-03T09:00"';

describe("parseOfferingSheet: dates", () => {
  for (const [what, change, line] of [
    [
      "a moment without a time",
      { bookOpens: "2025-03-03" },
      `offering.bookOpens: "2025-03-03" - ${momentRule}`,
    ],
    [
      "a moment on a day that is none",
      { bookCloses: "2025-02-30T09:00" },
      `offering.bookCloses: "2025-02-30T09:00" - ${momentRule}`,
    ],
    [
      "no opening of the book",
      { bookOpens: undefined },
      `offering.bookOpens: (missing) - is required: ${momentRule}`,
    ],
    [
      "a book that closes when it opens",
      { bookCloses: "2025-03-03T09:00" },
      'offering.bookCloses: "2025-03-03T09:00" - must be after the book opens, 2025-03-03T09:00',
    ],
    [
      "a book that closes after pricing",
      { bookCloses: "2025-03-08T00:00" },
      'offering.pricingDate: "2025-03-07" - must not be before the day on which the book closes, 2025-03-08T00:00',
    ],
    [
      "a cut-off before investors fail",
      { cutOff: "12:00" },
      'offering.cutOff: "12:00" - must be after 12:00, when investors that cannot pay fail',
    ],
    [
      "a cut-off before the payment date",
      { cutOffDate: "2025-03-13" },
      'offering.cutOffDate: "2025-03-13" - must not be before the payment date 2025-03-14',
    ],
    [
      "a cut-off on a Saturday",
      { cutOffDate: "2025-03-15" },
      'offering.cutOffDate: "2025-03-15" - must be a business day in Asia/Tokyo',
    ],
    [
      "a lock-up that ends on the day of the cut-off",
      { cutOffDate: "2025-03-17", lockUpUntil: "2025-03-17" },
      'offering.lockUpUntil: "2025-03-17" - must be after 2025-03-17, the day of the cut-off',
    ],
    [
      "an issuer's lock-up that ends before the cut-off",
      { issuerLockUpUntil: "2025-03-14" },
      'offering.issuerLockUpUntil: "2025-03-14" - must be after 2025-03-14, the day of the cut-off',
    ],
    [
      "a lock-up beyond the calendar",
      { lockUpUntil: "2051-03-14" },
      'offering.lockUpUntil: "2051-03-14" - must lie in the years whose holidays are known',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => {
      expect(issues(change)).to.deep.equal([line]);
    });
  }

  it("given payment on the pricing date, refuses it: nothing is priced on the payment date any more", () => {
    expect(issues({ paymentDate: "2025-03-07" }, {})).to.deep.equal([
      'offering.paymentDate: "2025-03-07" - must be after the pricing date 2025-03-07',
    ]);
  });

  it("given days on which banks are closed, refuses them", () => {
    // 20 March 2025 is Vernal Equinox Day, the 22nd a Saturday.
    expect(issues({ pricingDate: "2025-03-20", paymentDate: "2025-03-22" }, {})).to.deep.equal([
      'offering.pricingDate: "2025-03-20" - must be a business day in Asia/Tokyo',
      'offering.paymentDate: "2025-03-22" - must be a business day in Asia/Tokyo',
    ]);
  });
});
