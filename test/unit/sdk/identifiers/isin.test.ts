import { expect } from "chai";
import fc from "fast-check";

import { isinFault } from "../../../../sdk/identifiers/isin.ts";

describe("isinFault", () => {
  for (const [isin, holder] of [
    ["US0378331005", "Apple Inc., the worked example of ISO 6166 in most handbooks"],
    ["GB0002634946", "BAE Systems, worked example"],
    ["JP3633400001", "Toyota Motor Corporation, listed in Tokyo"],
  ] as const) {
    it(`accepts ${isin} (${holder})`, () => expect(isinFault(isin)).to.equal(undefined));
  }

  it("given a wrong check digit, says which it must be", () => {
    expect(isinFault("US0378331008")).to.equal("check digit must be 5 (ISO 6166)");
  });

  for (const text of [
    "",
    "US037833100",
    "US03783310055",
    "us0378331005",
    "U10378331005",
    "US037833100A",
    " US0378331005",
  ]) {
    it(`given "${text}", says how an ISIN is written`, () => {
      expect(isinFault(text)).to.equal(
        "must be two capital letters, nine capital letters or digits and a check digit (ISO 6166)",
      );
    });
  }

  it("for every ISIN, no single digit can be mistaken for another", () => {
    const places = fc.record({
      place: fc.integer({ min: 2, max: 11 }),
      digit: fc.integer({ min: 0, max: 9 }),
      serial: fc.stringMatching(/^[0-9]{9}$/),
    });
    fc.assert(
      fc.property(places, ({ place, digit, serial }) => {
        const isin = withCheckDigit(`JP${serial}`);
        const mutated = isin.slice(0, place) + digit.toString() + isin.slice(place + 1);
        return mutated === isin || isinFault(mutated) !== undefined;
      }),
    );
  });
});

/** Finds the check digit by trying all ten: exactly one is right. */
function withCheckDigit(body: string): string {
  const right = Array.from("0123456789", (digit) => body + digit).filter(
    (isin) => isinFault(isin) === undefined,
  );
  expect(right).to.have.length(1);
  return right.join();
}
