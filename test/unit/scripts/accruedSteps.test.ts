import { expect } from "chai";

import { accruedSteps } from "../../../scripts/support/accruedSteps.ts";
import { accruedOnBond } from "../../../sdk/bonds/accruedOnBond.ts";
import { parseCalendarDate as day } from "../../../sdk/calendar/parseCalendarDate.ts";
import { sampleSheet, sheet } from "../sdk/bonds/sheets.ts";
import type { Sheet } from "../sdk/bonds/sheets.ts";

function steps(given: Sheet, date: string): readonly (readonly string[])[] {
  const face = 100_000_000n;
  const settlementDate = day(date);
  const accrued = accruedOnBond({ ...given, face, settlementDate });
  return accruedSteps({ ...given, settlementDate, face, accrued });
}

describe("accruedSteps", () => {
  it("shows the face that is left of an amortising bond", () => {
    expect(steps(sampleSheet("amortising"), "2028-10-19")).to.deep.equal([
      ["face left", "67,500,000", "100,000,000 x pool factor 27/40"],
      ["days", "1", "from 2028-10-18 to 2028-10-19, one end counted (片端)"],
      ["rate", "2.150000 %", "a year, by the terms"],
      ["on 100", "0.0058904", "2.150000 x 1/365, truncated below the 7th decimal"],
      ["accrued", "3,976", "x 67,500,000 / 100, truncated to the minor unit"],
    ]);
  });

  it("shows the coupon in place of days that would come to more (vector: 183 days, 741,500)", () => {
    // 13 September 2027 is a record date, 183 days after 14 March: more than half a year's coupon.
    expect(steps(sheet(), "2027-09-13").slice(-2)).to.deep.equal([
      [
        "on 1",
        "0.0074150000000",
        "the whole coupon, since the days would come to more; truncated below the 13th decimal",
      ],
      ["accrued", "741,500", "x 100,000,000, truncated to the minor unit"],
    ]);
  });

  it("says that nothing has accrued when the coupon was paid before its date", () => {
    expect(steps(sheet(), "2025-09-12")[0]).to.deep.equal([
      "days",
      "0",
      "the coupon of 2025-09-14 was paid on 2025-09-12: nothing has accrued since",
    ]);
  });
});
