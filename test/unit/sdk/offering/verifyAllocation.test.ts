import { expect } from "chai";

import { allocate } from "../../../../sdk/offering/allocate.ts";
import type { AllocationFaultCode } from "../../../../sdk/offering/AllocationFault.ts";
import type { AllocationRule } from "../../../../sdk/offering/AllocationRule.ts";
import type { Allotment } from "../../../../sdk/offering/Allotment.ts";
import type { BookVerification } from "../../../../sdk/offering/BookVerification.ts";
import { ruleHash } from "../../../../sdk/offering/ruleHash.ts";
import { verifyAllocation } from "../../../../sdk/offering/verifyAllocation.ts";
import type { VerifyAllocationOptions } from "../../../../sdk/offering/verifyAllocation.ts";
import { accountOf, bookOrders, sampleOrder, spreadAt } from "./samples.ts";

/** 100 units clear at 101: the first three ask for 150 units there, and get 40, 33 and 27. */
const book: BookVerification = {
  orders: bookOrders([
    { units: 60n, maximumPrice: 105n },
    { units: 50n, maximumPrice: 101n, minimumUnits: 20n },
    { units: 40n, maximumPrice: 101n },
    { units: 90n, maximumPrice: 100n },
  ]),
  withdrawn: [{ position: 4n, order: sampleOrder() }],
  faults: [
    { code: "notShown", position: 5n, index: undefined, account: accountOf(6), sentence: "" },
    { code: "notSigned", position: 6n, index: 4, account: accountOf(7), sentence: "" },
  ],
};
const rule: AllocationRule = { tiers: [], lotUnits: 1n };
const terms = { units: 100n, priceFloor: 95n, priceCap: 105n, ruleHash: ruleHash(rule) };
const pricing = { pricePerUnit: 101n, spreadE8: 90_000n, isManual: false };
const allotted = (...units: readonly bigint[]): readonly Allotment[] =>
  units.map((each, index) => ({ position: BigInt(index), units: each }));
const fair = allotted(40n, 33n, 27n);

const sample: VerifyAllocationOptions = {
  book,
  terms,
  rule,
  pricing,
  allotments: fair,
  priceTick: 1n,
  spreadAt,
  classesOf: () => [],
};
const verify = (options: Partial<VerifyAllocationOptions>) => verifyAllocation({ ...sample, ...options });
const sentences = (options: Partial<VerifyAllocationOptions>): readonly string[] =>
  verify(options).map(({ sentence }) => sentence);
const codes = (options: Partial<VerifyAllocationOptions>): readonly AllocationFaultCode[] =>
  verify(options).map(({ code }) => code);
const manual = { ...pricing, isManual: true };

