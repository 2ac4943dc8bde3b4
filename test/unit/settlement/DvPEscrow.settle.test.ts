import { expect } from "chai";

import { SIDE, world } from "../../support/world.ts";

describe("DvPEscrow.settle", () => {
  it("given a matched trade, when it is due, then both legs move", async () => {
    const w = await world();
    const trade = w.trade();
    await w.escrow.connect(w.seller).instruct(trade, SIDE.seller, false);
    await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, false);
    await expect(w.escrow.connect(w.outsider).settle(trade)).to.emit(w.escrow, "Settled");
    expect(await w.bond.balanceOf(w.buyer)).to.equal(103n);
    expect(await w.cash.balanceOf(w.seller)).to.equal(10_300_123_456n);
  });
});
