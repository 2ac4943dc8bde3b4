import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import type { BlockStruct, Part } from "../../support/blocks.ts";
import {
  acceptanceHash,
  everybodysHoldings,
  expectNothingHappens,
  fillsOf,
  giveUpIdOf,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  brokeredQuote,
  clientAt,
  clientParts,
  consentTo,
  fundParts,
  part,
  through,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { BOTH_QUOTED, memoryOf, UNTOUCHED } from "../../support/quotes.ts";
import { LOOK, lookedAt } from "../../support/lastLook.ts";
import { fixNextSecond, nextBlockAt } from "../../support/settlement.ts";
import { ANSWERS, KIND, THEN } from "../../support/trading.ts";
import { DAY, EVIDENCE, FAR, ISIN, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: with last look", () => {
  const current = useDesk();

  const plain = (parts: readonly Part[]): Partial<BlockStruct> => ({ allocations: [...parts] });

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given ${name} that its dealer confirms`, () => {
      it("when it is accepted, then its number is used, nothing is counted, and nobody is bound", async () => {
        const m = current();
        const quote = lookedAt(m, { side, sequence: 5n });
        const quoteId = await m.rfq.quoteId(quote);
        const block = m.block(plain(clientParts(m, 1n, 2n)));
        const signature = await m.signQuote(quote);
        const before = await everybodysHoldings(m);
        const deadline = (await fixNextSecond(m)) + LOOK;
        const acceptance = acceptanceHash(m, block, m.agent.address, deadline);

        const sent = await acceptBlock(m, quote, block, { signature });
        const receipt = await sent.wait();
        expect(receipt?.logs.length).to.equal(1);
        await expect(sent)
          .to.emit(m.rfq, "QuoteAwaiting")
          .withArgs(
            quoteId,
            m.dealer,
            m.agent,
            3n,
            5n,
            deadline,
            ANSWERS,
            acceptance,
            (said: BlockStruct) => acceptanceHash(m, said, m.agent.address, deadline) === acceptance,
          );
        expect(await m.rfq.awaitedOf(quoteId)).to.equal(acceptance);
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: 0n });
        expect(await everybodysHoldings(m)).to.deep.equal(before);
      });

      it("when it is accepted again while it waits, then it reverts with QuoteUsed and the first acceptance waits on", async () => {
        const m = current();
        const quote = lookedAt(m, { side });
        const quoteId = await m.rfq.quoteId(quote);
        await acceptBlock(m, quote, plain(clientParts(m, 1n, 2n)));
        const waiting = await m.rfq.awaitedOf(quoteId);
        await expect(acceptBlock(m, quote, plain(clientParts(m, 1n))))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(quoteId, 0n);
        expect(await m.rfq.awaitedOf(quoteId)).to.equal(waiting);
      });

      it("when the dealer allows fewer units, has cancelled it, or allows none yet, then it reverts now, not at the confirmation", async () => {
        const m = current();
        const quote = lookedAt(m, { side, sequence: 5n });
        const refused = (error: string, args: readonly unknown[]) =>
          expectNothingHappens(m, quote, () =>
            expect(acceptBlock(m, quote, plain(clientParts(m, 1n, 2n))))
              .to.be.revertedWithCustomError(m.rfq, error)
              .withArgs(...args),
          );
        await m.rfq.connect(m.dealer).setExposure(ISIN, 2n, 2n);
        await refused("QuoteExceedsExposure", [m.dealer, ISIN, 3n, 2n]);
        await m.rfq.connect(m.dealer).setExposure(ISIN, 3n, 3n);
        const snapshot = await m.networkHelpers.takeSnapshot();
        await m.rfq.connect(m.dealer).cancelAllQuotes(m.dealer, 5n);
        await refused("QuoteCancelled", [await m.rfq.quoteId(quote), 5n, 6n]);
        await snapshot.restore();
        await acceptBlock(m, quote, plain(clientParts(m, 1n, 2n)));
        expect((await m.rfq.exposureOf(m.dealer, ISIN)).net).to.equal(0n);
      });
    });
  }

  describe("given a quote in a bond in which its dealer has set no exposure", () => {
    it("when it is accepted, then it reverts with QuoteExposureNotSet", async () => {
      const m = current();
      const isin = "0x" + "4a".repeat(12);
      await expect(acceptBlock(m, lookedAt(m, { isin }), plain(clientParts(m, 1n))))
        .to.be.revertedWithCustomError(m.rfq, "QuoteExposureNotSet")
        .withArgs(m.dealer, isin);
    });
  });

  describe("given what cannot have a last look", () => {
    it("when the quote is divisible, then it reverts with QuoteLastLookDivisible", async () => {
      const m = current();
      const quote = lookedAt(m, { kind: KIND.divisible });
      await expectNothingHappens(m, quote, async () =>
        expect(acceptBlock(m, quote, plain(clientParts(m, 1n, 2n))))
          .to.be.revertedWithCustomError(m.rfq, "QuoteLastLookDivisible")
          .withArgs(await m.rfq.quoteId(quote)),
      );
    });

    it("when the quote is open to anybody, then it reverts with QuoteOpenLastLook", async () => {
      const m = current();
      const quote = lookedAt(m, { investor: ZeroAddress });
      await expectNothingHappens(m, quote, async () =>
        expect(acceptBlock(m, quote, plain(clientParts(m, 1n, 2n))))
          .to.be.revertedWithCustomError(m.rfq, "QuoteOpenLastLook")
          .withArgs(await m.rfq.quoteId(quote)),
      );
    });

    it("when it is accepted as a plain acceptance, then it reverts with QuoteNeedsConfirmation", async () => {
      const m = current();
      const quote = m.quote({ lastLook: 1 });
      await expect(m.rfq.connect(m.investor).accept(quote, await m.signQuote(quote), m.acceptance()))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNeedsConfirmation")
        .withArgs(await m.rfq.quoteId(quote), 1);
    });
  });

  describe("given the end of the trade date", () => {
    const endOfDay = START + DAY - 1;
    for (const [when, second, deadline] of [
      ["long before", endOfDay - LOOK - 1, endOfDay - 1],
      ["just so much before", endOfDay - LOOK, endOfDay],
      ["a second less before", endOfDay - LOOK + 1, endOfDay],
      ["in its last second", endOfDay, endOfDay],
    ] as const) {
      it(`when it is accepted ${when}, then the deadline is at most its last second`, async () => {
        const m = current();
        const quote = lookedAt(m, { validUntil: START + 2 * DAY });
        const signature = await m.signQuote(quote);
        await nextBlockAt(m, second);
        const block = m.block(plain(clientParts(m, 1n)));
        await acceptBlock(m, quote, block, { signature });
        expect(await m.rfq.awaitedOf(await m.rfq.quoteId(quote))).to.equal(
          acceptanceHash(m, block, m.agent.address, deadline),
        );
      });
    }

    it("when the dealer takes the longest look there is, then that ends with the day as well", async () => {
      const m = current();
      const quote = lookedAt(m, { lastLook: 65_535 });
      const signature = await m.signQuote(quote);
      const second = START + DAY / 2 - 1;
      await nextBlockAt(m, second);
      const block = m.block(plain(clientParts(m, 1n)));
      await acceptBlock(m, quote, block, { signature });
      expect(await m.rfq.awaitedOf(await m.rfq.quoteId(quote))).to.equal(
        acceptanceHash(m, block, m.agent.address, endOfDay),
      );
    });
  });

  describe("given what would stop the trades", () => {
    it("when an account or the dealer is suspended or unknown, then it reverts and the number stays good", async () => {
      const m = current();
      const quote = lookedAt(m);
      for (const account of [clientAt(m, 1), m.dealer]) {
        await m.registry.connect(m.compliance).suspend(account, EVIDENCE);
        await expectNothingHappens(m, quote, () =>
          expect(acceptBlock(m, quote, plain(clientParts(m, 1n, 2n))))
            .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
            .withArgs(account),
        );
        await m.registry.connect(m.compliance).reinstate(account, EVIDENCE);
      }
      const stranger = m.outsider;
      await m.registry.connect(stranger).appointOperator(m.agent, SCOPES.trade, FAR);
      await expect(acceptBlock(m, quote, plain([part(stranger.address, 1n)])))
        .to.be.revertedWithCustomError(m.registry, "ParticipantNotAdmitted")
        .withArgs(stranger);
    });

    it("when nobody commits to answers, or the quantity is out of range, then it reverts", async () => {
      const m = current();
      const quote = lookedAt(m, { minimumQuantity: 2n });
      const quoteId = await m.rfq.quoteId(quote);
      await expect(acceptBlock(m, quote, { ...plain(clientParts(m, 1n, 2n)), evidence: ZeroHash }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteWithoutEvidence")
        .withArgs(quoteId);
      for (const units of [1n, 11n]) {
        await expect(acceptBlock(m, quote, plain(clientParts(m, units))))
          .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
          .withArgs(quoteId, units, 2n, 10n);
      }
      expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
    });

    it("when the ticket is used up or withdrawn, then it reverts with TicketExceeded", async () => {
      const m = current();
      const quote = traderQuote(m, { lastLook: LOOK });
      const ticket = m.funds.ticket();
      const refused = async (parts: readonly Part[], asked: bigint, left: bigint) =>
        expectNothingHappens(m, quote, async () =>
          expect(
            acceptBlock(m, quote, { ...plain(parts), ...(await under(m, ticket)) }, { by: m.funds.trader }),
          )
            .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
            .withArgs(await m.rfq.ticketId(ticket), asked, left),
        );
      await refused(fundParts(m, 2n, 4n, 5n), 11n, 10n);
      await m.rfq.connect(m.funds.manager).withdrawTicket(ticket);
      await refused(fundParts(m, 1n), 1n, 0n);
    });

    it("when the broker's consent is used up, or its signature is another's, then it reverts", async () => {
      const m = current();
      const quote = brokeredQuote(m, { lastLook: LOOK });
      const giveUp = consentTo(m, m.agent, { maximumQuantity: 2n });
      const block = { ...plain(clientParts(m, 1n, 2n)), then: THEN.match };
      await expectNothingHappens(m, quote, async () =>
        expect(acceptBlock(m, quote, { ...block, ...(await through(m, giveUp)) }))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
          .withArgs(giveUpIdOf(giveUp), 3n, 2n),
      );
      const enough = consentTo(m, m.agent);
      await expectNothingHappens(m, quote, async () =>
        expect(acceptBlock(m, quote, { ...block, ...(await through(m, enough, m.agent)) }))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpInvalidSignature")
          .withArgs(giveUpIdOf(enough), m.broker),
      );
    });
  });

  describe("given a ticket and a broker's consent", () => {
    it("when a trader's acceptance under both waits, then neither is counted", async () => {
      const m = current();
      const quote = traderQuote(m, { lastLook: LOOK, broker: m.broker.address });
      const ticket = m.funds.ticket({ limitCashPerUnit: 2n ** 112n - 1n });
      const giveUp = consentTo(m, m.funds.trader);
      const block = {
        allocations: [...fundParts(m, 2n, 4n, 4n)],
        then: THEN.match,
        ...(await under(m, ticket)),
        ...(await through(m, giveUp)),
      };
      await expect(acceptBlock(m, quote, block, { by: m.funds.trader })).to.emit(m.rfq, "QuoteAwaiting");
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 0n, shares: [0n, 0n, 0n] });
      expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(0n);
      expect(await m.rfq.nextLinkedSequence()).to.equal(0n);
      expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: 0n });
    });
  });
});
