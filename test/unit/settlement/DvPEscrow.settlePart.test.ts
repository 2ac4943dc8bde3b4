import { expect } from "chai";
import fc from "fast-check";

import { explain, obstacle } from "../../support/obstacles.ts";
import {
  afterSettlement,
  appoint,
  BLANK,
  bothHoldings,
  CAUSE,
  FREE_OF_PAYMENT,
  freshWorld,
  instruct,
  legOf,
  match,
  nextBlockAt,
  NO_EVIDENCE,
  PAYMENT_ONLY,
  scheduleCourtOrder,
  settledArgs,
  signBoth,
  type Signer,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { DAY, EVIDENCE, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";
import { numbered } from "../../support/numbered.ts";

describe("DvPEscrow.settlePart", () => {
  let w: World;
  let trade: Trade;
  let id: string;

  /** 7 units for 100 yen, so that no part costs a whole number of yen by itself. */
  const tradeOf = (fields: Partial<Trade> = {}): Trade =>
    w.trade({ sequence: 40n, quantity: 7n, amount: 100n, minimumPart: 2n, ...fields });

  beforeEach(async () => {
    w = await freshWorld();
    trade = tradeOf();
    id = await w.escrow.tradeId(trade);
  });

  const settlePart = (quantity: bigint, { by = w.seller, of = trade }: { by?: Signer; of?: Trade } = {}) =>
    w.escrow.connect(by).settlePart(of, quantity);

  const isNumberUsed = () => w.escrow.isSequenceUsed(trade.venue, w.seller, w.buyer, trade.sequence);

  describe("given a matched trade that may settle in parts of 2 or more", () => {
    beforeEach(() => match(w, trade));

    it("when a part settles, then its cash is in proportion, rounded down, and the trade stays open", async () => {
      const before = await bothHoldings(w);
      await expect(settlePart(2n))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(id, w.seller, w.buyer, 2n, 28n, 5n, 72n, w.seller)
        .and.to.emit(w.bond, "Transfer")
        .withArgs(w.seller, w.buyer, 2n)
        .and.to.emit(w.cash, "Transfer")
        .withArgs(w.buyer, w.seller, 28n)
        .and.not.to.emit(w.escrow, "Settled");
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, { quantity: 2n, amount: 28n }));
      expect(await stateOf(w, trade)).to.deep.equal({
        ...BLANK,
        status: STATUS.matched,
        sellerApproved: true,
        buyerApproved: true,
        settledQuantity: 2n,
        settledAmount: 28n,
      });
      expect(await isNumberUsed()).to.equal(false);
    });

    it("when another part settles, then it is in proportion to the whole trade, and both are on record", async () => {
      await settlePart(2n);
      const before = await bothHoldings(w);
      await expect(settlePart(3n, { by: w.buyer }))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(id, w.seller, w.buyer, 3n, 42n, 2n, 30n, w.buyer);
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, { quantity: 3n, amount: 42n }));
      expect(await stateOf(w, trade)).to.include({ settledQuantity: 5n, settledAmount: 70n });
    });

    it("when the last part settles, then it takes the remainder and the trade is final", async () => {
      const before = await bothHoldings(w);
      await settlePart(2n);
      await settlePart(3n);
      await expect(settlePart(2n))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade, { quantity: 2n, amount: 30n })))
        .and.not.to.emit(w.escrow, "PartSettled");
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      expect(await stateOf(w, trade)).to.deep.equal({
        ...BLANK,
        status: STATUS.closed,
        sellerApproved: true,
        buyerApproved: true,
      });
      expect(await isNumberUsed()).to.equal(true);
    });

    it("when all of it settles as one part, then it is settled as by settle", async () => {
      const before = await bothHoldings(w);
      await expect(settlePart(7n))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade)))
        .and.not.to.emit(w.escrow, "PartSettled");
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("when the rest is less than the minimum, then it settles by itself all the same", async () => {
      await settlePart(6n);
      await expect(settlePart(1n))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade, { quantity: 1n, amount: 15n })));
    });

    const rests = [
      ["anyone calls settle", () => w.escrow.connect(w.outsider).settle(trade)],
      [
        "anyone submits both signatures",
        async () => w.escrow.connect(w.outsider).settleBySignatures(trade, ...(await signBoth(w, trade))),
      ],
    ] as const;
    for (const [when, settle] of rests) {
      it(`when ${when} after a part, then the rest settles`, async () => {
        const before = await bothHoldings(w);
        await settlePart(2n);
        await expect(settle())
          .to.emit(w.escrow, "Settled")
          .withArgs(...(await settledArgs(w, trade, { quantity: 5n, amount: 72n })));
        expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
        expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
      });
    }

    for (const quantity of [0n, 1n, 8n, 2n ** 112n - 1n]) {
      it(`when the part is ${quantity} of 7, then it reverts with TradeInvalidPart`, async () => {
        await expect(settlePart(quantity))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidPart")
          .withArgs(id, quantity, 2n, 7n);
      });
    }

    for (const quantity of [0n, 1n, 6n, 7n]) {
      it(`when the part is ${quantity} of the 5 that are left, then it reverts with TradeInvalidPart`, async () => {
        await settlePart(2n);
        await expect(settlePart(quantity))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidPart")
          .withArgs(id, quantity, 2n, 5n);
      });
    }

    const callers = [
      ["the seller", () => Promise.resolve(w.seller)],
      ["the buyer", () => Promise.resolve(w.buyer)],
      [
        "the seller's operator",
        async () => {
          await appoint(w, w.seller, w.operator.address, SCOPES.trade);
          return w.operator;
        },
      ],
      [
        "the buyer's operator",
        async () => {
          await appoint(w, w.buyer, w.operator.address, SCOPES.trade);
          return w.operator;
        },
      ],
    ] as const;
    for (const [who, callerOf] of callers) {
      it(`when ${who} settles a part, then it may`, async () => {
        const by = await callerOf();
        await expect(settlePart(2n, { by }))
          .to.emit(w.escrow, "PartSettled")
          .withArgs(id, w.seller, w.buyer, 2n, 28n, 5n, 72n, by);
      });
    }

    it("when anybody else settles a part, even all of it, then it reverts with TradeNotAuthorised", async () => {
      for (const caller of [w.outsider, w.third, w.settlementBank, w.admin]) {
        for (const quantity of [2n, 7n]) {
          await expect(settlePart(quantity, { by: caller }))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
            .withArgs(id, caller, w.buyer);
        }
      }
    });

    it("when operators of both sides have other scopes, then it reverts with TradeNotAuthorised", async () => {
      await appoint(w, w.seller, w.operator.address, SCOPES.cancel | SCOPES.issue);
      await appoint(w, w.buyer, w.operator.address, SCOPES.cancel | SCOPES.issue);
      await expect(settlePart(2n, { by: w.operator }))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(id, w.operator, w.buyer);
    });

    it("when it was matched by signatures, then parts settle all the same", async () => {
      const other = tradeOf({ sequence: 41n });
      await w.escrow.instructSigned(other, SIDE.seller, await w.sign(w.seller, other));
      await w.escrow.instructSigned(other, SIDE.buyer, await w.sign(w.buyer, other));
      await expect(settlePart(2n, { of: other })).to.emit(w.escrow, "PartSettled");
    });

    it("when it is explained after a part, then only what is left is judged", async () => {
      await settlePart(4n);
      await w.bond.connect(w.seller).transfer(w.third, 593n);
      await w.cash.connect(w.buyer).transfer(w.third, (await w.cash.balanceOf(w.buyer)) - 43n);
      expect(await explain(w, trade)).to.deep.equal([]);
      await w.bond.connect(w.seller).transfer(w.third, 1n);
      await w.cash.connect(w.buyer).transfer(w.third, 1n);
      expect(await explain(w, trade)).to.deep.equal([
        obstacle("delivery", "LACK", "insufficientBalance", w.seller.address),
        obstacle("payment", "MONY", "insufficientBalance", w.buyer.address),
      ]);
    });

    it("when there is enough for a part only, then that part settles, and the whole does not", async () => {
      await w.bond.connect(w.seller).transfer(w.third, 596n);
      await w.cash.connect(w.buyer).transfer(w.third, (await w.cash.balanceOf(w.buyer)) - 57n);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "ERC20InsufficientBalance")
        .withArgs(w.seller, 4n, 7n);
      await expect(settlePart(4n))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(id, w.seller, w.buyer, 4n, 57n, 3n, 43n, w.seller);
    });
  });

  describe("given a matched trade and its tokens, one of which does not let a part pass", () => {
    beforeEach(() => match(w, trade));

    for (const what of ["bond", "cash"] as const) {
      it(`when the ${what} is paused, then neither leg moves and nothing is on record`, async () => {
        await w[what].connect(w.pauser).pause();
        const before = await bothHoldings(w);
        await expect(settlePart(2n))
          .to.be.revertedWithCustomError(w[what], "RegulatedTokenPaused")
          .withArgs(w[what]);
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await stateOf(w, trade)).to.include({ settledQuantity: 0n, settledAmount: 0n });
      });
    }

    it("when the buyer is suspended, then neither leg moves", async () => {
      await w.registry.connect(w.compliance).suspend(w.buyer, EVIDENCE);
      await expect(settlePart(2n))
        .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
        .withArgs(w.buyer);
    });

    it("when the buyer lacks the money, then the bonds do not move either", async () => {
      await w.cash.connect(w.buyer).transfer(w.third, (await w.cash.balanceOf(w.buyer)) - 27n);
      const before = await bothHoldings(w);
      await expect(settlePart(2n))
        .to.be.revertedWithCustomError(w.cash, "ERC20InsufficientBalance")
        .withArgs(w.buyer, 27n, 28n);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });
  });

  describe("given a trade in an instrument that does not exist", () => {
    it("when a part settles, then it reverts with TradeUnknownBond", async () => {
      const unknown = tradeOf({ isin: "0x" + "4a".repeat(12) });
      await match(w, unknown);
      await expect(settlePart(2n, { of: unknown }))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(await w.escrow.tradeId(unknown), unknown.isin);
    });

    it("when a part settles, then it reverts with TradeUnknownCurrency", async () => {
      const unknown = tradeOf({ settlementBank: w.outsider.address });
      await match(w, unknown);
      await expect(settlePart(2n, { of: unknown }))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
        .withArgs(await w.escrow.tradeId(unknown), unknown.currency, w.outsider);
    });
  });

  describe("given a trade that is not matched", () => {
    it("when nobody has approved, then it reverts with TradeNotMatched", async () => {
      await expect(settlePart(2n)).to.be.revertedWithCustomError(w.escrow, "TradeNotMatched").withArgs(id);
    });

    for (const [name, side] of Object.entries(SIDE)) {
      it(`when only the ${name} has approved, then it reverts with TradeNotMatched`, async () => {
        await instruct(w, trade, side, READINESS.earmarked);
        await expect(settlePart(2n)).to.be.revertedWithCustomError(w.escrow, "TradeNotMatched").withArgs(id);
      });
    }

    it("when another with its number is matched, then it reverts with TradeNotMatched", async () => {
      await match(w, tradeOf({ amount: 1n }));
      await expect(settlePart(2n)).to.be.revertedWithCustomError(w.escrow, "TradeNotMatched").withArgs(id);
    });
  });

  describe("given a matched trade without a minimum part", () => {
    for (const quantity of [1n, 6n, 7n]) {
      it(`when ${quantity} of 7 are to settle, then it reverts with TradeIndivisible`, async () => {
        const whole = tradeOf({ minimumPart: 0n });
        await match(w, whole);
        await expect(settlePart(quantity, { of: whole }))
          .to.be.revertedWithCustomError(w.escrow, "TradeIndivisible")
          .withArgs(await w.escrow.tradeId(whole));
      });
    }
  });

  describe("given a minimum part that is the whole quantity", () => {
    it("when less is to settle, then it reverts with TradeInvalidPart; all of it settles", async () => {
      const whole = tradeOf({ minimumPart: 7n });
      await match(w, whole);
      await expect(settlePart(6n, { of: whole }))
        .to.be.revertedWithCustomError(w.escrow, "TradeInvalidPart")
        .withArgs(await w.escrow.tradeId(whole), 6n, 7n, 7n);
      await expect(settlePart(7n, { of: whole })).to.emit(w.escrow, "Settled");
    });
  });

  describe("given a minimum part that exceeds the quantity", () => {
    const calls = [
      ["instructed", (of: Trade) => instruct(w, of, SIDE.seller)],
      ["cancelled", (of: Trade) => w.escrow.connect(w.seller).cancel(of, SIDE.seller)],
      [
        "settled by signatures",
        async (of: Trade) => w.escrow.settleBySignatures(of, ...(await signBoth(w, of))),
      ],
    ] as const;
    for (const [what, call] of calls) {
      it(`when the trade is ${what}, then it reverts with TradeInvalidMinimum`, async () => {
        const unsound = tradeOf({ minimumPart: 8n });
        await expect(call(unsound))
          .to.be.revertedWithCustomError(w.escrow, "TradeInvalidMinimum")
          .withArgs(await w.escrow.tradeId(unsound), 8n, 7n);
      });
    }

    it("when it is explained, then it is VALR", async () => {
      expect(await explain(w, tradeOf({ minimumPart: 8n }))).to.deep.equal([
        obstacle("trade", "VALR"),
        obstacle("trade", "NMAS"),
      ]);
    });
  });

  describe("given a trade of many units for little money", () => {
    it("when a part would cost nothing, then it reverts with TradeUnpaidPart; one that costs 1 settles", async () => {
      const cheap = tradeOf({ quantity: 100n, amount: 10n, minimumPart: 1n });
      const cheapId = await w.escrow.tradeId(cheap);
      await match(w, cheap);
      for (const quantity of [1n, 9n]) {
        await expect(settlePart(quantity, { of: cheap }))
          .to.be.revertedWithCustomError(w.escrow, "TradeUnpaidPart")
          .withArgs(cheapId, quantity);
      }
      await expect(settlePart(10n, { of: cheap }))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(cheapId, w.seller, w.buyer, 10n, 1n, 90n, 9n, w.seller);
    });

    it("when it costs 1 in all, then only the whole is large enough", async () => {
      const cheap = tradeOf({ amount: 1n });
      const before = await bothHoldings(w);
      await match(w, cheap);
      await expect(settlePart(6n, { of: cheap }))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnpaidPart")
        .withArgs(await w.escrow.tradeId(cheap), 6n);
      await settlePart(7n, { of: cheap });
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, cheap));
    });
  });

  describe("given the largest trade that can be written down", () => {
    it("when a part of it is priced, then nothing overflows: the token refuses for lack of units", async () => {
      const largest = tradeOf({ quantity: 2n ** 112n - 1n, amount: 2n ** 112n - 1n, minimumPart: 1n });
      await match(w, largest);
      await expect(settlePart(2n ** 112n - 2n, { of: largest }))
        .to.be.revertedWithCustomError(w.bond, "ERC20InsufficientBalance")
        .withArgs(w.seller, 600n, 2n ** 112n - 2n);
    });
  });

  describe("given a matched trade and its settlement period", () => {
    const [settleFrom, settleBy] = [START + 2 * DAY, START + 3 * DAY];
    beforeEach(async () => {
      trade = tradeOf({ settleFrom, settleBy });
      id = await w.escrow.tradeId(trade);
      await match(w, trade);
    });

    for (const quantity of [2n, 7n]) {
      it(`when it is too early, then it reverts with TradeNotDue (${quantity} of 7)`, async () => {
        await nextBlockAt(w, settleFrom - 1);
        await expect(settlePart(quantity))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotDue")
          .withArgs(id, settleFrom, settleFrom - 1);
      });

      it(`when the cut-off has come, then it reverts with TradeExpired (${quantity} of 7)`, async () => {
        await nextBlockAt(w, settleBy);
        await expect(settlePart(quantity))
          .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
          .withArgs(id, settleBy, settleBy);
      });
    }

    for (const second of [settleFrom, settleBy - 1]) {
      it(`when it is ${second - settleFrom} seconds in, then a part settles`, async () => {
        await nextBlockAt(w, second);
        await expect(settlePart(2n)).to.emit(w.escrow, "PartSettled");
      });
    }
  });

  describe("given a trade that one side has on hold", () => {
    it("when a part is to settle, then it reverts with TradeOnHold; after the release it settles", async () => {
      await instruct(w, trade, SIDE.seller);
      await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.onHold);
      await expect(settlePart(2n))
        .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
        .withArgs(id, SIDE.buyer);
      await w.escrow.connect(w.buyer).releaseInstruction(trade, SIDE.buyer);
      await expect(settlePart(2n)).to.emit(w.escrow, "PartSettled");
    });
  });

  describe("given a matched trade with both legs held", () => {
    beforeEach(() => match(w, trade, { sellerHolds: true, buyerHolds: true }));

    it("when a part settles, then it comes out of the holds, and the rest stays held", async () => {
      const before = await bothHoldings(w);
      await expect(settlePart(2n))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(id, w.seller, w.buyer, 2n, 28n, 5n, 72n, w.seller)
        .and.not.to.emit(w.escrow, "LegReleased")
        .and.not.to.emit(w.bond, "UnitsReleased");
      expect(await bothHoldings(w)).to.deep.equal(
        afterSettlement(
          {
            seller: { ...before.seller, bondsHeld: 5n },
            buyer: { ...before.buyer, cashHeld: 72n },
          },
          { quantity: 2n, amount: 28n },
        ),
      );
      expect(await stateOf(w, trade)).to.include({ bondsHeld: true, cashHeld: true });
    });

    it("when the rest settles, then nothing is held any more", async () => {
      const before = await bothHoldings(w);
      await settlePart(2n);
      await settlePart(3n);
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

    it("when everything else the parties own is gone, then parts settle all the same", async () => {
      await w.bond.connect(w.seller).transfer(w.third, 593n);
      await w.cash.connect(w.buyer).transfer(w.third, (await w.cash.positionOf(w.buyer)).free);
      await settlePart(2n);
      await expect(settlePart(5n)).to.emit(w.escrow, "Settled");
      expect((await w.bond.positionOf(w.seller)).balance).to.equal(0n);
      expect((await w.cash.positionOf(w.buyer)).balance).to.equal(0n);
    });

    it("when another trade's legs are held as well, then those stay", async () => {
      const other = tradeOf({ sequence: 41n });
      await match(w, other, { sellerHolds: true, buyerHolds: true });
      await settlePart(2n);
      await w.escrow.settle(trade);
      const { seller, buyer } = await bothHoldings(w);
      expect([seller.bondsHeld, buyer.cashHeld]).to.deep.equal([7n, 100n]);
      await w.escrow.settle(other);
    });

    it("when both sides cancel after a part, then only the rest is released, and the part stays settled", async () => {
      await settlePart(2n);
      const settled = await bothHoldings(w);
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      expect(await bothHoldings(w)).to.deep.equal(settled);
      await expect(w.escrow.connect(w.seller).cancel(trade, SIDE.seller))
        .to.emit(w.escrow, "Cancelled")
        .withArgs(...numbered(id, trade), CAUSE.agreed, w.seller, NO_EVIDENCE)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.seller, w.seller, 5n)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.buyer, w.buyer, 72n)
        .and.to.emit(w.bond, "UnitsReleased")
        .withArgs(w.seller, 5n, 5n, 0n)
        .and.to.emit(w.cash, "UnitsReleased")
        .withArgs(w.buyer, 72n, 72n, 0n);
      expect(await bothHoldings(w)).to.deep.equal({
        seller: { ...settled.seller, bondsHeld: 0n },
        buyer: { ...settled.buyer, cashHeld: 0n },
      });
    });

    it("when its cut-off passes after a part, then anyone releases the rest", async () => {
      await settlePart(2n);
      const settled = await bothHoldings(w);
      await nextBlockAt(w, Number(trade.settleBy));
      await expect(w.escrow.connect(w.outsider).expire(trade))
        .to.emit(w.escrow, "Expired")
        .withArgs(...numbered(id, trade), trade.settleBy, w.outsider)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.seller, w.seller, 5n)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.buyer, w.buyer, 72n);
      expect(await bothHoldings(w)).to.deep.equal({
        seller: { ...settled.seller, bondsHeld: 0n },
        buyer: { ...settled.buyer, cashHeld: 0n },
      });
    });

    it("when a court cancels it after a part, then the rest is released", async () => {
      await settlePart(2n);
      const send = await scheduleCourtOrder(w, trade, EVIDENCE);
      await expect(send())
        .to.emit(w.escrow, "Cancelled")
        .withArgs(...numbered(id, trade), CAUSE.courtOrder, w.courtOrder, EVIDENCE)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.seller, w.seller, 5n)
        .and.to.emit(w.escrow, "LegReleased")
        .withArgs(id, SIDE.buyer, w.buyer, 72n);
    });
  });

  describe("given a trade a part of which has settled, without holds", () => {
    beforeEach(async () => {
      await match(w, trade);
      await settlePart(2n);
    });

    for (const [name, side] of Object.entries(SIDE)) {
      it(`when the ${name} holds its leg, then only the rest is held`, async () => {
        const { party, token } = legOf(w, trade, side);
        const rest = side === SIDE.seller ? 5n : 72n;
        await expect(w.escrow.connect(party).hold(trade, side))
          .to.emit(w.escrow, "LegHeld")
          .withArgs(id, side, party, rest)
          .and.to.emit(token, "UnitsHeld")
          .withArgs(party, rest, 0n, rest);
        expect((await token.positionOf(party)).held).to.equal(rest);
        await settlePart(3n);
        expect((await token.positionOf(party)).held).to.equal(side === SIDE.seller ? 2n : 30n);
        await w.escrow.settle(trade);
        expect((await token.positionOf(party)).held).to.equal(0n);
      });

      it(`when the ${name} alone cancels, then it is not cancelled: a part has settled on it`, async () => {
        const { party } = legOf(w, trade, side);
        await expect(w.escrow.connect(party).cancel(trade, side))
          .to.emit(w.escrow, "CancellationAgreed")
          .withArgs(id, side, party);
        expect(await stateOf(w, trade)).to.include({
          status: STATUS.matched,
          settledQuantity: 2n,
          settledAmount: 28n,
        });
        await expect(settlePart(2n)).to.emit(w.escrow, "PartSettled");
      });
    }

    it("when it is cancelled, then nothing is released, for nothing was held", async () => {
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
      await expect(w.escrow.connect(w.seller).cancel(trade, SIDE.seller))
        .to.emit(w.escrow, "Cancelled")
        .and.not.to.emit(w.escrow, "LegReleased");
    });

    it("when another trade with its number was signed, then that reverts with TradeNumberTaken", async () => {
      const other = tradeOf({ amount: 1n });
      await expect(w.escrow.settleBySignatures(other, ...(await signBoth(w, other))))
        .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
        .withArgs(await w.escrow.tradeId(other), trade.sequence);
    });
  });

  describe("given a trade that is closed", () => {
    /** Nothing moves, whatever part is asked for, and nothing that another trade holds is touched. */
    async function expectClosed(): Promise<void> {
      const other = tradeOf({ sequence: 41n });
      await match(w, other, { sellerHolds: true, buyerHolds: true });
      const before = await bothHoldings(w);
      for (const quantity of [2n, 3n, 5n]) {
        await expect(settlePart(quantity), `a part of ${quantity}`)
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(id, trade.sequence);
      }
      expect(await bothHoldings(w)).to.deep.equal(before);
    }

    const cancelBoth = async () => {
      await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
      await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
    };

    for (const held of [false, true]) {
      it(`when it settled at once, then it reverts with TradeClosed (legs held before: ${held})`, async () => {
        await match(w, trade, { sellerHolds: held, buyerHolds: held });
        await w.escrow.settle(trade);
        await expectClosed();
      });

      it(`when both sides cancelled it, then it reverts with TradeClosed (legs held before: ${held})`, async () => {
        await match(w, trade, { sellerHolds: held, buyerHolds: held });
        await cancelBoth();
        await expectClosed();
      });

      it(`when it settled in parts, then it reverts with TradeClosed (legs held before: ${held})`, async () => {
        await match(w, trade, { sellerHolds: held, buyerHolds: held });
        await settlePart(2n);
        await w.escrow.settle(trade);
        await expectClosed();
      });

      it(`when it was cancelled after a part, then it reverts with TradeClosed (legs held before: ${held})`, async () => {
        await match(w, trade, { sellerHolds: held, buyerHolds: held });
        await settlePart(2n);
        await cancelBoth();
        await expectClosed();
      });
    }

    it("when it had been on hold and was cancelled, then it reverts with TradeClosed", async () => {
      await instruct(w, trade, SIDE.seller, READINESS.onHold);
      await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.ready);
      await w.escrow.connect(w.seller).releaseInstruction(trade, SIDE.seller);
      await cancelBoth();
      await expectClosed();
    });

    it("when a court cancelled it after a part, then it reverts with TradeClosed", async () => {
      await match(w, trade);
      await settlePart(2n);
      await (
        await scheduleCourtOrder(w, trade, EVIDENCE)
      )();
      await expectClosed();
    });

    it("when it settled by signatures after a part, then neither those nor a part settle again", async () => {
      const signatures = await signBoth(w, trade);
      await match(w, trade);
      await settlePart(2n);
      await w.escrow.settleBySignatures(trade, ...signatures);
      await expect(w.escrow.settleBySignatures(trade, ...signatures))
        .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
        .withArgs(id, trade.sequence);
      await expectClosed();
    });
  });

  describe("given a line whose last trade was settled in parts", () => {
    const endings = [
      ["settled", () => w.escrow.settle(trade)],
      [
        "cancelled",
        async () => {
          await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
          await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
        },
      ],
    ] as const;
    for (const [how, end] of endings) {
      it(`when it is ${how} and another trade takes the line, then that starts from nothing`, async () => {
        await match(w, trade, { sellerHolds: true });
        await settlePart(3n);
        await end();
        const later = tradeOf({ sequence: 40n + 64n });
        const laterId = await w.escrow.tradeId(later);
        await match(w, later, { buyerHolds: true });
        expect(await stateOf(w, later)).to.include({ settledQuantity: 0n, settledAmount: 0n });
        const before = await bothHoldings(w);
        await expect(settlePart(2n, { of: later }))
          .to.emit(w.escrow, "PartSettled")
          .withArgs(laterId, w.seller, w.buyer, 2n, 28n, 5n, 72n, w.seller);
        expect(await stateOf(w, later)).to.include({ settledQuantity: 2n, settledAmount: 28n });
        expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
        await w.escrow.settle(later);
        expect(await bothHoldings(w)).to.deep.equal(
          afterSettlement({ ...before, buyer: { ...before.buyer, cashHeld: 0n } }, later),
        );
      });

      it(`when it is ${how} and a trade without parts takes the line, then all of that settles`, async () => {
        await match(w, trade);
        await settlePart(3n);
        await end();
        const later = tradeOf({ sequence: 40n + 64n, minimumPart: 0n });
        const before = await bothHoldings(w);
        await match(w, later);
        await w.escrow.settle(later);
        expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, later));
      });
    }
  });

  describe("given a trade free of payment in parts", () => {
    beforeEach(async () => {
      trade = tradeOf(FREE_OF_PAYMENT);
      id = await w.escrow.tradeId(trade);
      await match(w, trade, { sellerHolds: true });
    });

    it("when a part settles, then it costs nothing, and the rest of the bonds stays held", async () => {
      const before = await bothHoldings(w);
      await expect(settlePart(2n))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(id, w.seller, w.buyer, 2n, 0n, 5n, 0n, w.seller)
        .and.not.to.emit(w.cash, "Transfer");
      const after = await bothHoldings(w);
      expect(after.seller).to.deep.equal({ ...before.seller, bonds: 598n, bondsHeld: 5n });
      expect(after.buyer).to.deep.equal({ ...before.buyer, bonds: 102n });
      expect(await stateOf(w, trade)).to.include({ settledQuantity: 2n, settledAmount: 0n });
    });

    it("when the last part settles, then it is delivered with the rest", async () => {
      await settlePart(2n);
      await expect(settlePart(5n, { by: w.buyer }))
        .to.emit(w.escrow, "Delivered")
        .withArgs(id, w.seller, w.buyer, w.bond, 5n, trade.venue, trade.sequence);
      const { seller, buyer } = await bothHoldings(w);
      expect([seller.bonds, seller.bondsHeld, buyer.bonds]).to.deep.equal([593n, 0n, 107n]);
    });
  });

  describe("given a payment", () => {
    it("when it is to settle in parts, then it reverts with TradeIndivisible: it has no quantity", async () => {
      const payment = tradeOf(PAYMENT_ONLY);
      await match(w, payment);
      for (const quantity of [0n, 1n]) {
        await expect(settlePart(quantity, { of: payment }))
          .to.be.revertedWithCustomError(w.escrow, "TradeIndivisible")
          .withArgs(await w.escrow.tradeId(payment));
      }
    });
  });

  describe("given a matched trade with a venue", () => {
    beforeEach(async () => {
      trade = tradeOf({ venue: w.venue.address });
      id = await w.escrow.tradeId(trade);
      for (const [party, side] of [
        [w.seller, SIDE.seller],
        [w.buyer, SIDE.buyer],
      ] as const) {
        await w.escrow.connect(w.venue).instructSigned(trade, side, await w.sign(party, trade));
      }
    });

    it("when the venue settles parts, then it needs no appointment of the parties", async () => {
      const before = await bothHoldings(w);
      await expect(settlePart(2n, { by: w.venue }))
        .to.emit(w.escrow, "PartSettled")
        .withArgs(id, w.seller, w.buyer, 2n, 28n, 5n, 72n, w.venue);
      await expect(settlePart(5n, { by: w.venue }))
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade, { quantity: 5n, amount: 72n })));
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    });

    it("when a party or its operator does, then it reverts with TradeNotItsVenue", async () => {
      await appoint(w, w.seller, w.operator.address, SCOPES.trade);
      for (const caller of [w.seller, w.buyer, w.operator, w.outsider]) {
        await expect(settlePart(2n, { by: caller }))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
          .withArgs(id, caller, w.venue);
      }
    });
  });

  describe("given any trade in any parts", () => {
    const story = fc.record({
      quantity: fc.bigInt(1n, 600n),
      amount: fc.oneof(fc.bigInt(1n, 2_000n), fc.bigInt(1n, 100_000_000_000n)),
      smallest: fc.nat(99),
      sellerHolds: fc.boolean(),
      buyerHolds: fc.boolean(),
      parts: fc.array(fc.nat(99), { maxLength: 6 }),
    });

    it("when they settle one after the other, then each costs its share, rounded down, and all sum to the trade exactly", async () => {
      const seen = { parts: 0, unpaid: 0 };
      const check = fc.asyncProperty(
        story,
        async ({ quantity, amount, smallest, sellerHolds, buyerHolds, parts }) => {
          w = await freshWorld();
          const minimumPart = 1n + ((quantity - 1n) * BigInt(smallest)) / 500n;
          trade = tradeOf({ quantity, amount, minimumPart });
          id = await w.escrow.tradeId(trade);
          const before = await bothHoldings(w);
          await match(w, trade, { sellerHolds, buyerHolds });
          let [restQuantity, restAmount] = [quantity, amount];
          for (const share of parts) {
            const part = minimumPart + (restQuantity * BigInt(share)) / 200n;
            if (part >= restQuantity) continue;
            const price = (amount * part) / quantity;
            if (price === 0n) {
              ++seen.unpaid;
              await expect(settlePart(part))
                .to.be.revertedWithCustomError(w.escrow, "TradeUnpaidPart")
                .withArgs(id, part);
              continue;
            }
            ++seen.parts;
            restQuantity -= part;
            restAmount -= price;
            await expect(settlePart(part))
              .to.emit(w.escrow, "PartSettled")
              .withArgs(id, w.seller, w.buyer, part, price, restQuantity, restAmount, w.seller);
            const { seller, buyer } = await bothHoldings(w);
            expect([seller.bondsHeld, buyer.cashHeld]).to.deep.equal([
              sellerHolds ? restQuantity : 0n,
              buyerHolds ? restAmount : 0n,
            ]);
          }
          expect(restAmount, "what is left costs something").to.be.greaterThan(0n);
          await expect(settlePart(restQuantity))
            .to.emit(w.escrow, "Settled")
            .withArgs(...(await settledArgs(w, trade, { quantity: restQuantity, amount: restAmount })));
          expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
        },
      );
      await fc.assert(check, { numRuns: 60, seed: 20_261_123 });
      expect(seen.parts).to.be.greaterThan(60);
      expect(seen.unpaid).to.be.greaterThan(0);
    });
  });
});
