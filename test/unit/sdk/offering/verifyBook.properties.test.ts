import { expect } from "chai";
import fc from "fast-check";

import type { BookEntry } from "../../../../sdk/offering/OfferingBook.ts";
import type { SignedOrder } from "../../../../sdk/offering/Order.ts";
import { verifyBook } from "../../../../sdk/offering/verifyBook.ts";
import { bookOf, DOMAIN, entryOf, FIRM, LEAD, signedBy, STRANGER } from "./samples.ts";

const COUNT = 5;

/** Which of five orders stand where in the book, who entered them, and which are shown. */
const books = fc.record({
  entries: fc.array(
    fc.record({
      order: fc.nat(COUNT - 1),
      enteredBy: fc.constantFrom(LEAD, FIRM, STRANGER),
      isWithdrawn: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  shown: fc.array(fc.nat(COUNT - 1), { maxLength: 7 }),
});

describe("verifyBook, whatever the book and the orders shown", () => {
  let orders: readonly SignedOrder[];
  before(async () => {
    orders = await Promise.all(Array.from({ length: COUNT }, (_, index) => signedBy(index)));
  });
  const orderAt = (index: number): SignedOrder => {
    const order = orders[index];
    if (order === undefined) throw new Error("no such order");
    return order;
  };

  it("accounts for every place once, and for every order that stands in none", () => {
    fc.assert(
      fc.property(books, ({ entries, shown }) => {
        const all: readonly BookEntry[] = entries.map(({ order, ...fields }, index) =>
          entryOf(BigInt(index), orderAt(order), fields),
        );
        const found = verifyBook({ book: bookOf(all), orders: shown.map(orderAt), domain: DOMAIN });
        const live = all.filter(({ isWithdrawn }) => !isWithdrawn).map(({ position }) => position);
        const told = [
          ...found.orders.map(({ position }) => position),
          ...found.faults.flatMap(({ position }) => (position === undefined ? [] : [position])),
        ];
        expect(told.toSorted((a, b) => Number(a - b))).to.deep.equal(live);

        // each order counts once, where it stands, and only when it is shown
        const counted = found.orders.map(({ order }) => orders.findIndex((each) => each.order === order));
        expect(new Set(counted).size).to.equal(counted.length);
        for (const [index, { position }] of found.orders.entries()) {
          expect(entries[Number(position)]?.order).to.equal(counted[index]);
          expect(shown).to.include(counted[index]);
        }
        const strays = new Set(shown.filter((each) => entries.every(({ order }) => order !== each)));
        expect(found.faults.filter(({ code }) => code === "notInBook")).to.have.length(strays.size);
      }),
      { numRuns: 60, seed: 20_261_204 },
    );
  });
});
