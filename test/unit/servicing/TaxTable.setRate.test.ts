import { expect } from "chai";

import { TAX_CLASSES } from "../../../sdk/tax/taxClasses.ts";
import { schedule } from "../../support/actions.ts";
import { taxNumber } from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, DELAYS, START } from "../../support/world.ts";

/** 2038-01-01T00:00:00+09:00, from when the law's own table has its last line. */
const LAST_LINE = 2_145_884_400;
const FROM = LAST_LINE + 365 * DAY;
const INDIVIDUAL = taxNumber("individual");

const line = (changes: object = {}) => ({
  instrumentClass: 0,
  taxClass: INDIVIDUAL,
  from: FROM,
  nationalE5: 20_000,
  localE5: 6_000,
  ...changes,
});

describe("TaxTable.setRate", () => {
  const current = useWorld(async (w) => {
    await Promise.resolve();
    const set = async (entry: ReturnType<typeof line>) => {
      await schedule(w, w.admin, w.taxTable.setRate.populateTransaction(entry), DELAYS.adminDelay);
      return await w.taxTable.setRate(entry);
    };
    return { set };
  });

  it("given a later line, when the admin sets it then emits TaxRateSet with all of it", async () => {
    const { taxTable, set } = current();
    await expect(set(line())).to.emit(taxTable, "TaxRateSet").withArgs(0, INDIVIDUAL, FROM, 20_000, 6_000);
  });

  it("given a later line, when it is set then holds from its first second on, for its classes only", async () => {
    const { taxTable, set } = current();
    const before = await taxTable.ratesAt(0, FROM);
    await set(line());
    expect(await taxTable.ratesAt(0, FROM - 1)).to.deep.equal(before);
    const after = await taxTable.ratesAt(0, FROM);
    expect(after[INDIVIDUAL]).to.deep.equal([20_000n, 6_000n]);
    for (const other of ["corporation", "nonResident", "exempt"] as const) {
      expect(after[taxNumber(other)], other).to.deep.equal(before[taxNumber(other)]);
    }
    expect(await taxTable.ratesAt(1, FROM)).to.deep.equal(before);
  });

  it("given a later line, when the admin did not schedule it then reverts with AccessManagerNotScheduled", async () => {
    const { taxTable, manager, admin } = current();
    const { to, data } = await taxTable.setRate.populateTransaction(line());
    await expect(taxTable.setRate(line()))
      .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
      .withArgs(await manager.hashOperation(admin, to, data));
  });

  it("given a later line, when the admin's delay is not over then reverts with AccessManagerNotReady", async () => {
    const w = current();
    const { to, data } = await w.taxTable.setRate.populateTransaction(line());
    await schedule(w, w.admin, { to, data }, DELAYS.adminDelay - 2);
    await expect(w.taxTable.setRate(line()))
      .to.be.revertedWithCustomError(w.manager, "AccessManagerNotReady")
      .withArgs(await w.manager.hashOperation(w.admin, to, data));
  });

  it("given a line from the same second as the last one, when set then reverts with TaxRateNotLater", async () => {
    const { taxTable, set } = current();
    await expect(set(line({ from: LAST_LINE })))
      .to.be.revertedWithCustomError(taxTable, "TaxRateNotLater")
      .withArgs(0, INDIVIDUAL, LAST_LINE, LAST_LINE + 1);
  });

  it("given a line from before the last one, when set then reverts with TaxRateNotLater", async () => {
    const { taxTable, set } = current();
    await set(line());
    await expect(set(line({ from: FROM - 1 })))
      .to.be.revertedWithCustomError(taxTable, "TaxRateNotLater")
      .withArgs(0, INDIVIDUAL, FROM - 1, FROM + 1);
  });

  it("given a new instrument class, when its line begins this very second then reverts with TaxRateNotLater", async () => {
    const w = current();
    const from = START + 5 * DAY;
    const entry = line({ instrumentClass: 9, from });
    await schedule(w, w.admin, w.taxTable.setRate.populateTransaction(entry), DELAYS.adminDelay);
    await w.networkHelpers.time.setNextBlockTimestamp(from);
    await expect(w.taxTable.setRate(entry))
      .to.be.revertedWithCustomError(w.taxTable, "TaxRateNotLater")
      .withArgs(9, INDIVIDUAL, from, from + 1);
  });

  it("given a new instrument class, when its line begins in the next second then it is set", async () => {
    const w = current();
    const from = START + 5 * DAY;
    for (const taxClass of TAX_CLASSES.keys()) {
      const now = from + taxClass * 3 * DAY;
      await setAt(w, line({ instrumentClass: 9, taxClass, from: now + 1 }), now);
    }
    expect(await w.taxTable.ratesAt(9, from + 10 * DAY)).to.deep.equal(Array(4).fill([20_000n, 6_000n]));
  });

  it("given both rates together of exactly 100 %, when set then they hold", async () => {
    const { taxTable, set } = current();
    await set(line({ nationalE5: 94_000 }));
    expect((await taxTable.ratesAt(0, FROM))[INDIVIDUAL]).to.deep.equal([94_000n, 6_000n]);
  });

  it("given both rates together of more than 100 %, when set then reverts with TaxRateTooHigh", async () => {
    const { taxTable, set } = current();
    await expect(set(line({ nationalE5: 94_001 })))
      .to.be.revertedWithCustomError(taxTable, "TaxRateTooHigh")
      .withArgs(0, INDIVIDUAL, 100_001, 100_000);
    const most = 2 ** 24 - 1;
    await expect(set(line({ nationalE5: most, localE5: most })))
      .to.be.revertedWithCustomError(taxTable, "TaxRateTooHigh")
      .withArgs(0, INDIVIDUAL, 2 * most, 100_000);
  });
});

async function setAt(w: World, entry: ReturnType<typeof line>, timestamp: number) {
  await w.manager
    .connect(w.admin)
    .schedule(w.taxTable, w.taxTable.interface.encodeFunctionData("setRate", [entry]), 0);
  await w.networkHelpers.time.setNextBlockTimestamp(timestamp);
  return await w.taxTable.setRate(entry);
}
