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
  type World,
} from "../../support/settlement.ts";
import { EVIDENCE, READINESS, SCOPES, SIDE } from "../../support/world.ts";

describe("DvPEscrow.hold", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given a trade that the ${name} has approved`, () => {
      for (const matched of [false, true]) {
        it(`when it holds its leg, then its units are earmarked where they are (matched: ${matched})`, async () => {
          const trade = w.trade();
          if (matched) await match(w, trade);
          else await instruct(w, trade, side);
          const { party, token, amount } = legOf(w, trade, side);
          const before = await token.positionOf(party);

          await expect(w.escrow.connect(party).hold(trade, side))
            .to.emit(w.escrow, "LegHeld")
            .withArgs(await w.escrow.tradeId(trade), side, party, amount)
            .and.to.emit(token, "UnitsHeld")
            .withArgs(party, amount, 0n, amount);
          const after = await token.positionOf(party);
          expect([after.balance, after.held, after.free]).to.deep.equal([
            before.balance,
            amount,
            before.free - amount,
          ]);
          const state = await w.escrow.stateOf(trade);
          expect([state.bondsHeld, state.cashHeld]).to.deep.equal([
            side === SIDE.seller,
            side === SIDE.buyer,
          ]);
        });
      }

      it("when its units are held, then they cannot leave by a transfer, an allowance or a second trade", async () => {
        const trade = w.trade();
        await instruct(w, trade, side, READINESS.earmarked);
        const { party, token, amount } = legOf(w, trade, side);
        const { balance, free } = await token.positionOf(party);

        await expect(token.connect(party).transfer(w.third, free + 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(party, free + 1n, free);
        await token.connect(party).approve(w.third, balance);
        await expect(token.connect(w.third).transferFrom(party, w.third, free + 1n))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(party, free + 1n, free);
        const second =
          side === SIDE.seller
            ? w.trade({ sequence: 1n, quantity: free + 1n })
            : w.trade({ sequence: 1n, amount: free + 1n });
        await match(w, second);
        await expect(w.escrow.settle(second))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(party, free + 1n, free);
        await expect(w.escrow.connect(party).hold(second, side))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(party, free + 1n, free);
        await expect(token.connect(party).transfer(w.third, free)).to.emit(token, "Transfer");
        expect((await token.positionOf(party)).balance).to.equal(amount);
      });

      it("when it holds twice, then it reverts with TradeAlreadyHeld", async () => {
        const trade = w.trade();
        await instruct(w, trade, side, READINESS.earmarked);
        const { party, token, amount } = legOf(w, trade, side);
        await expect(w.escrow.connect(party).hold(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyHeld")
          .withArgs(await w.escrow.tradeId(trade), side);
        expect((await token.positionOf(party)).held).to.equal(amount);
      });

      it("when it has not the free units, then the token refuses", async () => {
        const trade = w.trade();
        await instruct(w, trade, side);
        const { party, token, amount } = legOf(w, trade, side);
        const { balance } = await token.positionOf(party);
        await token.connect(w.compliance).setFrozenTokens(party, balance - amount + 1n);
        await expect(w.escrow.connect(party).hold(trade, side))
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(party, amount, amount - 1n);
      });

      it("when its account is suspended, then the registry refuses", async () => {
        const trade = w.trade();
        await instruct(w, trade, side);
        const { party } = legOf(w, trade, side);
        await w.registry.connect(w.compliance).suspend(party, EVIDENCE);
        await expect(w.escrow.connect(party).hold(trade, side))
          .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
          .withArgs(party);
      });

      it("when somebody else holds its leg, then it reverts with TradeNotAuthorised", async () => {
        const trade = w.trade();
        await match(w, trade);
        const { party } = legOf(w, trade, side);
        for (const caller of [w.outsider, legOf(w, trade, otherSide(side)).party]) {
          await expect(w.escrow.connect(caller).hold(trade, side))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
            .withArgs(await w.escrow.tradeId(trade), caller, party);
        }
      });

      it("when its operator holds it, then the scope must be TRADE", async () => {
        const trade = w.trade();
        await match(w, trade);
        const { party, amount } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.cancel | SCOPES.issue);
        await expect(w.escrow.connect(w.operator).hold(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(await w.escrow.tradeId(trade), w.operator, party);
        await appoint(w, party, w.operator.address, SCOPES.trade);
        await expect(w.escrow.connect(w.operator).hold(trade, side))
          .to.emit(w.escrow, "LegHeld")
          .withArgs(await w.escrow.tradeId(trade), side, party, amount);
      });

      it("when only the other side has approved, then it reverts with TradeNotApproved", async () => {
        const trade = w.trade();
        await instruct(w, trade, otherSide(side));
        await expect(w.escrow.connect(legOf(w, trade, side).party).hold(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotApproved")
          .withArgs(await w.escrow.tradeId(trade), side);
      });

      it("when it is the second of the cut-off, then it reverts with TradeExpired; before, it passes", async () => {
        const trade = w.trade();
        await instruct(w, trade, side);
        const { party } = legOf(w, trade, side);
        const snapshot = await w.networkHelpers.takeSnapshot();
        await nextBlockAt(w, Number(trade.settleBy));
        await expect(w.escrow.connect(party).hold(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
          .withArgs(await w.escrow.tradeId(trade), trade.settleBy, trade.settleBy);
        await snapshot.restore();
        await nextBlockAt(w, Number(trade.settleBy) - 1);
        await expect(w.escrow.connect(party).hold(trade, side)).to.emit(w.escrow, "LegHeld");
      });

      it("when the trade is closed, then it reverts with TradeClosed", async () => {
        const trade = w.trade({ sequence: 8n });
        await match(w, trade);
        await w.escrow.settle(trade);
        await expect(w.escrow.connect(legOf(w, trade, side).party).hold(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(await w.escrow.tradeId(trade), 8n);
      });
    });
  }

  describe("given a trade that nobody has approved", () => {
    it("when a party holds, then it reverts with TradeNotApproved", async () => {
      const trade = w.trade();
      await expect(w.escrow.connect(w.seller).hold(trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotApproved")
        .withArgs(await w.escrow.tradeId(trade), SIDE.seller);
    });
  });

  describe("given a trade that was approved by signature", () => {
    it("when its party holds, then it is settled from the hold", async () => {
      const trade = w.trade();
      const before = await bothHoldings(w);
      await w.escrow.connect(w.outsider).instructSigned(trade, SIDE.seller, await w.sign(w.seller, trade));
      await w.escrow.connect(w.seller).hold(trade, SIDE.seller);
      await w.escrow.connect(w.buyer).affirmThenSettle(trade, SIDE.buyer);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });
  });

  describe("given a trade with a venue", () => {
    it("when the party itself holds, then it reverts with TradeNotItsVenue; its venue may", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready);
      await expect(w.escrow.connect(w.seller).hold(trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
        .withArgs(await w.escrow.tradeId(trade), w.seller, w.venue);
      await expect(w.escrow.connect(w.venue).hold(trade, SIDE.seller))
        .to.emit(w.escrow, "LegHeld")
        .withArgs(await w.escrow.tradeId(trade), SIDE.seller, w.seller, trade.quantity);
    });
  });
});
