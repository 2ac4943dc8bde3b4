import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { explain, obstacle } from "../../support/obstacles.ts";
import {
  appoint,
  asEventArg,
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
  otherSide,
  PAYMENT_ONLY,
  scheduleCourtOrder,
  type Side,
  signBoth,
  signMandate,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { ascii, COMMITMENT, EVIDENCE, FAR, READINESS, SCOPES, SIDE } from "../../support/world.ts";
import { numbered } from "../../support/numbered.ts";

type Holdings = Awaited<ReturnType<typeof bothHoldings>>;

/** The two kinds of trade with one leg: which side gives, what it gives, and how that is on record. */
const KINDS = [
  {
    kind: "a delivery free of payment",
    fields: FREE_OF_PAYMENT,
    giver: SIDE.seller,
    leg: "delivery",
    event: "Delivered",
    instrument: "bond",
    other: "cash",
    lack: "LACK",
    finalArgs: async (w: World, t: Trade) =>
      [
        await w.escrow.tradeId(t),
        t.seller,
        t.buyer,
        await w.bond.getAddress(),
        t.quantity,
        t.venue,
        t.sequence,
      ] as const,
    after: ({ seller, buyer }: Holdings): Holdings => ({
      seller: { ...seller, bonds: seller.bonds - 3n },
      buyer: { ...buyer, bonds: buyer.bonds + 3n },
    }),
  },
  {
    kind: "a payment",
    fields: PAYMENT_ONLY,
    giver: SIDE.buyer,
    leg: "payment",
    event: "Paid",
    instrument: "cash",
    other: "bond",
    lack: "MONY",
    finalArgs: async (w: World, t: Trade) =>
      [
        await w.escrow.tradeId(t),
        t.seller,
        t.buyer,
        await w.cash.getAddress(),
        t.amount,
        t.venue,
        t.sequence,
      ] as const,
    after: ({ seller, buyer }: Holdings): Holdings => ({
      seller: { ...seller, cash: seller.cash + 300_123_456n },
      buyer: { ...buyer, cash: buyer.cash - 300_123_456n },
    }),
  },
] as const;

for (const { kind, fields, giver, leg, event, instrument, other, lack, finalArgs, after } of KINDS) {
  describe(`DvPEscrow: ${kind}`, () => {
    const taker: Side = otherSide(giver);
    let w: World;
    let trade: Trade;
    let id: string;
    beforeEach(async () => {
      w = await freshWorld();
      trade = w.trade({ sequence: 50n, ...fields });
      id = await w.escrow.tradeId(trade);
    });

    const partyOf = (side: Side) => legOf(w, trade, side).party;
    const isNumberUsed = () => w.escrow.isSequenceUsed(trade.venue, w.seller, w.buyer, 50n);
    const holdGiver = (holdings: Holdings): Holdings =>
      giver === SIDE.seller
        ? { ...holdings, seller: { ...holdings.seller, bondsHeld: 3n } }
        : { ...holdings, buyer: { ...holdings.buyer, cashHeld: 300_123_456n } };

    describe("given one that nobody has approved", () => {
      for (const [name, side] of Object.entries(SIDE)) {
        it(`when the ${name} instructs, then the whole trade is on record, and it is not enough`, async () => {
          const before = await bothHoldings(w);
          await expect(w.escrow.connect(partyOf(side)).instruct(trade, side, READINESS.ready))
            .to.emit(w.escrow, "Instructed")
            .withArgs(id, w.seller, w.buyer, side, READINESS.ready, partyOf(side), asEventArg(trade));
          expect(await stateOf(w, trade)).to.deep.equal({
            ...BLANK,
            status: STATUS.instructed,
            sellerApproved: side === SIDE.seller,
            buyerApproved: side === SIDE.buyer,
          });
          await expect(w.escrow.settle(trade))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
            .withArgs(id);
          expect(await bothHoldings(w)).to.deep.equal(before);
        });

        it(`when the ${name} alone has signed, then it does not settle: a gift needs both as well`, async () => {
          const signature = await w.sign(partyOf(side), trade);
          await expect(w.escrow.settleBySignatures(trade, signature, signature))
            .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
            .withArgs(id, otherSide(side), partyOf(otherSide(side)));
        });

        it(`when the ${name} cancels, then it is withdrawn`, async () => {
          await expect(w.escrow.connect(partyOf(side)).cancel(trade, side))
            .to.emit(w.escrow, "Cancelled")
            .withArgs(...numbered(id, trade), CAUSE.withdrawn, partyOf(side), NO_EVIDENCE);
          expect(await isNumberUsed()).to.equal(true);
        });
      }

      it("when it is settled, then it reverts with TradeNotMatched", async () => {
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
          .withArgs(id);
      });

      it("when both have signed, then anyone settles it at once", async () => {
        const before = await bothHoldings(w);
        await expect(w.escrow.connect(w.outsider).settleBySignatures(trade, ...(await signBoth(w, trade))))
          .to.emit(w.escrow, event)
          .withArgs(...(await finalArgs(w, trade)));
        expect(await bothHoldings(w)).to.deep.equal(after(before));
      });

      it("when operators of both have signed mandates, then it settles too", async () => {
        const before = await bothHoldings(w);
        for (const party of [w.seller, w.buyer]) await appoint(w, party, w.operator.address, SCOPES.trade);
        await w.escrow.settleBySignatures(
          trade,
          await signMandate(w, w.operator, trade, w.seller.address),
          await signMandate(w, w.operator, trade, w.buyer.address),
        );
        expect(await bothHoldings(w)).to.deep.equal(after(before));
      });
    });

    describe("given one that both sides have approved", () => {
      it("when anyone settles it, then its one leg moves and the trade is final", async () => {
        await match(w, trade);
        const before = await bothHoldings(w);
        await expect(w.escrow.connect(w.outsider).settle(trade))
          .to.emit(w.escrow, event)
          .withArgs(...(await finalArgs(w, trade)))
          .and.not.to.emit(w.escrow, "Settled")
          .and.not.to.emit(w[other], "Transfer");
        expect(await bothHoldings(w)).to.deep.equal(after(before));
        expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
        expect(await isNumberUsed()).to.equal(true);
      });

      it("when it is settled twice, then it reverts with TradeClosed", async () => {
        await match(w, trade);
        await w.escrow.settle(trade);
        for (const again of [
          () => w.escrow.settle(trade),
          async () => w.escrow.settleBySignatures(trade, ...(await signBoth(w, trade))),
        ]) {
          await expect(again()).to.be.revertedWithCustomError(w.escrow, "TradeClosed").withArgs(id, 50n);
        }
      });

      for (const [name, side] of Object.entries(SIDE)) {
        it(`when the ${name} is the second and settles at once, then it is final`, async () => {
          await instruct(w, trade, otherSide(side));
          const before = await bothHoldings(w);
          await expect(w.escrow.connect(partyOf(side)).affirmThenSettle(trade, side))
            .to.emit(w.escrow, event)
            .withArgs(...(await finalArgs(w, trade)));
          expect(await bothHoldings(w)).to.deep.equal(after(before));
        });

        it(`when the ${name} approved by signature, then it is final too`, async () => {
          await w.escrow.instructSigned(trade, side, await w.sign(partyOf(side), trade));
          await instruct(w, trade, otherSide(side));
          await expect(w.escrow.settle(trade)).to.emit(w.escrow, event);
        });

        it(`when the ${name} has it on hold, then it reverts with TradeOnHold until it is released`, async () => {
          await instruct(w, trade, otherSide(side));
          await instruct(w, trade, side, READINESS.onHold);
          await expect(w.escrow.settle(trade))
            .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
            .withArgs(id, side);
          await w.escrow.connect(partyOf(side)).releaseInstruction(trade, side);
          await expect(w.escrow.settle(trade)).to.emit(w.escrow, event);
        });
      }

      it("when the other token is paused and both accounts in it are frozen, then that is no obstacle", async () => {
        await match(w, trade);
        for (const party of [w.seller, w.buyer]) {
          await w[other].connect(w.compliance).setAccountFrozen(party, true);
        }
        await w[other].connect(w.pauser).pause();
        expect(await explain(w, trade)).to.deep.equal([]);
        await expect(w.escrow.settle(trade)).to.emit(w.escrow, event);
      });

      it("when its own token is paused, then the token refuses, and nothing moves", async () => {
        await match(w, trade);
        await w[instrument].connect(w.pauser).pause();
        const before = await bothHoldings(w);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w[instrument], "RegulatedTokenPaused")
          .withArgs(w[instrument]);
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await explain(w, trade)).to.deep.equal([
          obstacle(leg, "PRSY", "paused", partyOf(giver).address),
        ]);
      });

      for (const [name, side] of Object.entries(SIDE)) {
        it(`when the ${name} is suspended, then the registry refuses, and it is BLOC once`, async () => {
          await match(w, trade);
          await w.registry.connect(w.compliance).suspend(partyOf(side), EVIDENCE);
          await expect(w.escrow.settle(trade))
            .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
            .withArgs(partyOf(side));
          const restriction = side === giver ? "senderIneligible" : "receiverIneligible";
          expect(await explain(w, trade)).to.deep.equal([
            obstacle(leg, "BLOC", restriction, partyOf(side).address),
          ]);
        });
      }

      it("when the giving side owns too little, then the token refuses, and it is one obstacle", async () => {
        await match(w, trade);
        const { token, party, amount } = legOf(w, trade, giver);
        const balance = await token.balanceOf(party);
        await token.connect(party).transfer(w.third, balance - amount + 1n);
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(party, amount - 1n, amount);
        expect(await explain(w, trade)).to.deep.equal([
          obstacle(leg, lack, "insufficientBalance", party.address),
        ]);
      });

      it("when the taking side owns nothing of the other token, then that is no obstacle", async () => {
        await match(w, trade);
        const token = w[other].connect(partyOf(taker));
        await token.transfer(w.third, await token.balanceOf(partyOf(taker)));
        await expect(w.escrow.settle(trade)).to.emit(w.escrow, event);
      });
    });

    describe("given one whose leg is held", () => {
      it("when the giving side holds it, then it is earmarked and settles from the hold", async () => {
        await match(w, trade);
        const before = await bothHoldings(w);
        const { token, party, amount } = legOf(w, trade, giver);
        await expect(w.escrow.connect(party).hold(trade, giver))
          .to.emit(w.escrow, "LegHeld")
          .withArgs(id, giver, party, amount)
          .and.to.emit(token, "UnitsHeld")
          .withArgs(party, amount, 0n, amount);
        expect(await bothHoldings(w)).to.deep.equal(holdGiver(before));
        expect(await stateOf(w, trade)).to.include({
          bondsHeld: giver === SIDE.seller,
          cashHeld: giver === SIDE.buyer,
        });
        await w.escrow.settle(trade);
        expect(await bothHoldings(w)).to.deep.equal(after(before));
      });

      for (const isFirst of [true, false]) {
        it(`when the giving side holds it with its approval, then the same (first: ${isFirst})`, async () => {
          const before = await bothHoldings(w);
          const first = isFirst ? giver : taker;
          const readinessOf = (side: Side) => (side === giver ? READINESS.earmarked : READINESS.ready);
          await instruct(w, trade, first, readinessOf(first));
          const second = otherSide(first);
          await w.escrow.connect(partyOf(second)).affirm(trade, second, readinessOf(second));
          expect(await bothHoldings(w)).to.deep.equal(holdGiver(before));
          await w.escrow.settle(trade);
          expect(await bothHoldings(w)).to.deep.equal(after(before));
        });
      }

      it("when both sides cancel, then it is released", async () => {
        const before = await bothHoldings(w);
        await match(w, trade);
        await w.escrow.connect(partyOf(giver)).hold(trade, giver);
        await w.escrow.connect(partyOf(giver)).cancel(trade, giver);
        expect(await bothHoldings(w)).to.deep.equal(holdGiver(before));
        await expect(w.escrow.connect(partyOf(taker)).cancel(trade, taker))
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.agreed, partyOf(taker), NO_EVIDENCE)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, giver, partyOf(giver), legOf(w, trade, giver).amount);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });

      it("when its cut-off passes, then anyone releases it", async () => {
        const before = await bothHoldings(w);
        await instruct(w, trade, giver, READINESS.earmarked);
        await nextBlockAt(w, Number(trade.settleBy));
        await expect(w.escrow.connect(w.outsider).expire(trade))
          .to.emit(w.escrow, "Expired")
          .withArgs(...numbered(id, trade), trade.settleBy, w.outsider)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, giver, partyOf(giver), legOf(w, trade, giver).amount);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });

      it("when a court cancels it, then it is released", async () => {
        const before = await bothHoldings(w);
        await match(w, trade);
        await w.escrow.connect(partyOf(giver)).hold(trade, giver);
        const send = await scheduleCourtOrder(w, trade, EVIDENCE);
        await expect(send())
          .to.emit(w.escrow, "Cancelled")
          .withArgs(...numbered(id, trade), CAUSE.courtOrder, w.courtOrder, EVIDENCE)
          .and.to.emit(w.escrow, "LegReleased")
          .withArgs(id, giver, partyOf(giver), legOf(w, trade, giver).amount);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });
    });

    describe("given the side that has no leg in it", () => {
      const earmark = [
        [
          "holds",
          async () => {
            await match(w, trade);
            return w.escrow.connect(partyOf(taker)).hold(trade, taker);
          },
        ],
        ["instructs earmarked", async () => instruct(w, trade, taker, READINESS.earmarked)],
        [
          "affirms earmarked",
          async () => {
            await instruct(w, trade, giver);
            return w.escrow.connect(partyOf(taker)).affirm(trade, taker, READINESS.earmarked);
          },
        ],
      ] as const;
      for (const [what, call] of earmark) {
        it(`when it ${what}, then it reverts with TradeNothingToHold, and nothing is held`, async () => {
          const before = await bothHoldings(w);
          await expect(call())
            .to.be.revertedWithCustomError(w.escrow, "TradeNothingToHold")
            .withArgs(id, taker);
          expect(await bothHoldings(w)).to.deep.equal(before);
          expect(await stateOf(w, trade)).to.include({ bondsHeld: false, cashHeld: false });
        });
      }
    });

    describe("given that it is explained", () => {
      it("when nobody has approved it, then it is NMAS, and the absent leg is not asked about", async () => {
        expect(await explain(w, trade)).to.deep.equal([obstacle("trade", "NMAS")]);
      });

      it("when it is matched, then there is nothing to say; when it is settled, then it is REFE", async () => {
        await match(w, trade);
        expect(await explain(w, trade)).to.deep.equal([]);
        await w.escrow.settle(trade);
        expect(await explain(w, trade)).to.deep.equal([obstacle("trade", "REFE")]);
      });
    });

    describe("given one with a venue", () => {
      it("when the venue settles it, then it is final under the venue's number", async () => {
        const of = w.trade({ sequence: 50n, venue: w.venue.address, ...fields });
        const before = await bothHoldings(w);
        await expect(w.escrow.settleBySignatures(of, ...(await signBoth(w, of))))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
          .withArgs(await w.escrow.tradeId(of), w.seller, w.venue);
        await expect(w.escrow.connect(w.venue).settleBySignatures(of, ...(await signBoth(w, of))))
          .to.emit(w.escrow, event)
          .withArgs(...(await finalArgs(w, of)));
        expect(await bothHoldings(w)).to.deep.equal(after(before));
        expect(await w.escrow.isSequenceUsed(w.venue, w.seller, w.buyer, 50n)).to.equal(true);
        expect(await isNumberUsed()).to.equal(false);
      });
    });
  });
}

