import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { blindedAccount } from "../../../sdk/trading/blindedAccount.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import {
  acceptedEvents,
  everybodysHoldings,
  expectNothingHappens,
  marketEvents,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  agentQuote,
  clientAt,
  clientParts,
  directTrades,
  part,
  useDesk,
} from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import { BOTH_QUOTED, memoryOf, QUOTED } from "../../support/quotes.ts";
import { afterTrades, recordOf } from "../../support/sets.ts";
import { nextBlockAt, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";
import { DAY, FAR, ISIN, SCOPES, SIDE, START } from "../../support/world.ts";

const SALT = id("salt");

describe("RequestForQuote.acceptBlock: several accounts", () => {
  const current = useDesk();

  for (const [name, side] of BOTH_QUOTED) {
    const sold = side === QUOTED.offer ? 6n : -6n;

    describe(`given ${name} for the operator of three accounts`, () => {
      it("when it accepts for all of them to settle, then every trade settles at once and at one price", async () => {
        const m = current();
        const quote = agentQuote(m, { side, sequence: 700n });
        const parts = clientParts(m, 3n, 1n, 2n);
        const trades = directTrades(m, quote, parts);
        const before = await everybodysHoldings(m);
        const sent = acceptBlock(m, quote, { allocations: [...parts], then: THEN.settle });
        expect(await marketEvents(m, sent)).to.deep.equal(
          await acceptedEvents(m, quote, parts, { trades, by: m.agent }),
        );
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
        for (const trade of trades) {
          expect(await recordOf(m, trade)).to.include({
            status: STATUS.closed,
            sellerApproved: false,
            buyerApproved: false,
            isUsed: true,
          });
        }
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: sold });
      });

      for (const [thenName, then, isHeld] of [
        ["matched", THEN.match, false],
        ["earmarked", THEN.earmark, true],
      ] as const) {
        it(`when it accepts for all of them to be ${thenName}, then legs are held: ${isHeld}, and anybody settles later`, async () => {
          const m = current();
          const quote = agentQuote(m, { side });
          const parts = clientParts(m, 3n, 1n, 2n);
          const trades = directTrades(m, quote, parts);
          const before = await everybodysHoldings(m);
          const sent = acceptBlock(m, quote, { allocations: [...parts], then });
          expect(await marketEvents(m, sent)).to.deep.equal(
            await acceptedEvents(m, quote, parts, { trades, by: m.agent }),
          );
          for (const trade of trades) {
            expect(await recordOf(m, trade)).to.include({
              status: STATUS.matched,
              sellerApproved: true,
              buyerApproved: true,
              bondsHeld: isHeld,
              cashHeld: isHeld,
              sellerOnHold: false,
              buyerOnHold: false,
              isUsed: false,
            });
          }
          const held = await everybodysHoldings(m);
          for (const { account, quantity } of parts) {
            expect(held.get(account)).to.include(
              side === QUOTED.offer
                ? { cashHeld: isHeld ? quantity * CASH_PER_UNIT : 0n, bondsHeld: 0n }
                : { bondsHeld: isHeld ? quantity : 0n, cashHeld: 0n },
            );
          }
          expect(held.get(m.dealer.address)).to.include(
            side === QUOTED.offer
              ? { bondsHeld: isHeld ? 6n : 0n, cashHeld: 0n }
              : { cashHeld: isHeld ? 6n * CASH_PER_UNIT : 0n, bondsHeld: 0n },
          );
          expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: sold });

          for (const trade of trades) await m.escrow.connect(m.outsider).settle(encodeTrade(trade));
          expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
        });
      }

      it("when one of them cannot give what it owes, then none trades", async () => {
        const m = current();
        const quote = agentQuote(m, { side });
        const parts = clientParts(m, 3n, 1n, 2n);
        const last = clientAt(m, 2);
        const owed = side === QUOTED.offer ? 2n * CASH_PER_UNIT : 2n;
        const token = side === QUOTED.offer ? m.cash : m.bond;
        await token.connect(last).transfer(m.investor, (await token.balanceOf(last)) - owed + 1n);
        for (const then of [THEN.settle, THEN.earmark]) {
          await expectNothingHappens(m, quote, () =>
            expect(acceptBlock(m, quote, { allocations: [...parts], then }))
              .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
              .withArgs(last, owed - 1n, owed),
          );
        }
        for (const trade of directTrades(m, quote, parts)) {
          expect(await recordOf(m, trade)).to.include({ status: STATUS.unknown, isUsed: false });
        }
      });

      it("when its exposure is one unit short of them all, then it reverts with QuoteExceedsExposure", async () => {
        const m = current();
        const quote = agentQuote(m, { side });
        const allocations = [...clientParts(m, 3n, 1n, 2n)];
        await m.rfq.connect(m.dealer).setExposure(ISIN, 5n, 5n);
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, { allocations }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteExceedsExposure")
            .withArgs(m.dealer, ISIN, 6n, 5n),
        );
        await m.rfq.connect(m.dealer).setExposure(ISIN, 6n, 6n);
        await acceptBlock(m, quote, { allocations });
        expect((await m.rfq.exposureOf(m.dealer, ISIN)).net).to.equal(sold);
      });
    });
  }

  describe("given an account by itself", () => {
    it("when it accepts a block of one, then that is as good as an acceptance", async () => {
      const m = current();
      const quote = m.quote();
      const parts = [part(m.investor.address, 3n, 8n)];
      const trades = directTrades(m, quote, parts);
      const sent = acceptBlock(m, quote, { allocations: parts }, { by: m.investor });
      expect(await marketEvents(m, sent)).to.deep.equal(
        await acceptedEvents(m, quote, parts, { trades, by: m.investor }),
      );
      expect((await recordOf(m, must(trades[0]))).isUsed).to.equal(true);
    });

    it("when it is in the block twice under two numbers, then it trades twice", async () => {
      const m = current();
      const quote = m.quote();
      const parts = [part(m.investor.address, 3n, 0n), part(m.investor.address, 4n, 1n)];
      const before = await everybodysHoldings(m);
      await acceptBlock(m, quote, { allocations: parts }, { by: m.investor });
      expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, directTrades(m, quote, parts)));
    });

    for (const [then, quantity, error] of [
      [THEN.settle, 4n, "TradeClosed"],
      [THEN.settle, 3n, "TradeClosed"],
      [THEN.match, 3n, "TradeAlreadyApproved"],
      [THEN.match, 4n, "TradeLineOccupied"],
      [THEN.earmark, 4n, "TradeLineOccupied"],
    ] as const) {
      it(`when it is in the block twice under one number (next step ${then}, ${quantity} units), then it reverts with ${error}`, async () => {
        const m = current();
        const quote = m.quote();
        const parts = [part(m.investor.address, 3n, 5n), part(m.investor.address, quantity, 5n)];
        const second = tradeId(must(directTrades(m, quote, parts)[1]));
        const args = {
          TradeClosed: [second, 5n],
          TradeAlreadyApproved: [second, SIDE.seller],
          TradeLineOccupied: [second, 5n, 5n],
        }[error];
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, { allocations: parts, then }, { by: m.investor }))
            .to.be.revertedWithCustomError(m.escrow, error)
            .withArgs(...args),
        );
      });
    }
  });

  describe("given a quote and who may accept it", () => {
    const asked = 2n;

    it("when it is open to anybody, then an operator accepts for its accounts, and an account for itself", async () => {
      const m = current();
      const [first, second] = [0n, 1n].map((sequence) => m.quote({ investor: ZeroAddress, sequence }));
      await expect(acceptBlock(m, must(first), { allocations: [...clientParts(m, asked, asked)] })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
      const own = [part(m.investor.address, asked)];
      await expect(acceptBlock(m, must(second), { allocations: own }, { by: m.investor })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });

    it("when it is for one account and the operator accepts for that alone, then it may", async () => {
      const m = current();
      const quote = m.quote({ investor: clientAt(m, 1).address });
      const parts = [part(clientAt(m, 1).address, asked)];
      await expect(acceptBlock(m, quote, { allocations: parts })).to.emit(m.rfq, "QuoteAccepted");
    });

    it("when it is for the operator and it accepts for one account, then it may", async () => {
      const m = current();
      await expect(
        acceptBlock(m, agentQuote(m), { allocations: [part(clientAt(m, 1).address, asked)] }),
      ).to.emit(m.rfq, "QuoteAccepted");
    });

    it("when it is for one account and the operator accepts for that and others, then it reverts with QuoteForAnother", async () => {
      const m = current();
      for (const index of [0, 1]) {
        const quote = m.quote({ investor: clientAt(m, index).address });
        await expectNothingHappens(m, quote, async () =>
          expect(acceptBlock(m, quote, { allocations: [...clientParts(m, asked, asked)] }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
            .withArgs(await m.rfq.quoteId(quote), clientAt(m, index), m.agent),
        );
      }
    });

    it("when it is for somebody else, then it reverts with QuoteForAnother, which names the account of a block of one", async () => {
      const m = current();
      const quote = m.quote();
      await expect(acceptBlock(m, quote, { allocations: [part(clientAt(m, 0).address, asked)] }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
        .withArgs(await m.rfq.quoteId(quote), m.investor, clientAt(m, 0));
    });

    it("when the operator is blinded, then its salt opens the quote, and no other", async () => {
      const m = current();
      const quote = m.quote({ investor: blindedAccount(m.agent.address, SALT) });
      const allocations = [...clientParts(m, asked, asked)];
      for (const salt of [id("another"), "0x" + "00".repeat(32)]) {
        await expectNothingHappens(m, quote, async () =>
          expect(acceptBlock(m, quote, { allocations, salt }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
            .withArgs(await m.rfq.quoteId(quote), quote.investor, m.agent),
        );
      }
      await expect(acceptBlock(m, quote, { allocations, salt: SALT })).to.emit(m.rfq, "QuoteAccepted");
    });

    it("when one account is blinded, then its salt opens the quote for that account alone", async () => {
      const m = current();
      const account = clientAt(m, 0).address;
      const quote = m.quote({ investor: blindedAccount(account, SALT) });
      await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, asked, asked)], salt: SALT }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteForAnother")
        .withArgs(await m.rfq.quoteId(quote), quote.investor, m.agent);
      await expect(acceptBlock(m, quote, { allocations: [part(account, asked)], salt: SALT })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });
  });

  describe("given a caller that may not act for every account", () => {
    for (const index of [0, 1, 2]) {
      it(`when account ${index} of three is somebody else's, then it reverts with QuoteNotAuthorised and none trades`, async () => {
        const m = current();
        const quote = agentQuote(m);
        const parts = clientParts(m, 1n, 1n, 1n).map((each, at) =>
          at === index ? { ...each, account: m.investor.address } : each,
        );
        await expectNothingHappens(m, quote, async () =>
          expect(acceptBlock(m, quote, { allocations: parts }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
            .withArgs(await m.rfq.quoteId(quote), m.agent, m.investor),
        );
      });
    }

    it("when it is operator in another scope, or no longer, then it reverts with QuoteNotAuthorised", async () => {
      const m = current();
      const quote = agentQuote(m);
      const client = clientAt(m, 0);
      const refused = async () =>
        expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n, 1n)] }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
          .withArgs(await m.rfq.quoteId(quote), m.agent, client);
      await m.registry.connect(client).appointOperator(m.agent, SCOPES.cancel | SCOPES.issue, FAR);
      await refused();
      await m.registry.connect(client).appointOperator(m.agent, 0, 0);
      await refused();
    });

    it("when its appointment ends, then the last second before is in time and that second is not", async () => {
      const m = current();
      const quote = agentQuote(m);
      const signature = await m.signQuote(quote);
      const end = START + DAY / 4;
      await m.registry.connect(clientAt(m, 0)).appointOperator(m.agent, SCOPES.trade, end);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, end);
      await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }, { signature }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
        .withArgs(await m.rfq.quoteId(quote), m.agent, clientAt(m, 0));
      await snapshot.restore();
      await nextBlockAt(m, end - 1);
      await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }, { signature })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });

    it("when it is the dealer itself, then it reverts with QuoteNotAuthorised", async () => {
      const m = current();
      const quote = m.quote();
      await expect(acceptBlock(m, quote, { allocations: [part(m.investor.address, 1n)] }, { by: m.dealer }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAuthorised")
        .withArgs(await m.rfq.quoteId(quote), m.dealer, m.investor);
    });
  });
});
