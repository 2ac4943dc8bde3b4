import { expect } from "chai";

import { explain, obstacle } from "../../support/obstacles.ts";
import {
  afterSettlement,
  appoint,
  asEventArg,
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
  scheduleCourtOrder,
  settledArgs,
  type Side,
  signBoth,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { EVIDENCE, READINESS, SCOPES, SIDE } from "../../support/world.ts";
import { numbered } from "../../support/numbered.ts";

describe("DvPEscrow.releaseInstruction", () => {
  let w: World;
  let trade: Trade;
  let id: string;
  beforeEach(async () => {
    w = await freshWorld();
    trade = w.trade({ sequence: 30n, quantity: 10n, amount: 1_000n, minimumPart: 1n });
    id = await w.escrow.tradeId(trade);
  });

  const partyOf = (side: Side) => legOf(w, trade, side).party;
  const release = (side: Side) => w.escrow.connect(partyOf(side)).releaseInstruction(trade, side);
  const sidesOnHold = (...sides: Side[]) => ({
    sellerOnHold: sides.includes(SIDE.seller),
    buyerOnHold: sides.includes(SIDE.buyer),
  });

  /** Both sides approve the trade; `side` has it on hold, as the first one or the second. */
  async function matchOnHold(side: Side, isFirst: boolean): Promise<void> {
    const first = isFirst ? side : otherSide(side);
    const readinessOf = (each: Side) => (each === side ? READINESS.onHold : READINESS.ready);
    await instruct(w, trade, first, readinessOf(first));
    const second = otherSide(first);
    await w.escrow.connect(partyOf(second)).affirm(trade, second, readinessOf(second));
  }

  for (const [name, side] of Object.entries(SIDE)) {
    describe(`given a trade that the ${name} approves on hold`, () => {
      it("when it is the first to approve, then the trade is alleged to the other side, and nothing is held", async () => {
        const before = await bothHoldings(w);
        const party = partyOf(side);
        await expect(w.escrow.connect(party).instruct(trade, side, READINESS.onHold))
          .to.emit(w.escrow, "Instructed")
          .withArgs(id, w.seller, w.buyer, side, READINESS.onHold, party, asEventArg(trade))
          .and.not.to.emit(w.escrow, "LegHeld");
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await stateOf(w, trade)).to.deep.equal({
          ...BLANK,
          ...sidesOnHold(side),
          status: STATUS.instructed,
          sellerApproved: side === SIDE.seller,
          buyerApproved: side === SIDE.buyer,
        });
      });

      it("when it is the second to approve, then the trade is matched and waits, and nothing is held", async () => {
        await instruct(w, trade, otherSide(side));
        const before = await bothHoldings(w);
        const party = partyOf(side);
        await expect(w.escrow.connect(party).affirm(trade, side, READINESS.onHold))
          .to.emit(w.escrow, "Matched")
          .withArgs(id, w.seller, w.buyer, side, READINESS.onHold, party)
          .and.not.to.emit(w.escrow, "LegHeld");
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await stateOf(w, trade)).to.deep.equal({
          ...BLANK,
          ...sidesOnHold(side),
          status: STATUS.matched,
          sellerApproved: true,
          buyerApproved: true,
        });
      });

      it("when the other side has signed, then its signature matches the trade, which waits all the same", async () => {
        await instruct(w, trade, side, READINESS.onHold);
        const other = otherSide(side);
        await w.escrow.instructSigned(trade, other, await w.sign(partyOf(other), trade));
        expect(await stateOf(w, trade)).to.include({ status: STATUS.matched, ...sidesOnHold(side) });
        await expect(w.escrow.settle(trade))
          .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
          .withArgs(id, side);
      });

      it("when the other side affirms and settles at once, then it reverts with TradeOnHold", async () => {
        await instruct(w, trade, side, READINESS.onHold);
        const other = otherSide(side);
        await expect(w.escrow.connect(partyOf(other)).affirmThenSettle(trade, other))
          .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
          .withArgs(id, side);
        expect(await stateOf(w, trade)).to.include({ status: STATUS.instructed, ...sidesOnHold(side) });
      });
    });

    for (const isFirst of [true, false]) {
      describe(`given a matched trade that the ${name} has had on hold since it approved ${isFirst ? "first" : "second"}`, () => {
        beforeEach(() => matchOnHold(side, isFirst));

        const settlements = [
          ["settle", () => w.escrow.settle(trade)],
          ["settlePart", () => w.escrow.connect(w.seller).settlePart(trade, 4n)],
          ["settlePart with all of it", () => w.escrow.connect(w.buyer).settlePart(trade, 10n)],
          [
            "settleBySignatures",
            async () => w.escrow.settleBySignatures(trade, ...(await signBoth(w, trade))),
          ],
        ] as const;
        for (const [what, settle] of settlements) {
          it(`when it is to settle by ${what}, then it reverts with TradeOnHold`, async () => {
            const before = await bothHoldings(w);
            await expect(settle()).to.be.revertedWithCustomError(w.escrow, "TradeOnHold").withArgs(id, side);
            expect(await bothHoldings(w)).to.deep.equal(before);
          });

          it(`when it was released, then it settles by ${what}`, async () => {
            await release(side);
            await expect(settle()).to.emit(w.escrow, what === "settlePart" ? "PartSettled" : "Settled");
          });
        }

        it("when it is explained, then it is PREA of that account, until it is released", async () => {
          expect(await explain(w, trade)).to.deep.equal([
            obstacle("trade", "PREA", "none", partyOf(side).address),
          ]);
          await release(side);
          expect(await explain(w, trade)).to.deep.equal([]);
        });

        it("when it is released, then it is on record, binds that side and settles as any other", async () => {
          const before = await bothHoldings(w);
          await expect(release(side))
            .to.emit(w.escrow, "InstructionReleased")
            .withArgs(id, side, partyOf(side));
          expect(await stateOf(w, trade)).to.deep.equal({
            ...BLANK,
            status: STATUS.matched,
            sellerApproved: true,
            buyerApproved: true,
          });
          expect(await bothHoldings(w)).to.deep.equal(before);
          await expect(w.escrow.settle(trade))
            .to.emit(w.escrow, "Settled")
            .withArgs(...(await settledArgs(w, trade)));
          expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
        });

        it("when it was released, then nobody can put it on hold again", async () => {
          await release(side);
          for (const approve of ["instruct", "affirm"] as const) {
            await expect(w.escrow.connect(partyOf(side))[approve](trade, side, READINESS.onHold))
              .to.be.revertedWithCustomError(w.escrow, "TradeAlreadyApproved")
              .withArgs(id, side);
          }
          expect(await stateOf(w, trade)).to.include(sidesOnHold());
        });

        it("when it is released twice, then it reverts with TradeNotOnHold", async () => {
          await release(side);
          await expect(release(side))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotOnHold")
            .withArgs(id, side);
        });

        it("when the other side releases its own, then it reverts with TradeNotOnHold", async () => {
          await expect(release(otherSide(side)))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotOnHold")
            .withArgs(id, otherSide(side));
          expect(await stateOf(w, trade)).to.include(sidesOnHold(side));
        });

        it("when anybody else releases it, then it reverts with TradeNotAuthorised", async () => {
          for (const caller of [partyOf(otherSide(side)), w.outsider, w.settlementBank, w.admin]) {
            await expect(w.escrow.connect(caller).releaseInstruction(trade, side))
              .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
              .withArgs(id, caller, partyOf(side));
          }
        });

        it("when its operator releases it, then the scope must be TRADE", async () => {
          await appoint(w, partyOf(side), w.operator.address, SCOPES.cancel | SCOPES.issue);
          await expect(w.escrow.connect(w.operator).releaseInstruction(trade, side))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
            .withArgs(id, w.operator, partyOf(side));
          await appoint(w, partyOf(side), w.operator.address, SCOPES.trade);
          await expect(w.escrow.connect(w.operator).releaseInstruction(trade, side))
            .to.emit(w.escrow, "InstructionReleased")
            .withArgs(id, side, w.operator);
        });

        it("when it is the second of the cut-off, then it reverts with TradeExpired; before, it passes", async () => {
          const snapshot = await w.networkHelpers.takeSnapshot();
          await nextBlockAt(w, Number(trade.settleBy));
          await expect(release(side))
            .to.be.revertedWithCustomError(w.escrow, "TradeExpired")
            .withArgs(id, trade.settleBy, trade.settleBy);
          await snapshot.restore();
          await nextBlockAt(w, Number(trade.settleBy) - 1);
          await expect(release(side)).to.emit(w.escrow, "InstructionReleased");
        });

        it("when either side withdraws it alone, then it is closed, and cannot be released", async () => {
          for (const [leaving, account] of [
            [SIDE.seller, w.seller],
            [SIDE.buyer, w.buyer],
          ] as const) {
            const snapshot = await w.networkHelpers.takeSnapshot();
            await expect(w.escrow.connect(account).cancel(trade, leaving))
              .to.emit(w.escrow, "Cancelled")
              .withArgs(...numbered(id, trade), CAUSE.withdrawn, account, NO_EVIDENCE)
              .and.not.to.emit(w.escrow, "LegReleased");
            await expect(release(side))
              .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
              .withArgs(id, trade.sequence);
            expect(await stateOf(w, trade)).to.include({ status: STATUS.closed, ...sidesOnHold() });
            expect(await explain(w, trade)).to.deep.equal([obstacle("trade", "REFE")]);
            await snapshot.restore();
          }
        });

        it("when it is released, then one side alone can only agree to its cancellation", async () => {
          await release(side);
          await expect(w.escrow.connect(w.seller).cancel(trade, SIDE.seller))
            .to.emit(w.escrow, "CancellationAgreed")
            .withArgs(id, SIDE.seller, w.seller);
          expect(await stateOf(w, trade)).to.include({ status: STATUS.matched });
        });

        it("when a court cancels it, then it is closed", async () => {
          const send = await scheduleCourtOrder(w, trade, EVIDENCE);
          await expect(send())
            .to.emit(w.escrow, "Cancelled")
            .withArgs(...numbered(id, trade), CAUSE.courtOrder, w.courtOrder, EVIDENCE);
          await expect(release(side))
            .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
            .withArgs(id, trade.sequence);
        });

        it("when its cut-off has passed, then anyone closes it", async () => {
          await nextBlockAt(w, Number(trade.settleBy));
          await expect(w.escrow.connect(w.outsider).expire(trade))
            .to.emit(w.escrow, "Expired")
            .withArgs(...numbered(id, trade), trade.settleBy, w.outsider)
            .and.not.to.emit(w.escrow, "LegReleased");
          expect(await stateOf(w, trade)).to.include({ status: STATUS.closed, ...sidesOnHold() });
        });

        it("when its leg is held meanwhile, then it waits with the hold, and settles from it", async () => {
          const before = await bothHoldings(w);
          const { party, token, amount } = legOf(w, trade, side);
          await expect(w.escrow.connect(party).hold(trade, side))
            .to.emit(w.escrow, "LegHeld")
            .withArgs(id, side, party, amount);
          await expect(w.escrow.settle(trade))
            .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
            .withArgs(id, side);
          expect((await token.positionOf(party)).held).to.equal(amount);
          await release(side);
          await w.escrow.settle(trade);
          expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
        });

        for (const isReleased of [false, true]) {
          it(`when another trade has its number, then that stays its own (released: ${isReleased})`, async () => {
            if (isReleased) await release(side);
            const other = w.trade({ sequence: 30n, amount: 1n });
            const otherId = await w.escrow.tradeId(other);
            await expect(w.escrow.settleBySignatures(other, ...(await signBoth(w, other))))
              .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
              .withArgs(otherId, 30n);
            await expect(instruct(w, other, side))
              .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
              .withArgs(otherId, 30n, 30n);
            expect(await w.escrow.isSequenceUsed(trade.venue, w.seller, w.buyer, 30n)).to.equal(false);
            expect((await stateOf(w, trade)).status).to.equal(STATUS.matched);
          });
        }
      });
    }

    describe(`given a trade that the ${name} has not on hold`, () => {
      for (const [how, readiness] of [
        ["ready", READINESS.ready],
        ["earmarked", READINESS.earmarked],
      ] as const) {
        it(`when it approved it ${how}, then it reverts with TradeNotOnHold`, async () => {
          await instruct(w, trade, side, readiness);
          await expect(release(side))
            .to.be.revertedWithCustomError(w.escrow, "TradeNotOnHold")
            .withArgs(id, side);
        });
      }

      it("when nobody has approved it, then it reverts with TradeNotOnHold", async () => {
        await expect(release(side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotOnHold")
          .withArgs(id, side);
      });

      it("when the other side has it on hold, then it reverts with TradeNotOnHold", async () => {
        await instruct(w, trade, otherSide(side), READINESS.onHold);
        await expect(release(side))
          .to.be.revertedWithCustomError(w.escrow, "TradeNotOnHold")
          .withArgs(id, side);
      });

      it("when it has settled, then it reverts with TradeClosed", async () => {
        await match(w, trade);
        await w.escrow.settle(trade);
        await expect(release(side))
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(id, trade.sequence);
      });
    });

    describe(`given a trade that the ${name} has on hold and nobody has affirmed`, () => {
      beforeEach(() => instruct(w, trade, side, READINESS.onHold));

      it("when it is released, then it waits for the other side as any other", async () => {
        await expect(release(side))
          .to.emit(w.escrow, "InstructionReleased")
          .withArgs(id, side, partyOf(side));
        const before = await bothHoldings(w);
        const other = otherSide(side);
        await w.escrow.connect(partyOf(other)).affirmThenSettle(trade, other);
        expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      });

      for (const canceller of Object.values(SIDE)) {
        it(`when ${canceller === side ? "it" : "the other side"} cancels, then it is withdrawn at once`, async () => {
          await expect(w.escrow.connect(partyOf(canceller)).cancel(trade, canceller))
            .to.emit(w.escrow, "Cancelled")
            .withArgs(...numbered(id, trade), CAUSE.withdrawn, partyOf(canceller), NO_EVIDENCE);
          await expect(release(side))
            .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
            .withArgs(id, trade.sequence);
        });
      }

      it("when it is explained, then it is NMAS and PREA", async () => {
        expect(await explain(w, trade)).to.deep.equal([
          obstacle("trade", "NMAS"),
          obstacle("trade", "PREA", "none", partyOf(side).address),
        ]);
      });
    });
  }

  describe("given a matched trade that both sides have on hold", () => {
    beforeEach(async () => {
      await instruct(w, trade, SIDE.seller, READINESS.onHold);
      await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, READINESS.onHold);
    });

    it("when they release it one after the other, then it settles after the second", async () => {
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
        .withArgs(id, SIDE.seller);
      await release(SIDE.seller);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.escrow, "TradeOnHold")
        .withArgs(id, SIDE.buyer);
      await release(SIDE.buyer);
      await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Settled");
    });

    it("when it is explained, then it is PREA of both accounts", async () => {
      expect(await explain(w, trade)).to.deep.equal([
        obstacle("trade", "PREA", "none", w.seller.address),
        obstacle("trade", "PREA", "none", w.buyer.address),
      ]);
    });
  });

  describe("given a trade with a venue, on hold", () => {
    beforeEach(async () => {
      trade = w.trade({ sequence: 30n, venue: w.venue.address });
      id = await w.escrow.tradeId(trade);
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.onHold);
    });

    it("when the party itself releases it, then it reverts with TradeNotItsVenue", async () => {
      await expect(release(SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotItsVenue")
        .withArgs(id, w.seller, w.venue);
    });

    it("when the venue releases it, then it needs the party's appointment", async () => {
      await appoint(w, w.seller, w.venue.address, SCOPES.cancel);
      await expect(w.escrow.connect(w.venue).releaseInstruction(trade, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeNotAuthorised")
        .withArgs(id, w.venue, w.seller);
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await expect(w.escrow.connect(w.venue).releaseInstruction(trade, SIDE.seller))
        .to.emit(w.escrow, "InstructionReleased")
        .withArgs(id, SIDE.seller, w.venue);
    });
  });
});