describe("verifyAllocation", () => {
  it("given the price and the allotments of the rule, when they are verified, then nothing is wrong", () => {
    expect(verify({})).to.deep.equal([]);
    expect(
      verify({ allotments: [...fair, { position: 3n, units: 0n }] }).map(({ code }) => code),
    ).to.deep.equal(["noUnits", "outsideLimit"]);
  });

  describe("the price", () => {
    it("given one below the clearing price, when it is verified, then it says where the book clears", () => {
      const low = { ...pricing, pricePerUnit: 99n, spreadE8: 110_000n };
      const allotments = allocate({
        orders: book.orders,
        rule,
        units: 100n,
        price: 99n,
        spreadE8: 110_000n,
        classesOf: () => [],
      }).allotments;
      expect(verify({ pricing: low, allotments })).to.deep.equal([
        {
          code: "priceNotClearing",
          position: undefined,
          sentence: "The price is 99, but the orders shown clear at 101, where 150 units are asked for.",
        },
      ]);
    });

    it("given one outside the range of the terms, when it is verified, then it says so", () => {
      const high = { ...manual, pricePerUnit: 106n, spreadE8: 40_000n };
      expect(sentences({ pricing: high, allotments: [] })).to.deep.equal([
        "The price of 106 is outside the range of the terms, 95 to 105.",
        "The price is 106, but the orders shown clear at 101, where 150 units are asked for.",
      ]);
    });

    it("given a spread that the price does not give, when it is verified, then it says both, in basis points", () => {
      expect(sentences({ pricing: { ...pricing, spreadE8: -5_000n } })).to.deep.equal([
        "The spread is said to be -0.5000 basis points, but the price gives 9.0000.",
      ]);
    });

    it("given orders with a limit to the spread, when it is verified, then the spread is the one that the price gives", () => {
      const [first, ...others] = book.orders;
      if (first === undefined) throw new Error("no orders");
      const limited = { ...first, order: { ...first.order, minimumSpreadE8: 90_001n } };
      const found = verify({
        book: { ...book, orders: [limited, ...others] },
        pricing: { ...manual, spreadE8: 100_000n },
      });
      expect(found.map(({ code }) => code)).to.deep.equal([
        "priceNotClearing",
        "spreadWrong",
        "outsideLimit",
      ]);
    });
  });

  describe("the allotments", () => {
    const cases: readonly [string, readonly Allotment[], readonly string[]][] = [
      [
        "above the size of an order",
        allotted(61n, 20n, 19n),
        ["Position 0 is allotted 61 units, but asks for 60."],
      ],
      [
        "below its minimum",
        allotted(60n, 19n, 21n),
        ["Position 1 is allotted 19 units, but takes no fewer than 20."],
      ],
      [
        "outside its limits",
        [...allotted(60n, 20n), { position: 3n, units: 20n }],
        ["Position 3 is allotted 20 units, but the price is not within its limits."],
      ],
      [
        "of an order that was withdrawn",
        [{ position: 4n, units: 5n }],
        ["Position 4 is allotted 5 units, but its order was withdrawn."],
      ],
      [
        "of an order that was not shown",
        [{ position: 5n, units: 5n }],
        ["Position 5 is allotted 5 units, but its order was not shown."],
      ],
      [
        "of an order with something wrong",
        [{ position: 6n, units: 5n }],
        ["Position 6 is allotted 5 units, but its order cannot be filled."],
      ],
      [
        "of no order",
        [{ position: 7n, units: 5n }],
        ["Position 7 is allotted 5 units, but no order stands there."],
      ],
      [
        "of one order twice",
        [
          { position: 0n, units: 30n },
          { position: 0n, units: 20n },
        ],
        ["Position 0 is allotted twice."],
      ],
      [
        "in another order than that of the book",
        [
          { position: 2n, units: 30n },
          { position: 0n, units: 20n },
        ],
        ["Position 0 is allotted after position 2: positions must rise."],
      ],
      [
        "of more than is offered",
        allotted(60n, 21n, 20n),
        ["101 units are allotted of 100 that are offered."],
      ],
      ["of nothing", allotted(0n), ["Position 0 is allotted 0 units."]],
    ];
    for (const [name, allotments, expected] of cases) {
      it(`given one ${name}, when it is verified, then it says so, though the allocation is said to be manual`, () => {
        expect(sentences({ allotments, pricing: manual })).to.deep.equal(expected);
      });
    }
  });

  describe("the rule", () => {
    it("given an order that was left out, when the allocation is said to be by the rule, then it says who", () => {
      expect(
        verify({
          allotments: [
            { position: 0n, units: 60n },
            { position: 2n, units: 40n },
          ],
        }),
      ).to.deep.equal([
        {
          code: "notByRule",
          position: 0n,
          sentence: "Position 0 is allotted 60 units, but the rule gives it 40.",
        },
        { code: "leftOut", position: 1n, sentence: "Position 1 was left out: the rule gives it 33 units." },
        {
          code: "notByRule",
          position: 2n,
          sentence: "Position 2 is allotted 40 units, but the rule gives it 27.",
        },
      ]);
    });

    it("given a unit that went to another order, when it is said to be by the rule, then it says so", () => {
      expect(codes({ allotments: allotted(41n, 32n, 27n) })).to.deep.equal(["notByRule", "notByRule"]);
    });

    it("given an allocation that departs from it, when it is said to be manual, then that is no fault", () => {
      expect(verify({ allotments: allotted(60n, 40n), pricing: manual })).to.deep.equal([]);
    });

    it("given another rule than that of the terms, when it is verified, then it says so and does not go by it", () => {
      const other: AllocationRule = {
        ...rule,
        tiers: [{ name: "friends", investors: [accountOf(3)], classes: [] }],
      };
      expect(verify({ rule: other })).to.deep.equal([
        {
          code: "ruleChanged",
          position: undefined,
          sentence: `The rule shown has the hash ${ruleHash(other)}, but the terms have ${ruleHash(rule)}: it is another rule.`,
        },
      ]);
    });

    it("given a hash in capitals, when it is verified, then it is the same", () => {
      const capital = `0x${terms.ruleHash.slice(2).toUpperCase()}`;
      expect(verify({ terms: { ...terms, ruleHash: capital } })).to.deep.equal([]);
    });

    it("given a rule in lots of nothing, when it is verified, then it says so and throws nothing", () => {
      const unusable = { ...rule, lotUnits: 0n };
      expect(sentences({ rule: unusable, terms: { ...terms, ruleHash: ruleHash(unusable) } })).to.deep.equal([
        "The rule allots in lots of 0 units: nothing can be allotted by it.",
      ]);
    });

    it("given a book of no orders, when nothing is allotted, then nothing is wrong at the floor", () => {
      const floor = { pricePerUnit: 95n, spreadE8: 150_000n, isManual: false };
      const empty = { orders: [], withdrawn: [], faults: [] };
      expect(verify({ book: empty, pricing: floor, allotments: [] })).to.deep.equal([]);
    });
  });
});
