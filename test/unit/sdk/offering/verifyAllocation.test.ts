import { expect } from "chai";

import { allocate } from "../../../../sdk/offering/allocate.ts";
import type { AllocationRule } from "../../../../sdk/offering/AllocationRule.ts";
import { ruleHash } from "../../../../sdk/offering/ruleHash.ts";
import {
  allotted,
  book,
  codes,
  fair,
  manual,
  pricing,
  rule,
  sentences,
  terms,
  verify,
} from "./allocationSamples.ts";
import { accountOf } from "./samples.ts";

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
          sentence: "Position 1 is allotted 60 units, but the rule gives it 40.",
        },
        { code: "leftOut", position: 1n, sentence: "Position 2 was left out: the rule gives it 33 units." },
        {
          code: "notByRule",
          position: 2n,
          sentence: "Position 3 is allotted 40 units, but the rule gives it 27.",
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
