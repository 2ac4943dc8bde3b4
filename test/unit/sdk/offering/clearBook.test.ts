import { expect } from "chai";
import fc from "fast-check";
import type { Arbitrary } from "fast-check";

import { clearBook } from "../../../../sdk/offering/clearBook.ts";
import type { ClearBookOptions, Demand } from "../../../../sdk/offering/clearBook.ts";
import { demandCurve } from "../../../../sdk/offering/demandCurve.ts";
import { NO_SPREAD_LIMIT } from "../../../../sdk/offering/Order.ts";
import { pricesByScan, demandByScan } from "./clearingModel.ts";
import { spreadAt } from "./samples.ts";

const bid = (units: bigint, maximumPrice: bigint, minimumSpreadE8 = NO_SPREAD_LIMIT): Demand => ({
  units,
  maximumPrice,
  minimumSpreadE8,
});
const range = { priceFloor: 95n, priceCap: 105n, priceTick: 1n };
const orders = [bid(30n, 100n), bid(40n, 105n), bid(100n, 97n), bid(50n, 102n)];
const sample = { ...range, orders, units: 100n, spreadAt };

describe("clearBook", () => {
  it("given orders for 40, 90, 120 and 220 units as the price falls, when 100 are offered, then the price is the highest at which 100 are wanted", () => {
    expect(clearBook(sample)).to.deep.equal({
      price: 100n,
      spreadE8: 100_000n,
      demandUnits: 120n,
      isCovered: true,
      coverRatio: "1.20",
    });
    expect(clearBook({ ...sample, units: 40n })).to.include({ price: 105n, demandUnits: 40n });
    expect(clearBook({ ...sample, units: 41n })).to.include({ price: 102n, demandUnits: 90n });
    expect(clearBook({ ...sample, units: 121n })).to.include({ price: 97n, demandUnits: 220n });
  });

  it("given fewer units asked for than offered, when it clears, then the price is the floor and the book is not covered", () => {
    expect(clearBook({ ...sample, units: 221n })).to.deep.equal({
      price: 95n,
      spreadE8: 150_000n,
      demandUnits: 220n,
      isCovered: false,
      coverRatio: "0.99",
    });
    expect(clearBook({ ...sample, orders: [] })).to.include({
      price: 95n,
      demandUnits: 0n,
      coverRatio: "0.00",
    });
  });

  it("given an order with a limit to the spread, when it clears, then it counts from the price on that gives its spread", () => {
    const limited = [...orders, bid(10n, 105n, 90_000n)];
    expect(clearBook({ ...sample, orders: limited })).to.include({ price: 101n, demandUnits: 100n });
    expect(clearBook({ ...sample, orders: [...orders, bid(10n, 105n, 90_001n)] })).to.include({
      price: 100n,
    });
  });

  it("given an order without one, when the spread is below all numbers that a limit can have, then it counts", () => {
    const huge = { ...sample, spreadAt: () => NO_SPREAD_LIMIT - 1n, units: 40n };
    expect(clearBook(huge)).to.include({ price: 105n, demandUnits: 40n });
    const limited = [bid(40n, 105n, NO_SPREAD_LIMIT + 1n)];
    expect(clearBook({ ...huge, orders: limited })).to.include({ demandUnits: 0n });
  });

  it("given limits between prices, when it clears, then the price is the next lower one of the grid, or the cap", () => {
    const coarse = { ...sample, priceCap: 104n, priceTick: 4n }; // 95, 99, 103, 104
    expect(clearBook(coarse)).to.include({ price: 99n, demandUnits: 120n });
    expect(clearBook({ ...coarse, units: 40n })).to.include({ price: 104n });
    expect(clearBook({ ...coarse, units: 40n, orders: [bid(40n, 103n)] })).to.include({ price: 103n });
    expect(clearBook({ ...coarse, units: 40n, orders: [bid(40n, 102n)] })).to.include({ price: 99n });
  });

  it("given a fixed price, when it clears, then that is the price", () => {
    const fixed = { ...sample, priceFloor: 100n, priceCap: 100n };
    expect(clearBook(fixed)).to.include({ price: 100n, demandUnits: 120n, isCovered: true });
  });

  it("given a range of 10^30 prices, when it clears, then it asks for few of them", () => {
    let asked = 0;
    const wide = { ...sample, priceFloor: 0n, priceCap: 10n ** 30n, spreadAt: () => BigInt(asked++) * 0n };
    expect(clearBook({ ...wide, orders: [bid(100n, 123_456_789n * 10n ** 18n)] })).to.include({
      price: 123_456_789n * 10n ** 18n,
    });
    expect(asked).to.be.below(110);
  });

  it("refuses ranges without prices and offerings without units", () => {
    for (const wrong of [{ priceTick: 0n }, { priceCap: 94n }, { priceFloor: -1n }]) {
      expect(() => clearBook({ ...sample, ...wrong }))
        .to.throw("There are no prices from")
        .with.property("code", "OFFERING_PRICE_RANGE");
      expect(() => demandCurve({ ...sample, ...wrong })).to.throw("There are no prices from");
    }
    expect(() => clearBook({ ...sample, units: 0n }))
      .to.throw()
      .with.property("code", "OFFERING_UNITS");
  });
});

