import { expect } from "chai";

import { allotOrders } from "../../sdk/client/actions/allotOrders.ts";
import { earmarkAllotment } from "../../sdk/client/actions/earmarkAllotment.ts";
import { failingAllotments } from "../../sdk/client/readers/failingAllotments.ts";
import { offeringBook } from "../../sdk/client/readers/offeringBook.ts";
import { allocate } from "../../sdk/offering/allocate.ts";
import type { AllocationRule } from "../../sdk/offering/AllocationRule.ts";
import { clearBook } from "../../sdk/offering/clearBook.ts";
import type { OfferingTerms } from "../../sdk/offering/OfferingTerms.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import { ruleHash } from "../../sdk/offering/ruleHash.ts";
import { verifyAllocation } from "../../sdk/offering/verifyAllocation.ts";
import { verifyBook } from "../../sdk/offering/verifyBook.ts";
import {
  allotmentAt,
  closeTap,
  expectNothingMoves,
  fundFirms,
  leave,
  sellTap,
  unwindAt,
} from "../support/closings.ts";
import {
  allotmentsOf,
  close,
  enter,
  FACE,
  FAIL_FROM,
  FEE,
  firmAt,
  investorAt,
  OFFERED,
  OFFERED_BYTES,
  openBook,
  PAYMENT,
  POT,
  priceBook,
  send,
  signedOrder,
  statusOf,
  tappedBond,
  useMarket,
} from "../support/offerings.ts";
import type { Market, OrderChanges } from "../support/offerings.ts";

const RULE: AllocationRule = { tiers: [], lotUnits: 1n };
const TICK = 10_000n;

/** An investor's wish: who, how many units, and what else differs from the usual order. */
type Wish = readonly [investor: number, units: bigint, changes?: OrderChanges];

/** The spread of a price in these stories: one basis point for each 100,000 yen below 102 million. */
const spreadAt = (price: bigint): bigint => (102_000_000n - price) / 10n;

/** Brings a bond to market by the book: whoever has the orders finds price and allocation as the rule has them. */
async function bringToMarket(
  m: Market,
  wishes: readonly Wish[],
  changes: Partial<OfferingTerms> = {},
): Promise<readonly bigint[]> {
  const terms = await openBook(m, { ruleHash: ruleHash(RULE), ...changes });
  const orders: SignedOrder[] = [];
  for (const [investor, units, wish] of wishes) {
    const signed = await signedOrder(m, investorAt(m, investor), { units, ...wish });
    orders.push(signed);
    await enter(m, signed);
  }
  const { priceFloor, priceCap, units } = terms;
  const { price, spreadE8 } = clearBook({
    orders: orders.map(({ order }) => order),
    ...{ units, priceFloor, priceCap, priceTick: TICK, spreadAt },
  });
  const pricing = { pricePerUnit: price, spreadE8, referenceYieldE8: 0n, isManual: false };
  await priceBook(m, pricing);
  const placed = orders.map(({ order }, index) => ({ position: BigInt(index), order }));
  const { allotments } = allocate({
    orders: placed,
    rule: RULE,
    units,
    price,
    spreadE8,
    classesOf: () => [],
  });
  const filled = allotments.flatMap(({ position, units: given }) => {
    const signed = orders[Number(position)];
    return signed === undefined || given === 0n ? [] : [{ position, units: given, signed }];
  });
  if (filled.length > 0) await send(firmAt(m, 0), allotOrders(m.kessai, OFFERED, filled));
  await m.offering.connect(firmAt(m, 0)).completeAllocation(OFFERED_BYTES);

  const book = verifyBook({
    book: await offeringBook(m.kessai, { isin: OFFERED, number: 0n }),
    orders,
    domain: m.kessai.offeringDomain,
  });
  expect(book.faults).to.deep.equal([]);
  const classesOf = () => [];
  const judged = { book, terms, rule: RULE, priceTick: TICK, spreadAt, classesOf, pricing };
  expect(verifyAllocation({ ...judged, allotments: filled })).to.deep.equal([]);
  return allotments.map((each) => each.units);
}

async function failingPositions(m: Market): Promise<readonly bigint[]> {
  const failing = await failingAllotments(m.kessai, await allotmentsOf(m));
  return failing.map(({ position }) => position);
}

async function unitsOf(m: Market, ...accounts: readonly { readonly address: string }[]): Promise<bigint[]> {
  return await Promise.all(accounts.map((account) => m.bond.balanceOf(account.address)));
}

