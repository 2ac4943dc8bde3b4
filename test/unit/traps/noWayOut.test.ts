import { expect } from "chai";

import {
  bothHoldings,
  freshWorld,
  instruct,
  match,
  nextBlockAt,
  scheduleCourtOrder,
  stateOf,
  STATUS,
  type World,
} from "../../support/settlement.ts";
import { EVIDENCE, READINESS, SIDE } from "../../support/world.ts";

describe("trap: after confirmation neither side can cancel and there is no deadline", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given a matched trade with holds, when both sides agree, then they are out at once", async () => {
    const before = await bothHoldings(w);
    const trade = w.trade();
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
    await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
    await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
    expect(await bothHoldings(w)).to.deep.equal(before);
  });

  it("given a counterparty that is silent, when the cut-off comes, then anyone frees what is held", async () => {
    const before = await bothHoldings(w);
    const trade = w.trade();
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
    await nextBlockAt(w, Number(trade.settleBy));
    await w.escrow.connect(w.outsider).expire(trade);
    expect(await bothHoldings(w)).to.deep.equal(before);
  });

  it("given a cut-off that never comes, when a court orders it, then what is held is free", async () => {
    const before = await bothHoldings(w);
    const trade = w.trade({ settleBy: 2n ** 40n - 1n });
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
    const send = await scheduleCourtOrder(w, trade, EVIDENCE);
    await send();
    expect(await bothHoldings(w)).to.deep.equal(before);
  });

  it("given one side only, when it has second thoughts before matching, then it is out alone", async () => {
    const trade = w.trade();
    await instruct(w, trade, SIDE.buyer, READINESS.earmarked);
    await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
    expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
    await expect(w.escrow.connect(w.seller).affirm(trade, SIDE.seller, READINESS.ready))
      .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
      .withArgs(await w.escrow.tradeId(trade), trade.sequence);
  });
});
