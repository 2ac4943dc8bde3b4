import { expect } from "chai";

import { allocate } from "../../../../sdk/offering/allocate.ts";
import type { AllocationRule } from "../../../../sdk/offering/AllocationRule.ts";
import type { Allotment } from "../../../../sdk/offering/Allotment.ts";
import { clearBook } from "../../../../sdk/offering/clearBook.ts";
import { formatSignedOrders } from "../../../../sdk/offering/formatSignedOrders.ts";
import type { Order, SignedOrder } from "../../../../sdk/offering/Order.ts";
import { parseSignedOrders } from "../../../../sdk/offering/parseSignedOrders.ts";
import { ruleHash } from "../../../../sdk/offering/ruleHash.ts";
import { verifyAllocation } from "../../../../sdk/offering/verifyAllocation.ts";
import { verifyBook } from "../../../../sdk/offering/verifyBook.ts";
import { bookOf, DOMAIN, entryOf, signedBy, spreadAt } from "./samples.ts";

const rule: AllocationRule = { tiers: [], lotUnits: 10n };
const range = { priceFloor: 95n, priceCap: 105n, priceTick: 1n };
const units = 100n;
const classesOf = () => [];

/** What a lead manager makes of the orders that it goes by; those in `hidden` it does not. */
function priceAndAllot(signed: readonly SignedOrder[], hidden: readonly bigint[]) {
  const orders = signed
    .map(({ order }, index) => ({ position: BigInt(index), order }))
    .filter(({ position }) => !hidden.includes(position));
  const demand = orders.map(({ order }) => order);
  const { price, spreadE8 } = clearBook({ ...range, orders: demand, units, spreadAt });
  const { allotments } = allocate({ orders, rule, units, price, spreadE8, classesOf });
  return {
    pricing: { pricePerUnit: price, spreadE8, isManual: false },
    allotments: allotments.filter((each) => each.units > 0n),
  };
}

describe("a book that an auditor verifies", () => {
  const bids: readonly Partial<Order>[] = [
    { units: 60n, maximumPrice: 104n },
    { units: 40n, maximumPrice: 102n },
    { units: 80n, maximumPrice: 101n, minimumUnits: 30n },
    { units: 50n, maximumPrice: 99n },
  ];
  let signed: readonly SignedOrder[];
  before(async () => {
    signed = await Promise.all(bids.map((fields, index) => signedBy(index, fields)));
  });

  /** What the auditor finds with a file of orders, of a lead manager that went by `used` but for `hidden`. */
  const audit = (file: string, used: readonly SignedOrder[], hidden: readonly bigint[] = []) => {
    const entries = signed.map((each, index) => entryOf(BigInt(index), each));
    const orders = parseSignedOrders(JSON.parse(file));
    const book = verifyBook({ book: bookOf(entries), orders, domain: DOMAIN });
    const terms = { units, ...range, ruleHash: ruleHash(rule) };
    const { pricing, allotments } = priceAndAllot(used, hidden);
    const { priceTick } = range;
    return {
      pricing,
      allotments: allotments.map((each): Allotment => ({ position: each.position, units: each.units })),
      book: book.faults.map(({ code, position }) => [code, position]),
      allocation: verifyAllocation({
        book,
        terms,
        rule,
        priceTick,
        spreadAt,
        classesOf,
        pricing,
        allotments,
      }).map(({ code, position }) => [code, position]),
    };
  };

  it("is priced at 102, where 100 units are asked for, and finds nothing wrong", () => {
    expect(audit(formatSignedOrders(signed), signed)).to.deep.equal({
      pricing: { pricePerUnit: 102n, spreadE8: 80_000n, isManual: false },
      allotments: [
        { position: 0n, units: 60n },
        { position: 1n, units: 40n },
      ],
      book: [],
      allocation: [],
    });
  });

  it("of which the lead manager hid an order to sell cheaper: the auditor holds it, and sees the price and who lost", () => {
    const found = audit(formatSignedOrders(signed), signed, [1n]);
    expect(found.pricing.pricePerUnit).to.equal(101n);
    expect(found.book).to.deep.equal([]);
    // at 101 the rule gives 30, 20 and 50 of the whole book; without the second order it was 40 and 60
    expect(found.allotments).to.deep.equal([
      { position: 0n, units: 40n },
      { position: 2n, units: 60n },
    ]);
    expect(found.allocation).to.deep.equal([
      ["priceNotClearing", undefined],
      ["notByRule", 0n],
      ["leftOut", 1n],
      ["notByRule", 2n],
    ]);
  });

  it("of which the lead manager hid an order from the auditor too: the book says that one is missing", () => {
    const shown = signed.filter((_, index) => index !== 1);
    expect(audit(formatSignedOrders(shown), signed).book).to.deep.equal([["notShown", 1n]]);
  });

  it("to which the lead manager added a friend's order: it stands nowhere, and its allotment has no order", async () => {
    const late = await signedBy(9, { units: 30n, maximumPrice: 105n });
    const found = audit(formatSignedOrders([...signed, late]), [...signed, late]);
    expect(found.book).to.deep.equal([["notInBook", undefined]]);
    expect(found.allocation).to.deep.include(["noSuchOrder", 4n]);
  });
});
