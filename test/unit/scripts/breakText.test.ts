import { expect } from "chai";

import { breakText } from "../../../scripts/support/breakText.ts";
import { columnsOf } from "../../../scripts/support/columnsOf.ts";

describe("breakText", () => {
  it("breaks at blanks, and leaves a longer word whole", () => {
    expect(breakText("one two three", 7)).to.equal("one two\nthree");
    expect(breakText("a 0x123456789 b", 6)).to.equal("a\n0x123456789\nb");
    expect(breakText("one\ntwo three", 9)).to.equal("one\ntwo three");
  });

  it("breaks Japanese anywhere but before a mark that ends something", () => {
    expect(breakText("社債原簿である。次", 12)).to.equal("社債原簿であ\nる。次");
    expect(breakText("社債原簿でる。次", 12)).to.equal("社債原簿で\nる。次");
    expect(columnsOf("社債abc")).to.equal(7);
  });
});
