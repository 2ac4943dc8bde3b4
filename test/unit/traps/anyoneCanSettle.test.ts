import { expect } from "chai";

import {
  appoint,
  bothHoldings,
  freshWorld,
  instruct,
  match,
  stateOf,
  STATUS,
  type World,
} from "../../support/settlement.ts";
import { ascii, EVIDENCE, READINESS, SCOPES, SIDE } from "../../support/world.ts";

describe("trap: anyone can cancel (or settle) someone else's trade", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const strangers = () => [
    w.outsider,
    w.third,
    w.admin,
    w.registrar,
    w.settlementBank,
    w.issuerAgent,
    w.compliance,
    w.pauser,
    w.issuer,
  ];

  it("given a matched trade, when strangers and officers try to cancel it, then none can", async () => {
    const trade = w.trade();
    const id = await w.escrow.tradeId(trade);
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
    for (const caller of strangers()) {
      for (const [side, party] of [
        [SIDE.seller, w.seller],
        [SIDE.buyer, w.buyer],
      ] as const) {
        await expect(w.escrow.connect(caller).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(id, caller, party);
      }
      await expect(w.escrow.connect(caller).cancelByCourtOrder(trade, EVIDENCE))
        .to.be.revertedWithCustomError(w.escrow, "AccessManagedUnauthorized")
        .withArgs(caller);
    }
    expect((await stateOf(w, trade)).status).to.equal(STATUS.matched);
  });

  it("given a trade that one side has approved, when anyone tries to settle it, then none can", async () => {
    const trade = w.trade();
    const id = await w.escrow.tradeId(trade);
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    const before = await bothHoldings(w);
    for (const caller of [...strangers(), w.seller]) {
      await expect(w.escrow.connect(caller).settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
        .withArgs(id);
      await expect(w.escrow.connect(caller).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(id, caller, w.buyer);
    }
    expect(await bothHoldings(w)).to.deep.equal(before);
  });

  it("given a matched trade, when a stranger settles it, then it does what both have approved, or nothing", async () => {
    const trade = w.trade();
    await match(w, trade);
    const altered = w.trade({ amount: 1n });
    await expect(w.escrow.connect(w.outsider).settle(altered))
      .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
      .withArgs(await w.escrow.tradeId(altered));
    const before = await bothHoldings(w);
    await w.escrow.connect(w.outsider).settle(trade);
    const after = await bothHoldings(w);
    expect(after.seller.cash - before.seller.cash).to.equal(trade.amount);
    expect(before.seller.bonds - after.seller.bonds).to.equal(trade.quantity);
    expect(await w.bond.balanceOf(w.outsider)).to.equal(0n);
    expect(await w.cash.balanceOf(w.outsider)).to.equal(0n);
  });

  it("given somebody's number, when strangers try to use it up, then only numbers of their own are", async () => {
    const trade = w.trade({ sequence: 40n });
    const { outsider } = w;
    await w.escrow
      .connect(outsider)
      .cancel(w.trade({ sequence: 40n, seller: outsider.address }), SIDE.seller);
    await w.escrow.connect(outsider).cancel(w.trade({ sequence: 40n, buyer: outsider.address }), SIDE.buyer);
    await w.escrow.connect(outsider).cancel(w.trade({ sequence: 40n, venue: outsider.address }), SIDE.buyer);
    await w.escrow
      .connect(outsider)
      .instruct(w.trade({ sequence: 104n, seller: outsider.address }), SIDE.seller, READINESS.ready);
    await match(w, trade);
    await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Settled");
  });

  it("given a venue's trade, when its parties or strangers touch it, then only the venue can", async () => {
    const trade = w.trade({ venue: w.venue.address, commonReference: ascii("VENUE-1", 16) });
    const id = await w.escrow.tradeId(trade);
    await appoint(w, w.seller, w.venue.address, SCOPES.trade);
    await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.earmarked);
    for (const caller of [...strangers(), w.seller, w.buyer]) {
      for (const call of [
        () => w.escrow.connect(caller).cancel(trade, SIDE.seller),
        () => w.escrow.connect(caller).settle(trade),
        () => w.escrow.connect(caller).affirmThenSettle(trade, SIDE.buyer),
        () => w.escrow.connect(caller).settleBySignatures(trade, "0x", "0x"),
      ]) {
        await expect(call())
          .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
          .withArgs(id, caller, w.venue);
      }
    }
  });
});
