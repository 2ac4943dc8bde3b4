import { expect } from "chai";

import {
  appoint,
  BLANK,
  bothHoldings,
  freshWorld,
  instruct,
  legOf,
  match,
  nextBlockAt,
  otherSide,
  stateOf,
  STATUS,
  type World,
} from "../../support/settlement.ts";
import { READINESS, SCOPES, SIDE } from "../../support/world.ts";

describe("DvPEscrow.affirm", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given a trade that the other side of the ${name} has instructed`, () => {
      it(`when the ${name} affirms, then it is matched and nothing has moved`, async () => {
        const trade = w.trade();
        const { party } = legOf(w, trade, side);
        await instruct(w, trade, otherSide(side));
        const before = await bothHoldings(w);

        await expect(w.escrow.connect(party).affirm(trade, side, READINESS.ready))
          .to.emit(w.escrow, "Matched")
          .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer, side, READINESS.ready, party)
          .and.not.to.emit(w.escrow, "LegHeld");
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await stateOf(w, trade)).to.deep.equal({
          ...BLANK,
          status: STATUS.matched,
          sellerApproved: true,
          buyerApproved: true,
        });
      });

      it("when it holds its leg at once, then both are recorded", async () => {
        const trade = w.trade();
        const { party, token, amount } = legOf(w, trade, side);
        await instruct(w, trade, otherSide(side), READINESS.earmarked);

        await expect(w.escrow.connect(party).affirm(trade, side, READINESS.earmarked))
          .to.emit(w.escrow, "LegHeld")
          .withArgs(await w.escrow.tradeId(trade), side, party, amount);
        const state = await w.escrow.stateOf(trade);
        expect([state.bondsHeld, state.cashHeld]).to.deep.equal([true, true]);
        expect((await token.positionOf(party)).held).to.equal(amount);
      });

      it("when it holds its leg without the free units, then it reverts, approval included", async () => {
        const trade = w.trade({ quantity: 601n, amount: 100_000_000_001n });
        const { party, token, amount } = legOf(w, trade, side);
        await instruct(w, trade, otherSide(side));
        await expect(w.escrow.connect(party).affirm(trade, side, READINESS.earmarked))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(party, amount - 1n, amount);
        expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.instructed);
      });

      it("when an operator in scope TRADE affirms, then it is matched", async () => {
        const trade = w.trade();
        await appoint(w, legOf(w, trade, side).party, w.operator.address, SCOPES.trade);
        await instruct(w, trade, otherSide(side));
        await expect(w.escrow.connect(w.operator).affirm(trade, side, READINESS.ready))
          .to.emit(w.escrow, "Matched")
          .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer, side, READINESS.ready, w.operator);
      });

      it("when an operator in scope CANCEL affirms, then it reverts with TradeNotAuthorised", async () => {
        const trade = w.trade();
        const { party } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.cancel);
        await instruct(w, trade, otherSide(side));
        await expect(w.escrow.connect(w.operator).affirm(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(await w.escrow.tradeId(trade), w.operator, party);
      });

      it("when the instructing side affirms for the other, then it reverts with TradeNotAuthorised", async () => {
        const trade = w.trade();
        await instruct(w, trade, otherSide(side));
        const { party: instructing } = legOf(w, trade, otherSide(side));
        await expect(w.escrow.connect(instructing).affirm(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(await w.escrow.tradeId(trade), instructing, legOf(w, trade, side).party);
      });

      it("when the instructing side affirms itself, then it reverts with TradeAlreadyApproved", async () => {
        const trade = w.trade();
        await instruct(w, trade, side);
        await expect(w.escrow.connect(legOf(w, trade, side).party).affirm(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
          .withArgs(await w.escrow.tradeId(trade), side);
      });
    });
  }

  describe("given a trade that nobody has instructed", () => {
    it("when a side affirms, then it reverts with TradeNotInstructed", async () => {
      const trade = w.trade();
      await expect(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotInstructed")
        .withArgs(await w.escrow.tradeId(trade));
    });

    const terms = [
      ["quantity", { quantity: 4n }],
      ["amount", { amount: 300_123_457n }],
      ["cut-off", { settleBy: 1_700_000_000 }],
      ["reference", { commonReference: "0x" + "41".repeat(16) }],
      ["bond", { isin: "0x" + "4a".repeat(12) }],
    ] as const;
    for (const [what, fields] of terms) {
      it(`when one with another ${what} was instructed, then it reverts with TradeNotInstructed`, async () => {
        await instruct(w, w.trade(), SIDE.seller);
        const trade = w.trade(fields);
        await expect(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotInstructed")
          .withArgs(await w.escrow.tradeId(trade));
      });
    }
  });

  describe("given an instructed trade that ends", () => {
    it("when it was withdrawn, then it reverts with TradeClosed", async () => {
      const trade = w.trade({ sequence: 3n });
      await instruct(w, trade, SIDE.seller);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await expect(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 3n);
    });

    it("when it is the last second before the cut-off, then it passes", async () => {
      const trade = w.trade();
      await instruct(w, trade, SIDE.seller);
      await nextBlockAt(w, Number(trade.settleBy) - 1);
      await expect(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready)).to.emit(
        w.escrow,
        "Matched",
      );
    });

    it("when it is the second of the cut-off, then it reverts with TradeExpired", async () => {
      const trade = w.trade();
      await instruct(w, trade, SIDE.seller);
      await nextBlockAt(w, Number(trade.settleBy));
      await expect(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
        .withArgs(await w.escrow.tradeId(trade), trade.settleBy, trade.settleBy);
    });
  });

  describe("given a matched trade", () => {
    it("when a side affirms again, then it reverts with TradeAlreadyApproved", async () => {
      const trade = w.trade();
      await match(w, trade);
      for (const side of Object.values(SIDE)) {
        await expect(w.escrow.connect(legOf(w, trade, side).party).affirm(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
          .withArgs(await w.escrow.tradeId(trade), side);
      }
    });
  });

  describe("given a trade with a venue", () => {
    it("when the party itself affirms, then it reverts with TradeNotItsVenue", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready);
      await expect(w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
        .withArgs(await w.escrow.tradeId(trade), w.buyer, w.venue);
    });

    it("when the venue affirms as the side's operator, then it is matched", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await appoint(w, w.buyer, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready);
      await expect(w.escrow.connect(w.venue).affirm(trade, SIDE.buyer, READINESS.ready))
        .to.emit(w.escrow, "Matched")
        .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer, SIDE.buyer, READINESS.ready, w.venue);
    });
  });
});
