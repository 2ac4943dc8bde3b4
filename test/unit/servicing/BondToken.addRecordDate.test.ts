import { expect } from "chai";

import { actingAs } from "../../support/actions.ts";
import { CUTOFFS } from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, ISIN, START } from "../../support/world.ts";

const [FIRST, SECOND] = CUTOFFS;
const at = (w: World, time: number) => w.networkHelpers.time.setNextBlockTimestamp(time);
const cutoffsOf = async (w: World) => (await w.bond.terms()).recordCutoffs.map(Number);
/** Balances of seller, buyer and third at record date `index`. */
const registerAt = (w: World, index: number) =>
  Promise.all([w.seller, w.buyer, w.third].map((each) => w.bond.balanceAtRecordDate(each, index)));

describe("BondToken.addRecordDate", () => {
  const current = useWorld(async (w) => ({
    asServicing: w.bond.connect(await actingAs(w, w.redemptionAgent)),
    pass: (units: bigint) => w.bond.connect(w.seller).transfer(w.third, units),
  }));

  const places = [
    ["before all", FIRST - DAY, 0, [FIRST - DAY, FIRST, SECOND]],
    ["between two", FIRST + DAY, 1, [FIRST, FIRST + DAY, SECOND]],
    ["after all", SECOND + DAY, 2, [FIRST, SECOND, SECOND + DAY]],
    ["after maturity", START + 900 * DAY, 2, [FIRST, SECOND, START + 900 * DAY]],
  ] as const;
  for (const [name, cutoff, index, expected] of places) {
    it(`given two to come, when one is added ${name} then emits RecordDateAdded with its place`, async () => {
      const w = current();
      await expect(w.asServicing.addRecordDate(cutoff))
        .to.emit(w.bond, "RecordDateAdded")
        .withArgs(ISIN, index, cutoff);
      expect(await cutoffsOf(w)).to.deep.equal(expected);
      for (const [place, each] of expected.entries()) {
        expect(await w.bond.indexOfRecordDate(each)).to.equal(place);
      }
    });
  }

  it("given a moment of now, when it is added then reverts with BondTokenRecordDatePassed", async () => {
    const w = current();
    for (const [now, cutoff] of [
      [START + DAY, START + DAY],
      [START + 2 * DAY, START + DAY],
      [START + 3 * DAY, 0],
    ] as const) {
      await at(w, now);
      await expect(w.asServicing.addRecordDate(cutoff))
        .to.be.revertedWithCustomError(w.bond, "BondTokenRecordDatePassed")
        .withArgs(ISIN, cutoff, now);
    }
  });

  it("given the next second, when it is added then it is one", async () => {
    const w = current();
    await at(w, START + DAY);
    await w.asServicing.addRecordDate(START + DAY + 1);
    await w.networkHelpers.time.increaseTo(START + DAY + 1);
    expect(await w.bond.balanceAtRecordDate(w.seller, 0)).to.equal(600n);
  });

  for (const cutoff of [FIRST, SECOND]) {
    it(`given the record date ${cutoff}, when it is added again then reverts with BondTokenDuplicateRecordDate`, async () => {
      const w = current();
      await expect(w.asServicing.addRecordDate(cutoff))
        .to.be.revertedWithCustomError(w.bond, "BondTokenDuplicateRecordDate")
        .withArgs(ISIN, cutoff);
      expect(await cutoffsOf(w)).to.deep.equal([FIRST, SECOND]);
    });
  }

  it("given one that was added, when it is added again then reverts with BondTokenDuplicateRecordDate", async () => {
    const w = current();
    await w.asServicing.addRecordDate(FIRST + DAY);
    await expect(w.asServicing.addRecordDate(FIRST + DAY))
      .to.be.revertedWithCustomError(w.bond, "BondTokenDuplicateRecordDate")
      .withArgs(ISIN, FIRST + DAY);
  });

  it("given one that has passed and that no movement has noticed, when one is added then emits RecordDatePassed, too", async () => {
    const w = current();
    await at(w, FIRST + DAY);
    await expect(w.asServicing.addRecordDate(FIRST + 2 * DAY))
      .to.emit(w.bond, "RecordDatePassed")
      .withArgs(ISIN, 0, FIRST, 1_000)
      .and.to.emit(w.bond, "RecordDateAdded")
      .withArgs(ISIN, 1, FIRST + 2 * DAY);
    expect(await cutoffsOf(w)).to.deep.equal([FIRST, FIRST + 2 * DAY, SECOND]);
  });

  it("given that all have passed, when one is added then it is the next", async () => {
    const w = current();
    await at(w, SECOND);
    await w.asServicing.addRecordDate(SECOND + DAY);
    expect(await w.bond.recordDatesPassed()).to.equal(2n);
    await w.networkHelpers.time.increaseTo(SECOND + DAY);
    expect(await w.bond.recordDatesPassed()).to.equal(3n);
    expect(await w.bond.supplyAtRecordDate(2)).to.equal(1_000n);
  });

  it("INV-7: given balances at a record date, when one is added after it then they stay, whatever moves", async () => {
    const w = current();
    await w.pass(10n);
    await at(w, FIRST);
    await w.pass(20n);
    const before = await registerAt(w, 0);
    expect(before).to.deep.equal([590n, 100n, 10n]);
    await w.asServicing.addRecordDate(FIRST + 10 * DAY);
    expect(await registerAt(w, 0)).to.deep.equal(before);
    await w.pass(30n);
    await at(w, FIRST + 10 * DAY);
    await w.pass(40n);
    await at(w, SECOND);
    await w.pass(50n);
    expect(await registerAt(w, 0)).to.deep.equal(before);
    expect(await registerAt(w, 1)).to.deep.equal([540n, 100n, 60n]);
    expect(await registerAt(w, 2)).to.deep.equal([500n, 100n, 100n]);
    expect(await w.bond.supplyAtRecordDate(1)).to.equal(1_000n);
  });

  it("INV-7: given an account that never moves, when several are added then it held the same at each", async () => {
    const w = current();
    for (const days of [3, 1, 2]) await w.asServicing.addRecordDate(FIRST + days * DAY);
    expect(await cutoffsOf(w)).to.deep.equal([FIRST, FIRST + DAY, FIRST + 2 * DAY, FIRST + 3 * DAY, SECOND]);
    await w.networkHelpers.time.increaseTo(SECOND);
    for (let index = 0; index < 5; ++index) {
      expect(await registerAt(w, index)).to.deep.equal([600n, 100n, 0n]);
      expect(await w.bond.supplyAtRecordDate(index)).to.equal(1_000n);
    }
  });

  it("INV-7: given movements between dates that were added in any order, when all passed then each has its own", async () => {
    const w = current();
    await w.asServicing.addRecordDate(FIRST + 2 * DAY);
    await w.pass(1n);
    await w.asServicing.addRecordDate(FIRST - DAY);
    await at(w, FIRST - DAY);
    await w.pass(10n);
    await w.asServicing.addRecordDate(FIRST + DAY);
    await at(w, FIRST + DAY);
    await w.pass(100n);
    await at(w, FIRST + 2 * DAY);
    await w.asServicing.addRecordDate(FIRST + 3 * DAY);
    await w.networkHelpers.time.increaseTo(SECOND);
    const thirds = await Promise.all([0, 1, 2, 3, 4, 5].map(async (i) => (await registerAt(w, i))[2]));
    expect(thirds).to.deep.equal([1n, 11n, 11n, 111n, 111n, 111n]);
  });

  it("given one that is added while the bond is paused and stopped, when asked then it is there", async () => {
    const w = current();
    await w.bond.connect(w.pauser).pause();
    await w.asServicing.stopTransfers(true);
    await w.asServicing.addRecordDate(FIRST + DAY);
    expect(await w.bond.indexOfRecordDate(FIRST + DAY)).to.equal(1n);
  });
});

describe("BondToken.indexOfRecordDate", () => {
  const current = useWorld();

  it("given two record dates, when each is asked then says its place, passed or not", async () => {
    const { bond, networkHelpers } = current();
    for (const now of [START + DAY, FIRST, SECOND]) {
      await networkHelpers.time.increaseTo(now);
      expect(await bond.indexOfRecordDate(FIRST)).to.equal(0n);
      expect(await bond.indexOfRecordDate(SECOND)).to.equal(1n);
    }
  });

  for (const cutoff of [0, FIRST - 1, FIRST + 1, 2 ** 40 - 1]) {
    it(`given two record dates, when ${cutoff} is asked then reverts with BondTokenUnknownRecordDate`, async () => {
      const { bond } = current();
      await expect(bond.indexOfRecordDate(cutoff))
        .to.be.revertedWithCustomError(bond, "BondTokenUnknownRecordDate")
        .withArgs(ISIN, cutoff, 2);
    });
  }
});
