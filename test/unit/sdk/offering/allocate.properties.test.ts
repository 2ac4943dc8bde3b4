import { expect } from "chai";
import fc from "fast-check";
import type { Arbitrary } from "fast-check";

import { allocate } from "../../../../sdk/offering/allocate.ts";
import type { AllocateOptions } from "../../../../sdk/offering/allocate.ts";
import { NO_SPREAD_LIMIT } from "../../../../sdk/offering/Order.ts";
import { tierOf } from "../../../../sdk/offering/tierOf.ts";
import { INVESTOR_CLASSES } from "../../../../sdk/terms/Party.ts";
import { allocateByModel } from "./allocationModel.ts";
import { accountOf, bookOrders } from "./samples.ts";

const ACCOUNTS = [1, 2, 3, 4].map(accountOf);
const classes = fc.subarray([...INVESTOR_CLASSES].slice(0, 3));

/** Books of up to ten orders at a price of 100 and a spread of 0, and rules of up to three tiers. */
const books: Arbitrary<AllocateOptions> = fc
  .record({
    units: fc.bigInt(1n, 60n),
    lotUnits: fc.oneof(fc.constant(1n), fc.bigInt(1n, 5n)),
    tiers: fc.array(
      fc.record({ name: fc.string(), investors: fc.subarray(ACCOUNTS, { maxLength: 2 }), classes }),
      { maxLength: 3 },
    ),
    orders: fc.array(
      fc.record({
        investor: fc.constantFrom(...ACCOUNTS),
        units: fc.oneof(fc.bigInt(1n, 12n), fc.bigInt(1n, 60n)),
        minimum: fc.oneof(fc.constant(0n), fc.bigInt(0n, 100n)),
        maximumPrice: fc.constantFrom(99n, 100n, 101n, 102n),
        minimumSpreadE8: fc.constantFrom(NO_SPREAD_LIMIT, NO_SPREAD_LIMIT, -1n, 0n, 1n),
      }),
      { maxLength: 10 },
    ),
    has: fc.array(classes, { minLength: 4, maxLength: 4 }),
  })
  .map(({ units, lotUnits, tiers, orders, has }) => ({
    units,
    price: 100n,
    spreadE8: 0n,
    rule: { lotUnits, tiers },
    orders: bookOrders(
      orders.map(({ minimum, ...order }) => ({
        ...order,
        minimumUnits: 1n + ((order.units - 1n) * minimum) / 100n,
      })),
    ),
    classesOf: (investor: string) => has[ACCOUNTS.indexOf(investor)] ?? [],
  }));

const runs = { numRuns: 400, seed: 20_261_203 };
const wholeLots = (units: bigint, lotUnits: bigint): bigint => units - (units % lotUnits);

describe("allocate, whatever the book and the rule", () => {
  it("gives what handing out lot by lot to who is furthest behind gives", () => {
    fc.assert(
      fc.property(books, (book) => {
        const given = allocate(book).allotments.filter(({ units }) => units > 0n);
        const model = [...allocateByModel(book)].toSorted(([a], [b]) => Number(a - b));
        expect(given.map(({ position, units }) => [position, units])).to.deep.equal(model);
      }),
      runs,
    );
  });

  it("sums to what is offered or asked for by who was not taken out, whichever is less, in whole lots", () => {
    fc.assert(
      fc.property(books, (book) => {
        const { lotUnits } = book.rule;
        const { allotments, units } = allocate(book);
        const asked = allotments
          .filter(({ outcome }) => outcome !== "outsideLimit" && outcome !== "belowMinimum")
          .reduce((sum, { askedUnits }) => sum + wholeLots(askedUnits, lotUnits), 0n);
        const offered = wholeLots(book.units, lotUnits);
        expect(units).to.equal(asked < offered ? asked : offered);
        expect(allotments.reduce((sum, each) => sum + each.units, 0n)).to.equal(units);
      }),
      runs,
    );
  });

  it("fills no order above its size, below its minimum, outside its limits or by parts of a lot", () => {
    fc.assert(
      fc.property(books, (book) => {
        const { allotments } = allocate(book);
        expect(allotments.map(({ position }) => position)).to.deep.equal(
          book.orders.map((each) => each.position),
        );
        for (const [index, { units, outcome, askedUnits }] of allotments.entries()) {
          const order = book.orders[index]?.order;
          if (order === undefined) throw new Error("no such order");
          expect(askedUnits).to.equal(order.units);
          expect(units % book.rule.lotUnits).to.equal(0n);
          expect(units <= order.units).to.be.true;
          expect(units === 0n || units >= order.minimumUnits).to.be.true;
          const isInside = order.maximumPrice >= 100n && order.minimumSpreadE8 <= 0n;
          expect(outcome === "outsideLimit").to.equal(!isInside);
          expect(units > 0n).to.equal(outcome === "full" || outcome === "cut");
        }
      }),
      runs,
    );
  });

  it("gives a tier nothing before those above it have all that they ask for", () => {
    fc.assert(
      fc.property(books, (book) => {
        const { rule, classesOf } = book;
        const ranked = allocate(book).allotments.map((each) => ({
          ...each,
          rank: tierOf({ rule, investor: each.investor, classes: classesOf(each.investor) }),
        }));
        const unserved = ranked.filter(
          ({ outcome, askedUnits }) =>
            outcome === "cut" || (outcome === "nothingLeft" && askedUnits >= rule.lotUnits),
        );
        const served = ranked.filter(({ units }) => units > 0n);
        for (const { rank } of unserved) {
          expect(served.every((each) => each.rank <= rank)).to.be.true;
        }
      }),
      runs,
    );
  });

  it("gives the same whatever the order in which orders are handed in", () => {
    const shuffled = books.chain((book) =>
      fc.record({
        book: fc.constant(book),
        orders: fc.shuffledSubarray([...book.orders], { minLength: book.orders.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ book, orders }) => {
        expect(allocate({ ...book, orders })).to.deep.equal(allocate(book));
      }),
      runs,
    );
  });

  it("gives equal orders of one tier shares that differ by a lot at most, the larger to the lower position", () => {
    const equal = fc.record({
      count: fc.integer({ min: 1, max: 9 }),
      each: fc.bigInt(1n, 9n),
      units: fc.bigInt(1n, 60n),
    });
    fc.assert(
      fc.property(equal, ({ count, each, units }) => {
        const orders = bookOrders(Array.from({ length: count }, () => ({ units: each })));
        const rule = { tiers: [], lotUnits: 1n };
        const { allotments } = allocate({
          orders,
          rule,
          units,
          price: 100n,
          spreadE8: 0n,
          classesOf: () => [],
        });
        const given = allotments.map((allotment) => allotment.units);
        expect(given).to.deep.equal(given.toSorted((a, b) => Number(b - a)));
        expect((given.at(0) ?? 0n) - (given.at(-1) ?? 0n) <= 1n).to.be.true;
      }),
      runs,
    );
  });
});