describe("story: a bond is brought to market", () => {
  const current = useMarket();

  it("over-subscribed: the price rises to the highest that fills it, and everybody's order is cut alike", async () => {
    const m = current();
    const firm = firmAt(m, 1).address;
    const given = await bringToMarket(m, [
      [0, 80n, { maximumPrice: 100_500_000n }],
      [1, 60n, { maximumPrice: 100_500_000n, firm }],
      [2, 60n, { maximumPrice: 101_000_000n, firm: POT }],
      [3, 100n, { maximumPrice: 99_500_000n }],
    ]);
    // 200 units at 100.50, twice what is offered; at 101.00 only 60
    expect((await statusOf(m)).pricing?.pricePerUnit).to.equal(100_500_000n);
    expect(given).to.deep.equal([40n, 30n, 30n, 0n]);
    await close(m);
    expect((await statusOf(m)).stage).to.equal("closed");
    expect(await unitsOf(m, ...m.investors.slice(0, 4))).to.deep.equal([40n, 30n, 30n, 0n]);
    expect(await m.cash.balanceOf(investorAt(m, 0))).to.equal(100n * FACE - 40n * 100_500_000n);
  });

  for (const { method, firmsTake, issued } of [
    { method: "firmCommitment", firmsTake: [10n, 18n, 12n], issued: 100n },
    { method: "standby", firmsTake: [10n, 18n, 12n], issued: 100n },
    { method: "bestEfforts", firmsTake: [0n, 0n, 0n], issued: 60n },
  ] as const) {
    it(`under-subscribed, ${method}: priced at the floor, and the syndicate takes ${firmsTake.join(", ")}`, async () => {
      const m = current();
      const third = firmAt(m, 2).address;
      // sold: 40, 12 and 8 of commitments of 50, 30 and 20
      const second = firmAt(m, 1).address;
      await bringToMarket(
        m,
        [
          [0, 40n],
          [1, 12n, { firm: second }],
          [2, 8n, { firm: third }],
        ],
        { method },
      );
      if (method !== "bestEfforts") await fundFirms(m);
      await close(m);
      expect((await statusOf(m)).pricing?.pricePerUnit).to.equal(99_000_000n);
      expect(await unitsOf(m, ...m.firms)).to.deep.equal(firmsTake);
      expect(await m.bond.totalSupply()).to.equal(issued);
      expect(await m.cash.balanceOf(m.issuer)).to.equal(issued * (99_000_000n - FEE));
    });
  }

  it("soft cap missed: it ends with the allocation, everything is unwound, and held money is free", async () => {
    const m = current();
    await bringToMarket(
      m,
      [
        [0, 20n],
        [1, 20n],
      ],
      { method: "bestEfforts", minimumUnits: 60n },
    );
    expect((await statusOf(m)).stage).to.equal("ended");
    await unwindAt(m, [0n, 1n]);
    expect((await statusOf(m)).openTrades).to.equal(0n);
    expect(await m.bond.totalSupply()).to.equal(0n);
  });

  it("soft cap missed at the closing: an investor does not pay, and what another had held for it is free again", async () => {
    const m = current();
    await bringToMarket(
      m,
      [
        [0, 30n],
        [1, 30n],
      ],
      { method: "bestEfforts", ifPaymentFails: "unitsLapse", minimumUnits: 60n },
    );
    await send(investorAt(m, 0), earmarkAllotment(m.kessai, await allotmentAt(m, 0n)));
    await leave(m, investorAt(m, 1), 0n);
    const held = (await m.cash.positionOf(investorAt(m, 0))).held;
    expect(held).to.equal(30n * 99_000_000n);
    await m.networkHelpers.time.increaseTo(FAIL_FROM);
    await close(m, await failingPositions(m));
    expect((await statusOf(m)).stage).to.equal("ended");
    await unwindAt(m, [0n]);
    expect((await m.cash.positionOf(investorAt(m, 0))).held).to.equal(0n);
    expect(await m.bond.totalSupply()).to.equal(0n);
  });

  it("a payer fails: in the morning nothing closes, at noon its firm takes its part", async () => {
    const m = current();
    const second = firmAt(m, 1).address;
    await bringToMarket(m, [
      [0, 70n],
      [1, 30n, { firm: second }],
    ]);
    await leave(m, investorAt(m, 1), 1_000n);
    await m.networkHelpers.time.increaseTo(PAYMENT);
    expect(await failingPositions(m)).to.deep.equal([1n]);
    await expectNothingMoves(m, async () => {
      await expect(close(m)).to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance");
    });
    await fundFirms(m);
    await close(m, [1n]);
    expect(await unitsOf(m, investorAt(m, 0), investorAt(m, 1), firmAt(m, 1))).to.deep.equal([70n, 0n, 30n]);
    expect(await m.cash.balanceOf(investorAt(m, 1))).to.equal(1_000n);
  });

  it("tap: more of an outstanding bond, paid with the interest that has accrued, and the new units are the old ones", async () => {
    const m = current();
    const firm = firmAt(m, 0).address;
    await sellTap(m, [{ investor: 0, units: 7n, firm }], { method: "bestEfforts" });
    await closeTap(m);
    const bond = await tappedBond(m);
    expect(await bond.totalSupply()).to.equal(1_007n);
    // 0.003981753 yen on each yen of 700,000,000, truncated
    expect(await m.cash.balanceOf(investorAt(m, 0))).to.equal(100n * FACE - 7n * FACE - 2_787_227n);
    await bond.connect(investorAt(m, 0)).transfer(m.buyer, 7n);
    expect(await bond.balanceOf(m.buyer)).to.equal(107n);
  });
});
