import { expect } from "chai";
import fc from "fast-check";

import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { shareOut } from "../../../../sdk/offering/shareOut.ts";

const sum = (values: readonly bigint[]): bigint => values.reduce((all, value) => all + value, 0n);
const weightsOf = (max: bigint): fc.Arbitrary<bigint[]> =>
  fc.array(fc.bigInt({ min: 0n, max }), { minLength: 1, maxLength: 16 });

describe("shareOut", () => {
  it("rounds cumulatively (by hand: 10 by 1, 1, 1 is due 3.33, 6.67, 10)", () => {
    expect(shareOut(10n, [1n, 1n, 1n])).to.deep.equal([3n, 3n, 4n]);
    // 7 by 5, 3, 2: due 3.5, 5.6, 7.
    expect(shareOut(7n, [5n, 3n, 2n])).to.deep.equal([3n, 2n, 2n]);
    // 1 by 1, 1: due 0.5, 1.
    expect(shareOut(1n, [1n, 1n])).to.deep.equal([0n, 1n]);
  });

  it("gives nothing to a weight of zero, and everything to the first when all are zero", () => {
    expect(shareOut(10n, [0n, 3n, 0n])).to.deep.equal([0n, 10n, 0n]);
    expect(shareOut(10n, [0n, 0n])).to.deep.equal([10n, 0n]);
    expect(shareOut(0n, [0n, 2n])).to.deep.equal([0n, 0n]);
    expect(shareOut(10n, [])).to.deep.equal([]);
  });

  it("refuses a negative amount and a negative weight", () => {
    expect(() => shareOut(-1n, [1n])).to.throw(InvalidAmountError, "The amount to share out is -1");
    expect(() => shareOut(1n, [2n, -1n])).to.throw(InvalidAmountError, "The weight is -1");
  });

  it("adds up to the amount, each part less than one away from its exact share", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), weightsOf(10n ** 24n), (amount, weights) => {
        const parts = shareOut(amount, weights);
        expect(sum(parts)).to.equal(amount);
        const whole = sum(weights);
        if (whole === 0n) return;
        for (const [index, weight] of weights.entries()) {
          const difference = (parts[index] ?? 0n) * whole - amount * weight;
          expect(difference > -whole && difference < whole).to.equal(true);
        }
      }),
    );
  });

  it("gives each unit to whom the weights reach with it: unit k of A to the first up to whom they are k / A", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), weightsOf(50n), (count, weights) => {
        const whole = sum(weights);
        if (whole === 0n) return;
        const found = weights.map(() => 0n);
        for (let unit = 1; unit <= count; unit += 1) {
          const taker = weights.findIndex(
            (_weight, index) => sum(weights.slice(0, index + 1)) * BigInt(count) >= BigInt(unit) * whole,
          );
          found[taker] = (found[taker] ?? 0n) + 1n;
        }
        expect(shareOut(BigInt(count), weights)).to.deep.equal(found);
      }),
    );
  });
});
