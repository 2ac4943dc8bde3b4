import { expect } from "chai";

import {
  appoint,
  bothHoldings,
  CAUSE,
  freshWorld,
  instruct,
  match,
  scheduleCourtOrder,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { EVIDENCE, READINESS, SCOPES, SIDE } from "../../support/world.ts";
import { numbered } from "../../support/numbered.ts";

describe("DvPEscrow.cancelByCourtOrder", () => {
  let w: World;
  let trade: Trade;
  let id: string;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade({ sequence: 12n });
    id = await w.escrow.tradeId(trade);
  });

  describe("given an order that was announced a day before", () => {
    it("when the trade is matched and both legs are held, then it is cancelled and all is free", async () => {
      const before = await bothHoldings(w);
      await match(w, trade, { sellerHolds: true, buyerHolds: true });
      const send = await scheduleCourtOrder(w, trade, EVIDENCE);
      await expect(send())
        .to.emit(w.escrow, "Cancelled")
        .withArgs(...numbered(id, trade), CAUSE.courtOrder, w.courtOrder, EVIDENCE)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.seller, w.seller, trade.quantity)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.buyer, w.buyer, trade.amount);
      expect(await bothHoldings(w)).to.deep.equal(before);
      expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(id, 12n);
    });

    it("when the trade has a venue, then the venue is not asked", async () => {
      const before = await bothHoldings(w);
      const atVenue = w.trade({ venue: w.venue.address });
      await appoint(w, w.buyer, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(atVenue, SIDE.buyer, READINESS.earmarked);
      const send = await scheduleCourtOrder(w, atVenue, EVIDENCE);
      await expect(send())
        .to.emit(w.escrow, "Cancelled")
        .withArgs(
          ...numbered(await w.escrow.tradeId(atVenue), atVenue),
          CAUSE.courtOrder,
          w.courtOrder,
          EVIDENCE,
        );
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("when nobody has approved the trade, then its number is used up, signatures included", async () => {
      const send = await scheduleCourtOrder(w, trade, EVIDENCE);
      await expect(send()).to.emit(w.escrow, "Cancelled");
      await expect(instruct(w, trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(id, 12n);
    });

    it("when the trade was settled meanwhile, then it reverts with TradeClosed: settled is final", async () => {
      await match(w, trade);
      const send = await scheduleCourtOrder(w, trade, EVIDENCE);
      await w.escrow.settle(trade);
      await expect(send()).to.be.revertedWithCustomError(w.escrow, "TradeClosed").withArgs(id, 12n);
    });
  });

  describe("given an order that was not announced", () => {
    it("when it is sent, then the access manager refuses it", async () => {
      await match(w, trade);
      await expect(
        w.escrow.connect(w.courtOrder).cancelByCourtOrder(trade, EVIDENCE),
      ).to.be.revertedWithCustomError(w.manager, "AccessManagerNotScheduled");
    });
  });

  describe("given a caller without the court order role", () => {
    it("when it cancels, then it reverts with AccessManagedUnauthorized", async () => {
      await match(w, trade);
      const callers = [
        w.outsider,
        w.seller,
        w.buyer,
        w.registrar,
        w.compliance,
        w.pauser,
        w.settlementBank,
        w.issuerAgent,
      ];
      for (const caller of callers) {
        await expect(w.escrow.connect(caller).cancelByCourtOrder(trade, EVIDENCE))
          .to.be.revertedWithCustomError(w.escrow, "AccessManagedUnauthorized")
          .withArgs(caller);
      }
      expect((await stateOf(w, trade)).status).to.equal(STATUS.matched);
    });
  });
});
