import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { STATUS } from "../../support/participants.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR, QII } from "../../support/world.ts";

describe("ParticipantRegistry.suspend", () => {
  const current = useWorld();

  it("given an active account, when suspended then emits ParticipantSuspended and keeps its data", async () => {
    const { registry, compliance, third } = current();
    await expect(registry.connect(compliance).suspend(third, EVIDENCE))
      .to.emit(registry, "ParticipantSuspended")
      .withArgs(third.address, EVIDENCE);
    expect(await registry.participant(third)).to.deep.equal([
      STATUS.suspended,
      BigInt(QII),
      BigInt(FAR),
      COMMITMENT,
    ]);
  });

  it("given a suspended account, when it sends and receives then either reverts with ParticipantIsSuspended", async () => {
    const { registry, compliance, bond, seller, buyer } = current();
    await registry.connect(compliance).suspend(seller, EVIDENCE);
    await expect(bond.connect(seller).transfer(buyer, 1n))
      .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
      .withArgs(seller.address);
    await expect(bond.connect(buyer).transfer(seller, 1n))
      .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
      .withArgs(seller.address);
  });

  describe("given an account that is not active", () => {
    it("when it is unknown then reverts with ParticipantWrongStatus", async () => {
      const { registry, compliance, outsider } = current();
      await expect(registry.connect(compliance).suspend(outsider, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(outsider.address, STATUS.unknown, STATUS.active);
    });

    it("when it is suspended already then reverts with ParticipantWrongStatus", async () => {
      const { registry, compliance, third } = current();
      await registry.connect(compliance).suspend(third, EVIDENCE);
      await expect(registry.connect(compliance).suspend(third, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.suspended, STATUS.active);
    });

    it("when it was closed then reverts with ParticipantWrongStatus", async () => {
      const { registry, compliance, third } = current();
      await registry.close(third);
      await expect(registry.connect(compliance).suspend(third, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.closed, STATUS.active);
    });

    it("when it was replaced then reverts with ParticipantWrongStatus", async () => {
      const w = current();
      const { registry, compliance, third, outsider } = w;
      await replaceKey(w, third, outsider);
      await expect(registry.connect(compliance).suspend(third, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.replaced, STATUS.active);
    });
  });
});
