import { expect } from "chai";

import { allocate } from "../../../../sdk/offering/allocate.ts";
import type { AllocateOptions, Allocation } from "../../../../sdk/offering/allocate.ts";
import type { AllocationRule } from "../../../../sdk/offering/AllocationRule.ts";
import type { Order } from "../../../../sdk/offering/Order.ts";
import { shareOutLots } from "../../../../sdk/offering/shareOutLots.ts";
import { accountOf, bookOrders, spreadAt } from "./samples.ts";

const ONE_TIER: AllocationRule = { tiers: [], lotUnits: 1n };
const PRICE = { price: 100n, spreadE8: spreadAt(100n) };

/** Allots 100 units unless said otherwise. */
const allot = (orders: readonly Partial<Order>[], options: Partial<AllocateOptions> = {}): Allocation =>
  allocate({
    ...PRICE,
    orders: bookOrders(orders),
    rule: ONE_TIER,
    units: 100n,
    classesOf: () => [],
    ...options,
  });
const unitsOf = ({ allotments }: Allocation): readonly bigint[] => allotments.map(({ units }) => units);
const outcomesOf = ({ allotments }: Allocation): readonly string[] =>
  allotments.map(({ outcome }) => outcome);
const sizes = (...all: readonly bigint[]): readonly Partial<Order>[] => all.map((units) => ({ units }));

describe("shareOutLots", () => {
  for (const [lots, asked, expected] of [
    [100n, [60n, 50n, 40n], [40n, 33n, 27n]], // 40, 33 1/3, 26 2/3
    [10n, [6n, 5n, 4n], [4n, 3n, 3n]], // 4, 3 1/3, 2 2/3
    [2n, [1n, 1n, 1n], [1n, 1n, 0n]], // 2/3 each: the first two
    [1n, [3n, 3n], [1n, 0n]],
    [7n, [0n, 9n], [0n, 7n]],
    [5n, [2n, 3n], [2n, 3n]],
    [9n, [2n, 3n], [2n, 3n]],
    [0n, [2n, 3n], [0n, 0n]],
    [4n, [], []],
  ] as const) {
    it(`shares ${lots} among who asks for [${asked.join(", ")}] as [${expected.join(", ")}]`, () => {
      expect(shareOutLots(lots, asked)).to.deep.equal(expected);
    });
  }
});

