import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";
import fc from "fast-check";

import { must } from "../../support/must.ts";
import { accept, BOTH_QUOTED, LAST_SEQUENCE, memoryOf, useMarket } from "../../support/quotes.ts";
import { appoint, nextBlockAt } from "../../support/settlement.ts";
import type { Signer } from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { KIND, THEN } from "../../support/trading.ts";
import { ascii, DAY, EVIDENCE, ISIN, SCOPES, START } from "../../support/world.ts";

/** ISINs of bonds that nobody has created: trades in them can be matched. */
const isinOf = (number: number): string => ascii(`JP36334${String(number).padStart(5, "0")}`, 12);
/** How far one call can reach beyond the numbers that were cancelled so before. */
const FURTHEST = 2n ** 32n;

describe("RequestForQuote.cancelAllQuotes", () => {
  const current = useMarket();

  const cancelAll = (m: Market, through: bigint, by: Signer = m.dealer) =>
    m.rfq.connect(by).cancelAllQuotes(m.dealer, through);
  const floorOf = async (m: Market, isin = ISIN, dealer = m.dealer.address) =>
    (await m.rfq.exposureOf(dealer, isin)).floor;

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given ${name} for each of some numbers`, () => {
      it("when all through 700 are cancelled, then emits AllQuotesCancelled, and 701 is the first that counts", async () => {
        const m = current();
        await expect(cancelAll(m, 700n))
          .to.emit(m.rfq, "AllQuotesCancelled")
          .withArgs(m.dealer, 700n, m.dealer);
        expect(await floorOf(m)).to.equal(701n);
        for (const sequence of [0n, 255n, 699n, 700n]) {
          for (const kind of [KIND.singleUse, KIND.divisible]) {
            const quote = m.quote({ side, kind, sequence });
            for (const then of Object.values(THEN)) {
              await expect(accept(m, quote, { then }))
                .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
                .withArgs(await m.rfq.quoteId(quote), sequence, 701n);
            }
            expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: false, taken: 0n, net: 0n });
          }
        }
        expect(await m.rfq.floorOf(m.dealer)).to.equal(701n);
        for (const [i, sequence] of [701n, 702n, LAST_SEQUENCE].entries()) {
          const quote = m.quote({ side, sequence });
          await expect(accept(m, quote, { quantity: 1n, sequence: BigInt(i) })).to.emit(
            m.rfq,
            "QuoteAccepted",
          );
        }
      });

      it("when only number 0 is cancelled, then number 1 is the first that counts", async () => {
        const m = current();
        await cancelAll(m, 0n);
        const quote = m.quote({ side });
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
          .withArgs(await m.rfq.quoteId(quote), 0n, 1n);
        await expect(accept(m, m.quote({ side, sequence: 1n }))).to.emit(m.rfq, "QuoteAccepted");
      });

      it("when a part of one was taken, then the rest of it cannot be; what was taken stays", async () => {
        const m = current();
        const quote = m.quote({ side, kind: KIND.divisible, sequence: 9n });
        await accept(m, quote, { quantity: 4n });
        await cancelAll(m, 9n);
        await expect(accept(m, quote, { quantity: 4n, sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
          .withArgs(await m.rfq.quoteId(quote), 9n, 10n);
        expect(await memoryOf(m, quote)).to.deep.equal({
          isUsed: false,
          taken: 4n,
          net: side === 0 ? 4n : -4n,
        });
      });
    });
  }

  describe("given bonds that a dealer has opened, and one that it has not", () => {
    const OPENED = [isinOf(1), isinOf(2), ISIN];
    const LATER = isinOf(3);

    it("when all are cancelled, then the floor is that of every bond that it has opened; caps and net stay", async () => {
      const m = current();
      for (const isin of OPENED) await m.rfq.connect(m.dealer).setExposure(isin, 7n, 9n);
      await accept(m, m.quote({ isin: isinOf(1), cashPerUnit: 1n }), { then: THEN.match });
      await cancelAll(m, 41n);
      for (const isin of OPENED) {
        const { floor, sellCap, buyCap, net, isOpen } = await m.rfq.exposureOf(m.dealer, isin);
        expect({ floor, sellCap, buyCap, net, isOpen }).to.deep.equal({
          floor: 42n,
          sellCap: 7n,
          buyCap: 9n,
          net: isin === isinOf(1) ? 3n : 0n,
          isOpen: true,
        });
        const quote = m.quote({ isin, sequence: 41n, cashPerUnit: 1n });
        await expect(accept(m, quote, { then: THEN.match, sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
          .withArgs(await m.rfq.quoteId(quote), 41n, 42n);
      }
      const { isOpen, floor } = await m.rfq.exposureOf(m.dealer, LATER);
      expect({ isOpen, floor }).to.deep.equal({ isOpen: false, floor: 0n });
      expect(await m.rfq.floorOf(m.dealer)).to.equal(42n);
    });

    it("when it opens another later, then that has the floor as well", async () => {
      const m = current();
      await cancelAll(m, 41n);
      const quote = m.quote({ isin: LATER, sequence: 41n, cashPerUnit: 1n });
      await expect(accept(m, quote, { then: THEN.match }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteExposureNotSet")
        .withArgs(m.dealer, LATER);
      await m.rfq.connect(m.dealer).setExposure(LATER, 10n, 10n);
      expect(await floorOf(m, LATER)).to.equal(42n);
      await expect(accept(m, quote, { then: THEN.match }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
        .withArgs(await m.rfq.quoteId(quote), 41n, 42n);
      await expect(accept(m, { ...quote, sequence: 42n }, { then: THEN.match })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });

    it("when it sets exposure again, then the floor stays", async () => {
      const m = current();
      await cancelAll(m, 41n);
      for (const cap of [0n, 10n]) {
        await m.rfq.connect(m.dealer).setExposure(ISIN, cap, cap);
        expect(await floorOf(m)).to.equal(42n);
      }
      const quote = m.quote({ sequence: 41n });
      await expect(accept(m, quote))
        .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
        .withArgs(await m.rfq.quoteId(quote), 41n, 42n);
    });

    it("when it has set exposure in one bond many times, and opened many, then one call reaches all", async () => {
      const m = current();
      const many = Array.from({ length: 40 }, (_, i) => isinOf(100 + i));
      for (const isin of [...many, ...many.slice(0, 10)]) {
        await m.rfq.connect(m.dealer).setExposure(isin, 1n, 1n);
      }
      await cancelAll(m, 5n);
      const floors = await Promise.all([ISIN, ...many].map((isin) => floorOf(m, isin)));
      expect(floors).to.deep.equal(Array.from({ length: 41 }, () => 6n));
    });
  });

  describe("given a dealer that has cancelled all through 700", () => {
    it("when it cancels all through a lower number, or the same, then emits AllQuotesCancelled, and the floor does not sink", async () => {
      const m = current();
      await cancelAll(m, 700n);
      for (const through of [0n, 5n, 699n, 700n]) {
        await expect(cancelAll(m, through))
          .to.emit(m.rfq, "AllQuotesCancelled")
          .withArgs(m.dealer, through, m.dealer);
        expect(await floorOf(m), `${through}`).to.equal(701n);
      }
      await cancelAll(m, 701n);
      expect(await floorOf(m)).to.equal(702n);
    });

    it("when its operator cancels all through a lower number after it opened another bond, then none sinks", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel);
      await cancelAll(m, 700n);
      await m.rfq.connect(m.dealer).setExposure(isinOf(1), 1n, 1n);
      await cancelAll(m, 3n, m.operator);
      for (const isin of [ISIN, isinOf(1)]) expect(await floorOf(m, isin)).to.equal(701n);
      await m.rfq.connect(m.dealer).setExposure(isinOf(2), 1n, 1n);
      expect(await floorOf(m, isinOf(2))).to.equal(701n);
    });

    it("when its numbers are asked for one by one, then they are not used: the floor says it", async () => {
      const m = current();
      await cancelAll(m, 700n);
      for (const sequence of [0n, 700n, 701n]) {
        expect(await m.rfq.isQuoteUsed(m.dealer, sequence)).to.equal(false);
      }
    });

    it("when another dealer is asked for, then its floor is where it was", async () => {
      const m = current();
      await m.rfq.connect(m.broker).setExposure(ISIN, 10n, 10n);
      await cancelAll(m, 700n);
      expect(await floorOf(m, ISIN, m.broker.address)).to.equal(0n);
      expect(await m.rfq.floorOf(m.broker)).to.equal(0n);
      await m.bond.connect(m.dealer).transfer(m.broker, 10n);
      const quote = m.quote({ dealer: m.broker.address });
      await expect(accept(m, quote, {}, { signature: await m.signQuote(quote, m.broker) })).to.emit(
        m.rfq,
        "QuoteAccepted",
      );
    });
  });

  describe("given any numbers and any bonds that are opened in between", () => {
    it("when all floors are asked for, then each is one above the highest number so far", async () => {
      const m = current();
      const step = fc.oneof(fc.bigInt(0n, 3n * FURTHEST), fc.integer({ min: 1, max: 5 }));
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          const snapshot = await m.networkHelpers.takeSnapshot();
          const opened = new Set([ISIN]);
          let floor = 0n;
          for (const each of steps) {
            if (typeof each === "bigint") {
              const sent = cancelAll(m, each);
              if (each < floor + FURTHEST) {
                await expect(sent).to.emit(m.rfq, "AllQuotesCancelled");
                if (each + 1n > floor) floor = each + 1n;
              } else {
                await expect(sent)
                  .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidRange")
                  .withArgs(floor, each, floor + FURTHEST);
              }
              expect(await m.rfq.floorOf(m.dealer)).to.equal(floor);
            } else {
              await m.rfq.connect(m.dealer).setExposure(isinOf(each), 1n, 1n);
              opened.add(isinOf(each));
            }
            for (const isin of opened) expect(await floorOf(m, isin)).to.equal(floor);
          }
          await snapshot.restore();
        }),
        { numRuns: 15, seed: 20_260_317 },
      );
    });
  });

  describe("given a slip or a hostile operator that would end all numbers", () => {
    it("when it cancels all through a number 2^32 beyond the floor, then it reverts with QuoteInvalidRange; one less it may", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel);
      let floor = 0n;
      for (const by of [m.operator, m.dealer]) {
        for (const through of [floor + FURTHEST, floor + FURTHEST + 1n, LAST_SEQUENCE - 1n, LAST_SEQUENCE]) {
          await expect(cancelAll(m, through, by))
            .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidRange")
            .withArgs(floor, through, floor + FURTHEST);
        }
        expect(await floorOf(m)).to.equal(floor);
        await cancelAll(m, floor + FURTHEST - 1n, by);
        floor += FURTHEST;
        expect(await floorOf(m)).to.equal(floor);
        expect(await m.rfq.floorOf(m.dealer)).to.equal(floor);
      }
    });
  });

  describe("given a dealer that has come to the last numbers there are", () => {
    const NEAR = LAST_SEQUENCE - 5n;

    /** Sets the dealer's floor, which would take 65,536 calls, and finds out where it is kept by looking. */
    async function raiseFloor(m: Market): Promise<void> {
      const { provider } = m.ethers;
      await cancelAll(m, 700n);
      const places = Array.from({ length: 20 }, (_, slot) =>
        keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [m.dealer.address, slot])),
      );
      const words = await Promise.all(places.map((place) => provider.getStorage(m.rfq, place)));
      const [place, ...others] = places.filter((_, i) => BigInt(words[i] ?? 0) === 701n);
      expect(others).to.deep.equal([]);
      await m.networkHelpers.setStorageAt(await m.rfq.getAddress(), must(place), NEAR);
      expect(await m.rfq.floorOf(m.dealer)).to.equal(NEAR);
    }

    it("when all through the last one are cancelled, then it reverts with QuoteInvalidRange: no number would be left", async () => {
      const m = current();
      await raiseFloor(m);
      await expect(cancelAll(m, LAST_SEQUENCE))
        .to.be.revertedWithCustomError(m.rfq, "QuoteInvalidRange")
        .withArgs(NEAR, LAST_SEQUENCE, NEAR + FURTHEST);
      expect(await m.rfq.floorOf(m.dealer)).to.equal(NEAR);
    });

    it("when all but the last one are cancelled, then that one counts", async () => {
      const m = current();
      await raiseFloor(m);
      await expect(cancelAll(m, LAST_SEQUENCE - 1n))
        .to.emit(m.rfq, "AllQuotesCancelled")
        .withArgs(m.dealer, LAST_SEQUENCE - 1n, m.dealer);
      const quote = m.quote({ sequence: LAST_SEQUENCE - 1n });
      await expect(accept(m, quote))
        .to.be.revertedWithCustomError(m.rfq, "QuoteCancelled")
        .withArgs(await m.rfq.quoteId(quote), LAST_SEQUENCE - 1n, LAST_SEQUENCE);
      await expect(accept(m, m.quote({ sequence: LAST_SEQUENCE }))).to.emit(m.rfq, "QuoteAccepted");
    });
  });

  describe("given somebody who cancels all for a dealer", () => {
    it("when it is its operator in scope CANCEL, then the event says who", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel);
      await expect(cancelAll(m, 8n, m.operator))
        .to.emit(m.rfq, "AllQuotesCancelled")
        .withArgs(m.dealer, 8n, m.operator);
      expect(await floorOf(m)).to.equal(9n);
    });

    it("when it is an operator in other scopes, another dealer or a stranger, then it reverts with QuoteNotYours", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade | SCOPES.issue);
      for (const by of [m.operator, m.broker, m.investor, m.outsider]) {
        for (const through of [0n, LAST_SEQUENCE]) {
          await expect(cancelAll(m, through, by))
            .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
            .withArgs(m.dealer, by);
        }
      }
      expect(await floorOf(m)).to.equal(0n);
    });

    it("when its appointment ends this second, then it reverts with QuoteNotYours; a second before it does not", async () => {
      const m = current();
      const expiry = START + DAY / 4;
      await appoint(m, m.dealer, m.operator.address, SCOPES.cancel, expiry);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, expiry);
      await expect(cancelAll(m, 8n, m.operator))
        .to.be.revertedWithCustomError(m.rfq, "QuoteNotYours")
        .withArgs(m.dealer, m.operator);
      await snapshot.restore();
      await nextBlockAt(m, expiry - 1);
      await expect(cancelAll(m, 8n, m.operator)).to.emit(m.rfq, "AllQuotesCancelled");
    });

    it("when the dealer is suspended, then it can: nothing keeps it from taking back", async () => {
      const m = current();
      await m.registry.connect(m.compliance).suspend(m.dealer, EVIDENCE);
      await expect(cancelAll(m, 8n)).to.emit(m.rfq, "AllQuotesCancelled").withArgs(m.dealer, 8n, m.dealer);
    });
  });
});
