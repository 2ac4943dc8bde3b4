import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { TICKET_TYPES } from "../../../sdk/trading/ticketTypes.ts";
import { MAX_UINT112, OTHER_ISIN } from "../../support/actions.ts";
import type { Desk, TicketStruct } from "../../support/blocks.ts";
import { expectNothingHappens, fillsOf } from "../../support/blockRecords.ts";
import {
  acceptBlock,
  fundAt,
  fundParts,
  fundsSide,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import type { QuotedSide, QuoteStruct } from "../../support/quotes.ts";
import { BOTH_QUOTED, QUOTED } from "../../support/quotes.ts";
import { nextBlockAt, withHighS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, CLEAN_PRICE_E7, THEN } from "../../support/trading.ts";
import { ascii, DAY, FAR, SCOPES, SIDE, START } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: what a ticket asks for", () => {
  const current = useDesk();

  const whole = (m: Desk) => ({ allocations: [...fundParts(m, 2n, 4n, 4n)], then: THEN.match });

  /** The trader executes a ticket that its manager signed. */
  const execute = async (m: Desk, quote: QuoteStruct, ticket: TicketStruct) =>
    await acceptBlock(
      m,
      quote,
      { ...whole(m), ...(await under(m, ticket)) },
      { by: m.funds.trader, signature: await m.signQuote(quote) },
    );

  const ticketFor = (m: Desk, side: QuotedSide, fields: Partial<TicketStruct> = {}): TicketStruct =>
    m.funds.ticket({ side: fundsSide(side), ...fields });

  for (const [name, side] of BOTH_QUOTED) {
    const buys = side === QUOTED.offer;
    /** One step in the direction that is worse for the funds. */
    const worse = (value: bigint) => (buys ? value + 1n : value - 1n);
    const better = (value: bigint) => (buys ? value - 1n : value + 1n);

    describe(`given ${name} and a ticket for something else`, () => {
      const mismatches = [
        ["bond", { isin: OTHER_ISIN }],
        ["currency", { currency: ascii("EUR", 3) }],
        ["settlement bank", { settlementBank: "0x" + "11".repeat(20) }],
        ["side", { side }],
      ] as const;
      for (const [what, fields] of mismatches) {
        it(`when it names another ${what}, then it reverts with TicketMismatch`, async () => {
          const m = current();
          const quote = traderQuote(m, { side });
          const ticket = ticketFor(m, side, fields);
          await expectNothingHappens(m, quote, async () =>
            expect(execute(m, quote, ticket))
              .to.be.revertedWithCustomError(m.rfq, "TicketMismatch")
              .withArgs(await m.rfq.ticketId(ticket), await m.rfq.quoteId(quote)),
          );
          expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 0n, shares: [0n, 0n, 0n] });
        });
      }
    });

    describe(`given ${name} and the limits of a ticket`, () => {
      for (const [how, price, cash] of [
        ["exactly at both", CLEAN_PRICE_E7, CASH_PER_UNIT],
        ["better than both", better(CLEAN_PRICE_E7), better(CASH_PER_UNIT)],
      ] as const) {
        it(`when the quote is ${how}, then it is executed`, async () => {
          const m = current();
          const quote = traderQuote(m, { side, cleanPriceE7: price, cashPerUnit: cash });
          await expect(execute(m, quote, ticketFor(m, side))).to.emit(m.rfq, "TicketUsed");
        });
      }

      it("when the price is one step beyond, then it reverts with TicketPriceBeyondLimit", async () => {
        const m = current();
        const price = worse(CLEAN_PRICE_E7);
        const quote = traderQuote(m, { side, cleanPriceE7: price });
        const ticket = ticketFor(m, side);
        await expectNothingHappens(m, quote, async () =>
          expect(execute(m, quote, ticket))
            .to.be.revertedWithCustomError(m.rfq, "TicketPriceBeyondLimit")
            .withArgs(await m.rfq.ticketId(ticket), price, CLEAN_PRICE_E7),
        );
      });

      it("when the cash of a unit is one yen beyond, then it reverts with TicketCashBeyondLimit, however good the price", async () => {
        const m = current();
        const cash = worse(CASH_PER_UNIT);
        const quote = traderQuote(m, {
          side,
          cleanPriceE7: better(CLEAN_PRICE_E7),
          cashPerUnit: cash,
        });
        const ticket = ticketFor(m, side);
        await expectNothingHappens(m, quote, async () =>
          expect(execute(m, quote, ticket))
            .to.be.revertedWithCustomError(m.rfq, "TicketCashBeyondLimit")
            .withArgs(await m.rfq.ticketId(ticket), cash, CASH_PER_UNIT),
        );
      });

      it("when they are as wide as numbers go, then they bind nobody; when they are as narrow, nothing passes", async () => {
        const m = current();
        const [lowest, highest] = [
          { limitPriceE7: 0n, limitCashPerUnit: 0n },
          { limitPriceE7: 2n ** 64n - 1n, limitCashPerUnit: MAX_UINT112 },
        ];
        const [wide, narrow] = buys ? [highest, lowest] : [lowest, highest];
        const quote = traderQuote(m, { side });
        const never = ticketFor(m, side, narrow);
        await expect(execute(m, quote, never))
          .to.be.revertedWithCustomError(m.rfq, "TicketPriceBeyondLimit")
          .withArgs(await m.rfq.ticketId(never), CLEAN_PRICE_E7, narrow.limitPriceE7);
        await expect(execute(m, quote, ticketFor(m, side, wide))).to.emit(m.rfq, "TicketUsed");
      });
    });
  }

  describe("given the time of a ticket", () => {
    const validUntil = START + DAY / 4;

    it("when it is over in the next second, then it is executed", async () => {
      const m = current();
      const [quote, ticket] = [traderQuote(m), m.funds.ticket({ validUntil })];
      await nextBlockAt(m, validUntil - 1);
      await expect(execute(m, quote, ticket)).to.emit(m.rfq, "TicketUsed");
    });

    it("when it is over in this second, then it reverts with TicketExpired", async () => {
      const m = current();
      const [quote, ticket] = [traderQuote(m), m.funds.ticket({ validUntil })];
      await nextBlockAt(m, validUntil);
      await expect(execute(m, quote, ticket))
        .to.be.revertedWithCustomError(m.rfq, "TicketExpired")
        .withArgs(await m.rfq.ticketId(ticket), validUntil, validUntil);
    });
  });

  describe("given the latest cut-off of a ticket", () => {
    const settleBy = START + 3 * DAY;

    it("when the quote's is the same, then it is executed", async () => {
      const m = current();
      const [quote, ticket] = [traderQuote(m, { settleBy }), m.funds.ticket({ settleBy })];
      await expect(execute(m, quote, ticket)).to.emit(m.rfq, "TicketUsed");
    });

    it("when the quote's is a second later, then it reverts with TicketSettlesTooLate", async () => {
      const m = current();
      const [quote, ticket] = [traderQuote(m, { settleBy: settleBy + 1 }), m.funds.ticket({ settleBy })];
      await expectNothingHappens(m, quote, async () =>
        expect(execute(m, quote, ticket))
          .to.be.revertedWithCustomError(m.rfq, "TicketSettlesTooLate")
          .withArgs(await m.rfq.ticketId(ticket), settleBy + 1, settleBy),
      );
    });
  });

  describe("given a ticket without checks", () => {
    it("when it is executed, then it reverts with TicketWithoutCompliance", async () => {
      const m = current();
      const ticket = m.funds.ticket({ compliance: "0x" + "00".repeat(32) });
      await expectNothingHappens(m, traderQuote(m), async () =>
        expect(execute(m, traderQuote(m), ticket))
          .to.be.revertedWithCustomError(m.rfq, "TicketWithoutCompliance")
          .withArgs(await m.rfq.ticketId(ticket)),
      );
    });
  });

  describe("given the signature of a ticket", () => {
    const executeWith = async (m: Desk, ticket: TicketStruct, ticketSignature: string) =>
      await acceptBlock(m, traderQuote(m), { ...whole(m), ticket, ticketSignature }, { by: m.funds.trader });
    const refused = async (m: Desk, ticket: TicketStruct, ticketSignature: string) =>
      expect(executeWith(m, ticket, ticketSignature))
        .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSignature")
        .withArgs(await m.rfq.ticketId(ticket), ticket.manager);

    it("when somebody else gave it, the trader or the custodian among them, then it reverts with TicketInvalidSignature", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      for (const stranger of [m.funds.trader, m.funds.custodian, m.dealer, m.agent]) {
        await refused(m, ticket, await m.signTicket(ticket, stranger));
      }
    });

    it("when an operator of the manager gave it, then it reverts with TicketInvalidSignature: a manager signs itself", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      await m.registry.connect(m.funds.manager).appointOperator(m.agent, SCOPES.trade, FAR);
      await refused(m, ticket, await m.signTicket(ticket, m.agent));
    });

    it("when it is empty, cut short or too long, then it reverts with TicketInvalidSignature", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const signature = await m.signTicket(ticket, m.funds.manager);
      for (const wrong of ["0x", signature.slice(0, -2), signature + "0000"]) await refused(m, ticket, wrong);
    });

    const changes: readonly (readonly [string, (m: Desk) => Partial<TicketStruct>])[] = [
      ["isin", () => ({ isin: OTHER_ISIN })],
      ["currency", () => ({ currency: ascii("EUR", 3) })],
      ["settlementBank", (m) => ({ settlementBank: m.third.address })],
      ["side", () => ({ side: SIDE.seller })],
      ["maximumQuantity", () => ({ maximumQuantity: 11n })],
      ["limitPriceE7", () => ({ limitPriceE7: CLEAN_PRICE_E7 + 1n })],
      ["limitCashPerUnit", () => ({ limitCashPerUnit: CASH_PER_UNIT + 1n })],
      ["validUntil", () => ({ validUntil: START + DAY + 1 })],
      ["settleBy", () => ({ settleBy: START + 11 * DAY })],
      ["maximumFeePerUnit", () => ({ maximumFeePerUnit: 10_001n })],
      ["compliance", () => ({ compliance: id("another report") })],
      ["salt", () => ({ salt: id("another salt") })],
      ["an account of the split", (m) => ({ split: splitOf(m, [m.third.address, 2n], 1, 2) })],
      ["a quantity of the split", (m) => ({ split: splitOf(m, [fundAt(m, 0), 3n], 1, 2) })],
      ["the order of the split", (m) => ({ split: splitOf(m, [fundAt(m, 0), 2n], 2, 1) })],
      ["the length of the split", (m) => ({ split: splitOf(m, [fundAt(m, 0), 2n], 1) })],
    ];
    const splitOf = (
      m: Desk,
      [account, quantity]: readonly [string, bigint],
      ...others: readonly number[]
    ) => [{ account, quantity }, ...others.map((index) => ({ account: fundAt(m, index), quantity: 4n }))];
    for (const [what, change] of changes) {
      it(`when it was given before ${what} changed, then it reverts with TicketInvalidSignature`, async () => {
        const m = current();
        const signature = await m.signTicket(m.funds.ticket(), m.funds.manager);
        await refused(m, m.funds.ticket(change(m)), signature);
      });
    }

    it("when it is the manager's for another market or chain, then it reverts with TicketInvalidSignature", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      for (const domain of [
        { ...m.rfqDomain, chainId: m.rfqDomain.chainId + 1n },
        { ...m.rfqDomain, verifyingContract: await m.escrow.getAddress() },
        { ...m.rfqDomain, name: "Kessai DvP" },
      ]) {
        await refused(m, ticket, await m.funds.manager.signTypedData(domain, TICKET_TYPES, ticket));
      }
    });

    it("when it has 65 bytes, then it is as good; with the other s it reverts with TicketInvalidSignature", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const long = await m.funds.manager.signTypedData(m.rfqDomain, TICKET_TYPES, ticket);
      await refused(m, ticket, withHighS(long));
      await expect(executeWith(m, ticket, long)).to.emit(m.rfq, "TicketUsed");
    });

    it("when the manager is nobody, then there is no ticket, and funds have no operator but the market: QuoteNotAuthorised", async () => {
      const m = current();
      const quote = traderQuote(m);
      await expect(executeWith(m, m.funds.ticket({ manager: ZeroAddress }), "0x"))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
        .withArgs(await m.rfq.quoteId(quote), m.funds.trader, fundAt(m, 0));
    });
  });
});
