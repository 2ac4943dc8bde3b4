import { expect } from "chai";

import {
  afterSettlement,
  appoint,
  bothHoldings,
  freshWorld,
  instruct,
  legOf,
  match,
  nextBlockAt,
  otherSide,
  settledArgs,
  STATUS,
  type World,
} from "../../support/settlement.ts";
import { DAY, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

describe("DvPEscrow.affirmThenSettle", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given a trade that waits for the ${name} only`, () => {
      for (const readiness of [READINESS.ready, READINESS.earmarked]) {
        it(`when it is affirmed, then it settles at once (other leg held: ${readiness === READINESS.earmarked})`, async () => {
          const trade = w.trade({ sequence: 2n });
          const before = await bothHoldings(w);
          await instruct(w, trade, otherSide(side), readiness);

          await expect(w.escrow.connect(legOf(w, trade, side).party).affirmThenSettle(trade, side))
            .to.emit(w.escrow, "Settled")
            .withArgs(...(await settledArgs(w, trade)))
            .and.not.to.emit(w.escrow, "Matched");
          expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
          expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.closed);
        });
      }

      it("when the instructing side does it, then it reverts with TradeAlreadyApproved", async () => {
        const trade = w.trade();
        await instruct(w, trade, side);
        await expect(w.escrow.connect(legOf(w, trade, side).party).affirmThenSettle(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
          .withArgs(await w.escrow.tradeId(trade), side);
      });

      it("when somebody else does it, then it reverts with TradeNotAuthorised", async () => {
        const trade = w.trade();
        await instruct(w, trade, otherSide(side));
        for (const caller of [w.outsider, legOf(w, trade, otherSide(side)).party]) {
          await expect(w.escrow.connect(caller).affirmThenSettle(trade, side))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
            .withArgs(await w.escrow.tradeId(trade), caller, legOf(w, trade, side).party);
        }
      });

      it("when its operator in scope TRADE does it, then it settles", async () => {
        const trade = w.trade();
        await appoint(w, legOf(w, trade, side).party, w.operator.address, SCOPES.trade);
        await instruct(w, trade, otherSide(side));
        await expect(w.escrow.connect(w.operator).affirmThenSettle(trade, side)).to.emit(w.escrow, "Settled");
      });

      it("when its operator in scope CANCEL does it, then it reverts with TradeNotAuthorised", async () => {
        const trade = w.trade();
        const { party } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.cancel | SCOPES.issue);
        await instruct(w, trade, otherSide(side));
        await expect(w.escrow.connect(w.operator).affirmThenSettle(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(await w.escrow.tradeId(trade), w.operator, party);
      });
    });
  }

  describe("given a trade that cannot be affirmed", () => {
    it("when nobody has instructed it, then it reverts with TradeNotInstructed", async () => {
      const trade = w.trade();
      await expect(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotInstructed")
        .withArgs(await w.escrow.tradeId(trade));
    });

    it("when it is matched already, then it reverts with TradeAlreadyApproved", async () => {
      const trade = w.trade();
      await match(w, trade);
      await expect(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
        .withArgs(await w.escrow.tradeId(trade), SIDE.buyer);
    });

    it("when it was withdrawn, then it reverts with TradeClosed", async () => {
      const trade = w.trade({ sequence: 6n });
      await instruct(w, trade, SIDE.seller);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await expect(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 6n);
    });
  });

  describe("given an instructed trade and its settlement period", () => {
    const [settleFrom, settleBy] = [START + 2 * DAY, START + 3 * DAY];
    const seconds = [
      [settleFrom - 1, "TradeNotDue", settleFrom],
      [settleFrom, "settles", 0],
      [settleBy - 1, "settles", 0],
      [settleBy, "TradeExpired", settleBy],
    ] as const;
    for (const [second, outcome, limit] of seconds) {
      it(`when it is second ${second - settleFrom} of it, then: ${outcome}`, async () => {
        const trade = w.trade({ settleFrom, settleBy });
        await instruct(w, trade, SIDE.seller);
        await nextBlockAt(w, second);
        const call = w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer);
        if (outcome === "settles") {
          await expect(call).to.emit(w.escrow, "Settled");
        } else {
          await expect(call)
            .to.be.revertedWithCustomError(w.escrow, outcome)
            .withArgs(await w.escrow.tradeId(trade), limit, second);
          expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.instructed);
        }
      });
    }
  });

  describe("given a leg that cannot pass", () => {
    it("when the buyer lacks the money, then the approval is not recorded either", async () => {
      const trade = w.trade({ amount: 100_000_000_001n });
      await instruct(w, trade, SIDE.seller);
      const before = await bothHoldings(w);
      await expect(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.cash, "ERC20InsufficientBalance")
        .withArgs(w.buyer, 100_000_000_000n, 100_000_000_001n);
      expect(await bothHoldings(w)).to.deep.equal(before);
      expect((await w.escrow.stateOf(trade)).buyerApproved).to.equal(false);
    });

    it("when the bond is unknown, then it reverts with TradeUnknownBond", async () => {
      const trade = w.trade({ isin: "0x" + "4a".repeat(12) });
      await instruct(w, trade, SIDE.buyer);
      await expect(w.escrow.connect(w.seller).affirmThenSettle(trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(await w.escrow.tradeId(trade), trade.isin);
    });

    it("when the currency is unknown, then it reverts with TradeUnknownCurrency", async () => {
      const trade = w.trade({ settlementBank: w.outsider.address });
      await instruct(w, trade, SIDE.buyer);
      await expect(w.escrow.connect(w.seller).affirmThenSettle(trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
        .withArgs(await w.escrow.tradeId(trade), trade.currency, w.outsider);
    });
  });

  describe("given a trade with a venue", () => {
    it("when the party itself calls, then it reverts with TradeNotItsVenue; its venue settles", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await appoint(w, w.buyer, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready);
      await expect(w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
        .withArgs(await w.escrow.tradeId(trade), w.buyer, w.venue);
      await expect(w.escrow.connect(w.venue).affirmThenSettle(trade, SIDE.buyer)).to.emit(
        w.escrow,
        "Settled",
      );
    });
  });
});
