import { expect } from "chai";

import type { QuotedSide } from "../../support/quotes.ts";
import {
  accept,
  acceptedArgs,
  afterTrade,
  BOTH_QUOTED,
  memoryOf,
  positions,
  QUOTE_FIELDS,
  QUOTED,
  tradeFrom,
  UNTOUCHED,
  useMarket,
} from "../../support/quotes.ts";
import {
  asEventArg,
  nextBlockAt,
  otherSide,
  settledArgs,
  stateOf,
  STATUS,
  withWord,
} from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { CASH_PER_UNIT, KIND, THEN } from "../../support/trading.ts";
import { ascii, DAY, EVIDENCE, READINESS, START } from "../../support/world.ts";

const AMOUNT = 3n * CASH_PER_UNIT;

/** Who gives bonds, and who gives cash. */
const giversOf = (m: Market, side: QuotedSide) =>
  side === QUOTED.offer
    ? { ofBonds: m.dealer, ofCash: m.investor }
    : { ofBonds: m.investor, ofCash: m.dealer };

describe("RequestForQuote.accept", () => {
  const current = useMarket();

  for (const [name, side] of BOTH_QUOTED) {
    const sold = side === QUOTED.offer ? 3n : -3n;

    for (const [kindName, kind] of [
      ["single use", KIND.singleUse],
      ["divisible", KIND.divisible],
    ] as const) {
      const remembered = {
        isUsed: kind === KIND.singleUse,
        taken: kind === KIND.divisible ? 3n : 0n,
        net: sold,
      };
      /** Units of its ten that are left of a divisible one. */
      const left = kind === KIND.divisible ? 7n : 0n;

      describe(`given ${name} that is ${kindName}`, () => {
        it("when it is accepted to settle, then both legs move at once and nothing is written down of approvals", async () => {
          const m = current();
          const quote = m.quote({ side, kind, sequence: 700n });
          const fields = { sequence: 41n, then: THEN.settle };
          const trade = tradeFrom(m, quote, fields);
          const before = await positions(m);
          const { ofBonds, ofCash } = giversOf(m, side);

          const sent = accept(m, quote, fields);
          await expect(sent)
            .to.emit(m.rfq, "QuoteAccepted")
            .withArgs(...(await acceptedArgs(m, quote, fields, { left })))
            .and.to.emit(m.escrow, "Settled")
            .withArgs(...(await settledArgs(m, trade)))
            .and.to.emit(m.bond, "Transfer")
            .withArgs(ofBonds, ofCash, 3n)
            .and.to.emit(m.cash, "Transfer")
            .withArgs(ofCash, ofBonds, AMOUNT);
          for (const event of ["Instructed", "Matched", "LegHeld"]) {
            await expect(sent).not.to.emit(m.escrow, event);
          }
          expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
          expect(await stateOf(m, trade)).to.include({
            status: STATUS.closed,
            sellerApproved: false,
            buyerApproved: false,
          });
          expect(await m.escrow.isSequenceUsed(trade.venue, ofBonds, ofCash, 41n)).to.equal(true);
          expect(await memoryOf(m, quote)).to.deep.equal(remembered);
        });

        it("when it is accepted to be matched, then both sides have approved and nothing is held", async () => {
          const m = current();
          const quote = m.quote({ side, kind, sequence: 700n });
          const fields = { sequence: 41n, then: THEN.match };
          const trade = tradeFrom(m, quote, fields);
          const id = await m.escrow.tradeId(trade);
          const before = await positions(m);

          const sent = accept(m, quote, fields);
          await expect(sent)
            .to.emit(m.escrow, "Instructed")
            .withArgs(id, trade.seller, trade.buyer, side, READINESS.ready, m.rfq, asEventArg(trade))
            .and.to.emit(m.escrow, "Matched")
            .withArgs(id, trade.seller, trade.buyer, otherSide(side), READINESS.ready, m.rfq)
            .and.to.emit(m.rfq, "QuoteAccepted")
            .withArgs(...(await acceptedArgs(m, quote, fields, { left })));
          for (const event of ["LegHeld", "Settled"]) await expect(sent).not.to.emit(m.escrow, event);
          expect(await positions(m)).to.deep.equal(before);
          expect(await stateOf(m, trade)).to.include({
            status: STATUS.matched,
            sellerOnHold: false,
            buyerOnHold: false,
            bondsHeld: false,
            cashHeld: false,
          });
          expect(await memoryOf(m, quote)).to.deep.equal(remembered);

          await expect(m.escrow.connect(m.outsider).settle(trade))
            .to.emit(m.escrow, "Settled")
            .withArgs(...(await settledArgs(m, trade)));
          expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
        });

        it("when it is accepted to be earmarked, then both legs are held for the trade", async () => {
          const m = current();
          const quote = m.quote({ side, kind, sequence: 700n });
          const fields = { sequence: 41n, then: THEN.earmark };
          const trade = tradeFrom(m, quote, fields);
          const id = await m.escrow.tradeId(trade);
          const before = await positions(m);
          const { ofBonds, ofCash } = giversOf(m, side);

          await expect(accept(m, quote, fields))
            .to.emit(m.escrow, "Instructed")
            .withArgs(id, trade.seller, trade.buyer, side, READINESS.earmarked, m.rfq, asEventArg(trade))
            .and.to.emit(m.escrow, "Matched")
            .withArgs(id, trade.seller, trade.buyer, otherSide(side), READINESS.earmarked, m.rfq)
            .and.to.emit(m.bond, "UnitsHeld")
            .withArgs(ofBonds, 3n, 0n, 3n)
            .and.to.emit(m.cash, "UnitsHeld")
            .withArgs(ofCash, AMOUNT, 0n, AMOUNT)
            .and.to.emit(m.rfq, "QuoteAccepted")
            .withArgs(...(await acceptedArgs(m, quote, fields, { left })));
          const held = await m.escrow.queryFilter(m.escrow.filters.LegHeld(id));
          expect(held.map(({ args }) => [args.side, args.account, args.amount])).to.have.deep.members([
            [0n, ofBonds.address, 3n],
            [1n, ofCash.address, AMOUNT],
          ]);
          expect(await stateOf(m, trade)).to.include({
            status: STATUS.matched,
            bondsHeld: true,
            cashHeld: true,
          });
          const now = await positions(m);
          const [bonds, cash] =
            side === QUOTED.offer ? [now.dealer, now.investor] : [now.investor, now.dealer];
          expect([bonds.bondsHeld, bonds.cashHeld]).to.deep.equal([3n, 0n]);
          expect([cash.bondsHeld, cash.cashHeld]).to.deep.equal([0n, AMOUNT]);
          expect(await memoryOf(m, quote)).to.deep.equal(remembered);

          await m.escrow.connect(m.outsider).settle(trade);
          expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
        });
      });
    }

    describe(`given ${name} of a settlement that is still to come`, () => {
      const [settleFrom, settleBy] = [START + DAY / 4, START + DAY / 3];
      const outcomes = [
        [settleFrom - 1, "TradeNotDue", settleFrom],
        [settleFrom, "settles", 0],
        [settleBy - 1, "settles", 0],
        [settleBy, "TradeExpired", settleBy],
      ] as const;
      for (const [second, outcome, limit] of outcomes) {
        it(`when it is accepted to settle in second ${second - settleFrom} of it, then: ${outcome}`, async () => {
          const m = current();
          const quote = m.quote({ side, settleFrom, settleBy });
          const signature = await m.signQuote(quote);
          await nextBlockAt(m, second);
          const sent = accept(m, quote, { then: THEN.settle }, { signature });
          if (outcome === "settles") {
            await expect(sent).to.emit(m.escrow, "Settled");
            return;
          }
          await expect(sent)
            .to.be.revertedWithCustomError(m.escrow, outcome)
            .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), limit, second);
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
        });
      }

      for (const [thenName, then] of [
        ["matched", THEN.match],
        ["earmarked", THEN.earmark],
      ] as const) {
        it(`when it is accepted to be ${thenName}, then it may be long before, until the cut-off`, async () => {
          const m = current();
          const quote = m.quote({ side, settleFrom, settleBy });
          const signature = await m.signQuote(quote);
          const snapshot = await m.networkHelpers.takeSnapshot();
          await expect(accept(m, quote, { then }, { signature })).to.emit(m.rfq, "QuoteAccepted");
          const trade = tradeFrom(m, quote);
          expect((await m.escrow.stateOf(trade)).status).to.equal(STATUS.matched);

          await snapshot.restore();
          await nextBlockAt(m, settleBy - 1);
          await expect(accept(m, quote, { then }, { signature })).to.emit(m.rfq, "QuoteAccepted");

          await snapshot.restore();
          await nextBlockAt(m, settleBy);
          await expect(accept(m, quote, { then }, { signature }))
            .to.be.revertedWithCustomError(m.escrow, "TradeExpired")
            .withArgs(await m.escrow.tradeId(trade), settleBy, settleBy);
        });
      }
    });

    describe(`given ${name} for one acceptance that was accepted`, () => {
      for (const [thenName, then] of Object.entries(THEN)) {
        it(`when it is accepted again, after: ${thenName}, then it reverts with QuoteUsed`, async () => {
          const m = current();
          const quote = m.quote({ side, sequence: 513n });
          const id = await m.rfq.quoteId(quote);
          await accept(m, quote, { then, quantity: 1n });
          const after = await positions(m);
          for (const again of Object.values(THEN)) {
            await expect(accept(m, quote, { then: again, quantity: 1n, sequence: 1n }))
              .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
              .withArgs(id, 513n);
          }
          expect(await positions(m)).to.deep.equal(after);
        });
      }

      it("when another with its number is accepted, then it reverts with QuoteUsed; one with the next number is not it", async () => {
        const m = current();
        await accept(m, m.quote({ side, sequence: 255n }));
        expect(await m.rfq.isQuoteUsed(m.dealer, 255n)).to.equal(true);
        for (const kind of [KIND.singleUse, KIND.divisible]) {
          const other = m.quote({ side, kind, sequence: 255n, commonReference: ascii("ANOTHER", 16) });
          await expect(accept(m, other, { sequence: 1n }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
            .withArgs(await m.rfq.quoteId(other), 255n);
        }
        for (const [i, sequence] of [254n, 256n, 127n, 128n, 126n, 510n, 511n, 0n].entries()) {
          const next = m.quote({ side, sequence });
          expect(await m.rfq.isQuoteUsed(m.dealer, sequence), `${sequence}`).to.equal(false);
          await expect(accept(m, next, { quantity: 1n, sequence: BigInt(i) + 1n })).to.emit(
            m.rfq,
            "QuoteAccepted",
          );
        }
      });

      it("when its trade is cancelled by both sides, then it stays used and counted", async () => {
        const m = current();
        const quote = m.quote({ side });
        await accept(m, quote, { then: THEN.match });
        const trade = tradeFrom(m, quote);
        await m.escrow.connect(m.dealer).cancel(trade, side);
        await m.escrow.connect(m.investor).cancel(trade, otherSide(side));
        expect((await m.escrow.stateOf(trade)).status).to.equal(STATUS.closed);
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: sold });
        await expect(accept(m, quote, { sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), quote.sequence);
      });
    });

    describe(`given ${name} whose acceptance fails at the last step`, () => {
      for (const [thenName, then] of [
        ["settle", THEN.settle],
        ["earmark", THEN.earmark],
      ] as const) {
        it(`when it is to ${thenName} while the bond is stopped, then quote, exposure and number are as before, and it can be accepted later`, async () => {
          const m = current();
          const quote = m.quote({ side, kind: KIND.divisible });
          await m.bond.connect(m.pauser).pause();
          const before = await positions(m);
          await expect(accept(m, quote, { then }))
            .to.be.revertedWithCustomError(m.bond, "RegulatedTokenPaused")
            .withArgs(m.bond);
          expect(await positions(m)).to.deep.equal(before);
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
          const trade = tradeFrom(m, quote);
          expect((await m.escrow.stateOf(trade)).status).to.equal(STATUS.unknown);

          await m.bond.connect(m.pauser).unpause();
          await expect(accept(m, quote, { then })).to.emit(m.rfq, "QuoteAccepted");
        });
      }
    });
  }

  describe("given an acceptance whose calldata says what cannot be", () => {
    /** Words of the call before the acceptance: the quote's, and the place of the signature. */
    const FIRST = QUOTE_FIELDS.length + 1;
    const impossible = [
      ["account", FIRST, 1n << 160n],
      ["quantity", FIRST + 1, 1n << 112n],
      ["sequence", FIRST + 2, 1n << 48n],
      ["next step", FIRST + 3, 3n],
      ["next step", FIRST + 3, 256n],
      ["next step", FIRST + 3, 1n << 255n],
    ] as const;
    for (const [what, index, value] of impossible) {
      it(`when its ${what} has the bits ${value.toString(16)}, then it reverts without data`, async () => {
        const m = current();
        const quote = m.quote();
        const { data, to } = await m.rfq
          .connect(m.investor)
          .accept.populateTransaction(quote, await m.signQuote(quote), m.acceptance());
        for (const change of [() => value, (word: bigint) => word | value]) {
          await expect(
            m.investor.call({ to, data: withWord(data, index, change) }),
          ).to.be.revertedWithoutReason(m.ethers);
        }
        await m.investor.call({ to, data });
      });
    }
  });

  describe("given quotes that say nothing of who asked or of the parties' reference", () => {
    it("when one is accepted, then any hash of answers is committed to, and the reference stays empty", async () => {
      const m = current();
      const quote = m.quote({
        request: "0x" + "00".repeat(32),
        commonReference: "0x" + "00".repeat(16),
      });
      const fields = { evidence: EVIDENCE };
      await expect(accept(m, quote, fields))
        .to.emit(m.rfq, "QuoteAccepted")
        .withArgs(...(await acceptedArgs(m, quote, fields)));
    });
  });
});
