import { expect } from "chai";

import {
  afterSettlement,
  bothHoldings,
  freshWorld,
  instruct,
  match,
  signLong,
  type World,
} from "../../support/settlement.ts";
import { READINESS, SIDE } from "../../support/world.ts";

describe("trap: approving twice credits twice", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given an approval, when the side approves again in any way, then it reverts", async () => {
    const trade = w.trade();
    const id = await w.escrow.tradeId(trade);
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    const signature = await w.sign(w.seller, trade);
    for (const again of [
      () => instruct(w, trade, SIDE.seller),
      () => instruct(w, trade, SIDE.seller, READINESS.earmarked),
      () => w.escrow.connect(w.seller).affirm(trade, SIDE.seller, READINESS.ready),
      () => w.escrow.connect(w.seller).affirmThenSettle(trade, SIDE.seller),
      () => w.escrow.instructSigned(trade, SIDE.seller, signature),
    ]) {
      await expect(again())
        .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
        .withArgs(id, SIDE.seller);
    }
    expect((await w.bond.positionOf(w.seller)).held).to.equal(trade.quantity);
  });

  it("given all four ways to approve at hand, when each is tried, then the trade settles exactly once", async () => {
    const trade = w.trade();
    const closed = [await w.escrow.tradeId(trade), trade.sequence] as const;
    const before = await bothHoldings(w);
    const compact = [await w.sign(w.seller, trade), await w.sign(w.buyer, trade)] as const;
    const long = [await signLong(w, w.seller, trade), await signLong(w, w.buyer, trade)] as const;
    await match(w, trade, { sellerHolds: true });
    await w.escrow.settle(trade);
    for (const again of [
      () => w.escrow.settle(trade),
      () => w.escrow.settleBySignatures(trade, ...compact),
      () => w.escrow.settleBySignatures(trade, ...long),
      () => w.escrow.instructSigned(trade, SIDE.seller, compact[0]),
      () => instruct(w, trade, SIDE.buyer),
    ]) {
      await expect(again())
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(...closed);
    }
    expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
  });
});
