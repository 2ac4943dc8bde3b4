import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  appoint,
  asEventArg,
  BLANK,
  bothHoldings,
  fixNextSecond,
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
import { DAY, FAR, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

describe("DvPEscrow.instruct", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given a trade that nobody has approved, for the ${name}`, () => {
      it("when its party instructs, then the whole trade is on record and nothing has moved", async () => {
        const trade = w.trade();
        const before = await bothHoldings(w);
        const id = await w.escrow.tradeId(trade);
        const { party } = legOf(w, trade, side);

        await expect(w.escrow.connect(party).instruct(trade, side, READINESS.ready))
          .to.emit(w.escrow, "Instructed")
          .withArgs(id, w.seller, w.buyer, side, READINESS.ready, party, asEventArg(trade));
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await stateOf(w, trade)).to.deep.equal({
          ...BLANK,
          status: STATUS.instructed,
          sellerApproved: side === SIDE.seller,
          buyerApproved: side === SIDE.buyer,
        });
      });

      it("when its operator in scope TRADE instructs, then it counts as the party", async () => {
        const trade = w.trade();
        await appoint(w, legOf(w, trade, side).party, w.operator.address, SCOPES.trade);
        await expect(w.escrow.connect(w.operator).instruct(trade, side, READINESS.ready))
          .to.emit(w.escrow, "Instructed")
          .withArgs(
            await w.escrow.tradeId(trade),
            w.seller,
            w.buyer,
            side,
            READINESS.ready,
            w.operator,
            asEventArg(trade),
          );
      });

      it("when it holds its leg at once, then the units stay in the account, earmarked", async () => {
        const trade = w.trade();
        const { party, token, amount } = legOf(w, trade, side);
        const id = await w.escrow.tradeId(trade);
        const free = (await token.positionOf(party)).free;

        await expect(w.escrow.connect(party).instruct(trade, side, READINESS.earmarked))
          .to.emit(w.escrow, "Instructed")
          .withArgs(id, w.seller, w.buyer, side, READINESS.earmarked, party, asEventArg(trade))
          .and.to.emit(w.escrow, "LegHeld")
          .withArgs(id, side, party, amount)
          .and.to.emit(token, "UnitsHeld")
          .withArgs(party, amount, 0n, amount);
        const position = await token.positionOf(party);
        expect([position.balance, position.held, position.free]).to.deep.equal([free, amount, free - amount]);
      });

      it("when it holds its leg without the free units, then the token refuses", async () => {
        const trade = w.trade({ quantity: 601n, amount: 100_000_000_001n });
        const { party, token, amount } = legOf(w, trade, side);
        await expect(w.escrow.connect(party).instruct(trade, side, READINESS.earmarked))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(party, amount - 1n, amount);
      });

      const strangers = [
        ["an outsider", (each: World) => each.outsider],
        ["the other party", (each: World) => (side === SIDE.seller ? each.buyer : each.seller)],
      ] as const;
      for (const [who, of] of strangers) {
        it(`when ${who} instructs, then it reverts with TradeNotAuthorised`, async () => {
          const trade = w.trade();
          await expect(w.escrow.connect(of(w)).instruct(trade, side, READINESS.ready))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
            .withArgs(await w.escrow.tradeId(trade), of(w), legOf(w, trade, side).party);
        });
      }

      const wrongScopes = { cancel: SCOPES.cancel, issue: SCOPES.issue, both: SCOPES.cancel | SCOPES.issue };
      for (const [scope, scopes] of Object.entries(wrongScopes)) {
        it(`when its operator has the scope ${scope} only, then it reverts with TradeNotAuthorised`, async () => {
          const trade = w.trade();
          const { party } = legOf(w, trade, side);
          await appoint(w, party, w.operator.address, scopes);
          await expect(w.escrow.connect(w.operator).instruct(trade, side, READINESS.ready))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
            .withArgs(await w.escrow.tradeId(trade), w.operator, party);
        });
      }

      it("when its operator's appointment ends this second, then it reverts; a second before, it passes", async () => {
        const trade = w.trade();
        const { party } = legOf(w, trade, side);
        const expiry = START + DAY;
        await appoint(w, party, w.operator.address, SCOPES.trade, expiry);
        const snapshot = await w.networkHelpers.takeSnapshot();

        await nextBlockAt(w, expiry);
        await expect(w.escrow.connect(w.operator).instruct(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(await w.escrow.tradeId(trade), w.operator, party);
        await snapshot.restore();
        await nextBlockAt(w, expiry - 1);
        await expect(w.escrow.connect(w.operator).instruct(trade, side, READINESS.ready)).to.emit(
          w.escrow,
          "Instructed",
        );
      });

      it("when the side has approved already, then it reverts with TradeAlreadyApproved", async () => {
        const trade = w.trade();
        await instruct(w, trade, side);
        await expect(instruct(w, trade, side))
          .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
          .withArgs(await w.escrow.tradeId(trade), side);
      });

      it("when the other side has approved, then the trade is matched", async () => {
        const trade = w.trade();
        await instruct(w, trade, otherSide(side));
        const { party } = legOf(w, trade, side);
        const call = w.escrow.connect(party).instruct(trade, side, READINESS.ready);
        await expect(call)
          .to.emit(w.escrow, "Matched")
          .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer, side, READINESS.ready, party)
          .and.not.to.emit(w.escrow, "Instructed");
        expect((await w.escrow.stateOf(trade)).status).to.equal(STATUS.matched);
      });
    });
  }

  describe("given a trade that is not sound", () => {
    it("when seller and buyer are one, then it reverts with TradeSameParty", async () => {
      const trade = w.trade({ buyer: w.seller.address });
      for (const side of Object.values(SIDE)) {
        await expect(w.escrow.connect(w.seller).instruct(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeSameParty")
          .withArgs(await w.escrow.tradeId(trade), w.seller);
      }
    });

    const empty = [
      ["quantity", { quantity: 0n }, 0n, 300_123_456n],
      ["amount", { amount: 0n }, 3n, 0n],
      ["quantity and amount", { quantity: 0n, amount: 0n }, 0n, 0n],
    ] as const;
    for (const [what, fields, quantity, amount] of empty) {
      it(`when its ${what} is zero, then it reverts with TradeEmptyLeg`, async () => {
        const trade = w.trade(fields);
        await expect(instruct(w, trade, SIDE.seller))
          .to.be.revertedWithCustomError(w.escrow, "TradeEmptyLeg")
          .withArgs(await w.escrow.tradeId(trade), quantity, amount);
      });
    }

    const [early, late] = [START + DAY, START + 2 * DAY];
    const wrongDates = [
      ["it settles before its trade date", { tradeDate: early, settleFrom: early - 1, settleBy: late }],
      ["its cut-off is its settlement date", { tradeDate: early, settleFrom: late, settleBy: late }],
      ["its cut-off is before its settlement date", { tradeDate: early, settleFrom: late, settleBy: early }],
    ] as const;
    for (const [when, dates] of wrongDates) {
      it(`when ${when}, then it reverts with TradeInvalidDates`, async () => {
        const trade = w.trade(dates);
        await expect(instruct(w, trade, SIDE.buyer))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidDates")
          .withArgs(await w.escrow.tradeId(trade), dates.tradeDate, dates.settleFrom, dates.settleBy);
      });
    }

    it("when the three dates are as close as they may be, then it passes", async () => {
      const trade = w.trade({ tradeDate: early, settleFrom: early, settleBy: early + 1 });
      await expect(instruct(w, trade, SIDE.buyer)).to.emit(w.escrow, "Instructed");
    });
  });

  describe("given a trade whose cut-off comes", () => {
    it("when it is the last second before, then it passes", async () => {
      const trade = w.trade();
      await nextBlockAt(w, Number(trade.settleBy) - 1);
      await expect(instruct(w, trade, SIDE.seller)).to.emit(w.escrow, "Instructed");
    });

    it("when it is the second of the cut-off, then it reverts with TradeExpired", async () => {
      const trade = w.trade();
      await nextBlockAt(w, Number(trade.settleBy));
      await expect(instruct(w, trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
        .withArgs(await w.escrow.tradeId(trade), trade.settleBy, trade.settleBy);
    });
  });

  describe("given a trade that is closed", () => {
    it("when it was settled, then it reverts with TradeClosed", async () => {
      const trade = w.trade({ sequence: 7n });
      await match(w, trade);
      await w.escrow.settle(trade);
      await expect(instruct(w, trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 7n);
    });

    it("when it was withdrawn, then it reverts with TradeClosed", async () => {
      const trade = w.trade({ sequence: 7n });
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      await expect(instruct(w, trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(trade), 7n);
    });

    it("when another trade used up its number, then it reverts with TradeClosed", async () => {
      const first = w.trade({ sequence: 7n });
      await match(w, first);
      await w.escrow.settle(first);
      const second = w.trade({ sequence: 7n, quantity: 4n });
      await expect(instruct(w, second, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(await w.escrow.tradeId(second), 7n);
    });
  });

  describe("given a trade with a venue", () => {
    it("when the venue is the side's operator and instructs, then it passes", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await expect(w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready))
        .to.emit(w.escrow, "Instructed")
        .withArgs(
          await w.escrow.tradeId(trade),
          w.seller,
          w.buyer,
          SIDE.seller,
          READINESS.ready,
          w.venue,
          asEventArg(trade),
        );
    });

    it("when the party itself instructs, then it reverts with TradeNotItsVenue", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await expect(instruct(w, trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
        .withArgs(await w.escrow.tradeId(trade), w.seller, w.venue);
    });

    it("when the venue has no appointment, then it reverts with TradeNotAuthorised", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await expect(w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(await w.escrow.tradeId(trade), w.venue, w.seller);
    });
  });

  describe("given a party that is the zero address", () => {
    for (const [name, side] of Object.entries(SIDE)) {
      it(`when anybody instructs for the ${name}, then it reverts with TradeNotAuthorised`, async () => {
        const trade = w.trade({ [name]: ZeroAddress });
        await expect(w.escrow.connect(w.outsider).instruct(trade, side, READINESS.ready))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
          .withArgs(await w.escrow.tradeId(trade), w.outsider, ZeroAddress);
      });
    }
  });

  describe("given an open trade and another whose number is 64 higher", () => {
    const SEQUENCE = 5n;
    const other = (each: World) => each.trade({ sequence: SEQUENCE + 64n });

    async function expectOccupied(): Promise<void> {
      const trade = other(w);
      await expect(instruct(w, trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
        .withArgs(await w.escrow.tradeId(trade), SEQUENCE + 64n, SEQUENCE);
    }

    it("when the first is instructed, then it reverts with TradeLineOccupied", async () => {
      await instruct(w, w.trade({ sequence: SEQUENCE }), SIDE.buyer);
      await expectOccupied();
    });

    it("when the first is matched, then it reverts with TradeLineOccupied", async () => {
      await match(w, w.trade({ sequence: SEQUENCE }));
      await expectOccupied();
    });

    it("when the first is past its cut-off and not closed, then it reverts with TradeLineOccupied", async () => {
      const first = w.trade({ sequence: SEQUENCE, settleBy: START + DAY });
      await match(w, first);
      await w.networkHelpers.time.increaseTo(START + 2 * DAY);
      await expectOccupied();
      await w.escrow.expire(first);
      await expect(instruct(w, other(w), SIDE.seller)).to.emit(w.escrow, "Instructed");
    });

    it("when the first is settled, then the line is free", async () => {
      const first = w.trade({ sequence: SEQUENCE });
      await match(w, first, { sellerHolds: true });
      await w.escrow.settle(first);
      await match(w, other(w), { buyerHolds: true });
      expect((await w.escrow.stateOf(other(w))).cashHeld).to.equal(true);
      expect((await w.escrow.stateOf(first)).status).to.equal(STATUS.closed);
    });

    it("when the first is withdrawn, then the line is free", async () => {
      const first = w.trade({ sequence: SEQUENCE });
      await instruct(w, first, SIDE.seller);
      await w.escrow.connect(w.buyer).cancel(first, SIDE.buyer);
      await expect(instruct(w, other(w), SIDE.seller)).to.emit(w.escrow, "Instructed");
    });

    it("when the number is 63 higher, then it has a line of its own", async () => {
      await instruct(w, w.trade({ sequence: SEQUENCE }), SIDE.seller);
      await expect(instruct(w, w.trade({ sequence: SEQUENCE + 63n }), SIDE.seller)).to.emit(
        w.escrow,
        "Instructed",
      );
    });

    it("when the parties are swapped, then it has a line of its own", async () => {
      await instruct(w, w.trade({ sequence: SEQUENCE }), SIDE.seller);
      const swapped = w.trade({
        sequence: SEQUENCE + 64n,
        seller: w.buyer.address,
        buyer: w.seller.address,
      });
      await expect(w.escrow.connect(w.buyer).instruct(swapped, SIDE.seller, READINESS.ready)).to.emit(
        w.escrow,
        "Instructed",
      );
    });

    it("when a venue numbers them, then each has a record of its own", async () => {
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      const venue = w.venue.address;
      await w.escrow
        .connect(w.venue)
        .instruct(w.trade({ sequence: SEQUENCE, venue }), SIDE.seller, READINESS.ready);
      await expect(
        w.escrow
          .connect(w.venue)
          .instruct(w.trade({ sequence: SEQUENCE + 64n, venue }), SIDE.seller, READINESS.ready),
      ).to.emit(w.escrow, "Instructed");
    });
  });

  describe("given 64 open trades of one pair", () => {
    it("when the 65th is instructed, then it reverts; by signatures it settles all the same", async () => {
      for (let sequence = 0n; sequence < 64n; ++sequence) {
        await instruct(w, w.trade({ sequence }), SIDE.seller);
      }
      const last = w.trade({ sequence: 64n });
      await expect(instruct(w, last, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
        .withArgs(await w.escrow.tradeId(last), 64n, 0n);
      const signatures = [await w.sign(w.seller, last), await w.sign(w.buyer, last)] as const;
      await expect(w.escrow.settleBySignatures(last, ...signatures)).to.emit(w.escrow, "Settled");
    });
  });

  describe("given two trades with one number and different terms", () => {
    it("when the first is open, then the other reverts with TradeLineOccupied", async () => {
      await instruct(w, w.trade({ sequence: 9n }), SIDE.seller);
      const second = w.trade({ sequence: 9n, amount: 1n });
      await expect(instruct(w, second, SIDE.buyer))
        .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
        .withArgs(await w.escrow.tradeId(second), 9n, 9n);
      expect((await w.escrow.stateOf(second)).status).to.equal(STATUS.unknown);
    });
  });

  describe("given a token that is paused and parties that are suspended", () => {
    it("when a side instructs, then it is recorded, for approval moves nothing", async () => {
      await w.bond.connect(w.pauser).pause();
      await w.registry.connect(w.compliance).suspend(w.seller, "0x" + "01".repeat(32));
      await expect(instruct(w, w.trade(), SIDE.seller)).to.emit(w.escrow, "Instructed");
    });

    it("when it asks for a hold, then the token refuses", async () => {
      await w.bond.connect(w.pauser).pause();
      await expect(instruct(w, w.trade(), SIDE.seller, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenPaused")
        .withArgs(w.bond);
    });
  });

  describe("given an instrument that does not exist", () => {
    it("when a side asks for a hold, then it reverts with TradeUnknownBond", async () => {
      const trade = w.trade({ isin: "0x" + "4a".repeat(12) });
      await expect(instruct(w, trade, SIDE.seller, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(await w.escrow.tradeId(trade), trade.isin);
    });

    it("when a side asks for a hold, then it reverts with TradeUnknownCurrency", async () => {
      const trade = w.trade({ settlementBank: w.outsider.address });
      await expect(instruct(w, trade, SIDE.buyer, READINESS.earmarked))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
        .withArgs(await w.escrow.tradeId(trade), trade.currency, w.outsider);
    });
  });

  describe("given an operator of both sides", () => {
    it("when it instructs for both, then each approval is one that its account allowed", async () => {
      const trade = w.trade();
      await appoint(w, w.seller, w.operator.address, SCOPES.trade);
      await w.escrow.connect(w.operator).instruct(trade, SIDE.seller, READINESS.ready);
      await expect(w.escrow.connect(w.operator).instruct(trade, SIDE.buyer, READINESS.ready))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(await w.escrow.tradeId(trade), w.operator, w.buyer);
      await appoint(w, w.buyer, w.operator.address, SCOPES.trade, FAR);
      await expect(w.escrow.connect(w.operator).instruct(trade, SIDE.buyer, READINESS.ready)).to.emit(
        w.escrow,
        "Matched",
      );
    });
  });

  describe("given the clock of the chain", () => {
    it("when the trade date is still to come, then it can be approved already", async () => {
      const now = await fixNextSecond(w);
      const trade = w.trade({ tradeDate: now + DAY, settleFrom: now + DAY, settleBy: now + 2 * DAY });
      await expect(instruct(w, trade, SIDE.seller)).to.emit(w.escrow, "Instructed");
    });
  });
});
