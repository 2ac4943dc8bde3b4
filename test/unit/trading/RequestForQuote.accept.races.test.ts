import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  accept,
  feesAt,
  inOneBlock,
  memoryOf,
  netOf,
  QUOTED,
  BOTH_QUOTED,
  tradeFrom,
  useMarket,
} from "../../support/quotes.ts";
import type { AcceptanceStruct, QuoteStruct } from "../../support/quotes.ts";
import { STATUS } from "../../support/settlement.ts";
import type { Signer } from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { KIND, THEN } from "../../support/trading.ts";
import { ISIN } from "../../support/world.ts";

/** Transactions of one block; the one with the higher fee is first, whoever was sent first. */
describe("RequestForQuote.accept: races", () => {
  const current = useMarket();

  /** Sends an acceptance that is to be in its place of the block. */
  const racing =
    (
      m: Market,
      quote: QuoteStruct,
      signature: string,
      place: number,
      by: Signer,
      fields: Partial<AcceptanceStruct> = {},
    ) =>
    () =>
      m.rfq
        .connect(by)
        .accept(quote, signature, m.acceptance({ account: by.address, ...fields }), feesAt(place));

  /** Investor and broker have what they need for either side. */
  async function fundBroker(m: Market): Promise<void> {
    await m.bond.connect(m.dealer).transfer(m.broker, 20n);
    await m.cash.connect(m.investor).transfer(m.broker, 5_000_000_000n);
  }

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given ${name} to anybody for one acceptance`, () => {
      for (const [thenName, then] of Object.entries(THEN)) {
        it(`when two accept it to ${thenName} in one block, then the first has it and the second nothing`, async () => {
          const m = current();
          await fundBroker(m);
          const quote = m.quote({ side, investor: ZeroAddress });
          const signature = await m.signQuote(quote);
          const before = await m.bond.positionOf(m.investor);
          const cash = await m.cash.positionOf(m.investor);
          const [late, early] = await inOneBlock(m, [
            racing(m, quote, signature, 1, m.investor, { then }),
            racing(m, quote, signature, 0, m.broker, { then }),
          ]);
          expect([late, early]).to.deep.equal([0, 1]);
          const accepted = await m.rfq.queryFilter(m.rfq.filters.QuoteAccepted(await m.rfq.quoteId(quote)));
          expect(accepted.map(({ args }) => args.account)).to.deep.equal([m.broker.address]);
          expect(await m.bond.positionOf(m.investor)).to.deep.equal(before);
          expect(await m.cash.positionOf(m.investor)).to.deep.equal(cash);
          expect(await memoryOf(m, quote)).to.deep.equal({
            isUsed: true,
            taken: 0n,
            net: side === QUOTED.offer ? 3n : -3n,
          });
          const lost = await m.escrow.stateOf(tradeFrom(m, quote));
          expect(lost.status).to.equal(STATUS.unknown);
          await expect(accept(m, quote, { then }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
            .withArgs(await m.rfq.quoteId(quote), quote.sequence);
        });
      }

      it("when one account accepts it twice in one block, under two numbers, then it trades once", async () => {
        const m = current();
        const quote = m.quote({ side });
        const signature = await m.signQuote(quote);
        const nonce = await m.investor.getNonce();
        const send = (place: number) => () =>
          m.rfq.connect(m.investor).accept(quote, signature, m.acceptance({ sequence: BigInt(place) }), {
            ...feesAt(place),
            nonce: nonce + place,
          });
        expect(await inOneBlock(m, [send(0), send(1)])).to.deep.equal([1, 0]);
        expect(await netOf(m, quote)).to.equal(side === QUOTED.offer ? 3n : -3n);
      });

      it("when its dealer cancels it first in the block, then nobody has it; when second, then who accepted keeps it", async () => {
        const m = current();
        const quote = m.quote({ side });
        const signature = await m.signQuote(quote);
        const nonce = await m.dealer.getNonce();
        const cancels = [
          (place: number) => () =>
            m.rfq.connect(m.dealer).cancelQuotes(m.dealer, 0n, 0n, { ...feesAt(place), nonce }),
          (place: number) => () =>
            m.rfq.connect(m.dealer).cancelAllQuotes(m.dealer, 0n, { ...feesAt(place), nonce }),
        ];
        for (const cancel of cancels) {
          const snapshot = await m.networkHelpers.takeSnapshot();
          expect(await inOneBlock(m, [racing(m, quote, signature, 1, m.investor), cancel(0)])).to.deep.equal([
            0, 1,
          ]);
          expect(await netOf(m, quote)).to.equal(0n);
          await snapshot.restore();
          const again = await m.networkHelpers.takeSnapshot();
          expect(await inOneBlock(m, [cancel(1), racing(m, quote, signature, 0, m.investor)])).to.deep.equal([
            1, 1,
          ]);
          expect(await netOf(m, quote)).to.equal(side === QUOTED.offer ? 3n : -3n);
          expect((await m.escrow.stateOf(tradeFrom(m, quote))).status).to.equal(STATUS.closed);
          await again.restore();
        }
      });
    });

    describe(`given ${name} to anybody that is divisible, of 10 units`, () => {
      const cases = [
        [6n, 5n, 0],
        [6n, 4n, 1],
        [10n, 1n, 0],
        [5n, 5n, 1],
      ] as const;
      for (const [first, second, fits] of cases) {
        it(`when ${first} and then ${second} are accepted in one block, then the second is ${fits === 1 ? "accepted" : "refused"}`, async () => {
          const m = current();
          await fundBroker(m);
          const quote = m.quote({ side, kind: KIND.divisible, investor: ZeroAddress });
          const signature = await m.signQuote(quote);
          const statuses = await inOneBlock(m, [
            racing(m, quote, signature, 1, m.investor, { quantity: second }),
            racing(m, quote, signature, 0, m.broker, { quantity: first }),
          ]);
          expect(statuses).to.deep.equal([fits, 1]);
          const units = first + (fits === 1 ? second : 0n);
          expect(await netOf(m, quote)).to.equal(side === QUOTED.offer ? units : -units);
          expect(await m.rfq.isQuoteUsed(m.dealer, quote.sequence)).to.equal(units === 10n);
        });
      }
    });

    describe(`given two of the dealer, each ${name.slice(name.indexOf(" ") + 1)} of 10 units, and an exposure of 15`, () => {
      it("when both are accepted in one block, then the second is refused: the dealer is not taken up on more", async () => {
        const m = current();
        await fundBroker(m);
        await m.rfq.connect(m.dealer).setExposure(ISIN, 15n, 15n);
        const quotes = [0n, 1n].map((sequence) => m.quote({ side, sequence, investor: ZeroAddress }));
        const [first, second] = quotes as [QuoteStruct, QuoteStruct];
        const statuses = await inOneBlock(m, [
          racing(m, first, await m.signQuote(first), 0, m.broker, { quantity: 10n }),
          racing(m, second, await m.signQuote(second), 1, m.investor, { quantity: 6n }),
        ]);
        expect(statuses).to.deep.equal([1, 0]);
        expect(await netOf(m, first)).to.equal(side === QUOTED.offer ? 10n : -10n);
        expect(await m.rfq.isQuoteUsed(m.dealer, 1n)).to.equal(false);
        await expect(accept(m, second, { quantity: 5n })).to.emit(m.rfq, "QuoteAccepted");
      });
    });
  }
});
