import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { blindedAccount } from "../../../sdk/trading/blindedAccount.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { MAX_UINT112 } from "../../support/actions.ts";
import {
  acceptBlock,
  acceptedEvents,
  agentQuote,
  clientAt,
  clientParts,
  directTrades,
  everybodysHoldings,
  expectNothingHappens,
  marketEvents,
  part,
  useDesk,
} from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import { BOTH_QUOTED, memoryOf, QUOTED, UNTOUCHED } from "../../support/quotes.ts";
import { afterTrades, recordOf } from "../../support/sets.ts";
import { fixNextSecond, nextBlockAt, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, KIND, THEN } from "../../support/trading.ts";
import { DAY, EVIDENCE, FAR, ISIN, SCOPES, SIDE, START } from "../../support/world.ts";

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

  describe("given quantities", () => {
    it("when there are no accounts, then it reverts with QuoteNoAllocations", async () => {
      const m = current();
      for (const lastLook of [0, 60]) {
        const quote = agentQuote(m, { lastLook });
        await expect(acceptBlock(m, quote, { allocations: [] }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNoAllocations")
          .withArgs(await m.rfq.quoteId(quote));
      }
    });

    for (const [quantities, isWithin] of [
      [[2n, 2n], false],
      [[2n, 3n], true],
      [[4n, 4n], true],
      [[4n, 5n], false],
      [[0n, 0n], false],
    ] as const) {
      const sum = quantities[0] + quantities[1];
      it(`when ${sum} units of 5 to 8 are asked for, then they are granted: ${isWithin}`, async () => {
        const m = current();
        const quote = agentQuote(m, { minimumQuantity: 5n, maximumQuantity: 8n });
        const sent = acceptBlock(m, quote, { allocations: [...clientParts(m, ...quantities)] });
        if (isWithin) {
          await expect(sent).to.emit(m.rfq, "QuoteAccepted");
          return;
        }
        await expect(sent)
          .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
          .withArgs(await m.rfq.quoteId(quote), sum, 5n, 8n);
        expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
      });
    }

    it("when one of several accounts gets nothing, then it reverts with TradeEmptyLeg", async () => {
      const m = current();
      const quote = agentQuote(m);
      const parts = clientParts(m, 3n, 0n);
      for (const then of Object.values(THEN)) {
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, { allocations: [...parts], then }))
            .to.be.revertedWithCustomError(m.escrow, "TradeEmptyLeg")
            .withArgs(tradeId(must(directTrades(m, quote, parts)[1])), 0n, 0n),
        );
      }
    });

    it("when their sum is more than any quantity can be, then it reverts with QuoteQuantityOutsideRange", async () => {
      const m = current();
      const quote = agentQuote(m, { maximumQuantity: MAX_UINT112 });
      const allocations = [...clientParts(m, MAX_UINT112, MAX_UINT112)];
      await expect(acceptBlock(m, quote, { allocations }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
        .withArgs(await m.rfq.quoteId(quote), 2n * MAX_UINT112, 1n, MAX_UINT112);
    });

    it("when the cash of one is more than any amount can be, then it reverts with SafeCastOverflowedUintDowncast", async () => {
      const m = current();
      const cashPerUnit = MAX_UINT112 / 3n + 1n;
      const quote = agentQuote(m, { cashPerUnit });
      await expectNothingHappens(m, quote, () =>
        expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n, 3n)], then: THEN.match }))
          .to.be.revertedWithCustomError(m.rfq, "SafeCastOverflowedUintDowncast")
          .withArgs(112, 3n * cashPerUnit),
      );
    });

    it("when the quote is divisible, then blocks take parts of it until nothing is left", async () => {
      const m = current();
      const quote = agentQuote(m, { kind: KIND.divisible, minimumQuantity: 4n });
      const first = clientParts(m, 3n, 4n);
      expect(await marketEvents(m, acceptBlock(m, quote, { allocations: [...first] }))).to.deep.equal(
        await acceptedEvents(m, quote, first, {
          trades: directTrades(m, quote, first),
          by: m.agent,
          left: 3n,
        }),
      );
      expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: false, taken: 7n, net: 7n });
      const parts = clientParts(m, 1n, 3n).map((each) => ({ ...each, sequence: 1n }));
      await expect(acceptBlock(m, quote, { allocations: parts }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
        .withArgs(await m.rfq.quoteId(quote), 4n, 4n, 3n);
      const rest = clientParts(m, 1n, 2n).map((each) => ({ ...each, sequence: 1n }));
      expect(await marketEvents(m, acceptBlock(m, quote, { allocations: rest }))).to.deep.equal(
        await acceptedEvents(m, quote, rest, { trades: directTrades(m, quote, rest), by: m.agent }),
      );
      expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 10n, net: 10n });
    });
  });

  describe("given what an acceptance asks for", () => {
    const end = START + DAY / 4;
    it("when it commits to no answers, then it reverts with QuoteWithoutEvidence", async () => {
      const m = current();
      const quote = agentQuote(m);
      await expect(
        acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)], evidence: "0x" + "00".repeat(32) }),
      )
        .to.be.revertedWithCustomError(m.rfq, "QuoteWithoutEvidence")
        .withArgs(await m.rfq.quoteId(quote));
    });

    it("when the quote binds nobody, then it reverts with QuoteIndicative", async () => {
      const m = current();
      for (const lastLook of [0, 60]) {
        const quote = agentQuote(m, { kind: KIND.indicative, lastLook });
        await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteIndicative")
          .withArgs(await m.rfq.quoteId(quote));
      }
    });

    it("when it says no clean price or no cash, then it reverts with QuoteWithoutPrice", async () => {
      const m = current();
      for (const fields of [{ cleanPriceE7: 0n }, { cashPerUnit: 0n }]) {
        const quote = agentQuote(m, fields);
        await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteWithoutPrice")
          .withArgs(await m.rfq.quoteId(quote));
      }
    });

    it("when it names a broker and there is none, then it reverts with QuoteWrongBroker", async () => {
      const m = current();
      const quote = agentQuote(m, { broker: m.broker.address });
      await expectNothingHappens(m, quote, async () =>
        expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteWrongBroker")
          .withArgs(await m.rfq.quoteId(quote), m.broker, ZeroAddress),
      );
    });

    it("when it is over, then the last second before is in time and that second reverts with QuoteExpired", async () => {
      const m = current();
      const quote = agentQuote(m, { validUntil: end });
      const signature = await m.signQuote(quote);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, end);
      await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }, { signature }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteExpired")
        .withArgs(await m.rfq.quoteId(quote), end, end);
      await snapshot.restore();
      await nextBlockAt(m, end - 1);
      await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }, { signature })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });

    it("when it is of another day, then it reverts with QuoteNotOnTradeDate", async () => {
      const m = current();
      for (const tradeDate of [START + DAY / 2, START - DAY]) {
        const quote = agentQuote(m, { tradeDate, settleFrom: START + DAY });
        const signature = await m.signQuote(quote);
        const now = await fixNextSecond(m);
        await expect(
          acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)], then: THEN.match }, { signature }),
        )
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotOnTradeDate")
          .withArgs(await m.rfq.quoteId(quote), tradeDate, now);
      }
    });

    it("when somebody else signed it, then it reverts with QuoteInvalidSignature", async () => {
      const m = current();
      const quote = agentQuote(m);
      const signature = await m.signQuote(quote, m.agent);
      await expectNothingHappens(m, quote, async () =>
        expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }, { signature }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidSignature")
          .withArgs(await m.rfq.quoteId(quote), m.dealer),
      );
    });

    it("when its number was used or cancelled, then it reverts with QuoteUsed or QuoteCancelled", async () => {
      const m = current();
      const quote = agentQuote(m, { sequence: 9n });
      const quoteId = await m.rfq.quoteId(quote);
      const allocations = [...clientParts(m, 1n)];
      const snapshot = await m.networkHelpers.takeSnapshot();
      await m.rfq.connect(m.dealer).cancelAllQuotes(m.dealer, 9n);
      await expect(acceptBlock(m, quote, { allocations }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
        .withArgs(quoteId, 9n, 10n);
      await snapshot.restore();
      await acceptBlock(m, quote, { allocations });
      await expect(acceptBlock(m, quote, { allocations: [part(clientAt(m, 1).address, 1n)] }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
        .withArgs(quoteId, 9n);
    });

    it("when the dealer has set no exposure in the bond, then it reverts with QuoteExposureNotSet", async () => {
      const m = current();
      const isin = "0x" + "4a".repeat(12);
      const quote = agentQuote(m, { isin });
      await expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n)] }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteExposureNotSet")
        .withArgs(m.dealer, isin);
    });
  });

  describe("given what the escrow asks for", () => {
    it("when an account has not appointed the market, then it reverts with TradeNotAuthorised and none trades", async () => {
      const m = current();
      const quote = agentQuote(m);
      const parts = clientParts(m, 1n, 2n);
      await m.registry.connect(clientAt(m, 1)).appointOperator(m.rfq, SCOPES.cancel, FAR);
      const second = tradeId(must(directTrades(m, quote, parts)[1]));
      for (const then of Object.values(THEN)) {
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, { allocations: [...parts], then }))
            .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
            .withArgs(second, m.rfq, clientAt(m, 1)),
        );
      }
    });

    it("when the dealer is one of the accounts, then it reverts with TradeSameParty", async () => {
      const m = current();
      const quote = m.quote({ investor: m.dealer.address });
      const parts = [part(m.dealer.address, 1n)];
      const only = tradeId(must(directTrades(m, quote, parts)[0]));
      for (const then of Object.values(THEN)) {
        await expect(acceptBlock(m, quote, { allocations: parts, then }, { by: m.dealer }))
          .to.be.revertedWithCustomError(m.escrow, "TradeSameParty")
          .withArgs(only, m.dealer);
      }
    });

    it("when an account is suspended, then none is bound: it reverts with ParticipantIsSuspended", async () => {
      const m = current();
      const quote = agentQuote(m);
      await m.registry.connect(m.compliance).suspend(clientAt(m, 1), EVIDENCE);
      for (const then of Object.values(THEN)) {
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, { allocations: [...clientParts(m, 1n, 2n)], then }))
            .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
            .withArgs(clientAt(m, 1)),
        );
      }
    });

    it("when the trades are not due, then they can be matched and not settled: TradeNotDue", async () => {
      const m = current();
      const settleFrom = START + 2 * DAY;
      const quote = agentQuote(m, { settleFrom });
      const parts = clientParts(m, 1n, 2n);
      const signature = await m.signQuote(quote);
      const now = await fixNextSecond(m);
      await expect(acceptBlock(m, quote, { allocations: [...parts] }, { signature }))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotDue")
        .withArgs(tradeId(must(directTrades(m, quote, parts)[0])), settleFrom, now);
      await acceptBlock(m, quote, { allocations: [...parts], then: THEN.match }, { signature });
    });
  });
});
