import { expect } from "chai";

import type { BlockStruct, Desk, GiveUpStruct, TicketStruct } from "../../support/blocks.ts";
import {
  acceptedEvents,
  everybodysHoldings,
  expectNothingHappens,
  fillsOf,
  giveUpIdOf,
  givenUpEvent,
  marketEvents,
  ticketEvents,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  consentTo,
  FEE,
  fundAt,
  fundContract,
  fundParts,
  fundsSide,
  linkOf,
  part,
  through,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import type { QuotedSide, QuoteStruct } from "../../support/quotes.ts";
import { BOTH_QUOTED, memoryOf, QUOTED } from "../../support/quotes.ts";
import { afterTrades, recordOf } from "../../support/sets.ts";
import { STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";

describe("RequestForQuote.acceptBlock: under a ticket and through a broker", () => {
  const current = useDesk();

  const quoteFor = (m: Desk, side: QuotedSide): QuoteStruct =>
    traderQuote(m, { side, broker: m.broker.address });

  /** What a unit costs the funds, or brings them. */
  const cashWith = (side: QuotedSide, fee: bigint): bigint =>
    side === QUOTED.offer ? CASH_PER_UNIT + fee : CASH_PER_UNIT - fee;

  /** A ticket whose limit is just what the usual fee leaves. */
  const ticketFor = (m: Desk, side: QuotedSide, fields: Partial<TicketStruct> = {}): TicketStruct =>
    m.funds.ticket({ side: fundsSide(side), limitCashPerUnit: cashWith(side, FEE), ...fields });

  interface Execution {
    readonly side: QuotedSide;
    readonly ticket: TicketStruct;
    readonly giveUp?: GiveUpStruct;
    readonly fields?: Partial<BlockStruct>;
  }

  const execute = async (
    m: Desk,
    { side, ticket, giveUp = consentTo(m, m.funds.trader), fields = {} }: Execution,
  ) =>
    await acceptBlock(
      m,
      quoteFor(m, side),
      {
        allocations: [...fundParts(m, 2n, 4n, 4n)],
        then: THEN.match,
        ...(await under(m, ticket)),
        ...(await through(m, giveUp)),
        ...fields,
      },
      { by: m.funds.trader },
    );

  for (const [name, side] of BOTH_QUOTED) {
    const isOffer = side === QUOTED.offer;

    describe(`given a ticket for three funds, ${name}, and a broker`, () => {
      for (const [thenName, then, isHeld] of [
        ["settle", THEN.settle, false],
        ["be matched", THEN.match, false],
        ["be earmarked", THEN.earmark, true],
      ] as const) {
        it(`when the trader accepts it all to ${thenName}, then ticket, consent, quote and link are all counted`, async () => {
          const m = current();
          const quote = quoteFor(m, side);
          const ticket = ticketFor(m, side);
          const giveUp = consentTo(m, m.funds.trader);
          const parts = fundParts(m, 2n, 4n, 4n);
          const link = await linkOf(m, quote, parts);
          const before = await everybodysHoldings(m);
          const fields = { then, set: then === THEN.settle ? link.set : "0x" };
          expect(await marketEvents(m, execute(m, { side, ticket, giveUp, fields }))).to.deep.equal([
            ...(await ticketEvents(m, quote, { ticket, parts })),
            await givenUpEvent(m, quote, { link, giveUp }),
            ...(await acceptedEvents(m, quote, parts, { trades: link.ofAccounts, by: m.funds.trader })),
          ]);
          expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
          expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(10n);
          expect(await memoryOf(m, quote)).to.deep.equal({
            isUsed: true,
            taken: 0n,
            net: isOffer ? 10n : -10n,
          });
          expect(await m.rfq.linkedTradesOf(0n)).to.equal(then === THEN.settle ? 0n : 4n);
          for (const trade of link.ofAccounts) {
            expect(await recordOf(m, trade)).to.include({
              status: then === THEN.settle ? STATUS.closed : STATUS.matched,
              bondsHeld: isHeld && !isOffer,
              cashHeld: isHeld && isOffer,
              sellerOnHold: false,
              buyerOnHold: false,
            });
          }
          if (then !== THEN.settle) {
            await expect(m.rfq.connect(m.agent).settleLinked(0n, link.set))
              .to.emit(m.rfq, "LinkSettled")
              .withArgs(0n);
          }
          const after = await everybodysHoldings(m);
          expect(after).to.deep.equal(afterTrades(before, link.all));
          expect(after.get(m.broker.address)).to.include({ bonds: 0n, cash: 10n * FEE });
        });
      }

      it("when the fee takes the cash of a unit one yen beyond the limit, then it reverts with TicketCashBeyondLimit", async () => {
        const m = current();
        const ticket = ticketFor(m, side, {
          limitCashPerUnit: cashWith(side, FEE - 1n),
        });
        await expectNothingHappens(m, quoteFor(m, side), async () =>
          expect(execute(m, { side, ticket }))
            .to.be.revertedWithCustomError(m.rfq, "TicketCashBeyondLimit")
            .withArgs(await m.rfq.ticketId(ticket), cashWith(side, FEE), cashWith(side, FEE - 1n)),
        );
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 0n, shares: [0n, 0n, 0n] });
      });

      it("when the ticket allows no broker, then not even one without a fee stands between: TicketFeeBeyondLimit", async () => {
        const m = current();
        const ticket = ticketFor(m, side, { maximumFeePerUnit: 0n });
        const giveUp = consentTo(m, m.funds.trader, { feePerUnit: 0n });
        await expectNothingHappens(m, quoteFor(m, side), async () =>
          expect(execute(m, { side, ticket, giveUp }))
            .to.be.revertedWithCustomError(m.rfq, "TicketFeeBeyondLimit")
            .withArgs(await m.rfq.ticketId(ticket), 0n, 0n),
        );
      });

      it("when the fee is one yen more than the ticket allows, however wide its limit, then it reverts with TicketFeeBeyondLimit", async () => {
        const m = current();
        const limitCashPerUnit = isOffer ? 2n * CASH_PER_UNIT : 1n;
        const ticket = ticketFor(m, side, { limitCashPerUnit, maximumFeePerUnit: FEE - 1n });
        await expectNothingHappens(m, quoteFor(m, side), async () =>
          expect(execute(m, { side, ticket }))
            .to.be.revertedWithCustomError(m.rfq, "TicketFeeBeyondLimit")
            .withArgs(await m.rfq.ticketId(ticket), FEE, FEE - 1n),
        );
        const exactly = ticketFor(m, side, { limitCashPerUnit, maximumFeePerUnit: FEE });
        await expect(execute(m, { side, ticket: exactly })).to.emit(m.rfq, "GivenUp");
      });
    });
  }

  describe("given to whom the broker consents", () => {
    it("when it is to one of several funds, then it reverts with GiveUpMismatch: the trader accepts", async () => {
      const m = current();
      const giveUp = consentTo(m, { address: fundAt(m, 0) });
      await expect(execute(m, { side: QUOTED.offer, ticket: ticketFor(m, QUOTED.offer), giveUp }))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpMismatch")
        .withArgs(giveUpIdOf(giveUp), await m.rfq.quoteId(quoteFor(m, QUOTED.offer)));
    });

    it("when it is to the one fund of the block, then it is good", async () => {
      const m = current();
      const ticket = ticketFor(m, QUOTED.offer, { split: [{ account: fundAt(m, 0), quantity: 10n }] });
      const giveUp = consentTo(m, { address: fundAt(m, 0) });
      const fields = { allocations: [part(fundAt(m, 0), 10n)] };
      await expect(execute(m, { side: QUOTED.offer, ticket, giveUp, fields })).to.emit(m.rfq, "GivenUp");
    });

    it("when it is to the manager, who cannot accept, then it reverts with GiveUpMismatch", async () => {
      const m = current();
      const giveUp = consentTo(m, m.funds.manager);
      await expect(execute(m, { side: QUOTED.offer, ticket: ticketFor(m, QUOTED.offer), giveUp }))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpMismatch")
        .withArgs(giveUpIdOf(giveUp), await m.rfq.quoteId(quoteFor(m, QUOTED.offer)));
    });
  });

  describe("given a fund whose custodian affirms each trade", () => {
    for (const [thenName, then] of Object.entries(THEN)) {
      it(`when one of the funds is such and the trades are to ${thenName}, then it reverts with TicketAccountNeedsAffirmation`, async () => {
        const m = current();
        await fundContract(m, 1).setAffirmation(true);
        const ticket = ticketFor(m, QUOTED.offer);
        await expectNothingHappens(m, quoteFor(m, QUOTED.offer), async () =>
          expect(execute(m, { side: QUOTED.offer, ticket, fields: { then } }))
            .to.be.revertedWithCustomError(m.rfq, "TicketAccountNeedsAffirmation")
            .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 1)),
        );
      });
    }
  });
});
