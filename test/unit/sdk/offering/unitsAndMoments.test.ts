import { expect } from "chai";

import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { InvalidDateError } from "../../../../sdk/errors/InvalidDateError.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { InvalidTimeError } from "../../../../sdk/errors/InvalidTimeError.ts";
import { FractionalPriceError } from "../../../../sdk/offering/errors/FractionalPriceError.ts";
import { pricePerUnit } from "../../../../sdk/offering/pricePerUnit.ts";
import { secondsAtMoment } from "../../../../sdk/offering/secondsAtMoment.ts";
import { unitFaceOn } from "../../../../sdk/offering/unitFaceOn.ts";
import { writtenFields } from "../../../../sdk/offering/writtenFields.ts";
import { sampleSheet } from "../bonds/sheets.ts";
import { termSheet } from "./sheetSamples.ts";

describe("pricePerUnit", () => {
  it("is the price of the face that is left, in whole minor units", () => {
    expect(pricePerUnit("99.872", 100_000_000n)).to.equal(99_872_000n);
    expect(pricePerUnit("99.5", 67_500_000n)).to.equal(67_162_500n);
    expect(pricePerUnit("0", 100n)).to.equal(0n);
  });

  it("refuses what does not come to whole minor units, and what is no decimal", () => {
    expect(() => pricePerUnit("99.5", 10n)).to.throw(
      FractionalPriceError,
      "99.5 for 100 does not come to whole minor units for the face 10 of one bond.",
    );
    expect(() => pricePerUnit("-1", 100n)).to.throw(InvalidDecimalError);
  });
});

describe("unitFaceOn", () => {
  it("is the denomination of a straight bond until it is redeemed", () => {
    expect(unitFaceOn(termSheet, day("2025-03-14"))).to.equal(100_000_000n);
    expect(unitFaceOn(termSheet, day("2030-03-13"))).to.equal(100_000_000n);
    expect(unitFaceOn(termSheet, day("2030-03-14"))).to.equal(0n);
  });

  it("is what an amortising bond leaves after its payments until then", () => {
    const bond = sampleSheet("amortising").termSheet;
    expect(unitFaceOn(bond, day("2028-10-19"))).to.equal((bond.denomination * 675n) / 1000n);
    expect(unitFaceOn(bond, bond.issueDate)).to.equal(bond.denomination);
  });
});

describe("secondsAtMoment", () => {
  it("is a moment by the clock of the centre", () => {
    const expected = BigInt(Date.parse("2025-03-03T09:30:00+09:00") / 1000);
    expect(secondsAtMoment("2025-03-03T09:30", "Asia/Tokyo")).to.equal(expected);
  });

  it("refuses what is no moment, or lies outside the calendar", () => {
    expect(() => secondsAtMoment("2025-02-29T09:30", "Asia/Tokyo")).to.throw(InvalidDateError);
    expect(() => secondsAtMoment("2025-03-03", "Asia/Tokyo")).to.throw(InvalidDateError);
    expect(() => secondsAtMoment("2025-03-03T24:00", "Asia/Tokyo")).to.throw(InvalidTimeError);
    expect(() => secondsAtMoment("2051-03-03T09:30", "Asia/Tokyo")).to.throw(DateOutsideCalendarError);
  });
});

describe("writtenFields", () => {
  it("names the fields that hold something", () => {
    expect([...writtenFields({ a: 1, b: undefined, c: null })]).to.deep.equal(["a", "c"]);
    for (const input of [undefined, null, "text"]) expect(writtenFields(input).size).to.equal(0);
  });
});
