import { expect } from "chai";

import { freshWorld, match, nextBlockAt, type World } from "../../support/settlement.ts";
import { DAY, START } from "../../support/world.ts";

describe("trap: record-date arithmetic by block time instead of the record date", () => {
  const cutoff = START + 180 * DAY;
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const atRecordDate = async () => [
    await w.bond.balanceAtRecordDate(w.seller, 0),
    await w.bond.balanceAtRecordDate(w.buyer, 0),
    await w.bond.supplyAtRecordDate(0),
  ];

  it("given a trade that settles in the last second of a record date, then the buyer is on record", async () => {
    const trade = w.trade({ settleBy: START + 200 * DAY });
    await match(w, trade, { sellerHolds: true });
    await nextBlockAt(w, cutoff - 1);
    await w.escrow.settle(trade);
    await w.networkHelpers.time.increaseTo(cutoff);
    expect(await atRecordDate()).to.deep.equal([597n, 103n, 1_000n]);
  });

  it("given a trade that settles in the second after, then the seller is, held or not", async () => {
    const trade = w.trade({ settleBy: START + 200 * DAY });
    await match(w, trade, { sellerHolds: true });
    await nextBlockAt(w, cutoff);
    await w.escrow.settle(trade);
    expect(await atRecordDate()).to.deep.equal([600n, 100n, 1_000n]);
  });

  it("given a trade that settles long after, then the record date's balances are still the same", async () => {
    const trade = w.trade({ settleBy: START + 400 * DAY });
    await match(w, trade, { sellerHolds: true });
    await nextBlockAt(w, START + 355 * DAY);
    await w.escrow.settle(trade);
    expect(await atRecordDate()).to.deep.equal([600n, 100n, 1_000n]);
    expect(await w.bond.balanceAtRecordDate(w.seller, 1)).to.equal(600n);
    expect(await w.bond.balanceAtRecordDate(w.buyer, 1)).to.equal(100n);
  });
});
