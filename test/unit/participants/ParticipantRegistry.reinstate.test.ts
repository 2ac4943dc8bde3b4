import { expect } from "chai";

import { STATUS } from "../../support/participants.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR, QII } from "../../support/world.ts";

describe("ParticipantRegistry.reinstate", () => {
  const current = useWorld();

  it("given a suspended account, when reinstated then emits ParticipantReinstated and may move again", async () => {
    const { registry, compliance, bond, seller, buyer } = current();
    await registry.connect(compliance).suspend(seller, EVIDENCE);
    await expect(registry.connect(compliance).reinstate(seller, EVIDENCE))
      .to.emit(registry, "ParticipantReinstated")
      .withArgs(seller.address, EVIDENCE);
    expect(await registry.participant(seller)).to.deep.equal([
      STATUS.active,
      BigInt(QII),
      BigInt(FAR),
      COMMITMENT,
    ]);
    await bond.connect(seller).transfer(buyer, 1n);
    expect(await bond.balanceOf(buyer)).to.equal(101n);
  });

  describe("given an account that is not suspended", () => {
    it("when it is active then reverts with ParticipantWrongStatus", async () => {
      const { registry, compliance, third } = current();
      await expect(registry.connect(compliance).reinstate(third, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.active, STATUS.suspended);
    });

    it("when it is unknown then reverts with ParticipantWrongStatus", async () => {
      const { registry, compliance, outsider } = current();
      await expect(registry.connect(compliance).reinstate(outsider, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(outsider.address, STATUS.unknown, STATUS.suspended);
    });

    it("when it was suspended and then closed then reverts with ParticipantWrongStatus", async () => {
      const { registry, compliance, third } = current();
      await registry.connect(compliance).suspend(third, EVIDENCE);
      await registry.close(third);
      await expect(registry.connect(compliance).reinstate(third, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.closed, STATUS.suspended);
    });
  });
});
