import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { OTHER_ISIN } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, ISIN, START } from "../../support/world.ts";

const HASH = id("the register of 2022-06-01");

describe("RegisterAnchors.anchor", () => {
  const current = useWorld(async (w) => {
    await w.networkHelpers.mine(5);
    const block = await w.ethers.provider.getBlockNumber();
    return { now: START + 10 * DAY, block };
  });

  describe("given a register of a past moment", () => {
    it("when the registrar anchors it then emits RegisterAnchored with all of it", async () => {
      const { registerAnchors, registrar, block } = current();
      await expect(registerAnchors.anchor(ISIN, START, block, HASH))
        .to.emit(registerAnchors, "RegisterAnchored")
        .withArgs(ISIN, HASH, START, block, registrar.address);
    });

    it("when it is anchored then the moment of that is on record, for this bond only", async () => {
      const { registerAnchors, networkHelpers, now, block } = current();
      await networkHelpers.time.setNextBlockTimestamp(now);
      await registerAnchors.anchor(ISIN, START, block, HASH);
      expect(await registerAnchors.anchoredAt(ISIN, HASH)).to.equal(now);
      expect(await registerAnchors.anchoredAt(OTHER_ISIN, HASH)).to.equal(0);
      expect(await registerAnchors.anchoredAt(ISIN, id("another"))).to.equal(0);
    });

    it("when it is anchored again then reverts with RegisterAlreadyAnchored and the first moment stays", async () => {
      const { registerAnchors, networkHelpers, now, block } = current();
      await networkHelpers.time.setNextBlockTimestamp(now);
      await registerAnchors.anchor(ISIN, START, block, HASH);
      await expect(registerAnchors.anchor(ISIN, START + 1, block, HASH))
        .to.be.revertedWithCustomError(registerAnchors, "RegisterAlreadyAnchored")
        .withArgs(ISIN, HASH, now);
      expect(await registerAnchors.anchoredAt(ISIN, HASH)).to.equal(now);
    });

    it("when another bond's register has the same hash then both are anchored", async () => {
      const { registerAnchors, block } = current();
      await registerAnchors.anchor(ISIN, START, block, HASH);
      await registerAnchors.anchor(OTHER_ISIN, START, block, HASH);
      expect(await registerAnchors.anchoredAt(OTHER_ISIN, HASH)).not.to.equal(0);
    });

    it("when the same bond has another register then both are anchored", async () => {
      const { registerAnchors, block } = current();
      await registerAnchors.anchor(ISIN, START, block, HASH);
      await registerAnchors.anchor(ISIN, START, block, id("another"));
      expect(await registerAnchors.anchoredAt(ISIN, HASH)).not.to.equal(0);
      expect(await registerAnchors.anchoredAt(ISIN, id("another"))).not.to.equal(0);
    });

    it("when it has no hash then reverts with RegisterMissingHash", async () => {
      const { registerAnchors, block } = current();
      await expect(registerAnchors.anchor(ISIN, START, block, ZeroHash))
        .to.be.revertedWithCustomError(registerAnchors, "RegisterMissingHash")
        .withArgs(ISIN);
    });
  });

  describe("given a register that is not of the past", () => {
    for (const [name, later] of [
      ["of this very second, which may have more blocks", 0],
      ["of the next second", 1],
    ] as const) {
      it(`when its moment is ${name} then reverts with RegisterInvalidMoment`, async () => {
        const { registerAnchors, networkHelpers, now, block } = current();
        await networkHelpers.time.setNextBlockTimestamp(now);
        await expect(registerAnchors.anchor(ISIN, now + later, block, HASH))
          .to.be.revertedWithCustomError(registerAnchors, "RegisterInvalidMoment")
          .withArgs(ISIN, now + later, block, now);
      });
    }

    it("when its moment is the second before then it is anchored", async () => {
      const { registerAnchors, networkHelpers, now, block } = current();
      await networkHelpers.time.setNextBlockTimestamp(now);
      await registerAnchors.anchor(ISIN, now - 1, block, HASH);
      expect(await registerAnchors.anchoredAt(ISIN, HASH)).to.equal(now);
    });

    it("when its block is the one that it is anchored in then reverts with RegisterInvalidMoment", async () => {
      const { registerAnchors, networkHelpers, now, block } = current();
      await networkHelpers.time.setNextBlockTimestamp(now);
      await expect(registerAnchors.anchor(ISIN, START, block + 1, HASH))
        .to.be.revertedWithCustomError(registerAnchors, "RegisterInvalidMoment")
        .withArgs(ISIN, START, block + 1, now);
    });
  });
});
