import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { BlockStruct, Desk } from "../../support/blocks.ts";
import { everybodysHoldings, fillsOf, giveUpIdOf, marketEvents } from "../../support/blockRecords.ts";
import {
  acceptBlock,
  brokeredQuote,
  clientAt,
  clientParts,
  consentTo,
  fundParts,
  through,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { LOOK, lookedAt } from "../../support/lastLook.ts";
import type { QuoteStruct } from "../../support/quotes.ts";
import { BOTH_QUOTED, memoryOf } from "../../support/quotes.ts";
import { advanceTo } from "../../support/settlement.ts";
import { THEN } from "../../support/trading.ts";
import type { Signer } from "../../support/useWorld.ts";
import { DAY, FAR, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.decline", () => {
  const current = useDesk();

  const plain = (m: Desk): Partial<BlockStruct> => ({ allocations: [...clientParts(m, 1n, 2n)] });
  const decline = (m: Desk, quote: QuoteStruct, by: Signer = m.dealer) => m.rfq.connect(by).decline(quote);

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given an acceptance of ${name} that waits`, () => {
      it("when its dealer declines it, then nobody is bound, and the quote stays used", async () => {
        const m = current();
        const quote = lookedAt(m, { side, sequence: 4n });
        const quoteId = await m.rfq.quoteId(quote);
        const before = await everybodysHoldings(m);
        await acceptBlock(m, quote, plain(m));
        expect(await marketEvents(m, decline(m, quote))).to.deep.equal([
          ["QuoteDeclined", quoteId, m.dealer.address, m.dealer.address],
        ]);
        expect(await m.rfq.awaitedOf(quoteId)).to.equal(ZeroHash);
        expect(await everybodysHoldings(m)).to.deep.equal(before);
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: 0n });
        await expect(acceptBlock(m, quote, plain(m)))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(quoteId, 4n);
      });
    });
  }

  describe("given an acceptance under a ticket and through a broker", () => {
    it("when it is declined, then ticket and consent are whole, and another quote can be accepted under them", async () => {
      const m = current();
      const [quote, other] = [0n, 1n].map((sequence) =>
        traderQuote(m, { lastLook: sequence === 0n ? LOOK : 0, broker: m.broker.address, sequence }),
      );
      if (quote === undefined || other === undefined) throw new Error("there are two quotes");
      const ticket = m.funds.ticket({ limitCashPerUnit: 2n ** 112n - 1n });
      const giveUp = consentTo(m, m.funds.trader);
      const block = {
        allocations: [...fundParts(m, 2n, 4n, 4n)],
        then: THEN.match,
        ...(await under(m, ticket)),
        ...(await through(m, giveUp)),
      };
      await acceptBlock(m, quote, block, { by: m.funds.trader });
      await decline(m, quote);
      expect((await fillsOf(m, ticket)).filled).to.equal(0n);
      expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(0n);
      expect(await m.rfq.nextLinkedSequence()).to.equal(0n);
      await expect(acceptBlock(m, other, block, { by: m.funds.trader })).to.emit(m.rfq, "GivenUp");
    });
  });

  describe("given who declines", () => {
    for (const [scope, scopes] of [
      ["trade", SCOPES.trade],
      ["cancel", SCOPES.cancel],
    ] as const) {
      it(`when it is the dealer's operator in scope ${scope}, then it may, and the event says so`, async () => {
        const m = current();
        const quote = lookedAt(m);
        await acceptBlock(m, quote, plain(m));
        await m.registry.connect(m.dealer).appointOperator(m.operator, scopes, FAR);
        await expect(decline(m, quote, m.operator))
          .to.emit(m.rfq, "QuoteDeclined")
          .withArgs(await m.rfq.quoteId(quote), m.dealer, m.operator);
      });
    }

    it("when it is somebody else, the one that accepted among them, then it reverts with QuoteNotYours", async () => {
      const m = current();
      const quote = lookedAt(m);
      await acceptBlock(m, quote, plain(m));
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.issue, FAR);
      for (const stranger of [m.operator, m.agent, clientAt(m, 0), m.outsider]) {
        await expect(decline(m, quote, stranger))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
          .withArgs(m.dealer, stranger);
      }
      expect(await m.rfq.awaitedOf(await m.rfq.quoteId(quote))).not.to.equal(ZeroHash);
    });

    it("when its appointment is over, then it reverts with QuoteNotYours", async () => {
      const m = current();
      const quote = lookedAt(m);
      await acceptBlock(m, quote, plain(m));
      const end = START + DAY / 4;
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.trade | SCOPES.cancel, end);
      await advanceTo(m, end);
      await expect(decline(m, quote, m.operator))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
        .withArgs(m.dealer, m.operator);
    });
  });

  describe("given a quote of which nothing waits", () => {
    it("when nobody has accepted it, or it was declined or confirmed, then it reverts with QuoteNotAwaiting", async () => {
      const m = current();
      const refused = async (quote: QuoteStruct) => {
        await expect(decline(m, quote))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
          .withArgs(await m.rfq.quoteId(quote), ZeroHash, ZeroHash);
      };
      const quote = lookedAt(m);
      await refused(quote);
      await acceptBlock(m, quote, plain(m));
      await decline(m, quote);
      await refused(quote);

      const later = lookedAt(m, { sequence: 1n });
      const block = m.block(plain(m));
      const signature = await m.signQuote(later);
      await acceptBlock(m, later, block, { signature });
      const deadline = (await m.networkHelpers.time.latest()) + LOOK;
      await m.rfq.connect(m.dealer).confirm(later, block, m.agent, deadline);
      await refused(later);
    });

    it("when it was accepted without last look, then there is nothing to decline: QuoteNotAwaiting", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      await acceptBlock(m, quote, {
        ...plain(m),
        then: THEN.match,
        ...(await through(m, consentTo(m, m.agent))),
      });
      await expect(decline(m, quote))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotAwaiting")
        .withArgs(await m.rfq.quoteId(quote), ZeroHash, ZeroHash);
    });
  });

  describe("given an acceptance whose deadline has passed", () => {
    it("when it is declined, then that is said once more, and it no longer waits", async () => {
      const m = current();
      const quote = lookedAt(m);
      const quoteId = await m.rfq.quoteId(quote);
      await acceptBlock(m, quote, plain(m));
      await advanceTo(m, (await m.networkHelpers.time.latest()) + 2 * LOOK);
      expect(await m.rfq.awaitedOf(quoteId)).not.to.equal(ZeroHash);
      await expect(decline(m, quote)).to.emit(m.rfq, "QuoteDeclined").withArgs(quoteId, m.dealer, m.dealer);
      expect(await m.rfq.awaitedOf(quoteId)).to.equal(ZeroHash);
    });
  });
});
