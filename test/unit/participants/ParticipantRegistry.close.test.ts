import { expect } from "chai";

import { forceTransfer, replaceKey } from "../../support/actions.ts";
import { STATUS } from "../../support/participants.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR, QII } from "../../support/world.ts";

describe("ParticipantRegistry.close", () => {
  const current = useWorld();

  it("given an active account, when closed then emits ParticipantClosed and keeps its data", async () => {
    const { registry, third } = current();
    await expect(registry.close(third)).to.emit(registry, "ParticipantClosed").withArgs(third.address);
    expect(await registry.participant(third)).to.deep.equal([
      STATUS.closed,
      BigInt(QII),
      BigInt(FAR),
      COMMITMENT,
    ]);
  });

  it("given a suspended account, when closed then is closed", async () => {
    const { registry, compliance, third } = current();
    await registry.connect(compliance).suspend(third, EVIDENCE);
    await registry.close(third);
    expect((await registry.participant(third)).status).to.equal(STATUS.closed);
  });

  describe("given a closed account that still holds units", () => {
    it("when it sends them then reverts with ParticipantIsClosed", async () => {
      const { registry, bond, seller, buyer } = current();
      await registry.close(seller);
      await expect(bond.connect(seller).transfer(buyer, 1n))
        .to.be.revertedWithCustomError(registry, "ParticipantIsClosed")
        .withArgs(seller.address);
    });

    it("when a court orders it then they leave by a forced transfer", async () => {
      const w = current();
      const { registry, bond, seller, buyer } = w;
      await registry.close(seller);
      await forceTransfer(w, bond, seller.address, buyer.address, 600n);
      expect(await bond.balanceOf(seller)).to.equal(0n);
      expect(await bond.balanceOf(buyer)).to.equal(700n);
    });
  });

  describe("given an account that is neither active nor suspended", () => {
    it("when it is unknown then reverts with ParticipantWrongStatus", async () => {
      const { registry, outsider } = current();
      await expect(registry.close(outsider))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(outsider.address, STATUS.unknown, STATUS.active);
    });

    it("when it is closed already then reverts with ParticipantWrongStatus", async () => {
      const { registry, third } = current();
      await registry.close(third);
      await expect(registry.close(third))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.closed, STATUS.active);
    });

    it("when it was replaced then reverts with ParticipantWrongStatus", async () => {
      const w = current();
      const { registry, third, outsider } = w;
      await replaceKey(w, third, outsider);
      await expect(registry.close(third))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(third.address, STATUS.replaced, STATUS.active);
    });
  });
});
