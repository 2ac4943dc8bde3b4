import { expect } from "chai";
import { ZeroHash } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { BlockStruct, Desk } from "../../support/blocks.ts";
import {
  acceptanceHash,
  acceptedEvents,
  everybodysHoldings,
  fillsOf,
  giveUpIdOf,
  givenUpEvent,
  marketEvents,
  ticketEvents,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  brokeredQuote,
  clientAt,
  clientParts,
  consentTo,
  directTrades,
  FEE,
  fundParts,
  fundsSide,
  linkOf,
  through,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import {
  confirm,
  expectWaitsOn,
  LOOK,
  netOf,
  lookedAt,
  wait,
  waitForClients,
} from "../../support/lastLook.ts";
import { BOTH_QUOTED, QUOTED } from "../../support/quotes.ts";
import { afterTrades, recordOf } from "../../support/sets.ts";
import { nextBlockAt, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";
import { DAY, FAR, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.confirm", () => {
  const current = useDesk();

  for (const [name, side] of BOTH_QUOTED) {
    const isOffer = side === QUOTED.offer;

    describe(`given an acceptance of ${name} for several accounts`, () => {
      for (const [thenName, then, status, isHeld] of [
        ["settle", THEN.settle, STATUS.closed, false],
        ["be matched", THEN.match, STATUS.matched, false],
        ["be earmarked", THEN.earmark, STATUS.matched, true],
      ] as const) {
        it(`when the dealer confirms what is to ${thenName}, then its trades are made, and counted only now`, async () => {
          const m = current();
          const waiting = await waitForClients(m, { then }, lookedAt(m, { side }));
          const parts = clientParts(m, 1n, 2n);
          const trades = directTrades(m, waiting.quote, parts);
          const before = await everybodysHoldings(m);
          expect(await netOf(m)).to.equal(0n);
          expect(await marketEvents(m, confirm(m, waiting))).to.deep.equal([
            ["QuoteConfirmed", waiting.quoteId, m.dealer.address, m.dealer.address],
            ...(await acceptedEvents(m, waiting.quote, parts, { trades, by: m.agent })),
          ]);
          for (const trade of trades) {
            expect(await recordOf(m, trade)).to.include({ status, bondsHeld: isHeld, cashHeld: isHeld });
          }
          expect(await netOf(m)).to.equal(isOffer ? 3n : -3n);
          expect(await m.rfq.awaitedOf(waiting.quoteId)).to.equal(ZeroHash);
          expect(await m.rfq.isQuoteUsed(m.dealer, waiting.quote.sequence)).to.equal(true);
          if (then !== THEN.settle) for (const trade of trades) await m.escrow.settle(encodeTrade(trade));
          expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
        });
      }
    });

    describe(`given an acceptance of ${name} under a ticket`, () => {
      const ticketOf = (m: Desk) => m.funds.ticket({ side: fundsSide(side) });
      const underTicket = async (m: Desk, fields: Partial<BlockStruct> = {}) =>
        await wait(
          m,
          traderQuote(m, { side, lastLook: LOOK }),
          { allocations: [...fundParts(m, 2n, 4n, 4n)], ...(await under(m, ticketOf(m))), ...fields },
          m.funds.trader,
        );

      it("when the dealer confirms it, then the ticket is filled only now", async () => {
        const m = current();
        const waiting = await underTicket(m);
        const ticket = ticketOf(m);
        const parts = fundParts(m, 2n, 4n, 4n);
        const trades = directTrades(m, waiting.quote, parts);
        const before = await everybodysHoldings(m);
        expect((await fillsOf(m, ticket)).filled).to.equal(0n);
        expect(await marketEvents(m, confirm(m, waiting))).to.deep.equal([
          ["QuoteConfirmed", waiting.quoteId, m.dealer.address, m.dealer.address],
          ...(await ticketEvents(m, waiting.quote, { ticket, parts })),
          ...(await acceptedEvents(m, waiting.quote, parts, { trades, by: m.funds.trader })),
        ]);
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
      });

      it("when the ticket was filled elsewhere meanwhile, then it reverts with TicketExceeded", async () => {
        const m = current();
        const waiting = await underTicket(m);
        const ticket = ticketOf(m);
        const other = traderQuote(m, { side, sequence: 9n });
        const parts = fundParts(m, 0n, 1n).filter(({ quantity }) => quantity > 0n);
        await acceptBlock(
          m,
          other,
          { allocations: parts, then: THEN.match, ...(await under(m, ticket)) },
          { by: m.funds.trader },
        );
        await expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
          .withArgs(await m.rfq.ticketId(ticket), 10n, 9n);
        expect(await m.rfq.awaitedOf(waiting.quoteId)).to.equal(waiting.hash);
      });
    });

    describe(`given an acceptance of ${name} through a broker`, () => {
      it("when other links were made meanwhile, then a set that was packed before settles all the same", async () => {
        const m = current();
        const quote = brokeredQuote(m, { side, lastLook: LOOK });
        const parts = clientParts(m, 1n, 2n);
        const giveUp = consentTo(m, m.agent);
        const signed = await through(m, giveUp);
        const packed = await linkOf(m, quote, parts);
        const waiting = await wait(m, quote, {
          allocations: [...parts],
          then: THEN.settle,
          set: packed.set,
          ...signed,
        });
        const other = brokeredQuote(m, { side, sequence: 9n });
        await acceptBlock(m, other, { allocations: [...parts], then: THEN.match, ...signed });
        expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(3n);
        const link = await linkOf(m, quote, parts, { first: 3n });
        const before = await everybodysHoldings(m);
        expect(await marketEvents(m, confirm(m, waiting))).to.deep.equal([
          ["QuoteConfirmed", waiting.quoteId, m.dealer.address, m.dealer.address],
          await givenUpEvent(m, quote, { link, giveUp }),
          ...(await acceptedEvents(m, quote, parts, { trades: link.ofAccounts, by: m.agent })),
        ]);
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, link.all));
        expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(6n);
      });

      it("when the dealer confirms what waits for later, then the link is there to settle", async () => {
        const m = current();
        const quote = brokeredQuote(m, { side, lastLook: LOOK });
        const parts = clientParts(m, 1n, 2n);
        const giveUp = consentTo(m, m.agent);
        const waiting = await wait(m, quote, {
          allocations: [...parts],
          then: THEN.earmark,
          ...(await through(m, giveUp)),
        });
        expect(await m.rfq.linkedTradesOf(0n)).to.equal(0n);
        const before = await everybodysHoldings(m);
        await confirm(m, waiting);
        expect(await m.rfq.linkedTradesOf(0n)).to.equal(3n);
        const link = await linkOf(m, quote, parts);
        await m.rfq.settleLinked(0n, link.set);
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, link.all));
      });
    });
  }

  describe("given an acceptance under a ticket and through a broker", () => {
    it("when the dealer confirms it, then ticket, consent and exposure are counted, and the link is made", async () => {
      const m = current();
      const quote = traderQuote(m, { lastLook: LOOK, broker: m.broker.address });
      const ticket = m.funds.ticket({ limitCashPerUnit: CASH_PER_UNIT + FEE });
      const giveUp = consentTo(m, m.funds.trader);
      const parts = fundParts(m, 2n, 4n, 4n);
      const link = await linkOf(m, quote, parts);
      const fields = {
        allocations: [...parts],
        then: THEN.settle,
        set: link.set,
        ...(await under(m, ticket)),
        ...(await through(m, giveUp)),
      };
      const waiting = await wait(m, quote, fields, m.funds.trader);
      const before = await everybodysHoldings(m);
      expect(await marketEvents(m, confirm(m, waiting))).to.deep.equal([
        ["QuoteConfirmed", waiting.quoteId, m.dealer.address, m.dealer.address],
        ...(await ticketEvents(m, quote, { ticket, parts })),
        await givenUpEvent(m, quote, { link, giveUp }),
        ...(await acceptedEvents(m, quote, parts, { trades: link.ofAccounts, by: m.funds.trader })),
      ]);
      expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, link.all));
      expect(await netOf(m)).to.equal(10n);
      expect((await fillsOf(m, ticket)).filled).to.equal(10n);
      expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(10n);
    });
  });

  describe("given who confirms", () => {
    it("when it is the dealer's operator in scope trade, then it confirms, and the event says so", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.trade, FAR);
      await expect(confirm(m, waiting, m.operator))
        .to.emit(m.rfq, "QuoteConfirmed")
        .withArgs(waiting.quoteId, m.dealer, m.operator);
    });

    it("when it is somebody else, or an operator in another scope, then it reverts with QuoteNotYours", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.cancel | SCOPES.issue, FAR);
      for (const stranger of [m.operator, m.agent, clientAt(m, 0), m.outsider]) {
        await expectWaitsOn(m, waiting, () =>
          expect(confirm(m, waiting, stranger))
            .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
            .withArgs(m.dealer, stranger),
        );
      }
    });

    it("when its appointment ends, then it confirms in the last second before only", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      const end = waiting.deadline - 10;
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.trade, end);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, end);
      await expect(confirm(m, waiting, m.operator))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
        .withArgs(m.dealer, m.operator);
      await snapshot.restore();
      await nextBlockAt(m, end - 1);
      await expect(confirm(m, waiting, m.operator)).to.emit(m.rfq, "QuoteConfirmed");
    });
  });

  describe("given when it is confirmed", () => {
    it("when it is the last second, then it is in time", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await nextBlockAt(m, waiting.deadline);
      await expect(confirm(m, waiting)).to.emit(m.rfq, "QuoteConfirmed");
    });

    it("when it is a second later, then it reverts with QuoteConfirmedTooLate", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      const late = waiting.deadline + 1;
      await nextBlockAt(m, late);
      await expectWaitsOn(m, waiting, () =>
        expect(confirm(m, waiting))
          .to.be.revertedWithCustomError(m.rfq, "QuoteConfirmedTooLate")
          .withArgs(waiting.quoteId, waiting.deadline, late),
      );
    });

    it("when the quote is over meanwhile, and cancelled by its number, then the confirmation is good: it is of what was accepted", async () => {
      const m = current();
      const end = START + DAY / 4;
      const quote = lookedAt(m, { validUntil: end });
      const signature = await m.signQuote(quote);
      const block = m.block({ allocations: [...clientParts(m, 1n, 2n)] });
      await nextBlockAt(m, end - 1);
      await acceptBlock(m, quote, block, { signature });
      await m.rfq.connect(m.dealer).cancelQuotes(m.dealer, 0n, 0n);
      await expect(m.rfq.connect(m.dealer).confirm(quote, block, m.agent, end - 1 + LOOK)).to.emit(
        m.rfq,
        "QuoteConfirmed",
      );
    });
  });

  describe("given an acceptance that does not wait", () => {
    it("when it was confirmed before, then it reverts with QuoteNotAwaiting", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await confirm(m, waiting);
      await expect(confirm(m, waiting))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
        .withArgs(waiting.quoteId, ZeroHash, waiting.hash);
      expect(await netOf(m)).to.equal(3n);
    });

    it("when it was declined before, then it reverts with QuoteNotAwaiting", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      await m.rfq.connect(m.dealer).decline(waiting.quote);
      await expect(confirm(m, waiting))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
        .withArgs(waiting.quoteId, ZeroHash, waiting.hash);
      expect(await netOf(m)).to.equal(0n);
    });

    it("when nobody has accepted, then the dealer cannot trade by itself: QuoteNotAwaiting", async () => {
      const m = current();
      const quote = lookedAt(m);
      const block = m.block({ allocations: [...clientParts(m, 1n, 2n)] });
      await expect(m.rfq.connect(m.dealer).confirm(quote, block, m.agent, FAR))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
        .withArgs(await m.rfq.quoteId(quote), ZeroHash, acceptanceHash(m, block, m.agent.address, FAR));
    });

    it("when there are no accounts in it, then it reverts with QuoteNoAllocations", async () => {
      const m = current();
      const waiting = await waitForClients(m);
      const empty = { ...waiting, block: m.block({ allocations: [] }) };
      await expect(confirm(m, empty))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNoAllocations")
        .withArgs(waiting.quoteId);
    });
  });
});
