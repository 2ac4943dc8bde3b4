import { expect } from "chai";
import fc from "fast-check";

import { leiFault } from "../../../../sdk/identifiers/lei.ts";

describe("leiFault", () => {
  // LEIs in use, as the tests of other validators quote them.
  for (const [lei, holder] of [
    ["54930084UKLVMY22DS16", "G.E. Financing GmbH"],
    ["213800WSGIIZCXF1P572", "Jaguar Land Rover Ltd"],
    ["M07J9MTYHFCSVRBV2631", "RWE AG, given before the fifth and sixth characters were fixed"],
    ["213800WAVVOPS85N2205", "London Stock Exchange LEI Limited"],
  ] as const) {
    it(`accepts ${lei} (${holder})`, () => expect(leiFault(lei)).to.equal(undefined));
  }

  it("given wrong check digits, says which they must be", () => {
    expect(leiFault("54930084UKLVMY22DS17")).to.equal("check digits must be 16 (ISO 17442)");
  });

  for (const text of [
    "",
    "54930084UKLVMY22DS1",
    "54930084UKLVMY22DS1A",
    "54930084uklvmy22ds12",
    "54930084UKLVMY22DS123",
  ]) {
    it(`given "${text}", says how an LEI is written`, () => {
      expect(leiFault(text)).to.equal(
        "must be eighteen capital letters or digits and two check digits (ISO 17442)",
      );
    });
  }

  it("finds a letter taken for another letter and a digit for another digit (ISO/IEC 7064)", () => {
    const letters = fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    const digits = fc.constantFrom(...Array.from("0123456789"));
    const lei = "54930084UKLVMY22DS16";
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 19 }), letters, digits, (place, letter, digit) => {
        const other = /[A-Z]/.test(lei.charAt(place)) ? letter : digit;
        const mutated = lei.slice(0, place) + other + lei.slice(place + 1);
        return mutated === lei || leiFault(mutated) !== undefined;
      }),
    );
  });

  it("finds every swap of neighbours in an LEI", () => {
    const lei = "54930084UKLVMY22DS16";
    for (let place = 0; place < 17; place += 1) {
      const swapped = lei.slice(0, place) + lei.charAt(place + 1) + lei.charAt(place) + lei.slice(place + 2);
      if (swapped !== lei) expect(leiFault(swapped), swapped).to.not.equal(undefined);
    }
  });
});
