import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { blindedAccount } from "../../../sdk/trading/blindedAccount.ts";
import {
  acceptedEvents,
  everybodysHoldings,
  expectNothingHappens,
  fillsOf,
  marketEvents,
  ticketEvents,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  directTrades,
  fundAt,
  fundParts,
  fundsSide,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { BOTH_QUOTED, memoryOf, QUOTED } from "../../support/quotes.ts";
import { afterTrades, recordOf } from "../../support/sets.ts";
import { STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, KIND, THEN } from "../../support/trading.ts";

describe("RequestForQuote.acceptBlock: under a ticket", () => {
  const current = useDesk();

  for (const [name, side] of BOTH_QUOTED) {
    const sold = side === QUOTED.offer ? 10n : -10n;

    describe(`given a ticket over 2, 4 and 4 units for three funds, and ${name}`, () => {
      for (const [thenName, then, status, isHeld] of [
        ["settle", THEN.settle, STATUS.closed, false],
        ["be matched", THEN.match, STATUS.matched, false],
        ["be earmarked", THEN.earmark, STATUS.matched, true],
      ] as const) {
        it(`when the trader accepts all of it to ${thenName}, then each fund trades its share and the ticket is filled`, async () => {
          const m = current();
          const { trader } = m.funds;
          const quote = traderQuote(m, { side });
          const ticket = m.funds.ticket({ side: fundsSide(side) });
          const parts = fundParts(m, 2n, 4n, 4n);
          const trades = directTrades(m, quote, parts);
          const before = await everybodysHoldings(m);
          const block = { allocations: [...parts], then, ...(await under(m, ticket)) };
          expect(await marketEvents(m, acceptBlock(m, quote, block, { by: trader }))).to.deep.equal([
            ...(await ticketEvents(m, quote, { ticket, parts })),
            ...(await acceptedEvents(m, quote, parts, { trades, by: trader })),
          ]);
          for (const trade of trades) {
            expect(await recordOf(m, trade)).to.include({
              status,
              bondsHeld: isHeld,
              cashHeld: isHeld,
              sellerOnHold: false,
              buyerOnHold: false,
            });
          }
          expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
          expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: sold });
          if (then !== THEN.settle) {
            for (const trade of trades) await m.escrow.connect(m.dealer).settle(encodeTrade(trade));
          }
          expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
        });
      }

      it("when a fund cannot give what it owes, then no fund trades and the ticket is as it was", async () => {
        const m = current();
        const quote = traderQuote(m, { side });
        const ticket = m.funds.ticket({ side: fundsSide(side) });
        const block = { allocations: [...fundParts(m, 2n, 4n, 4n)], ...(await under(m, ticket)) };
        const token = side === QUOTED.offer ? m.cash : m.bond;
        await m.networkHelpers.impersonateAccount(fundAt(m, 2));
        await m.networkHelpers.setBalance(fundAt(m, 2), 10n ** 20n);
        const fund = await m.ethers.getSigner(fundAt(m, 2));
        await token.connect(fund).transfer(m.dealer, await token.balanceOf(fund));
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, block, { by: m.funds.trader }))
            .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
            .withArgs(fund, 0n, side === QUOTED.offer ? 4n * CASH_PER_UNIT : 4n),
        );
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 0n, shares: [0n, 0n, 0n] });
      });
    });
  }

  describe("given a quote and a ticket that fit each other", () => {
    it("when the ticket is for one fund, then that is the account whose quote may be accepted", async () => {
      const m = current();
      const quote = m.quote({ investor: fundAt(m, 1) });
      const ticket = m.funds.ticket({ split: [{ account: fundAt(m, 1), quantity: 10n }] });
      const allocations = [{ account: fundAt(m, 1), quantity: 10n, sequence: 3n }];
      const sent = acceptBlock(
        m,
        quote,
        { allocations, ...(await under(m, ticket)) },
        { by: m.funds.trader },
      );
      expect(await marketEvents(m, sent)).to.deep.equal([
        ...(await ticketEvents(m, quote, { ticket, parts: allocations })),
        ...(await acceptedEvents(m, quote, allocations, {
          trades: directTrades(m, quote, allocations),
          by: m.funds.trader,
        })),
      ]);
    });

    it("when the trader is blinded, or anybody may accept, then it accepts for its funds", async () => {
      const m = current();
      const salt = id("salt");
      for (const [sequence, investor] of [
        [0n, ZeroAddress],
        [1n, blindedAccount(m.funds.trader.address, salt)],
      ] as const) {
        const quote = m.quote({ investor, sequence });
        const ticket = m.funds.ticket({ salt: id(investor) });
        const allocations = fundParts(m, 2n, 4n, 4n).map((each) => ({ ...each, sequence }));
        await expect(
          acceptBlock(m, quote, { allocations, salt, ...(await under(m, ticket)) }, { by: m.funds.trader }),
        ).to.emit(m.rfq, "TicketUsed");
      }
    });

    it("when the quote is for a fund, then the trader cannot accept it for several; QuoteForAnother", async () => {
      const m = current();
      const quote = m.quote({ investor: fundAt(m, 0) });
      const block = { allocations: [...fundParts(m, 2n, 4n, 4n)], ...(await under(m, m.funds.ticket())) };
      await expect(acceptBlock(m, quote, block, { by: m.funds.trader }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
        .withArgs(await m.rfq.quoteId(quote), fundAt(m, 0), m.funds.trader);
    });

    it("when two quotes of a day fill it one after the other, then it counts what each filled", async () => {
      const m = current();
      const ticket = m.funds.ticket();
      const signed = await under(m, ticket);
      const first = traderQuote(m, { sequence: 0n });
      await acceptBlock(
        m,
        first,
        { allocations: [...fundParts(m, 1n, 2n, 2n)], ...signed },
        { by: m.funds.trader },
      );
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 5n, shares: [1n, 2n, 2n] });
      const second = traderQuote(m, { sequence: 1n });
      const parts = fundParts(m, 1n, 2n, 2n).map((each) => ({ ...each, sequence: 1n }));
      const sent = acceptBlock(m, second, { allocations: parts, ...signed }, { by: m.funds.trader });
      expect((await marketEvents(m, sent)).slice(0, 4)).to.deep.equal(
        await ticketEvents(m, second, { ticket, parts, before: [1n, 2n, 2n] }),
      );
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
    });

    it("when one divisible quote is taken twice under two tickets, then each counts its own", async () => {
      const m = current();
      const quote = traderQuote(m, { kind: KIND.divisible, maximumQuantity: 20n });
      for (const [sequence, salt] of [
        [0n, id("one")],
        [1n, id("other")],
      ] as const) {
        const ticket = m.funds.ticket({ salt });
        const allocations = fundParts(m, 2n, 4n, 4n).map((each) => ({ ...each, sequence }));
        const block = { allocations, ...(await under(m, ticket)) };
        await acceptBlock(m, quote, block, { by: m.funds.trader });
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
      }
      expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 20n, net: 20n });
    });

    it("when all funds trade under the same number, then numbers are those of the pair: they do not meet", async () => {
      const m = current();
      const quote = traderQuote(m);
      const parts = fundParts(m, 2n, 4n, 4n).map((each) => ({ ...each, sequence: 255n }));
      const block = { allocations: parts, ...(await under(m, m.funds.ticket())) };
      await acceptBlock(m, quote, block, { by: m.funds.trader });
      for (const trade of directTrades(m, quote, parts)) {
        expect((await recordOf(m, trade)).isUsed).to.equal(true);
      }
    });
  });
});
