import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { replaceKey } from "../../support/actions.ts";
import {
  appoint,
  BLANK,
  bothHoldings,
  CAUSE,
  freshWorld,
  instruct,
  legOf,
  match,
  nextBlockAt,
  NO_EVIDENCE,
  otherSide,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { DAY, FAR, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";
import { numbered } from "../../support/numbered.ts";

describe("DvPEscrow.cancel", () => {
  let w: World;
  let trade: Trade;
  let id: string;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade({ sequence: 21n });
    id = await w.escrow.tradeId(trade);
  });

  const used = async (each: Trade) =>
    await w.escrow.isSequenceUsed(each.venue, each.seller, each.buyer, each.sequence);

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given a trade before matching, for the ${name}`, () => {
      it("when nobody has approved it, then its number is used up, signatures included", async () => {
        const { party } = legOf(w, trade, side);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.withdrawn, party, NO_EVIDENCE);
        expect(await used(trade)).to.equal(true);
        expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
        await expect(
          w.escrow.settleBySignatures(trade, await w.sign(w.seller, trade), await w.sign(w.buyer, trade)),
        )
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(id, 21n);
      });

      it("when it has instructed with a hold, then it withdraws at once and its units are free", async () => {
        const before = await bothHoldings(w);
        await instruct(w, trade, side, READINESS.earmarked);
        const { party, token, amount } = legOf(w, trade, side);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.withdrawn, party, NO_EVIDENCE)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, side, party, amount)
          .and.to.emit(token, "UnitsReleased")
          .withArgs(party, amount, amount, 0n);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });

      it("when the other side has instructed with a hold, then it refuses it and that is free", async () => {
        const before = await bothHoldings(w);
        const other = otherSide(side);
        await instruct(w, trade, other, READINESS.earmarked);
        const { party } = legOf(w, trade, side);
        const { party: holder, amount } = legOf(w, trade, other);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.withdrawn, party, NO_EVIDENCE)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, other, holder, amount);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });

      it("when it is cancelled twice, then it reverts with TradeClosed", async () => {
        const { party } = legOf(w, trade, side);
        await w.escrow.connect(party).cancel(trade, side);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(id, 21n);
      });

      it("when its operator cancels, then the scope must be CANCEL and not over", async () => {
        const { party } = legOf(w, trade, side);
        await instruct(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.trade | SCOPES.issue);
        await expect(w.escrow.connect(w.operator).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(id, w.operator, party);

        const expiry = START + DAY;
        await appoint(w, party, w.operator.address, SCOPES.cancel, expiry);
        const snapshot = await w.networkHelpers.takeSnapshot();
        await nextBlockAt(w, expiry);
        await expect(w.escrow.connect(w.operator).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(id, w.operator, party);
        await snapshot.restore();
        await nextBlockAt(w, expiry - 1);
        await expect(w.escrow.connect(w.operator).cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.withdrawn, w.operator, NO_EVIDENCE);
      });
    });

    describe(`given a matched trade with both legs held, for the ${name}`, () => {
      let before: Awaited<ReturnType<typeof bothHoldings>>;
      beforeEach(async () => {
        before = await bothHoldings(w);
        await match(w, trade, { sellerHolds: true, buyerHolds: true });
      });

      it("when it alone cancels, then it has agreed and nothing else has changed", async () => {
        const { party } = legOf(w, trade, side);
        const matched = await bothHoldings(w);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.emit(w.escrow, "CancellationAgreed")
          .withArgs(id, side, party)
          .and.not.to.emit(w.escrow, "Cancelled");
        expect(await bothHoldings(w)).to.deep.equal(matched);
        expect(await stateOf(w, trade)).to.deep.equal({
          ...BLANK,
          status: STATUS.matched,
          sellerApproved: true,
          buyerApproved: true,
          bondsHeld: true,
          cashHeld: true,
          sellerAgreesToCancel: side === SIDE.seller,
          buyerAgreesToCancel: side === SIDE.buyer,
        });
      });

      it("when it agrees twice, then it reverts with TradeCancellationAlreadyAgreed", async () => {
        const { party } = legOf(w, trade, side);
        await w.escrow.connect(party).cancel(trade, side);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeCancellationAlreadyAgreed")
          .withArgs(id, side);
      });

      it("when the other side agrees as well, then it is cancelled and everything is free", async () => {
        const { party } = legOf(w, trade, side);
        const { party: other } = legOf(w, trade, otherSide(side));
        await w.escrow.connect(other).cancel(trade, otherSide(side));
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.agreed, party, NO_EVIDENCE)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, SIDE.seller, w.seller, trade.quantity)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, SIDE.buyer, w.buyer, trade.amount)
          .and.not.to.emit(w.escrow, "CancellationAgreed");
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await used(trade)).to.equal(true);
      });

      it("when the tokens are paused and everybody is frozen, then both sides still get out", async () => {
        await w.bond.connect(w.pauser).pause();
        await w.cash.connect(w.pauser).pause();
        await w.bond.connect(w.compliance).setAccountFrozen(w.seller, true);
        await w.registry.connect(w.compliance).suspend(w.buyer, NO_EVIDENCE);
        await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
        await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });
    });

    describe(`given somebody who does not speak for the ${name}`, () => {
      for (const matched of [false, true]) {
        it(`when it cancels, then it reverts with TradeNotAuthorised (matched: ${matched})`, async () => {
          if (matched) await match(w, trade);
          else await instruct(w, trade, side);
          const { party } = legOf(w, trade, side);
          for (const caller of [w.outsider, legOf(w, trade, otherSide(side)).party, w.admin]) {
            await expect(w.escrow.connect(caller).cancel(trade, side))
              .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
              .withArgs(id, caller, party);
          }
          expect(await used(trade)).to.equal(false);
        });
      }
    });

    describe(`given a ${name} whose key was lost and replaced`, () => {
      it("when its successor cancels, then its hold is free and the position can be carried over", async () => {
        await instruct(w, trade, side, READINESS.earmarked);
        const { party, token, amount } = legOf(w, trade, side);
        await expect(w.escrow.connect(w.outsider).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(id, w.outsider, party);
        await replaceKey(w, party, w.outsider);
        const whole = await token.balanceOf(party);
        await expect(token.connect(w.registrar).recover(party))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(party, whole, whole - amount);

        await expect(w.escrow.connect(w.outsider).cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.withdrawn, w.outsider, NO_EVIDENCE);
        await token.connect(w.registrar).recover(party);
        expect(await token.balanceOf(w.outsider)).to.equal(whole);
      });

      it("when the trade is matched, then its successor's agreement counts as its own", async () => {
        const before = await bothHoldings(w);
        await match(w, trade, { sellerHolds: true, buyerHolds: true });
        await replaceKey(w, legOf(w, trade, side).party, w.outsider);
        await expect(w.escrow.connect(w.outsider).cancel(trade, side))
          .to.emit(w.escrow, "CancellationAgreed")
          .withArgs(id, side, w.outsider);
        const other = otherSide(side);
        await w.escrow.connect(legOf(w, trade, other).party).cancel(trade, other);
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
      });
    });
  }

  describe("given a trade past its cut-off", () => {
    it("when it was never matched, then a side may still withdraw it", async () => {
      await instruct(w, trade, SIDE.seller, READINESS.earmarked);
      await nextBlockAt(w, Number(trade.settleBy) + DAY);
      await expect(w.escrow.connect(w.seller).cancel(trade, SIDE.seller)).to.emit(w.escrow, "Cancelled");
    });
  });

  describe("given a trade that is settled", () => {
    it("when a side cancels, then it reverts with TradeClosed", async () => {
      await match(w, trade);
      await w.escrow.settle(trade);
      const settled = await bothHoldings(w);
      for (const side of Object.values(SIDE)) {
        await expect(w.escrow.connect(legOf(w, trade, side).party).cancel(trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(id, 21n);
      }
      expect(await bothHoldings(w)).to.deep.equal(settled);
    });
  });

  describe("given a trade that is not sound and was never approved", () => {
    it("when its party cancels it, then it reverts with TradeEmptyLeg: it could never settle", async () => {
      const odd = w.trade({ quantity: 0n, sequence: 30n });
      await expect(w.escrow.connect(w.seller).cancel(odd, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeEmptyLeg")
        .withArgs(await w.escrow.tradeId(odd), 0n, odd.amount);
      expect(await used(odd)).to.equal(false);
    });
  });

  describe("given a trade with a venue", () => {
    beforeEach(async () => {
      trade = w.trade({ venue: w.venue.address, sequence: 21n });
      id = await w.escrow.tradeId(trade);
      for (const party of [w.seller, w.buyer]) {
        await appoint(w, party, w.venue.address, SCOPES.trade, FAR);
      }
    });

    for (const [name, side] of Object.entries(SIDE)) {
      it(`when the venue cancels a matched one (side ${name}), then it is cancelled at once and all is free`, async () => {
        const before = await bothHoldings(w);
        const escrow = w.escrow.connect(w.venue);
        await escrow.instruct(trade, SIDE.seller, READINESS.earmarked);
        await escrow.affirm(trade, SIDE.buyer, READINESS.earmarked);
        await expect(escrow.cancel(trade, side))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.venue, w.venue, NO_EVIDENCE)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, SIDE.seller, w.seller, trade.quantity)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, SIDE.buyer, w.buyer, trade.amount);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });
    }

    it("when it was never recorded, then the venue can use up its own number", async () => {
      await expect(w.escrow.connect(w.venue).cancel(trade, SIDE.seller))
        .to.emit(w.escrow, "Cancelled")
        .withArgs(...numbered(id, trade), CAUSE.venue, w.venue, NO_EVIDENCE);
      expect(await used(trade)).to.equal(true);
    });

    it("when anybody else cancels, then it reverts with TradeNotItsVenue and the number stays", async () => {
      for (const caller of [w.seller, w.buyer, w.outsider]) {
        for (const side of Object.values(SIDE)) {
          await expect(w.escrow.connect(caller).cancel(trade, side))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
            .withArgs(id, caller, w.venue);
        }
      }
      expect(await used(trade)).to.equal(false);
    });
  });

  describe("given the same number in other hands", () => {
    it("when a pair uses up its own, then no other pair's and no venue's is touched", async () => {
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      const numbers = [
        [ZeroAddress, w.buyer, w.seller],
        [ZeroAddress, w.seller, w.third],
        [ZeroAddress, w.third, w.buyer],
        [w.seller.address, w.seller, w.buyer],
        [w.venue.address, w.seller, w.buyer],
      ] as const;
      for (const [venue, seller, buyer] of numbers) {
        expect(await w.escrow.isSequenceUsed(venue, seller, buyer, 21n)).to.equal(false);
      }
    });

    it("when an outsider names itself as the venue of the parties, then it uses up its own number only", async () => {
      const spoof = w.trade({ venue: w.outsider.address, sequence: 21n });
      await w.escrow.connect(w.outsider).cancel(spoof, SIDE.seller);
      expect(await used(trade)).to.equal(false);
      await match(w, trade);
      await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Settled");
    });

    it("when an outsider names itself as the other party, then it uses up the number of that pair only", async () => {
      const spoof = w.trade({ buyer: w.outsider.address, sequence: 21n });
      await w.escrow.connect(w.outsider).cancel(spoof, SIDE.buyer);
      expect(await used(trade)).to.equal(false);
    });
  });
});
