import { expect } from "chai";
import fc from "fast-check";

import { gainScale } from "../../../../../sdk/planning/solver/gainScale.ts";
import { limitRow } from "../../../../../sdk/planning/solver/limitRow.ts";
import { roundedDouble } from "../../../../../sdk/planning/solver/roundedDouble.ts";

const VALUE = fc.oneof(
  fc.bigInt(-9n, 9n),
  fc.bigInt(-(2n ** 53n), 2n ** 53n),
  fc.bigInt(-(2n ** 112n), 2n ** 112n),
);

describe("roundedDouble", () => {
  it("keeps what a double can hold, and rounds the rest in the direction asked for", () => {
    expect(roundedDouble(2n ** 53n, "up")).to.equal(2 ** 53);
    fc.assert(
      fc.property(VALUE, (whole) => {
        expect(BigInt(roundedDouble(whole, "up")) >= whole).to.be.true;
        expect(BigInt(roundedDouble(whole, "down")) <= whole).to.be.true;
        expect(roundedDouble(whole, "up") - Number(whole)).to.be.at.most(Math.abs(Number(whole)) * 2 ** -51);
      }),
      { numRuns: 1_000, seed: 20_260_404 },
    );
  });
});

describe("limitRow", () => {
  it("says 6 and 9 of 20 as 2 and 3 of 6, a quarter of each", () => {
    const terms = [
      { column: 4, value: 6n },
      { column: 7, value: 9n },
    ];
    expect(limitRow(terms, 20n)).to.deep.equal({ upper: 1.5, columns: [4, 7], values: [0.5, 0.75] });
  });

  it("never says a limit more tightly than it is", () => {
    fc.assert(
      fc.property(
        fc.array(VALUE, { minLength: 1, maxLength: 8 }),
        VALUE,
        fc.nat(255),
        (values, upper, bits) => {
          const terms = values.map((value, column) => ({ column, value }));
          const chosen = terms.filter(({ column }) => (bits >> column) % 2 === 1);
          fc.pre(chosen.reduce((sum, { value }) => sum + value, 0n) <= upper);
          const row = limitRow(terms, upper);
          const loose = row.columns.reduce(
            (sum, column, index) =>
              chosen.some((one) => one.column === column) ? sum + (row.values[index] ?? 0) : sum,
            0,
          );
          expect(loose - row.upper).to.be.at.most(1e-12 * Math.max(1, Math.abs(row.upper)));
        },
      ),
      { numRuns: 2_000, seed: 20_260_405 },
    );
  });

  it("leaves out a draw that solvers pass over, and makes a tiny inflow large enough", () => {
    const terms = [
      { column: 0, value: 2n ** 40n },
      { column: 1, value: 1n },
      { column: 2, value: -1n },
    ];
    expect(limitRow(terms, 2n ** 39n)).to.deep.equal({
      upper: 0.25,
      columns: [0, 2],
      values: [0.5, -(2 ** -28)],
    });
  });

  it("with values that are all zero, limits nothing", () => {
    expect(limitRow([{ column: 0, value: 0n }], 5n)).to.deep.equal({ upper: 0, columns: [], values: [] });
  });
});

describe("gainScale", () => {
  it("gives a bound above the exact sum of any gains", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 2n ** 112n), { maxLength: 8 }), (exact) => {
        const { gains, wholeBound } = gainScale(exact);
        const bound = wholeBound(gains.reduce((sum, gain) => sum + gain, 0));
        expect(bound !== undefined && bound >= exact.reduce((sum, gain) => sum + gain, 0n)).to.be.true;
        expect(gains.every((gain) => gain >= 0 && gain <= 1)).to.be.true;
      }),
      { numRuns: 1_000, seed: 20_260_406 },
    );
  });

  it("has none when the solver has none", () => {
    expect(gainScale([1n]).wholeBound(Infinity)).to.equal(undefined);
  });
});
