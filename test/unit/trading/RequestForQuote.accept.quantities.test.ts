import { expect } from "chai";
import fc from "fast-check";

import { MAX_UINT112 } from "../../support/actions.ts";
import type { QuoteStruct } from "../../support/quotes.ts";
import {
  accept,
  acceptedArgs,
  afterTrade,
  BOTH_QUOTED,
  LAST_SEQUENCE,
  memoryOf,
  netOf,
  positions,
  tradeFrom,
  UNTOUCHED,
  useMarket,
} from "../../support/quotes.ts";
import { KIND, THEN } from "../../support/trading.ts";
import { ISIN } from "../../support/world.ts";

const KINDS = [
  ["single use", KIND.singleUse],
  ["divisible", KIND.divisible],
] as const;

describe("RequestForQuote.accept: quantities", () => {
  const current = useMarket();

  for (const [name, side] of BOTH_QUOTED) {
    for (const [kindName, kind] of KINDS) {
      describe(`given ${name} of 4 to 10 units that is ${kindName}`, () => {
        for (const quantity of [0n, 1n, 3n, 11n, MAX_UINT112]) {
          it(`when ${quantity} are accepted, then it reverts with QuoteQuantityOutsideRange`, async () => {
            const m = current();
            const quote = m.quote({ side, kind, minimumQuantity: 4n });
            for (const then of Object.values(THEN)) {
              await expect(accept(m, quote, { quantity, then }))
                .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
                .withArgs(await m.rfq.quoteId(quote), quantity, 4n, 10n);
            }
            expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
          });
        }

        for (const quantity of [4n, 5n, 9n, 10n]) {
          it(`when ${quantity} are accepted, then they change hands`, async () => {
            const m = current();
            const quote = m.quote({ side, kind, minimumQuantity: 4n });
            const before = await positions(m);
            // a single use is used up whatever is taken of it
            const taken = kind === KIND.divisible ? quantity : 10n;
            await expect(accept(m, quote, { quantity }))
              .to.emit(m.rfq, "QuoteAccepted")
              .withArgs(...(await acceptedArgs(m, quote, { quantity }, { left: 10n - taken })));
            expect(await m.rfq.takenOf(await m.rfq.quoteId(quote))).to.equal(
              kind === KIND.divisible ? quantity : 0n,
            );
            expect(await m.rfq.isQuoteUsed(m.dealer, quote.sequence)).to.equal(taken === 10n);
            expect(await positions(m)).to.deep.equal(afterTrade(before, side, quantity));
          });
        }
      });

      describe(`given ${name} that is ${kindName} and whose minimum is above its maximum`, () => {
        it("when less than all is accepted, then it reverts with QuoteQuantityOutsideRange; all of it may be", async () => {
          const m = current();
          const quote = m.quote({ side, kind, minimumQuantity: 11n });
          await expect(accept(m, quote, { quantity: 9n }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
            .withArgs(await m.rfq.quoteId(quote), 9n, 11n, 10n);
          await expect(accept(m, quote, { quantity: 10n })).to.emit(m.rfq, "QuoteAccepted");
        });
      });

      describe(`given ${name} that is ${kindName}, without a minimum or of nothing`, () => {
        it("when nothing is accepted, then it reverts with QuoteQuantityOutsideRange", async () => {
          const m = current();
          for (const maximumQuantity of [0n, 10n]) {
            const quote = m.quote({ side, kind, minimumQuantity: 0n, maximumQuantity });
            await expect(accept(m, quote, { quantity: 0n }))
              .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
              .withArgs(await m.rfq.quoteId(quote), 0n, 0n, maximumQuantity);
          }
          const quote = m.quote({ side, kind, minimumQuantity: 0n });
          await expect(accept(m, quote, { quantity: 1n })).to.emit(m.rfq, "QuoteAccepted");
        });
      });
    }

    describe(`given ${name} that is divisible, of 4 to 10 units`, () => {
      const sign = (units: bigint) => (side === 0 ? units : -units);

      it("when parts of it are accepted, then what is left counts, and its number is used up with the last unit", async () => {
        const m = current();
        const quote = m.quote({ side, kind: KIND.divisible, minimumQuantity: 4n, sequence: 77n });
        const before = await positions(m);

        await expect(accept(m, quote, { quantity: 4n }))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, { quantity: 4n }, { left: 6n })));
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: false, taken: 4n, net: sign(4n) });
        await expect(accept(m, quote, { quantity: 7n, sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
          .withArgs(await m.rfq.quoteId(quote), 7n, 4n, 6n);

        const fields = { quantity: 6n, sequence: 1n };
        await expect(accept(m, quote, fields))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, fields, { left: 0n })));
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 10n, net: sign(10n) });
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 10n));
        for (const quantity of [0n, 1n, 4n]) {
          await expect(accept(m, quote, { quantity, sequence: 2n }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
            .withArgs(await m.rfq.quoteId(quote), 77n);
        }
      });

      it("when less than the minimum is left, then that may be accepted as a whole, and in no other part", async () => {
        const m = current();
        const quote = m.quote({ side, kind: KIND.divisible, minimumQuantity: 4n });
        const id = await m.rfq.quoteId(quote);
        await accept(m, quote, { quantity: 7n });
        for (const quantity of [0n, 1n, 2n, 4n]) {
          await expect(accept(m, quote, { quantity, sequence: 1n }), `${quantity}`)
            .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
            .withArgs(id, quantity, 4n, 3n);
        }
        const fields = { quantity: 3n, sequence: 1n };
        await expect(accept(m, quote, fields))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, fields)));
        expect(await m.rfq.isQuoteUsed(m.dealer, quote.sequence)).to.equal(true);
      });

      it("when its number is cancelled, then what is left of it cannot be accepted; what was taken stays", async () => {
        const m = current();
        const quote = m.quote({ side, kind: KIND.divisible, sequence: 9n });
        const before = await positions(m);
        await accept(m, quote, { quantity: 4n });
        await m.rfq.cancelQuotes(m.dealer, 9n, 9n);
        await expect(accept(m, quote, { quantity: 4n, sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(quote), 9n);
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 4n, net: sign(4n) });
        expect(await positions(m)).to.deep.equal(afterTrade(before, side, 4n));
      });

      for (const sequence of [0n, 9n, 127n, 128n, LAST_SEQUENCE]) {
        it(`when another of its number ${sequence} is accepted, then from the first unit on it reverts with QuoteUsed, and what is left of this one stays`, async () => {
          const m = current();
          const first = m.quote({ side, kind: KIND.divisible, sequence });
          await accept(m, first, { quantity: 1n });
          for (const [, kind] of KINDS) {
            const other = m.quote({ side, kind, sequence, maximumQuantity: 5n });
            for (const quantity of [1n, 4n, 5n]) {
              for (const then of Object.values(THEN)) {
                await expect(accept(m, other, { quantity, then, sequence: 1n }))
                  .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
                  .withArgs(await m.rfq.quoteId(other), sequence);
              }
            }
            expect(await m.rfq.takenOf(await m.rfq.quoteId(other))).to.equal(0n);
          }
          expect(await memoryOf(m, first)).to.deep.equal({ isUsed: false, taken: 1n, net: sign(1n) });
          await accept(m, first, { quantity: 9n, sequence: 1n });
          expect(await memoryOf(m, first)).to.deep.equal({ isUsed: true, taken: 10n, net: sign(10n) });
        });
      }

      it("when its acceptance fails, then its number is not bound, and another of that number may be accepted", async () => {
        const m = current();
        const [first, other] = [0n, 1n].map((minimumQuantity) =>
          m.quote({ side, kind: KIND.divisible, sequence: 9n, minimumQuantity }),
        ) as [QuoteStruct, QuoteStruct];
        await m.bond.connect(m.pauser).pause();
        await expect(accept(m, first, { quantity: 4n })).to.be.revertedWithCustomError(
          m.bond,
          "RegulatedTokenPaused",
        );
        await expect(accept(m, first, { quantity: 11n })).to.be.revertedWithCustomError(
          m.rfq,
          "QuoteQuantityOutsideRange",
        );
        await m.bond.connect(m.pauser).unpause();
        await accept(m, other, { quantity: 4n });
        await expect(accept(m, first, { quantity: 4n, sequence: 1n }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteUsed")
          .withArgs(await m.rfq.quoteId(first), 9n);
      });

      it("when it is accepted in any parts, then they sum to no more than it has, and each leaves what a list of them says", async () => {
        const m = current();
        const snapshot = async () => await m.networkHelpers.takeSnapshot();
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.bigInt({ min: 0n, max: 12n }), { minLength: 1, maxLength: 8 }),
            fc.bigInt({ min: 0n, max: 6n }),
            async (parts, minimumQuantity) => {
              const start = await snapshot();
              const quote = m.quote({ side, kind: KIND.divisible, minimumQuantity, maximumQuantity: 20n });
              const id = await m.rfq.quoteId(quote);
              let left = 20n;
              for (const [i, quantity] of parts.entries()) {
                const sent = accept(m, quote, { quantity, sequence: BigInt(i), then: THEN.match });
                const isAll = quantity === left;
                if (left === 0n) {
                  await expect(sent).to.be.revertedWithCustomError(m.rfq, "QuoteUsed").withArgs(id, 0n);
                } else if (quantity > 0n && quantity <= left && (isAll || quantity >= minimumQuantity)) {
                  left -= quantity;
                  await expect(sent)
                    .to.emit(m.rfq, "QuoteAccepted")
                    .withArgs(...(await acceptedArgs(m, quote, { quantity, sequence: BigInt(i) }, { left })));
                } else {
                  await expect(sent)
                    .to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange")
                    .withArgs(id, quantity, minimumQuantity, left);
                }
                expect(await m.rfq.isQuoteUsed(m.dealer, 0n)).to.equal(left === 0n);
                expect(await netOf(m, quote)).to.equal(sign(20n - left));
                expect(await m.rfq.takenOf(id)).to.equal(20n - left);
              }
              await start.restore();
            },
          ),
          { numRuns: 12, seed: 20_260_314 },
        );
      });
    });

    describe(`given two quotes, each ${name.slice(name.indexOf(" ") + 1)} of 4 units, for each of some numbers that share words`, () => {
      const NUMBERS = [0n, 1n, 126n, 127n, 128n, 129n, 255n, 256n];
      const steps = fc.array(
        fc.record({
          sequence: fc.constantFrom(...NUMBERS),
          which: fc.constantFrom(0, 1),
          kind: fc.constantFrom(KIND.singleUse, KIND.divisible),
          quantity: fc.bigInt(1n, 4n),
        }),
        { minLength: 1, maxLength: 14 },
      );

      it("when any of them are accepted, then a number is its first one's, until that is used up, and no other number's", async () => {
        const m = current();
        await fc.assert(
          fc.asyncProperty(steps, async (given) => {
            const start = await m.networkHelpers.takeSnapshot();
            const owners = new Map<bigint, { readonly id: string; readonly left: bigint }>();
            for (const [i, { sequence, which, kind, quantity }] of given.entries()) {
              const quote = m.quote({ side, kind, sequence, maximumQuantity: 4n, minimumQuantity: which });
              const id = await m.rfq.quoteId(quote);
              const { id: owner, left: before } = owners.get(sequence) ?? { id, left: 4n };
              const sent = accept(m, quote, { quantity, sequence: BigInt(i), then: THEN.match });
              if (owner !== id || before === 0n) {
                await expect(sent).to.be.revertedWithCustomError(m.rfq, "QuoteUsed").withArgs(id, sequence);
              } else if (quantity > before) {
                await expect(sent).to.be.revertedWithCustomError(m.rfq, "QuoteQuantityOutsideRange");
              } else {
                await expect(sent).to.emit(m.rfq, "QuoteAccepted");
                owners.set(sequence, { id, left: kind === KIND.divisible ? before - quantity : 0n });
              }
              for (const number of NUMBERS) {
                expect(await m.rfq.isQuoteUsed(m.dealer, number)).to.equal(owners.get(number)?.left === 0n);
              }
            }
            await start.restore();
          }),
          { numRuns: 15, seed: 20_260_319 },
        );
      });
    });

    describe(`given ${name} whose cash may not fit into 112 bits`, () => {
      it("when the cash is the largest that fits, then it is matched for exactly that", async () => {
        const m = current();
        // 2^112 - 1 = 3 * 5 * 17 * ...
        const quote = m.quote({ side, cashPerUnit: MAX_UINT112 / 15n, maximumQuantity: 20n });
        const fields = { quantity: 15n, then: THEN.match };
        expect(BigInt(tradeFrom(m, quote, fields).amount)).to.equal(MAX_UINT112);
        await expect(accept(m, quote, fields))
          .to.emit(m.rfq, "QuoteAccepted")
          .withArgs(...(await acceptedArgs(m, quote, fields)));
      });

      for (const [thenName, then] of Object.entries(THEN)) {
        it(`when it is one unit's more, to ${thenName}, then it reverts with SafeCastOverflowedUintDowncast`, async () => {
          const m = current();
          const quote = m.quote({ side, cashPerUnit: MAX_UINT112 / 15n, maximumQuantity: 20n });
          await expect(accept(m, quote, { quantity: 16n, then }))
            .to.be.revertedWithCustomError(m.rfq, "SafeCastOverflowedUintDowncast")
            .withArgs(112, 16n * (MAX_UINT112 / 15n));
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
        });
      }

      it("when quantity and price are the largest that exposure lets through, then it reverts with SafeCastOverflowedUintDowncast", async () => {
        const m = current();
        const most = 2n ** 64n - 1n;
        await m.rfq.connect(m.dealer).setExposure(ISIN, most, most);
        const quote = m.quote({ side, cashPerUnit: MAX_UINT112, maximumQuantity: MAX_UINT112 });
        await expect(accept(m, quote, { quantity: most, then: THEN.match }))
          .to.be.revertedWithCustomError(m.rfq, "SafeCastOverflowedUintDowncast")
          .withArgs(112, most * MAX_UINT112);
        await expect(accept(m, quote, { quantity: MAX_UINT112, then: THEN.match }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteExceedsExposure")
          .withArgs(m.dealer, ISIN, MAX_UINT112, most);
      });
    });
  }
});
