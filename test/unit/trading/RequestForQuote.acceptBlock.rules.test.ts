import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { MAX_UINT112 } from "../../support/actions.ts";
import { acceptedEvents, expectNothingHappens, marketEvents } from "../../support/blockRecords.ts";
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
import { memoryOf, UNTOUCHED } from "../../support/quotes.ts";
import { fixNextSecond, nextBlockAt } from "../../support/settlement.ts";
import { KIND, THEN } from "../../support/trading.ts";
import { DAY, EVIDENCE, FAR, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: quantities, quotes and accounts", () => {
  const current = useDesk();

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
