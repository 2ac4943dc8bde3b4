import { expect } from "chai";

import { growthExponent } from "../../../../scripts/bench/growthExponent.ts";

describe("growthExponent", () => {
  const growth = (figure: number): number =>
    Math.round(growthExponent({ size: 10, figure: 7 }, { size: 100, figure }) * 1e9) / 1e9;

  it("is 0 for what does not grow, 1 for what grows in proportion, 2 for the square", () => {
    expect([growth(7), growth(70), growth(700)]).to.deep.equal([0, 1, 2]);
  });

  it("is below 0 for what shrinks", () => {
    expect(growth(0.7)).to.equal(-1);
  });
});
