import { expect } from "chai";
import fc from "fast-check";
import { id } from "ethers";

import { splitTicket } from "../../../sdk/trading/splitTicket.ts";
import { MAX_UINT112 } from "../../support/actions.ts";
import type { Desk, Part, TicketStruct } from "../../support/blocks.ts";
import { expectNothingHappens, fillsOf } from "../../support/blockRecords.ts";
import { acceptBlock, fundAt, fundParts, part, traderQuote, under, useDesk } from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import { CASH_PER_UNIT, KIND, THEN } from "../../support/trading.ts";
import { SIDE } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: the split of a ticket", () => {
  const current = useDesk();

  /** A ticket with shares of these units, for as many funds. */
  const ticketOver = (m: Desk, shares: readonly bigint[], fields: Partial<TicketStruct> = {}): TicketStruct =>
    m.funds.ticket({
      maximumQuantity: shares.reduce((sum, each) => sum + each, 0n),
      split: shares.map((quantity, index) => ({ account: fundAt(m, index), quantity })),
      ...fields,
    });

  let nextSequence = 0n;
  beforeEach(() => {
    nextSequence = 0n;
  });

  /** The trader executes so much of a ticket, each time of another quote and under another number. */
  async function fill(m: Desk, ticket: TicketStruct, parts: readonly Part[]) {
    const sequence = nextSequence++;
    const quote = traderQuote(m, { sequence, maximumQuantity: 400n, side: 1 - Number(ticket.side) });
    const allocations = parts.map((each) => ({ ...each, sequence }));
    return await acceptBlock(
      m,
      quote,
      { allocations, then: THEN.match, ...(await under(m, ticket)) },
      { by: m.funds.trader },
    );
  }

  /** The parts of the funds that get something. */
  const partsOf = (m: Desk, units: readonly bigint[]): readonly Part[] =>
    fundParts(m, ...units).filter(({ quantity }) => quantity > 0n);

  for (const [name, side] of [
    ["buys", SIDE.buyer],
    ["sells", SIDE.seller],
  ] as const) {
    describe(`given a ticket that ${name} 10 units for shares of 2, 4 and 4`, () => {
      it("when it is filled to the last unit, then one more reverts with TicketExceeded", async () => {
        const m = current();
        const ticket = ticketOver(m, [2n, 4n, 4n], { side });
        await fill(m, ticket, partsOf(m, [2n, 4n, 4n]));
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
        for (const index of [0, 1, 2]) {
          await expect(fill(m, ticket, [part(fundAt(m, index), 1n)]))
            .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
            .withArgs(await m.rfq.ticketId(ticket), 1n, 0n);
        }
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
      });

      it("when one unit more than all of it is executed at once, then it reverts with TicketExceeded", async () => {
        const m = current();
        const ticket = ticketOver(m, [2n, 4n, 4n], { side });
        await expectNothingHappens(m, traderQuote(m), async () =>
          expect(fill(m, ticket, partsOf(m, [2n, 4n, 5n])))
            .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
            .withArgs(await m.rfq.ticketId(ticket), 11n, 10n),
        );
        await fill(m, ticket, partsOf(m, [1n, 2n, 2n]));
        await expect(fill(m, ticket, partsOf(m, [1n, 2n, 3n])))
          .to.be.revertedWithCustomError(m.rfq, "TicketExceeded")
          .withArgs(await m.rfq.ticketId(ticket), 6n, 5n);
      });

      it("when it is filled unit by unit in turn, then each fund is never more than one unit from its share", async () => {
        const m = current();
        const ticket = ticketOver(m, [2n, 4n, 4n], { side });
        const order = [1, 2, 0, 1, 2, 1, 2, 0, 1, 2];
        const shares = [0n, 0n, 0n];
        for (const [done, index] of order.entries()) {
          await fill(m, ticket, [part(fundAt(m, index), 1n)]);
          shares[index] = must(shares[index]) + 1n;
          expect(await fillsOf(m, ticket)).to.deep.equal({ filled: BigInt(done) + 1n, shares });
        }
        expect(shares).to.deep.equal([2n, 4n, 4n]);
      });
    });
  }

  describe("given every way to share out a part of 2, 4 and 4 units", () => {
    /** All ways to share units out to three. */
    const ways = (units: bigint): readonly (readonly [bigint, bigint, bigint])[] => {
      const all: (readonly [bigint, bigint, bigint])[] = [];
      for (let first = 0n; first <= units; first += 1n) {
        for (let second = 0n; first + second <= units; second += 1n) {
          all.push([first, second, units - first - second]);
        }
      }
      return all;
    };
    const due = [2n, 4n, 4n];

    for (const units of [1n, 2n, 3n, 5n, 10n]) {
      it(`when it is ${units} units, then those are granted in which nobody is a whole unit from what is due, and no others`, async () => {
        const m = current();
        const ticket = ticketOver(m, due);
        const ticketId = await m.rfq.ticketId(ticket);
        const quote = traderQuote(m);
        const signature = await m.signQuote(quote);
        const signed = await under(m, ticket);
        const rfq = m.rfq.connect(m.funds.trader);
        let granted = 0;
        for (const way of ways(units)) {
          // tenths of a unit: what each has, and what is due to it
          const wrong = way.findIndex((has, index) => {
            const apart = has * 10n - units * must(due[index]);
            return apart >= 10n || apart <= -10n;
          });
          const block = m.block({ allocations: [...partsOf(m, way)], then: THEN.match, ...signed });
          const call = rfq.acceptBlock.staticCall(quote, signature, block);
          if (wrong === -1) {
            await call;
            granted += 1;
          } else {
            await expect(call)
              .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
              .withArgs(ticketId, fundAt(m, wrong), way[wrong], (units * must(due[wrong])) / 10n);
          }
        }
        expect(granted).to.be.greaterThan(0);
        if (units === 10n) expect(granted).to.equal(1);
      });
    }
  });

  describe("given a part that was shared out unevenly, but within a unit", () => {
    it("when the next part makes up for it, then it is granted; when it does not, then it reverts with TicketUnevenAllocation", async () => {
      const m = current();
      const ticket = ticketOver(m, [5n, 5n]);
      const ticketId = await m.rfq.ticketId(ticket);
      await fill(m, ticket, partsOf(m, [1n]));
      await expect(fill(m, ticket, partsOf(m, [1n])))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(ticketId, fundAt(m, 0), 2n, 1n);
      await expect(fill(m, ticket, partsOf(m, [2n, 1n])))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(ticketId, fundAt(m, 0), 3n, 2n);
      await fill(m, ticket, partsOf(m, [0n, 1n]));
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 2n, shares: [1n, 1n] });
    });

    it("when a fund that is due a whole unit is left out, then it reverts with TicketUnevenAllocation", async () => {
      const m = current();
      const ticket = ticketOver(m, [5n, 5n]);
      await expect(fill(m, ticket, partsOf(m, [0n, 2n])))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0), 0n, 1n);
    });
  });

  describe("given accounts that the ticket does not name in their place", () => {
    const nothing = { filled: 0n, shares: [0n, 0n] };

    it("when a fund of the same manager and trader is not in the split, then it reverts with TicketUnknownAllocation", async () => {
      const m = current();
      const ticket = ticketOver(m, [6n, 4n]);
      for (const parts of [[part(fundAt(m, 0), 1n), part(fundAt(m, 2), 1n)], [part(fundAt(m, 2), 1n)]]) {
        await expect(fill(m, ticket, parts))
          .to.be.revertedWithCustomError(m.rfq, "TicketUnknownAllocation")
          .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 2));
      }
      expect(await fillsOf(m, ticket)).to.deep.equal(nothing);
    });

    it("when a fund is in the block twice, then it reverts with TicketUnknownAllocation", async () => {
      const m = current();
      const ticket = ticketOver(m, [6n, 4n]);
      const twice = [part(fundAt(m, 0), 1n), part(fundAt(m, 0), 1n)];
      await expect(fill(m, ticket, twice))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnknownAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0));
      expect(await fillsOf(m, ticket)).to.deep.equal(nothing);
    });

    it("when the funds come in another order than the split's, then it reverts with TicketUnknownAllocation", async () => {
      const m = current();
      const ticket = ticketOver(m, [1n, 9n]);
      // one unit of the second is due before the first has any
      await expect(fill(m, ticket, [part(fundAt(m, 1), 1n), part(fundAt(m, 0), 1n)]))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnknownAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0));
      await fill(m, ticket, [part(fundAt(m, 0), 1n), part(fundAt(m, 1), 1n)]);
    });

    it("when the first of the block is unknown, then nothing behind it counts: TicketUnevenAllocation names who is left without", async () => {
      const m = current();
      const ticket = ticketOver(m, [6n, 4n]);
      const parts = [part(fundAt(m, 2), 1n), part(fundAt(m, 0), 3n), part(fundAt(m, 1), 2n)];
      await expect(fill(m, ticket, parts))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0), 0n, 3n);
    });
  });

  describe("given a split that is not what the ticket says", () => {
    for (const [shares, maximumQuantity] of [
      [[5n, 4n], 10n],
      [[5n, 6n], 10n],
      [[], 10n],
    ] as const) {
      const sum = shares.reduce((total: bigint, each) => total + each, 0n);
      it(`when it sums to ${sum} of ${maximumQuantity}, then it reverts with TicketInvalidSplit`, async () => {
        const m = current();
        const ticket = ticketOver(m, shares, { maximumQuantity });
        const parts = [part(fundAt(m, 0), 1n)];
        await expect(fill(m, ticket, parts))
          .to.be.revertedWithCustomError(m.rfq, "TicketInvalidSplit")
          .withArgs(await m.rfq.ticketId(ticket), sum, maximumQuantity);
      });
    }

    it("when a share is nothing, then its fund gets nothing, and the others all", async () => {
      const m = current();
      const ticket = ticketOver(m, [0n, 6n, 4n]);
      await expect(fill(m, ticket, partsOf(m, [1n, 5n, 4n])))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0), 1n, 0n);
      await fill(m, ticket, partsOf(m, [0n, 6n, 4n]));
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [0n, 6n, 4n] });
    });

    it("when it names a fund twice, then these are two shares, by their places", async () => {
      const m = current();
      const split = [
        { account: fundAt(m, 0), quantity: 4n },
        { account: fundAt(m, 1), quantity: 2n },
        { account: fundAt(m, 0), quantity: 4n },
      ];
      const ticket = m.funds.ticket({ split });
      const quote = traderQuote(m);
      const allocations = split.map(({ account, quantity }, index) => ({
        account,
        quantity,
        sequence: BigInt(index),
      }));
      const block = { allocations, then: THEN.match, ...(await under(m, ticket)) };
      await acceptBlock(m, quote, block, { by: m.funds.trader });
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [4n, 2n, 4n] });
    });

    it("when it is of the largest numbers, then its products are exact", async () => {
      const m = current();
      const half = (MAX_UINT112 - 1n) / 2n;
      const ticket = ticketOver(m, [half, half + 1n]);
      await fill(m, ticket, partsOf(m, [100n, 101n]));
      // due to the first is a little less than half of all
      await expect(fill(m, ticket, partsOf(m, [3n])))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0), 103n, 101n);
      await expect(fill(m, ticket, partsOf(m, [0n, 2n])))
        .to.be.revertedWithCustomError(m.rfq, "TicketUnevenAllocation")
        .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0), 100n, 101n);
      expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 201n, shares: [100n, 101n] });
    });
  });

  describe("given tickets and parts of any size", () => {
    const scenario = fc.record({
      shares: fc.array(fc.bigInt(0n, 12n), { minLength: 1, maxLength: 3 }),
      steps: fc.array(fc.bigInt(1n, 9n), { minLength: 1, maxLength: 4 }),
    });

    it("when the library shares parts out, then the contract grants each, and all of it ends at the split", async () => {
      const m = current();
      let tickets = 0;
      await fc.assert(
        fc.asyncProperty(scenario, async ({ shares, steps }) => {
          const maximum = shares.reduce((sum, each) => sum + each, 0n);
          fc.pre(maximum > 0n);
          const snapshot = await m.networkHelpers.takeSnapshot();
          const ticket = ticketOver(m, shares, { salt: id(`ticket ${tickets++}`) });
          const split = shares.map((quantity, index) => ({ account: fundAt(m, index), quantity }));
          let filled = shares.map(() => 0n);
          let left = maximum;
          for (const step of [...steps, maximum]) {
            const quantity = step < left ? step : left;
            if (quantity === 0n) break;
            const parts = splitTicket({ ticket: { maximumQuantity: maximum, split }, filled, quantity });
            await fill(
              m,
              ticket,
              parts.map(({ account, quantity: units }) => part(account, units)),
            );
            left -= quantity;
            filled = split.map(({ account }, index) => {
              const more = parts.find((each) => each.account === account)?.quantity ?? 0n;
              return must(filled[index]) + more;
            });
            expect(await fillsOf(m, ticket)).to.deep.equal({ filled: maximum - left, shares: filled });
          }
          expect(filled).to.deep.equal(shares);
          await snapshot.restore();
        }),
        { numRuns: 20, seed: 6 },
      );
    });
  });

  describe("given a divisible quote that is taken in parts under one ticket", () => {
    it("when each part is shared out, then both memories agree", async () => {
      const m = current();
      const ticket = ticketOver(m, [2n, 4n, 4n]);
      const signed = await under(m, ticket);
      const quote = traderQuote(m, { kind: KIND.divisible, cashPerUnit: CASH_PER_UNIT });
      const quoteId = await m.rfq.quoteId(quote);
      for (const [sequence, units, taken, filled] of [
        [0n, [1n, 1n, 1n], 3n, 3n],
        [1n, [0n, 1n, 1n], 5n, 5n],
        [2n, [1n, 2n, 2n], 10n, 10n],
      ] as const) {
        const allocations = partsOf(m, units).map((each) => ({ ...each, sequence }));
        await acceptBlock(m, quote, { allocations, then: THEN.match, ...signed }, { by: m.funds.trader });
        expect(await m.rfq.takenOf(quoteId)).to.equal(taken);
        expect((await fillsOf(m, ticket)).filled).to.equal(filled);
      }
      expect(await m.rfq.isQuoteUsed(m.dealer, 0n)).to.equal(true);
    });
  });
});
