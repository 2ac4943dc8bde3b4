import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import {
  afterSettlement,
  appoint,
  bothHoldings,
  fixNextSecond,
  freshWorld,
  instruct,
  match,
  nextBlockAt,
  settledArgs,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, QII, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

describe("DvPEscrow.settle", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  describe("given a matched trade that is due", () => {
    it("when anyone settles it, then both legs move for the agreed amounts and its number is used up", async () => {
      const trade = w.trade({ sequence: 11n });
      await match(w, trade);
      const before = await bothHoldings(w);

      await expect(w.escrow.connect(w.outsider).settle(trade))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade)))
        .and.to.emit(w.bond, "Transfer")
        .withArgs(w.seller, w.buyer, trade.quantity)
        .and.to.emit(w.cash, "Transfer")
        .withArgs(w.buyer, w.seller, trade.amount);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.closed);
      expect(await w.escrow.isSequenceUsed(trade.venue, w.seller, w.buyer, 11n)).to.equal(true);
    });

    it("when it was settled already, then it reverts with TradeClosed and nothing moves again", async () => {
      const trade = w.trade({ sequence: 11n });
      await match(w, trade);
      await w.escrow.settle(trade);
      const settled = await bothHoldings(w);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 11n);
      expect(await bothHoldings(w)).to.deep.equal(settled);
    });

    it("when the whole of a balance is sold, then it may be", async () => {
      const trade = w.trade({ quantity: 600n, amount: 100_000_000_000n });
      await match(w, trade);
      const before = await bothHoldings(w);
      await w.escrow.settle(trade);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      expect(await w.bond.balanceOf(w.seller)).to.equal(0n);
    });

    it("when one side agrees to its cancellation and the other does not, then it still settles", async () => {
      const trade = w.trade();
      await match(w, trade);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await expect(w.escrow.connect(w.outsider).settle(trade)).to.emit(w.escrow, "Settled");
    });
  });

  for (const [sellerHolds, buyerHolds] of [
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    const who = [sellerHolds ? "bonds" : "", buyerHolds ? "cash" : ""].filter(Boolean).join(" and ");
    describe(`given a matched trade whose ${who} are held`, () => {
      it("when it settles, then it is paid from the hold and nothing stays held", async () => {
        const trade = w.trade();
        const before = await bothHoldings(w);
        await match(w, trade, { sellerHolds, buyerHolds });
        await expect(w.escrow.settle(trade))
          .to.emit(w.escrow, "Settled")
          .withArgs(...(await settledArgs(w, trade)))
          .and.not.to.emit(w.escrow, "LegReleased");
        expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      });

      it("when all other units are gone, then it settles all the same", async () => {
        const trade = w.trade();
        await match(w, trade, { sellerHolds, buyerHolds });
        const { seller, buyer } = await bothHoldings(w);
        if (sellerHolds) await w.bond.connect(w.seller).transfer(w.third, seller.bonds - seller.bondsHeld);
        if (buyerHolds) await w.cash.connect(w.buyer).transfer(w.third, buyer.cash - buyer.cashHeld);
        const before = await bothHoldings(w);
        await w.escrow.settle(trade);
        expect(await bothHoldings(w)).to.deep.equal(
          afterSettlement(
            {
              seller: { ...before.seller, bondsHeld: 0n },
              buyer: { ...before.buyer, cashHeld: 0n },
            },
            trade,
          ),
        );
      });
    });
  }

  describe("given two trades whose bonds are held", () => {
    it("when one settles, then the other's hold stays", async () => {
      const [first, second] = [w.trade({ sequence: 1n }), w.trade({ sequence: 2n, quantity: 5n })];
      await match(w, first, { sellerHolds: true });
      await match(w, second, { sellerHolds: true });
      await w.escrow.settle(first);
      expect((await bothHoldings(w)).seller).to.include({ bonds: 597n, bondsHeld: 5n });
      await w.escrow.settle(second);
      expect((await bothHoldings(w)).seller).to.include({ bonds: 592n, bondsHeld: 0n });
    });

    it("when a third has no hold, then it cannot take theirs", async () => {
      const held = w.trade({ sequence: 1n, quantity: 598n });
      await match(w, held, { sellerHolds: true });
      const other = w.trade({ sequence: 2n, quantity: 3n });
      await match(w, other);
      await expect(w.escrow.settle(other))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld")
        .withArgs(w.seller, 3n, 2n);
    });
  });

  describe("given a trade that is not matched", () => {
    it("when nobody has approved, then it reverts with TradeNotMatched", async () => {
      const trade = w.trade();
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
        .withArgs(await w.escrow.tradeId(trade));
    });

    for (const [name, side] of Object.entries(SIDE)) {
      it(`when only the ${name} has approved, then it reverts with TradeNotMatched`, async () => {
        const trade = w.trade();
        await instruct(w, trade, side, READINESS.earmarked);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
          .withArgs(await w.escrow.tradeId(trade));
      });
    }

    it("when another with its number and line is matched, then it reverts with TradeNotMatched", async () => {
      await match(w, w.trade());
      const trade = w.trade({ amount: 1n });
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
        .withArgs(await w.escrow.tradeId(trade));
    });
  });

  describe("given a matched trade and its settlement period", () => {
    const [settleFrom, settleBy] = [START + 2 * DAY, START + 3 * DAY];
    let trade: Trade;
    beforeEach(async () => {
      trade = w.trade({ tradeDate: START, settleFrom, settleBy });
      await match(w, trade, { sellerHolds: true });
    });

    for (const second of [settleFrom - 1, START + DAY]) {
      it(`when it is ${settleFrom - second} seconds too early, then it reverts with TradeNotDue`, async () => {
        await nextBlockAt(w, second);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotDue")
          .withArgs(await w.escrow.tradeId(trade), settleFrom, second);
      });
    }

    for (const second of [settleFrom, settleBy - 1]) {
      it(`when it is ${second - settleFrom} seconds in, then it settles`, async () => {
        await nextBlockAt(w, second);
        await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Settled");
      });
    }

    for (const second of [settleBy, settleBy + DAY]) {
      it(`when the cut-off was ${second - settleBy} seconds ago, then it reverts with TradeExpired`, async () => {
        await nextBlockAt(w, second);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
          .withArgs(await w.escrow.tradeId(trade), settleBy, second);
      });
    }
  });

  describe("given a matched trade that ended otherwise", () => {
    it("when both sides cancelled it, then it reverts with TradeClosed", async () => {
      const trade = w.trade({ sequence: 4n });
      await match(w, trade);
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 4n);
    });

    it("when it was closed as expired, then its cut-off keeps it from settling for ever", async () => {
      const trade = w.trade({ sequence: 4n });
      await match(w, trade);
      await w.networkHelpers.time.increaseTo(Number(trade.settleBy));
      await w.escrow.expire(trade);
      const second = await fixNextSecond(w);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
        .withArgs(await w.escrow.tradeId(trade), trade.settleBy, second);
    });
  });

  describe("given a matched trade with a venue", () => {
    let trade: Trade;
    beforeEach(async () => {
      trade = w.trade({ venue: w.venue.address, sequence: 4n });
      for (const [party, side] of [
        [w.seller, SIDE.seller],
        [w.buyer, SIDE.buyer],
      ] as const) {
        await appoint(w, party, w.venue.address, SCOPES.trade);
        await w.escrow.connect(w.venue).instruct(trade, side, READINESS.ready);
      }
    });

    it("when the venue settles it, then both legs move and the venue's number is used up", async () => {
      const before = await bothHoldings(w);
      await expect(w.escrow.connect(w.venue).settle(trade))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade)));
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      expect(await w.escrow.isSequenceUsed(w.venue, w.seller, w.buyer, 4n)).to.equal(true);
      expect(await w.escrow.isSequenceUsed(w.venue, w.third, w.outsider, 4n)).to.equal(true);
      expect(await w.escrow.isSequenceUsed("0x" + "00".repeat(20), w.seller, w.buyer, 4n)).to.equal(false);
    });

    it("when anybody else settles it, then it reverts with TradeNotItsVenue", async () => {
      for (const caller of [w.seller, w.buyer, w.outsider]) {
        await expect(w.escrow.connect(caller).settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
          .withArgs(await w.escrow.tradeId(trade), caller, w.venue);
      }
    });
  });

  describe("given a matched trade whose tokens do not let a leg pass", () => {
    const suspend = (account: { address: string }) =>
      w.registry.connect(w.compliance).suspend(account.address, EVIDENCE);
    let trade: Trade;
    beforeEach(() => {
      trade = w.trade();
    });

    for (const what of ["bond", "cash"] as const) {
      it(`when the ${what} is paused, then neither leg moves, held or not`, async () => {
        await match(w, trade, { sellerHolds: true, buyerHolds: true });
        await w[what].connect(w.pauser).pause();
        const before = await bothHoldings(w);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w[what], "RegulatedTokenPaused")
          .withArgs(w[what]);
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.matched);
      });
    }

    it("when the seller is suspended, then neither leg moves", async () => {
      await match(w, trade, { sellerHolds: true });
      await suspend(w.seller);
      const before = await bothHoldings(w);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
        .withArgs(w.seller);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("when the buyer is suspended, then neither leg moves", async () => {
      await match(w, trade);
      await suspend(w.buyer);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
        .withArgs(w.buyer);
    });

    it("when the buyer has lost its class, then neither leg moves", async () => {
      await match(w, trade);
      await w.registry.update(w.buyer, 2, FAR, COMMITMENT);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.registry, "ParticipantLacksClasses")
        .withArgs(w.buyer, 2, QII);
    });

    it("when the seller has lost its class, then it can still sell", async () => {
      await match(w, trade);
      await w.registry.update(w.seller, 0, FAR, COMMITMENT);
      await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Settled");
    });

    it("when the buyer's identity check ends this second, then neither leg moves", async () => {
      await match(w, trade);
      const expiry = START + DAY;
      await w.registry.update(w.buyer, QII, expiry, COMMITMENT);
      await nextBlockAt(w, expiry);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.registry, "ParticipantExpired")
        .withArgs(w.buyer, expiry, expiry);
    });

    it("when the seller's bond account is frozen, then neither leg moves", async () => {
      await match(w, trade, { sellerHolds: true });
      await w.bond.connect(w.compliance).setAccountFrozen(w.seller, true);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenAccountFrozen")
        .withArgs(w.seller);
    });

    it("when the seller's cash account is frozen, then the bonds do not move either", async () => {
      await match(w, trade);
      await w.cash.connect(w.compliance).setAccountFrozen(w.seller, true);
      const before = await bothHoldings(w);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.cash, "RegulatedTokenAccountFrozen")
        .withArgs(w.seller);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("when so much is frozen that too little is left, then neither leg moves", async () => {
      await match(w, trade);
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 598n);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(w.seller, 3n, 2n);
    });

    it("when even held units are frozen, then neither leg moves", async () => {
      await match(w, trade, { sellerHolds: true });
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 598n);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(w.seller, 3n, 2n);
    });

    it("when the buyer lacks the money, then the bonds do not move either", async () => {
      await match(w, trade);
      const before = await w.cash.balanceOf(w.buyer);
      await w.cash.connect(w.buyer).transfer(w.third, before - 300_123_455n);
      const bonds = (await bothHoldings(w)).seller.bonds;
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.cash, "ERC20InsufficientBalance")
        .withArgs(w.buyer, 300_123_455n, 300_123_456n);
      expect((await bothHoldings(w)).seller.bonds).to.equal(bonds);
    });

    it("when the bond is closed before its maturity, then neither leg moves", async () => {
      const late = w.trade({ settleBy: START + 364 * DAY });
      await match(w, late, { sellerHolds: true });
      const closed = START + 360 * DAY;
      await nextBlockAt(w, closed);
      await expect(w.escrow.settle(late))
        .to.be.revertedWithCustomError(w.bond, "BondTokenClosed")
        .withArgs(w.terms.isin, closed, closed);
    });
  });

  describe("given a matched trade in an instrument that does not exist", () => {
    it("when it settles, then it reverts with TradeUnknownBond", async () => {
      const trade = w.trade({ isin: "0x" + "4a".repeat(12) });
      await match(w, trade);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(await w.escrow.tradeId(trade), trade.isin);
    });

    const unknown = [
      ["bank", (each: World) => ({ settlementBank: each.outsider.address })],
      ["code", (_: World) => ({ currency: "0x555344" })],
    ] as const;
    for (const [what, fields] of unknown) {
      it(`when its currency is of another ${what}, then it reverts with TradeUnknownCurrency`, async () => {
        const trade = w.trade(fields(w));
        await match(w, trade);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
          .withArgs(await w.escrow.tradeId(trade), trade.currency, trade.settlementBank);
      });
    }
  });

  describe("given the same number in other hands", () => {
    it("when the pair is swapped, then it is another number", async () => {
      const trade = w.trade({ sequence: 1n });
      await match(w, trade);
      await w.escrow.settle(trade);
      const swapped = w.trade({ sequence: 1n, seller: w.buyer.address, buyer: w.seller.address });
      await w.escrow.connect(w.buyer).instruct(swapped, SIDE.seller, READINESS.ready);
      await w.escrow.connect(w.seller).affirm(swapped, SIDE.buyer, READINESS.ready);
      await expect(w.escrow.settle(swapped)).to.emit(w.escrow, "Settled");
    });

    it("when it is another pair, then it is another number", async () => {
      const trade = w.trade({ sequence: 1n });
      await match(w, trade);
      await w.escrow.settle(trade);
      await w.cash.mint(w.third, 1_000_000_000n, encodeBytes32String("deposit-third"));
      const other = w.trade({ sequence: 1n, buyer: w.third.address });
      await instruct(w, other, SIDE.seller);
      await w.escrow.connect(w.third).affirm(other, SIDE.buyer, READINESS.ready);
      await expect(w.escrow.settle(other)).to.emit(w.escrow, "Settled");
    });

    it("when the number is the largest, then it is used up alone", async () => {
      const sequence = 2n ** 48n - 1n;
      const trade = w.trade({ sequence });
      await match(w, trade, { buyerHolds: true });
      await w.escrow.settle(trade);
      const used = async (each: bigint) =>
        await w.escrow.isSequenceUsed(trade.venue, w.seller, w.buyer, each);
      expect(await used(sequence)).to.equal(true);
      for (const each of [0n, sequence - 1n, sequence - 64n, sequence - 255n, sequence - 256n]) {
        expect(await used(each), each.toString()).to.equal(false);
      }
    });
  });
});
