import { expect } from "chai";

import { forceTransfer } from "../../support/actions.ts";
import { bothHoldings, freshWorld, match, type Trade, type World } from "../../support/settlement.ts";

describe("trap: a forced transfer silently takes held or frozen units, or credits the wrong party", () => {
  let w: World;
  let trade: Trade;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade();
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
  });

  it("given held units, when a court takes everything, then it is refused until the trade is cancelled", async () => {
    await expect(forceTransfer(w, w.bond, w.seller.address, w.third.address, 600n))
      .to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld")
      .withArgs(w.seller, 600n, 597n);
  });

  it("given held units, when a court takes all the others, then the trade still settles from its hold", async () => {
    await forceTransfer(w, w.bond, w.seller.address, w.third.address, 597n);
    await forceTransfer(w, w.cash, w.buyer.address, w.third.address, 100_000_000_000n - BigInt(trade.amount));
    expect(await w.bond.balanceOf(w.third)).to.equal(597n);
    await w.escrow.settle(trade);
    const after = await bothHoldings(w);
    expect(after.seller).to.include({ bonds: 0n, bondsHeld: 0n });
    expect(after.buyer).to.include({ bonds: 103n, cash: 0n, cashHeld: 0n });
  });

  it("given frozen units, when a court takes some of them, then that is on record before they move", async () => {
    await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 590n);
    await expect(forceTransfer(w, w.bond, w.seller.address, w.third.address, 20n))
      .to.emit(w.bond, "Frozen")
      .withArgs(w.seller, 580n)
      .and.to.emit(w.bond, "ForcedTransfer")
      .withArgs(w.seller, w.third, 20n)
      .and.to.emit(w.bond, "Transfer")
      .withArgs(w.seller, w.third, 20n);
    expect(await w.bond.balanceOf(w.third)).to.equal(20n);
  });
});
