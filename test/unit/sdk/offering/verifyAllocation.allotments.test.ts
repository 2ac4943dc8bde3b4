import { expect } from "chai";

import type { Allotment } from "../../../../sdk/offering/Allotment.ts";
import { allotted, manual, sentences } from "./allocationSamples.ts";

describe("verifyAllocation: the allotments", () => {
  const cases: readonly [string, readonly Allotment[], readonly string[]][] = [
    [
      "above the size of an order",
      allotted(61n, 20n, 19n),
      ["Position 1 is allotted 61 units, but asks for 60."],
    ],
    [
      "below its minimum",
      allotted(60n, 19n, 21n),
      ["Position 2 is allotted 19 units, but takes no fewer than 20."],
    ],
    [
      "outside its limits",
      [...allotted(60n, 20n), { position: 3n, units: 20n }],
      ["Position 4 is allotted 20 units, but the price is not within its limits."],
    ],
    [
      "of an order that was withdrawn",
      [{ position: 4n, units: 5n }],
      ["Position 5 is allotted 5 units, but its order was withdrawn."],
    ],
    [
      "of an order that was not shown",
      [{ position: 5n, units: 5n }],
      ["Position 6 is allotted 5 units, but its order was not shown."],
    ],
    [
      "of an order with something wrong",
      [{ position: 6n, units: 5n }],
      ["Position 7 is allotted 5 units, but its order cannot be filled."],
    ],
    [
      "of no order",
      [{ position: 7n, units: 5n }],
      ["Position 8 is allotted 5 units, but no order stands there."],
    ],
    [
      "of one order twice",
      [
        { position: 0n, units: 30n },
        { position: 0n, units: 20n },
      ],
      ["Position 1 is allotted twice."],
    ],
    [
      "in another order than that of the book",
      [
        { position: 2n, units: 30n },
        { position: 0n, units: 20n },
      ],
      ["Position 1 is allotted after position 3: positions must rise."],
    ],
    ["of more than is offered", allotted(60n, 21n, 20n), ["101 units are allotted of 100 that are offered."]],
    ["of nothing", allotted(0n), ["Position 1 is allotted 0 units."]],
  ];
  for (const [name, allotments, expected] of cases) {
    it(`given one ${name}, when it is verified, then it says so, though the allocation is said to be manual`, () => {
      expect(sentences({ allotments, pricing: manual })).to.deep.equal(expected);
    });
  }
});
