import { expect } from "chai";

import { median } from "../../../../scripts/bench/median.ts";

describe("median", () => {
  it("is the middle of an odd number of values, in whatever order", () => {
    expect(median([9, 1, 100])).to.equal(9);
  });

  it("is the mean of the two in the middle of an even number", () => {
    expect(median([4, 1, 100, 2])).to.equal(3);
  });

  it("is not a number when there are none", () => {
    expect(median([])).to.be.NaN;
  });
});
