import { expect } from "chai";

import { appoint, freshWorld, instruct, signMandate, type World } from "../../support/settlement.ts";
import { READINESS, SCOPES, SIDE } from "../../support/world.ts";

describe("trap: an owner binds a third party's cash account", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given a seller, when it names somebody as buyer, then that account's cash is not bound", async () => {
    const trade = w.trade();
    const id = await w.escrow.tradeId(trade);
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    for (const call of [
      () => w.escrow.connect(w.seller).instruct(trade, SIDE.buyer, READINESS.earmarked),
      () => w.escrow.connect(w.seller).affirm(trade, SIDE.buyer, READINESS.earmarked),
      () => w.escrow.connect(w.seller).hold(trade, SIDE.buyer),
      () => w.escrow.connect(w.seller).affirmThenSettle(trade, SIDE.buyer),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(id, w.seller, w.buyer);
    }
    expect((await w.cash.positionOf(w.buyer)).held).to.equal(0n);
  });

  it("given the bank and the issuer's agent, when they name themselves operators, then nobody listens", async () => {
    const trade = w.trade();
    const id = await w.escrow.tradeId(trade);
    await instruct(w, trade, SIDE.seller);
    for (const officer of [w.settlementBank, w.issuerAgent, w.issuer, w.registrar]) {
      await expect(w.escrow.connect(officer).affirm(trade, SIDE.buyer, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(id, officer, w.buyer);
      const mandate = await signMandate(w, officer, trade, w.buyer.address);
      await expect(w.escrow.instructSigned(trade, SIDE.buyer, mandate))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
        .withArgs(id, SIDE.buyer, w.buyer);
    }
  });

  it("given an appointment, when it goes from account to operator, then not the other way round", async () => {
    const trade = w.trade();
    await appoint(w, w.seller, w.buyer.address, SCOPES.trade | SCOPES.cancel);
    await expect(w.escrow.connect(w.seller).instruct(trade, SIDE.buyer, READINESS.earmarked))
      .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
      .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer);
  });
});