describe("demandCurve", () => {
  it("given orders, when their demand is drawn, then it has the prices at which it changes, from the highest down", () => {
    expect(demandCurve(sample)).to.deep.equal([
      { price: 105n, spreadE8: 50_000n, units: 40n },
      { price: 102n, spreadE8: 80_000n, units: 90n },
      { price: 100n, spreadE8: 100_000n, units: 120n },
      { price: 97n, spreadE8: 130_000n, units: 220n },
    ]);
  });

  it("given orders outside the range, when it is drawn, then those above count at the cap and those below do not", () => {
    const outside = [bid(5n, 200n), bid(7n, 94n), bid(9n, 105n, 150_001n)];
    expect(demandCurve({ ...sample, orders: outside })).to.deep.equal([
      { price: 105n, spreadE8: 50_000n, units: 5n },
    ]);
    expect(demandCurve({ ...sample, orders: [] })).to.deep.equal([]);
  });
});

describe("clearing against a scan of all prices", () => {
  const books: Arbitrary<ClearBookOptions> = fc
    .record({
      priceFloor: fc.bigInt(0n, 40n),
      width: fc.bigInt(0n, 40n),
      priceTick: fc.bigInt(1n, 7n),
      units: fc.bigInt(1n, 120n),
      falls: fc.array(fc.bigInt(0n, 3n), { minLength: 81, maxLength: 81 }),
      orders: fc.array(
        fc.record({
          units: fc.bigInt(1n, 40n),
          maximumPrice: fc.bigInt(0n, 90n),
          minimumSpreadE8: fc.oneof(fc.constant(NO_SPREAD_LIMIT), fc.bigInt(-130n, 10n)),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ width, falls, ...book }) => {
      // any function that does not rise: it falls by 0 to 3 from price to price
      const spreads = falls.map((_, price) => -falls.slice(0, price).reduce((sum, fall) => sum + fall, 0n));
      const priceCap = book.priceFloor + width;
      return { ...book, priceCap, spreadAt: (price: bigint) => spreads[Number(price)] ?? -999n };
    });

  it("gives the price, the demand and the curve that the scan gives, whatever the order of the orders", () => {
    fc.assert(
      fc.property(books, (book) => {
        const scanned = pricesByScan(book).map((price) => ({ price, units: demandByScan(book, price) }));
        const found = clearBook(book);
        const best = scanned.find(({ units }) => units >= book.units);
        const expected = best ?? { price: book.priceFloor, units: demandByScan(book, book.priceFloor) };
        expect(found.price).to.equal(expected.price);
        expect(found.demandUnits).to.equal(expected.units);
        expect(found.spreadE8).to.equal(book.spreadAt(expected.price));
        expect(found.isCovered).to.equal(best !== undefined);
        const changes = scanned.filter(({ units }, index) => units !== (scanned[index - 1]?.units ?? 0n));
        expect(demandCurve(book).map(({ price, units }) => ({ price, units }))).to.deep.equal(changes);
        expect(clearBook({ ...book, orders: book.orders.toReversed() })).to.deep.equal(found);
      }),
      { numRuns: 300, seed: 20_261_202 },
    );
  });
});
