import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { ELIGIBILITY, STATUS } from "../../support/participants.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR, QII } from "../../support/world.ts";

const OTHER_COMMITMENT = "0x" + "a5".repeat(22);
const before = [STATUS.active, BigInt(QII), BigInt(FAR), COMMITMENT];

describe("ParticipantRegistry.update", () => {
  const current = useWorld();

  describe("given an active account", () => {
    it("when updated then emits ParticipantUpdated with the old and the new word", async () => {
      const { registry, third } = current();
      const after = [STATUS.active, 6n, BigInt(FAR - 1), OTHER_COMMITMENT];
      await expect(registry.update(third, 6, FAR - 1, OTHER_COMMITMENT))
        .to.emit(registry, "ParticipantUpdated")
        .withArgs(third.address, before, after);
      expect(await registry.participant(third)).to.deep.equal(after);
    });

    it("when its expiry is put into the past then it is not eligible any more", async () => {
      const { registry, third } = current();
      await registry.update(third, QII, 1, COMMITMENT);
      expect(await registry.eligibility(third, 0)).to.equal(ELIGIBILITY.expired);
    });

    it("when there is no commitment then reverts with ParticipantMissingCommitment", async () => {
      const { registry, third } = current();
      await expect(registry.update(third, QII, FAR, "0x" + "00".repeat(22)))
        .to.be.revertedWithCustomError(registry, "ParticipantMissingCommitment")
        .withArgs(third.address);
    });
  });

  describe("given a suspended account", () => {
    it("when updated then stays suspended", async () => {
      const { registry, compliance, third } = current();
      await registry.connect(compliance).suspend(third, EVIDENCE);
      await registry.update(third, 0, FAR, OTHER_COMMITMENT);
      expect(await registry.participant(third)).to.deep.equal([
        STATUS.suspended,
        0n,
        BigInt(FAR),
        OTHER_COMMITMENT,
      ]);
    });
  });

  describe("given an account that is neither", () => {
    it("when it is unknown then reverts with ParticipantWrongStatus", async () => {
      const { registry, outsider } = current();
      await expect(registry.update(outsider, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(outsider.address, STATUS.unknown, STATUS.active);
    });

    it("when it was closed then reverts with ParticipantWrongStatus", async () => {
      const { registry, third } = current();
      await registry.close(third);
      await expect(registry.update(third, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.closed, STATUS.active);
    });

    it("when it was replaced then reverts with ParticipantWrongStatus", async () => {
      const w = current();
      const { registry, third, outsider } = w;
      await replaceKey(w, third, outsider);
      await expect(registry.update(third, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.replaced, STATUS.active);
    });
  });
});
