import { expect } from "chai";
import fc from "fast-check";

import { addFractions } from "../../../../sdk/fractions/addFractions.ts";
import { ROUNDING_DIRECTIONS } from "../../../../sdk/fails/FailsConvention.ts";
import { reduceFraction } from "../../../../sdk/fractions/reduceFraction.ts";
import { roundFraction } from "../../../../sdk/fails/roundFraction.ts";

const fraction = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([numerator, denominator]) => reduceFraction(numerator, denominator));

describe("addFractions", () => {
  it("adds in lowest terms (1/6 + 1/10 = 4/15), and nothing is 0/1", () => {
    expect(addFractions([reduceFraction(1n, 6n), reduceFraction(2n, 20n)])).to.deep.equal({
      numerator: 4n,
      denominator: 15n,
    });
    expect(addFractions([])).to.deep.equal({ numerator: 0n, denominator: 1n });
    expect(reduceFraction(0n, 7n)).to.deep.equal({ numerator: 0n, denominator: 1n });
  });

  it("gives the same sum in any order", () => {
    fc.assert(
      fc.property(fc.array(fraction, { maxLength: 6 }), (fractions) => {
        expect(addFractions(fractions.toReversed())).to.deep.equal(addFractions(fractions));
      }),
    );
  });
});

describe("roundFraction", () => {
  // 5/2, 7/3 and 8/3 by hand; with a unit of 10: 15 lies half way, 14 and 16 beside it.
  for (const [numerator, denominator, unit, down, halfUp, up] of [
    [5n, 2n, 1n, 2n, 3n, 3n],
    [7n, 3n, 1n, 2n, 2n, 3n],
    [8n, 3n, 1n, 2n, 3n, 3n],
    [4n, 1n, 1n, 4n, 4n, 4n],
    [0n, 1n, 1n, 0n, 0n, 0n],
    [14n, 1n, 10n, 10n, 10n, 20n],
    [15n, 1n, 10n, 10n, 20n, 20n],
    [16n, 1n, 10n, 10n, 20n, 20n],
  ] as const) {
    it(`makes ${down}, ${halfUp}, ${up} of ${numerator}/${denominator} in units of ${unit}`, () => {
      const rounded = (["down", "halfUp", "up"] as const).map((direction) =>
        roundFraction({ numerator, denominator }, { unit, direction }),
      );
      expect(rounded).to.deep.equal([down, halfUp, up]);
    });
  }

  it("stays within one unit, and below or above as it says", () => {
    const units = fc.bigInt({ min: 1n, max: 1_000n });
    fc.assert(
      fc.property(fraction, units, fc.constantFrom(...ROUNDING_DIRECTIONS), (exact, unit, direction) => {
        const error = roundFraction(exact, { unit, direction }) * exact.denominator - exact.numerator;
        const one = unit * exact.denominator;
        expect(error > -one && error < one).to.equal(true);
        if (direction === "down") expect(error <= 0n).to.equal(true);
        if (direction === "up") expect(error >= 0n).to.equal(true);
        if (direction === "halfUp") expect(2n * error > -one && 2n * error <= one).to.equal(true);
      }),
    );
  });
});
