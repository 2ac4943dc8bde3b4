import { expect } from "chai";
import fc from "fast-check";

import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { parseDecimal } from "../../../../sdk/bonds/parseDecimal.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";

describe("parseDecimal", () => {
  for (const [text, decimals, value] of [
    ["1.483", 6, 1_483_000n],
    ["0.050", 6, 50_000n],
    ["100", 7, 1_000_000_000n],
    ["99.985", 7, 999_850_000n],
    ["0", 0, 0n],
    ["9007199254740993.1", 1, 90_071_992_547_409_931n],
  ] as const) {
    it(`reads "${text}" with ${decimals} decimals as ${value}`, () =>
      expect(parseDecimal(text, decimals)).to.equal(value));
  }

  for (const text of [
    "",
    ".",
    "1.",
    ".5",
    "-1",
    "+1",
    "1e3",
    "01",
    "1,000",
    "1.2.3",
    " 1",
    "1.12345",
    "NaN",
    "0x1",
    "１",
  ]) {
    it(`refuses "${text}" with 4 decimals`, () => {
      expect(() => parseDecimal(text, 4))
        .to.throw(InvalidDecimalError, `"${text}" is not a plain decimal number with at most 4 decimals.`)
        .with.property("code", "DECIMAL_INVALID");
    });
  }

  it("reads back what formatDecimal writes", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.integer({ min: 0, max: 13 }),
        (value, decimals) => {
          return parseDecimal(formatDecimal(value, decimals), decimals) === value;
        },
      ),
    );
  });
});

describe("formatDecimal", () => {
  for (const [value, decimals, text] of [
    [1_483_000n, 6, "1.483000"],
    [5n, 3, "0.005"],
    [-5n, 3, "-0.005"],
    [-1_500n, 3, "-1.500"],
    [42n, 0, "42"],
    [0n, 2, "0.00"],
  ] as const) {
    it(`writes ${value} with ${decimals} decimals as ${text}`, () =>
      expect(formatDecimal(value, decimals)).to.equal(text));
  }
});