describe("allocate", () => {
  it("given less than is offered, when it is allotted, then everybody gets everything", () => {
    const result = allot(sizes(60n, 40n));
    expect(unitsOf(result)).to.deep.equal([60n, 40n]);
    expect(outcomesOf(result)).to.deep.equal(["full", "full"]);
    expect(result.units).to.equal(100n);
  });

  it("given more than is offered, when it is allotted, then pro rata, what is left over to the largest remainders", () => {
    const result = allot(sizes(60n, 50n, 40n));
    expect(unitsOf(result)).to.deep.equal([40n, 33n, 27n]);
    expect(outcomesOf(result)).to.deep.equal(["cut", "cut", "cut"]);
  });

  it("given lots, when it is allotted, then in whole lots, and units that make none count for nothing", () => {
    const rule = { tiers: [], lotUnits: 10n };
    expect(unitsOf(allot(sizes(65n, 59n, 40n), { rule }))).to.deep.equal([40n, 30n, 30n]);
    expect(unitsOf(allot(sizes(65n, 59n, 40n), { rule, units: 109n }))).to.deep.equal([40n, 30n, 30n]);
    const small = allot(sizes(25n, 9n), { rule });
    expect(unitsOf(small)).to.deep.equal([20n, 0n]);
    expect(outcomesOf(small)).to.deep.equal(["full", "nothingLeft"]);
  });

  it("given orders outside their limits, when it is allotted, then they get nothing and count for nothing", () => {
    const result = allot([
      { units: 90n, maximumPrice: 99n },
      { units: 90n, minimumSpreadE8: 100_001n },
      { units: 60n, maximumPrice: 100n, minimumSpreadE8: 100_000n },
    ]);
    expect(unitsOf(result)).to.deep.equal([0n, 0n, 60n]);
    expect(outcomesOf(result)).to.deep.equal(["outsideLimit", "outsideLimit", "full"]);
  });

  it("given tiers, when it is allotted, then tier by tier, and whom none takes last", () => {
    const rule: AllocationRule = {
      lotUnits: 1n,
      tiers: [
        { name: "anchors", investors: [accountOf(3).toLowerCase()], classes: [] },
        { name: "institutions", investors: [], classes: ["qualifiedInstitutionalInvestor", "resident"] },
      ],
    };
    const classesOf = (investor: string) =>
      investor === accountOf(5) ? [] : (["resident", "qualifiedInstitutionalInvestor"] as const);
    const result = allot(sizes(60n, 30n, 70n, 10n, 10n), { rule, classesOf });
    expect(unitsOf(result)).to.deep.equal([18n, 9n, 70n, 3n, 0n]); // of the second tier's 100 30 are left
    expect(outcomesOf(result)).to.deep.equal(["cut", "cut", "full", "cut", "nothingLeft"]);
    expect(result.allotments.map(({ tier }) => tier)).to.deep.equal([
      "institutions",
      "institutions",
      "anchors",
      "institutions",
      undefined,
    ]);
  });

  it("given a tier of names and classes, when it is allotted, then it takes who fits either; one of neither takes all", () => {
    const tier = { name: "first", investors: [accountOf(1)], classes: ["resident"] } as const;
    const classesOf = (investor: string) => (investor === accountOf(2) ? (["resident"] as const) : []);
    const named = allot(sizes(50n, 50n, 50n), { rule: { lotUnits: 1n, tiers: [tier] }, classesOf });
    expect(unitsOf(named)).to.deep.equal([50n, 50n, 0n]);
    const everybody = { name: "all", investors: [], classes: [] };
    const all = allot(sizes(50n, 50n, 50n), { rule: { lotUnits: 1n, tiers: [everybody, tier] }, classesOf });
    expect(unitsOf(all)).to.deep.equal([34n, 33n, 33n]);
    expect(all.allotments.map((each) => each.tier)).to.deep.equal(["all", "all", "all"]);
  });

  it("given shares below minimums, when it is allotted, then the last of them is taken out, one at a time", () => {
    const minimum = (minimumUnits: bigint) => ({ units: 100n, minimumUnits });
    // 34, 33, 33: the third goes, which saves the second
    expect(unitsOf(allot([minimum(1n), minimum(50n), minimum(50n)]))).to.deep.equal([50n, 50n, 0n]);
    // 50, 50: that does not save it
    const result = allot([minimum(1n), minimum(60n), minimum(60n)]);
    expect(unitsOf(result)).to.deep.equal([100n, 0n, 0n]);
    expect(outcomesOf(result)).to.deep.equal(["full", "belowMinimum", "belowMinimum"]);
    // a share of just the minimum is enough
    expect(unitsOf(allot([minimum(34n), minimum(33n), minimum(33n)]))).to.deep.equal([34n, 33n, 33n]);
  });

  it("given minimums that nobody else makes up for, when it is allotted, then units are left over", () => {
    const rule = { tiers: [{ name: "first", investors: [accountOf(1)], classes: [] }], lotUnits: 1n };
    const result = allot([{ units: 50n }, { units: 80n, minimumUnits: 60n }], { rule });
    expect(unitsOf(result)).to.deep.equal([50n, 0n]);
    expect(result.units).to.equal(50n);
  });

  it("given small orders whose shares round to nothing, when it is allotted, then they are not taken out for the large one", () => {
    const small = Array.from({ length: 10 }, () => 3n);
    // 7, and 3/10 each: three of the ten get one
    const result = allot(sizes(70n, ...small), { units: 10n });
    expect(unitsOf(result)).to.deep.equal([7n, 1n, 1n, 1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
    expect(outcomesOf(result).slice(3, 5)).to.deep.equal(["cut", "nothingLeft"]);
  });

  it("given orders, when they are allotted, then it says who gets what by rising position", () => {
    const [first, second] = bookOrders(sizes(60n, 80n));
    if (first === undefined || second === undefined) throw new Error("no orders");
    expect(allot([], { orders: [second, first] })).to.deep.equal({
      allotments: [
        {
          position: 0n,
          investor: accountOf(1),
          units: 43n,
          askedUnits: 60n,
          tier: undefined,
          outcome: "cut",
        },
        {
          position: 1n,
          investor: accountOf(2),
          units: 57n,
          askedUnits: 80n,
          tier: undefined,
          outcome: "cut",
        },
      ],
      units: 100n,
    });
    expect(allot([])).to.deep.equal({ allotments: [], units: 0n });
  });

  it("refuses lots of nothing, offerings of nothing and two orders at one position", () => {
    const code = (options: Partial<AllocateOptions>, expected: string) =>
      expect(() => allot(sizes(1n, 2n), options))
        .to.throw()
        .with.property("code", expected);
    code({ rule: { tiers: [], lotUnits: 0n } }, "ALLOCATION_LOT");
    code({ units: 0n }, "OFFERING_UNITS");
    const twice = bookOrders(sizes(1n, 2n)).map((each) => ({ ...each, position: 7n }));
    code({ orders: twice }, "ORDER_POSITION_REPEATED");
  });
});
