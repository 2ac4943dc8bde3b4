import { expect } from "chai";
import fc from "fast-check";

import { must } from "../../support/must.ts";
import type { QuotedSide } from "../../support/quotes.ts";
import {
  accept,
  BOTH_QUOTED,
  memoryOf,
  QUOTED,
  tradeFrom,
  UNTOUCHED,
  useMarket,
} from "../../support/quotes.ts";
import { appoint, otherSide } from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { KIND, THEN } from "../../support/trading.ts";
import { ascii, EVIDENCE, ISIN, SCOPES } from "../../support/world.ts";

/** A bond that nobody has created: trades in it can be matched. */
const ANOTHER = ascii("JP3633400019", 12);
const MOST = 2n ** 64n - 1n;
const NOTHING = { floor: 0n, sellCap: 0n, buyCap: 0n, net: 0n, isOpen: false } as const;

const exposureOf = async (m: Market, dealer = m.dealer.address, isin = ISIN) => {
  const { floor, sellCap, buyCap, net, isOpen } = await m.rfq.exposureOf(dealer, isin);
  return { floor, sellCap, buyCap, net, isOpen };
};

describe("RequestForQuote.setExposure and exposureOf", () => {
  const current = useMarket();

  let next = 0n;
  beforeEach(() => {
    next = 0n;
  });

  /** Accepts another quote of the dealer, to be matched; it costs a yen a unit. */
  async function take(m: Market, side: QuotedSide, quantity: bigint, isin = ISIN): Promise<unknown> {
    const sequence = next;
    next += 1n;
    const quote = m.quote({ side, sequence, isin, cashPerUnit: 1n, maximumQuantity: quantity });
    return await accept(m, quote, { quantity, then: THEN.match, sequence });
  }

  const expectExceeded = async (m: Market, side: QuotedSide, quantity: bigint, left: bigint, isin = ISIN) => {
    await expect(take(m, side, quantity, isin))
      .to.be.revertedWithCustomError(m.rfq, "QuoteExceedsExposure")
      .withArgs(m.dealer, isin, quantity, left);
  };

  describe("given a dealer that has set no exposure in a bond", () => {
    it("when it is asked for, then it is nothing, and not open", async () => {
      const m = current();
      expect(await exposureOf(m, m.dealer.address, ANOTHER)).to.deep.equal(NOTHING);
      expect(await exposureOf(m, m.broker.address)).to.deep.equal(NOTHING);
    });

    it("when it sets it, then emits ExposureSet, and its quotes in the bond can be accepted", async () => {
      const m = current();
      await expect(m.rfq.connect(m.dealer).setExposure(ANOTHER, 7n, 9n))
        .to.emit(m.rfq, "ExposureSet")
        .withArgs(m.dealer, ANOTHER, 0n, 0n, 7n, 9n);
      expect(await exposureOf(m, m.dealer.address, ANOTHER)).to.deep.equal({
        floor: 0n,
        sellCap: 7n,
        buyCap: 9n,
        net: 0n,
        isOpen: true,
      });
      await expect(take(m, QUOTED.offer, 7n, ANOTHER)).to.emit(m.rfq, "QuoteAccepted");
      expect((await exposureOf(m, m.dealer.address, ANOTHER)).net).to.equal(7n);
      expect((await exposureOf(m)).net).to.equal(0n);
    });

    it("when it sets nothing on both sides, then it is open, and nothing can be accepted", async () => {
      const m = current();
      await expect(m.rfq.connect(m.dealer).setExposure(ANOTHER, 0n, 0n))
        .to.emit(m.rfq, "ExposureSet")
        .withArgs(m.dealer, ANOTHER, 0n, 0n, 0n, 0n);
      expect(await exposureOf(m, m.dealer.address, ANOTHER)).to.deep.equal({ ...NOTHING, isOpen: true });
      for (const [, side] of BOTH_QUOTED) await expectExceeded(m, side, 1n, 0n, ANOTHER);
    });
  });

  describe("given a dealer with an exposure of 500 units on either side", () => {
    it("when it sets it again, then emits ExposureSet with what it was, and counts anew", async () => {
      const m = current();
      await take(m, QUOTED.offer, 400n);
      expect(await exposureOf(m)).to.include({ net: 400n, sellCap: 500n });
      await expect(m.rfq.connect(m.dealer).setExposure(ISIN, 300n, MOST))
        .to.emit(m.rfq, "ExposureSet")
        .withArgs(m.dealer, ISIN, 500n, 500n, 300n, MOST);
      expect(await exposureOf(m)).to.deep.equal({
        floor: 0n,
        sellCap: 300n,
        buyCap: MOST,
        net: 0n,
        isOpen: true,
      });
      await expectExceeded(m, QUOTED.offer, 301n, 300n);
      await expect(take(m, QUOTED.offer, 300n)).to.emit(m.rfq, "QuoteAccepted");
    });

    it("when it closes one side, then only the other can be accepted, and the first as far as that gives room", async () => {
      const m = current();
      await m.rfq.connect(m.dealer).setExposure(ISIN, 0n, 10n);
      await expectExceeded(m, QUOTED.offer, 1n, 0n);
      await take(m, QUOTED.bid, 4n);
      await expectExceeded(m, QUOTED.offer, 5n, 4n);
      await take(m, QUOTED.offer, 4n);
      await expectExceeded(m, QUOTED.offer, 1n, 0n);
      await m.rfq.connect(m.dealer).setExposure(ISIN, 10n, 0n);
      await expectExceeded(m, QUOTED.bid, 1n, 0n);
    });

    for (const [name, side] of BOTH_QUOTED) {
      const sign = side === QUOTED.offer ? 1n : -1n;

      it(`when exactly the cap of ${name} is accepted, then it may be, and not one unit more`, async () => {
        const m = current();
        await expectExceeded(m, side, 501n, 500n);
        await take(m, side, 500n);
        expect((await exposureOf(m)).net).to.equal(500n * sign);
        await expectExceeded(m, side, 1n, 0n);
      });

      it(`when ${name} is accepted in steps, then they sum up to the cap`, async () => {
        const m = current();
        await take(m, side, 200n);
        await take(m, side, 299n);
        await expectExceeded(m, side, 2n, 1n);
        await take(m, side, 1n);
        await expectExceeded(m, side, 1n, 0n);
      });

      it(`when after ${name} the other side is accepted, then that gives room again: it is the net that counts`, async () => {
        const m = current();
        await take(m, side, 500n);
        await expectExceeded(m, otherSide(side), 1_001n, 1_000n);
        await take(m, otherSide(side), 1_000n);
        expect((await exposureOf(m)).net).to.equal(-500n * sign);
        await expectExceeded(m, otherSide(side), 1n, 0n);
        await take(m, side, 1_000n);
        expect((await exposureOf(m)).net).to.equal(500n * sign);
      });

      it(`when ${name} exceeds it, then the quote is as it was`, async () => {
        const m = current();
        for (const kind of [KIND.singleUse, KIND.divisible]) {
          const quote = m.quote({ side, kind, maximumQuantity: 600n });
          for (const then of Object.values(THEN)) {
            await expect(accept(m, quote, { quantity: 501n, then }))
              .to.be.revertedWithCustomError(m.rfq, "QuoteExceedsExposure")
              .withArgs(m.dealer, ISIN, 501n, 500n);
          }
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
        }
      });

      it(`when ${name} is accepted, then it counts whatever becomes of the trade, and stays when that is cancelled`, async () => {
        const m = current();
        for (const then of Object.values(THEN)) {
          const sequence = BigInt(then);
          await accept(m, m.quote({ side, sequence }), { then, sequence, quantity: 2n });
        }
        expect((await exposureOf(m)).net).to.equal(6n * sign);
        const trade = tradeFrom(m, m.quote({ side }), { quantity: 2n, sequence: BigInt(THEN.match) });
        await m.escrow.connect(m.dealer).cancel(trade, side);
        await m.escrow.connect(m.investor).cancel(trade, otherSide(side));
        expect((await exposureOf(m)).net).to.equal(6n * sign);
      });
    }

    it("when its operator sets an exposure, then that is the operator's own, and the dealer's stays", async () => {
      const m = current();
      await appoint(m, m.dealer, m.operator.address, SCOPES.trade | SCOPES.cancel | SCOPES.issue);
      const before = await exposureOf(m);
      await expect(m.rfq.connect(m.operator).setExposure(ISIN, MOST, MOST))
        .to.emit(m.rfq, "ExposureSet")
        .withArgs(m.operator, ISIN, 0n, 0n, MOST, MOST);
      expect(await exposureOf(m)).to.deep.equal(before);
      const quote = m.quote({ maximumQuantity: 600n });
      await expect(accept(m, quote, { quantity: 501n }, { signature: await m.signQuote(quote, m.operator) }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteExceedsExposure")
        .withArgs(m.dealer, ISIN, 501n, 500n);
    });

    it("when it trades in another bond, or another dealer in this one, then each counts by itself", async () => {
      const m = current();
      await m.rfq.connect(m.dealer).setExposure(ANOTHER, 5n, 5n);
      await m.rfq.connect(m.broker).setExposure(ISIN, 6n, 6n);
      await take(m, QUOTED.offer, 500n);
      await take(m, QUOTED.offer, 5n, ANOTHER);
      const quote = m.quote({ dealer: m.broker.address, cashPerUnit: 1n });
      const signature = await m.signQuote(quote, m.broker);
      await accept(m, quote, { quantity: 6n, then: THEN.match }, { signature });
      expect((await exposureOf(m)).net).to.equal(500n);
      expect((await exposureOf(m, m.dealer.address, ANOTHER)).net).to.equal(5n);
      expect((await exposureOf(m, m.broker.address)).net).to.equal(6n);
    });

    it("when it is suspended, then it can still set it: to nothing, for one", async () => {
      const m = current();
      await m.registry.connect(m.compliance).suspend(m.dealer, EVIDENCE);
      await expect(m.rfq.connect(m.dealer).setExposure(ISIN, 0n, 0n))
        .to.emit(m.rfq, "ExposureSet")
        .withArgs(m.dealer, ISIN, 500n, 500n, 0n, 0n);
    });
  });

  describe("given a dealer that has opened as many bonds as it may", () => {
    const MOST_BONDS = 1_000;
    /** The most gas of a transaction (EIP-7825). */
    const MOST_GAS = 2n ** 24n;
    const isinOf = (number: number): string => ascii(`JP37${String(number).padStart(8, "0")}`, 12);

    it("when it opens one more, then it reverts with QuoteTooManyBonds; it sets those that it has, and cancels in all of them at once", async () => {
      const m = current();
      const asDealer = m.rfq.connect(m.dealer);
      // one is open from the beginning
      for (let i = 1; i < MOST_BONDS; i += 1) await asDealer.setExposure(isinOf(i), 0n, 0n);
      for (const isin of [isinOf(MOST_BONDS), ANOTHER]) {
        for (const cap of [0n, 7n]) {
          await expect(asDealer.setExposure(isin, cap, cap))
            .to.be.revertedWithCustomError(m.rfq, "QuoteTooManyBonds")
            .withArgs(m.dealer, MOST_BONDS);
        }
        expect(await exposureOf(m, m.dealer.address, isin)).to.deep.equal(NOTHING);
      }
      for (const isin of [ISIN, isinOf(1), isinOf(MOST_BONDS - 1)]) {
        await expect(asDealer.setExposure(isin, 7n, 9n)).to.emit(m.rfq, "ExposureSet");
        expect(await exposureOf(m, m.dealer.address, isin)).to.include({ sellCap: 7n, buyCap: 9n });
      }
      await expect(m.rfq.connect(m.broker).setExposure(ANOTHER, 7n, 9n)).to.emit(m.rfq, "ExposureSet");

      const receipt = await (await asDealer.cancelAllQuotes(m.dealer, 5n)).wait();
      expect(must(receipt ?? undefined).gasUsed < MOST_GAS).to.equal(true);
      for (const isin of [ISIN, isinOf(1), isinOf(500), isinOf(MOST_BONDS - 1)]) {
        expect((await exposureOf(m, m.dealer.address, isin)).floor).to.equal(6n);
      }
    });
  });

  describe("given a dealer with the largest exposure there is", () => {
    for (const [name, side] of BOTH_QUOTED) {
      it(`when ${name} of all of it is accepted, then both ends can be reached, and not passed`, async () => {
        const m = current();
        const sign = side === QUOTED.offer ? 1n : -1n;
        await m.rfq.connect(m.dealer).setExposure(ISIN, MOST, MOST);
        await expectExceeded(m, side, MOST + 1n, MOST);
        await expectExceeded(m, side, 2n ** 112n - 1n, MOST);
        await take(m, side, MOST);
        expect((await exposureOf(m)).net).to.equal(MOST * sign);
        await expectExceeded(m, side, 1n, 0n);
        await expectExceeded(m, otherSide(side), 2n * MOST + 1n, 2n * MOST);
        await take(m, otherSide(side), 2n * MOST);
        expect(await exposureOf(m)).to.deep.equal({
          floor: 0n,
          sellCap: MOST,
          buyCap: MOST,
          net: -MOST * sign,
          isOpen: true,
        });
        await expectExceeded(m, otherSide(side), 1n, 0n);
      });
    }
  });

  describe("given any caps and any acceptances", () => {
    const steps = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.record({ side: fc.constantFrom(0, 1), quantity: fc.bigInt(1n, 40n) }) },
        { weight: 1, arbitrary: fc.record({ sellCap: fc.bigInt(0n, 60n), buyCap: fc.bigInt(0n, 60n) }) },
      ),
      { minLength: 1, maxLength: 12 },
    );

    it("when they are counted by hand, then the market has the same net and refuses the same", async () => {
      const m = current();
      await fc.assert(
        fc.asyncProperty(steps, async (taken) => {
          const snapshot = await m.networkHelpers.takeSnapshot();
          let [sellCap, buyCap, sold, bought] = [500n, 500n, 0n, 0n];
          for (const step of taken) {
            if ("sellCap" in step) {
              await m.rfq.connect(m.dealer).setExposure(ISIN, step.sellCap, step.buyCap);
              ({ sellCap, buyCap } = step);
              [sold, bought] = [0n, 0n];
            } else if (step.side === 0) {
              const left = sellCap + bought - sold;
              if (step.quantity > left) await expectExceeded(m, QUOTED.offer, step.quantity, left);
              else {
                await take(m, QUOTED.offer, step.quantity);
                sold += step.quantity;
              }
            } else {
              const left = buyCap + sold - bought;
              if (step.quantity > left) await expectExceeded(m, QUOTED.bid, step.quantity, left);
              else {
                await take(m, QUOTED.bid, step.quantity);
                bought += step.quantity;
              }
            }
            expect(await exposureOf(m)).to.deep.equal({
              floor: 0n,
              sellCap,
              buyCap,
              net: sold - bought,
              isOpen: true,
            });
          }
          await snapshot.restore();
        }),
        { numRuns: 15, seed: 20_260_315 },
      );
    });
  });
});