describe("DvPEscrow: what belongs to the instrument of a single leg", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given a delivery free of payment, when the buyer lacks the class of the bond, then it is refused", async () => {
    const trade = w.trade(FREE_OF_PAYMENT);
    await match(w, trade);
    await w.registry.update(w.buyer, 2, FAR, COMMITMENT);
    await expect(w.escrow.settle(trade))
      .to.be.revertedWithCustomError(w.registry, "ParticipantLacksClasses")
      .withArgs(w.buyer, 2, 1);
  });

  it("given a payment, when the seller has no class at all, then it can be paid", async () => {
    const trade = w.trade(PAYMENT_ONLY);
    await match(w, trade);
    await w.registry.update(w.seller, 0, FAR, COMMITMENT);
    await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Paid");
  });

  it("given a delivery free of payment, when the bond is unknown, then it reverts with TradeUnknownBond", async () => {
    for (const isin of [ascii("JP0000000000", 12), ascii("", 12)]) {
      const trade = w.trade({ ...FREE_OF_PAYMENT, isin });
      const id = await w.escrow.tradeId(trade);
      await expect(w.escrow.settleBySignatures(trade, ...(await signBoth(w, trade))))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownBond")
        .withArgs(id, isin);
      expect(await explain(w, trade)).to.deep.equal([
        obstacle("trade", "NMAS"),
        obstacle("delivery", "DSEC"),
      ]);
    }
  });

  it("given a payment, when the currency is unknown, then it reverts with TradeUnknownCurrency", async () => {
    for (const fields of [
      { currency: ascii("USD", 3) },
      { currency: ascii("", 3) },
      { settlementBank: ZeroAddress },
    ]) {
      const trade = w.trade({ ...PAYMENT_ONLY, ...fields });
      await expect(w.escrow.settleBySignatures(trade, ...(await signBoth(w, trade))))
        .to.be.revertedWithCustomError(w.escrow, "TradeUnknownCurrency")
        .withArgs(await w.escrow.tradeId(trade), trade.currency, trade.settlementBank);
      expect(await explain(w, trade)).to.deep.equal([obstacle("trade", "NMAS"), obstacle("payment", "NCRR")]);
    }
  });
});

