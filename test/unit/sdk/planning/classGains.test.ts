import { expect } from "chai";

import { buildModel } from "../../../../sdk/planning/buildModel.ts";
import { classGains } from "../../../../sdk/planning/classGains.ts";
import { candidate } from "./samples.ts";

const gainsOf = (...amounts: readonly bigint[]) => {
  const candidates = amounts.map((amount, index) => candidate({ id: `T${index}`, terms: { amount } }));
  const valueOf = ({ trade }: (typeof candidates)[number]): bigint => trade.amount;
  const { gains, units, valueBound } = classGains(buildModel({ candidates, positions: [], valueOf }).columns);
  return { gains: [...gains.values()], units: [...units.values()], valueBound };
};

describe("classGains", () => {
  it("given amounts of 600, 400 and none, counts in 200: three, two and none, and one each for the trade", () => {
    const { gains, units, valueBound } = gainsOf(600n, 400n, 0n);
    expect(units).to.deep.equal([3n, 2n, 0n]);
    expect(gains).to.deep.equal([13n, 9n, 1n]);
    // 22 is both paid trades; all three are 23, and one unit more would be 24
    expect([21n, 22n, 23n, 24n].map(valueBound)).to.deep.equal([1_000n, 1_000n, 1_000n, 1_200n]);
  });

  it("given trades free of payment only, counts trades", () => {
    const { gains, units, valueBound } = gainsOf(0n, 0n);
    expect(units).to.deep.equal([1n, 1n]);
    expect(gains[0]).to.equal(gains[1]);
    expect(valueBound(8n)).to.equal(0n);
  });
});
