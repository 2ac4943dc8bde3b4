import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { replaceKey } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, QII, START } from "../../support/world.ts";
import { STATUS } from "../../support/participants.ts";

describe("ParticipantRegistry.admit", () => {
  const current = useWorld();

  describe("given an account that was never known", () => {
    it("when admitted then emits ParticipantAdmitted and is active with these data", async () => {
      const { registry, outsider } = current();
      const classes = 2 ** 32 - 1;
      await expect(registry.admit(outsider, classes, FAR, COMMITMENT))
        .to.emit(registry, "ParticipantAdmitted")
        .withArgs(outsider.address, classes, FAR, COMMITMENT);
      expect(await registry.participant(outsider)).to.deep.equal([
        STATUS.active,
        BigInt(classes),
        BigInt(FAR),
        COMMITMENT,
      ]);
    });

    it("when admitted until the next second then is admitted", async () => {
      const { registry, outsider, networkHelpers } = current();
      const now = START + DAY;
      await networkHelpers.time.setNextBlockTimestamp(now);
      await registry.admit(outsider, 0, now + 1, COMMITMENT);
      expect((await registry.participant(outsider)).kycExpiry).to.equal(now + 1);
    });

    for (const early of [0, 1, START + DAY]) {
      it(`when it would have expired ${early} seconds ago then reverts with ParticipantInvalidExpiry`, async () => {
        const { registry, outsider, networkHelpers } = current();
        const now = START + DAY;
        await networkHelpers.time.setNextBlockTimestamp(now);
        await expect(registry.admit(outsider, 0, now - early, COMMITMENT))
          .to.be.revertedWithCustomError(registry, "ParticipantInvalidExpiry")
          .withArgs(outsider.address, now - early, now);
      });
    }

    it("when there is no commitment then reverts with ParticipantMissingCommitment", async () => {
      const { registry, outsider } = current();
      await expect(registry.admit(outsider, QII, FAR, "0x" + "00".repeat(22)))
        .to.be.revertedWithCustomError(registry, "ParticipantMissingCommitment")
        .withArgs(outsider.address);
    });
  });

  describe("given no account", () => {
    it("when admitted then reverts with ParticipantInvalidAccount", async () => {
      const { registry } = current();
      await expect(registry.admit(ZeroAddress, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantInvalidAccount")
        .withArgs(ZeroAddress);
    });
  });

  describe("given an account that is known", () => {
    it("when it is active then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, third } = current();
      await expect(registry.admit(third, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(third.address, STATUS.active);
    });

    it("when it is suspended then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, compliance, third } = current();
      await registry.connect(compliance).suspend(third, EVIDENCE);
      await expect(registry.admit(third, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(third.address, STATUS.suspended);
    });

    it("when it was closed then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, third } = current();
      await registry.close(third);
      await expect(registry.admit(third, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(third.address, STATUS.closed);
    });

    it("when it was replaced then reverts with ParticipantAlreadyKnown", async () => {
      const w = current();
      const { registry, third, outsider } = w;
      await replaceKey(w, third, outsider);
      await expect(registry.admit(third, QII, FAR, COMMITMENT))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(third.address, STATUS.replaced);
    });
  });
});
