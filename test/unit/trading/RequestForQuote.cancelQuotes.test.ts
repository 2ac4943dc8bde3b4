import { expect } from "chai";
import fc from "fast-check";

import {
  accept,
  BOTH_QUOTED,
  LAST_SEQUENCE,
  memoryOf,
  QUOTED,
  tradeFrom,
  useMarket,
} from "../../support/quotes.ts";
import { appoint, nextBlockAt, STATUS } from "../../support/settlement.ts";
import type { Signer } from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { KIND, THEN } from "../../support/trading.ts";
import { DAY, EVIDENCE, ISIN, SCOPES, START } from "../../support/world.ts";

const MOST_CANCELLED = 65_536n;

describe("RequestForQuote.cancelQuotes and isQuoteUsed", () => {
  const current = useMarket();

  const cancel = (m: Market, from: bigint, to: bigint, by: Signer = m.dealer) =>
    m.rfq.connect(by).cancelQuotes(m.dealer, from, to);

  /** Of the numbers, those that are used. */
  const usedOf = async (m: Market, numbers: readonly bigint[], dealer = m.dealer.address) => {
    const used = await Promise.all(numbers.map((number) => m.rfq.isQuoteUsed(dealer, number)));
    return numbers.filter((_, i) => used[i] === true);
  };

  describe("given quotes of a dealer", () => {
    for (const [name, side] of BOTH_QUOTED) {
      it(`when it cancels ${name}, then emits QuotesCancelled, and it cannot be accepted`, async () => {
        const m = current();
        const quote = m.quote({ side, sequence: 300n });
        await expect(cancel(m, 300n, 300n))
          .to.emit(m.rfq, "QuotesCancelled")
          .withArgs(m.dealer, 300n, 300n, m.dealer);
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: 0n });
        for (const kind of [KIND.singleUse, KIND.divisible]) {
          const cancelled = { ...quote, kind };
          for (const then of Object.values(THEN)) {
            await expect(accept(m, cancelled, { then }))
              .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
              .withArgs(await m.rfq.quoteId(cancelled), 300n);
          }
        }
        for (const [i, sequence] of [299n, 301n].entries()) {
          await expect(accept(m, m.quote({ side, sequence }), { sequence: BigInt(i) })).to.emit(
            m.rfq,
            "QuoteAccepted",
          );
        }
      });
    }

    const ranges = [
      [0n, 0n],
      [1n, 1n],
      [63n, 64n],
      [100n, 100n],
      [127n, 127n],
      [128n, 128n],
      [0n, 127n],
      [1n, 126n],
      [127n, 128n],
      [128n, 255n],
      [127n, 256n],
      [255n, 255n],
      [256n, 256n],
      [0n, 255n],
      [1n, 254n],
      [255n, 256n],
      [256n, 511n],
      [200n, 900n],
      [254n, 257n],
      [0n, 1_023n],
      [257n, 766n],
      [LAST_SEQUENCE, LAST_SEQUENCE],
      [LAST_SEQUENCE - 127n, LAST_SEQUENCE],
      [LAST_SEQUENCE - 128n, LAST_SEQUENCE - 127n],
      [LAST_SEQUENCE - 255n, LAST_SEQUENCE],
      [LAST_SEQUENCE - 256n, LAST_SEQUENCE],
      [LAST_SEQUENCE - 700n, LAST_SEQUENCE - 3n],
    ] as const;
    for (const [from, to] of ranges) {
      it(`when it cancels ${from} to ${to}, then exactly these are cancelled`, async () => {
        const m = current();
        await expect(cancel(m, from, to))
          .to.emit(m.rfq, "QuotesCancelled")
          .withArgs(m.dealer, from, to, m.dealer);
        const start = from > 300n ? from - 300n : 0n;
        const end = to + 300n < LAST_SEQUENCE ? to + 300n : LAST_SEQUENCE;
        const numbers = Array.from({ length: Number(end - start) + 1 }, (_, i) => start + BigInt(i));
        expect(await usedOf(m, numbers)).to.deep.equal(numbers.filter((each) => each >= from && each <= to));
        expect(await usedOf(m, [from, to], m.broker.address)).to.deep.equal([]);

        const neighbours = [from - 1n, to + 1n].filter((each) => each >= 0n && each <= LAST_SEQUENCE);
        for (const [i, sequence] of neighbours.entries()) {
          const quote = m.quote({ sequence, kind: KIND.divisible });
          for (const part of [0n, 1n]) {
            const fields = { quantity: 1n, sequence: 2n * BigInt(i) + part };
            await expect(accept(m, quote, fields)).to.emit(m.rfq, "QuoteAccepted");
          }
        }
      });
    }

    for (const from of [0n, 100n, LAST_SEQUENCE - MOST_CANCELLED + 1n]) {
      it(`when it cancels as many as it may at once from ${from} on, then all of them are, and no other`, async () => {
        const m = current();
        const to = from + MOST_CANCELLED - 1n;
        await cancel(m, from, to);
        const steps = [1n, 127n, 128n, 129n, 255n, 256n, 32_768n];
        const inside = [from, ...steps.map((step) => from + step), to - 256n, to - 128n, to - 1n, to];
        const around = [from - 1n, to + 1n].filter((each) => each >= 0n && each <= LAST_SEQUENCE);
        expect(await usedOf(m, [...inside, ...around])).to.deep.equal(inside);
      });
    }

    const impossible = [
      [1n, 0n],
      [LAST_SEQUENCE, 0n],
      [0n, MOST_CANCELLED],
      [5n, 5n + MOST_CANCELLED],
      [0n, LAST_SEQUENCE],
    ] as const;
    for (const [from, to] of impossible) {
      it(`when it cancels ${from} to ${to}, then it reverts with QuoteInvalidRange`, async () => {
        const m = current();
        await expect(cancel(m, from, to))
          .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidRange")
          .withArgs(from, to, MOST_CANCELLED);
        expect(await usedOf(m, [from, to, 0n, 1n])).to.deep.equal([]);
      });
    }

    it("when it cancels what is cancelled, or a range around it, then that stays so and the rest joins it", async () => {
      const m = current();
      await cancel(m, 10n, 20n);
      await expect(cancel(m, 10n, 20n))
        .to.emit(m.rfq, "QuotesCancelled")
        .withArgs(m.dealer, 10n, 20n, m.dealer);
      const numbers = Array.from({ length: 40 }, (_, i) => BigInt(i));
      expect(await usedOf(m, numbers)).to.deep.equal(numbers.slice(10, 21));
      await cancel(m, 5n, 12n);
      await cancel(m, 30n, 30n);
      expect(await usedOf(m, numbers)).to.deep.equal([...numbers.slice(5, 21), 30n]);
    });

    it("when it cancels any ranges, one after the other, then a number is used that is in one of them", async () => {
      const m = current();
      const range = fc
        .tuple(fc.bigInt(0n, 1_500n), fc.bigInt(0n, 600n))
        .map(([from, length]) => [from, from + length] as const);
      await fc.assert(
        fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 5 }), async (given) => {
          const snapshot = await m.networkHelpers.takeSnapshot();
          for (const [from, to] of given) await cancel(m, from, to);
          const edges = given.flatMap(([from, to]) => [from - 1n, from, from + 1n, to - 1n, to, to + 1n]);
          const words = [0n, 127n, 128n, 255n, 256n, 383n, 384n, 511n, 512n, 1_023n, 1_024n, 2_200n];
          const probes = [...edges, ...words].filter((number) => number >= 0n);
          expect(await usedOf(m, probes)).to.deep.equal(
            probes.filter((number) => given.some(([from, to]) => number >= from && number <= to)),
          );
          await snapshot.restore();
        }),
        { numRuns: 15, seed: 20_260_316 },
      );
    });

    it("when it cancels numbers that it has not used yet, then it cannot use them later", async () => {
      const m = current();
      await cancel(m, 1_000n, 1_999n);
      for (const sequence of [1_000n, 1_500n, 1_999n]) {
        const quote = m.quote({ sequence });
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), sequence);
      }
    });
  });

  describe("given a quote that was accepted", () => {
    for (const [thenName, then] of Object.entries(THEN)) {
      it(`when its number is cancelled after: ${thenName}, then its trade stays as it was`, async () => {
        const m = current();
        const quote = m.quote();
        await accept(m, quote, { then });
        const [memory, state] = [await memoryOf(m, quote), await m.escrow.stateOf(tradeFrom(m, quote))];
        await expect(cancel(m, 0n, 0n))
          .to.emit(m.rfq, "QuotesCancelled")
          .withArgs(m.dealer, 0n, 0n, m.dealer)
          .and.not.to.emit(m.escrow, "Cancelled");
        expect(await memoryOf(m, quote)).to.deep.equal(memory);
        expect(await m.escrow.stateOf(tradeFrom(m, quote))).to.deep.equal(state);
        if (then === THEN.settle) return;
        await m.escrow.settle(tradeFrom(m, quote));
        expect((await m.escrow.stateOf(tradeFrom(m, quote))).status).to.equal(STATUS.closed);
      });
    }

    it("when it was divisible and is cancelled among others, then what is left of it is gone, what was taken stays, and its neighbours' rests stay", async () => {
      const m = current();
      const quotes = [126n, 127n, 128n, 129n].map((sequence) => m.quote({ sequence, kind: KIND.divisible }));
      for (const [i, quote] of quotes.entries())
        await accept(m, quote, { quantity: 4n, sequence: BigInt(i) });
      await cancel(m, 127n, 128n);
      for (const [i, quote] of quotes.entries()) {
        const isCancelled = i === 1 || i === 2;
        expect(await memoryOf(m, quote)).to.include({ isUsed: isCancelled, taken: 4n });
        const sent = accept(m, quote, { quantity: 6n, sequence: BigInt(i) + 4n });
        if (!isCancelled) {
          await expect(sent).to.emit(m.rfq, "QuoteAccepted");
          continue;
        }
        await expect(sent)
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), quote.sequence);
      }
    });

    it("when exposure and floors are asked for after a cancellation, then they are as before", async () => {
      const m = current();
      await accept(m, m.quote({ side: QUOTED.bid }), { quantity: 4n });
      const before = await m.rfq.exposureOf(m.dealer, ISIN);
      await cancel(m, 0n, 300n);
      expect(await m.rfq.exposureOf(m.dealer, ISIN)).to.deep.equal(before);
    });
  });

  describe("given somebody who cancels for a dealer", () => {
    it("when it is its operator in scope CANCEL, then the event says who", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel);
      await expect(cancel(m, 3n, 4n, m.operator))
        .to.emit(m.rfq, "QuotesCancelled")
        .withArgs(m.dealer, 3n, 4n, m.operator);
      expect(await usedOf(m, [2n, 3n, 4n, 5n])).to.deep.equal([3n, 4n]);
      expect(await usedOf(m, [3n, 4n], m.operator.address)).to.deep.equal([]);
    });

    it("when it is an operator in other scopes, another dealer or a stranger, then it reverts with QuoteNotYours", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade | SCOPES.issue);
      for (const by of [m.operator, m.broker, m.investor, m.outsider]) {
        await expect(cancel(m, 0n, 0n, by))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
          .withArgs(m.dealer, by);
      }
      expect(await usedOf(m, [0n])).to.deep.equal([]);
    });

    it("when its appointment ends this second, then it reverts with QuoteNotYours; a second before it does not", async () => {
      const m = current();
      const expiry = START + DAY / 4;
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel, expiry);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, expiry);
      await expect(cancel(m, 0n, 0n, m.operator))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
        .withArgs(m.dealer, m.operator);
      await snapshot.restore();
      await nextBlockAt(m, expiry - 1);
      await expect(cancel(m, 0n, 0n, m.operator)).to.emit(m.rfq, "QuotesCancelled");
    });

    it("when the caller is not allowed and the range is none, then who calls comes first", async () => {
      const m = current();
      await expect(cancel(m, 1n, 0n, m.outsider))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
        .withArgs(m.dealer, m.outsider);
    });
  });

  describe("given a dealer that is suspended", () => {
    it("when it cancels, then it can: nothing keeps it from taking back", async () => {
      const m = current();
      await m.registry.connect(m.compliance).suspend(m.dealer, EVIDENCE);
      await expect(cancel(m, 0n, 9n))
        .to.emit(m.rfq, "QuotesCancelled")
        .withArgs(m.dealer, 0n, 9n, m.dealer);
    });
  });
});
