import { expect } from "chai";

import { compareAllocations } from "../../../../sdk/offering/compareAllocations.ts";

const row = (position: bigint, unitsByRule: bigint, unitsGiven: bigint) => ({
  position,
  unitsByRule,
  unitsGiven,
  difference: unitsGiven - unitsByRule,
});

describe("compareAllocations", () => {
  it("given an allocation by hand, when it is compared, then it says who gets more and who less than by the rule", () => {
    const rule = [
      { position: 0n, units: 40n },
      { position: 1n, units: 33n },
      { position: 2n, units: 27n },
      { position: 3n, units: 0n },
    ];
    const manual = [
      { position: 10n, units: 7n },
      { position: 2n, units: 27n },
      { position: 0n, units: 50n },
    ];
    expect(compareAllocations({ rule, manual })).to.deep.equal({
      positions: [row(0n, 40n, 50n), row(1n, 33n, 0n), row(2n, 27n, 27n), row(10n, 0n, 7n)],
      total: { unitsByRule: 100n, unitsGiven: 84n, difference: -16n },
      unitsMore: 17n,
      unitsLess: 33n,
    });
  });

  it("given a position that is allotted twice, when it is compared, then both count", () => {
    const manual = [
      { position: 0n, units: 3n },
      { position: 0n, units: 4n },
    ];
    const { positions } = compareAllocations({ rule: [{ position: 0n, units: 5n }], manual });
    expect(positions).to.deep.equal([row(0n, 5n, 7n)]);
  });

  it("given nothing, when it is compared, then there is nothing", () => {
    expect(compareAllocations({ rule: [], manual: [] })).to.deep.equal({
      positions: [],
      total: { unitsByRule: 0n, unitsGiven: 0n, difference: 0n },
      unitsMore: 0n,
      unitsLess: 0n,
    });
  });
});
