import { expect } from "chai";

import {
  appoint,
  bothHoldings,
  freshWorld,
  instruct,
  legOf,
  match,
  nextBlockAt,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { DAY, EVIDENCE, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";
import { numbered } from "../../support/numbered.ts";

describe("DvPEscrow.expire", () => {
  const settleBy = START + 3 * DAY;
  let w: World;
  let trade: Trade;
  let id: string;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade({ sequence: 3n, settleBy });
    id = await w.escrow.tradeId(trade);
  });

  describe("given a recorded trade whose cut-off has come", () => {
    for (const [name, side] of Object.entries(SIDE)) {
      it(`when only the ${name} has instructed, with a hold, then anyone closes it and its units are free`, async () => {
        const before = await bothHoldings(w);
        await instruct(w, trade, side, READINESS.earmarked);
        const { party, token, amount } = legOf(w, trade, side);
        await nextBlockAt(w, settleBy);
        await expect(w.escrow.connect(w.outsider).expire(trade))
          .to.emit(w.escrow, "Expired")
          .withArgs(...numbered(id, trade), settleBy, w.outsider)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, side, party, amount)
          .and.to.emit(token, "UnitsReleased")
          .withArgs(party, amount, amount, 0n);
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
      });
    }

    it("when it is matched and both legs are held, then both are free", async () => {
      const before = await bothHoldings(w);
      await match(w, trade, { sellerHolds: true, buyerHolds: true });
      await nextBlockAt(w, settleBy + DAY);
      await expect(w.escrow.expire(trade))
        .to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.seller, w.seller, trade.quantity)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.buyer, w.buyer, trade.amount);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("when nothing is held, then no leg is released", async () => {
      await match(w, trade);
      await nextBlockAt(w, settleBy);
      await expect(w.escrow.expire(trade))
        .to.emit(w.escrow, "Expired")
        .withArgs(...numbered(id, trade), settleBy, w.seller)
        .and.not.to.emit(w.escrow, "LegReleased");
    });

    it("when tokens are paused and accounts suspended, then it is released all the same", async () => {
      const before = await bothHoldings(w);
      await match(w, trade, { sellerHolds: true, buyerHolds: true });
      await w.bond.connect(w.pauser).pause();
      await w.cash.connect(w.compliance).setAccountFrozen(w.buyer, true);
      await w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE);
      await nextBlockAt(w, settleBy);
      await w.escrow.connect(w.outsider).expire(trade);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("when it is expired twice, then it reverts with TradeClosed and releases nothing more", async () => {
      const other = w.trade({ sequence: 4n });
      await match(w, other, { sellerHolds: true });
      await match(w, trade, { sellerHolds: true });
      await nextBlockAt(w, settleBy);
      await w.escrow.expire(trade);
      await expect(w.escrow.expire(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(id, 3n);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(other.quantity);
    });

    it("when its signatures are submitted afterwards, then its cut-off keeps it from settling", async () => {
      await instruct(w, trade, SIDE.seller);
      await nextBlockAt(w, settleBy);
      await w.escrow.expire(trade);
      await nextBlockAt(w, settleBy + 60);
      await expect(
        w.escrow.settleBySignatures(trade, await w.sign(w.seller, trade), await w.sign(w.buyer, trade)),
      )
        .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
        .withArgs(id, settleBy, settleBy + 60);
    });
  });

  describe("given a recorded trade whose cut-off has not come", () => {
    for (const early of [1, DAY]) {
      it(`when it is ${early} seconds early, then it reverts with TradeNotExpired`, async () => {
        await match(w, trade, { sellerHolds: true });
        await nextBlockAt(w, settleBy - early);
        await expect(w.escrow.expire(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotExpired")
          .withArgs(id, settleBy, settleBy - early);
      });
    }
  });

  describe("given a trade that is not recorded", () => {
    it("when its cut-off has passed, then it reverts with TradeNotInstructed and its number stays", async () => {
      await nextBlockAt(w, settleBy);
      await expect(w.escrow.expire(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotInstructed")
        .withArgs(id);
      expect(await w.escrow.isSequenceUsed(trade.venue, w.seller, w.buyer, 3n)).to.equal(false);
    });

    it("when another with its number is recorded, then it reverts with TradeNotInstructed", async () => {
      await match(w, w.trade({ sequence: 3n, settleBy: START + 5 * DAY }), { sellerHolds: true });
      await nextBlockAt(w, settleBy);
      await expect(w.escrow.expire(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotInstructed")
        .withArgs(id);
    });
  });

  describe("given a trade that is closed", () => {
    it("when it was settled, then it reverts with TradeClosed", async () => {
      await match(w, trade);
      await w.escrow.settle(trade);
      await nextBlockAt(w, settleBy);
      await expect(w.escrow.expire(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(id, 3n);
    });
  });

  describe("given a trade with a venue", () => {
    it("when its cut-off has come, then anyone closes it: a venue cannot keep holds by doing nothing", async () => {
      const before = await bothHoldings(w);
      const atVenue = w.trade({ sequence: 3n, settleBy, venue: w.venue.address });
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(atVenue, SIDE.seller, READINESS.earmarked);
      await nextBlockAt(w, settleBy);
      await expect(w.escrow.connect(w.outsider).expire(atVenue))
        .to.emit(w.escrow, "Expired")
        .withArgs(...numbered(await w.escrow.tradeId(atVenue), atVenue), settleBy, w.outsider);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });
  });
});