describe("DvPEscrow: a leg that is zero by mistake", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const mistakes = [
    ["the amount is zero and all else of the payment is there", { amount: 0n }, 3n, 0n],
    ["the amount is zero and the currency is there", { amount: 0n, settlementBank: ZeroAddress }, 3n, 0n],
    ["the amount is zero and the bank is there", { amount: 0n, currency: "0x000000" }, 3n, 0n],
    ["the quantity is zero and the ISIN is there", { quantity: 0n }, 0n, 300_123_456n],
    ["both legs are wholly absent", { ...FREE_OF_PAYMENT, ...PAYMENT_ONLY }, 0n, 0n],
    ["both are zero and the ISIN is there", { ...FREE_OF_PAYMENT, quantity: 0n }, 0n, 0n],
    ["both are zero and the currency is there", { ...PAYMENT_ONLY, amount: 0n }, 0n, 0n],
  ] as const;
  for (const [when, fields, quantity, amount] of mistakes) {
    describe(`given that ${when}`, () => {
      const calls = [
        ["instructed", (t: Trade) => instruct(w, t, SIDE.seller)],
        ["instructed on hold", (t: Trade) => instruct(w, t, SIDE.buyer, READINESS.onHold)],
        [
          "instructed by signature",
          async (t: Trade) => w.escrow.instructSigned(t, SIDE.seller, await w.sign(w.seller, t)),
        ],
        [
          "settled by signatures",
          async (t: Trade) => w.escrow.settleBySignatures(t, ...(await signBoth(w, t))),
        ],
        ["cancelled", (t: Trade) => w.escrow.connect(w.buyer).cancel(t, SIDE.buyer)],
      ] as const;
      for (const [what, call] of calls) {
        it(`when it is ${what}, then it reverts with TradeEmptyLeg: nobody makes a gift by mistake`, async () => {
          const trade = w.trade(fields);
          await expect(call(trade))
            .to.be.revertedWithCustomError(w.escrow, "TradeEmptyLeg")
            .withArgs(await w.escrow.tradeId(trade), quantity, amount);
        });
      }

      it("when it is explained, then it is VALR", async () => {
        expect((await explain(w, w.trade(fields)))[0]).to.deep.equal(obstacle("trade", "VALR"));
      });
    });
  }

  it("given a payment with a minimum part, when it is instructed, then it reverts with TradeInvalidMinimum", async () => {
    const trade = w.trade({ ...PAYMENT_ONLY, minimumPart: 1n });
    await expect(instruct(w, trade, SIDE.buyer))
      .to.be.revertedWithCustomError(w.escrow, "TradeInvalidMinimum")
      .withArgs(await w.escrow.tradeId(trade), 1n, 0n);
  });
});
