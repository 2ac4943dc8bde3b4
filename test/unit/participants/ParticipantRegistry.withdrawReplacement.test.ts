import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { useWorld } from "../../support/useWorld.ts";
import { DELAYS, EVIDENCE } from "../../support/world.ts";

describe("ParticipantRegistry.withdrawReplacement", () => {
  describe("given a replacement that waits", () => {
    const current = useWorld(async ({ registry, seller, outsider }) => {
      await registry.proposeReplacement(seller, outsider, EVIDENCE);
      return {};
    });

    it("when the account itself objects then emits ReplacementWithdrawn and none is left", async () => {
      const { registry, seller, outsider } = current();
      await expect(registry.connect(seller).withdrawReplacement(seller))
        .to.emit(registry, "ReplacementWithdrawn")
        .withArgs(seller.address, outsider.address, seller.address);
      expect(await registry.pendingReplacement(seller)).to.deep.equal([ZeroAddress, 0n]);
    });

    it("when the account itself objects then it can never be completed", async () => {
      const { registry, seller, networkHelpers } = current();
      await registry.connect(seller).withdrawReplacement(seller);
      await networkHelpers.time.increase(2 * DELAYS.replacementDelay);
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ReplacementNotProposed")
        .withArgs(seller.address);
    });

    it("when the account objects after the delay but before completion then it is withdrawn", async () => {
      const { registry, seller, networkHelpers } = current();
      await networkHelpers.time.increase(2 * DELAYS.replacementDelay);
      await registry.connect(seller).withdrawReplacement(seller);
      expect(await registry.pendingReplacement(seller)).to.deep.equal([ZeroAddress, 0n]);
    });

    it("when the registrar withdraws it then emits ReplacementWithdrawn, and another can be proposed", async () => {
      const { registry, registrar, seller, outsider, operator } = current();
      await expect(registry.connect(registrar).withdrawReplacement(seller))
        .to.emit(registry, "ReplacementWithdrawn")
        .withArgs(seller.address, outsider.address, registrar.address);
      await registry.proposeReplacement(seller, operator, EVIDENCE);
      expect((await registry.pendingReplacement(seller)).successor).to.equal(operator.address);
    });

    const others = ["admin", "compliance", "courtOrder", "issuerAgent", "buyer", "outsider"] as const;
    for (const caller of others) {
      it(`when the ${caller} withdraws it then reverts with ReplacementNotAllowed`, async () => {
        const w = current();
        await expect(w.registry.connect(w[caller]).withdrawReplacement(w.seller))
          .to.be.revertedWithCustomError(w.registry, "ReplacementNotAllowed")
          .withArgs(w.seller.address, w[caller].address);
      });
    }
  });

  describe("given no replacement that waits", () => {
    const current = useWorld();

    it("when withdrawn then reverts with ReplacementNotProposed", async () => {
      const { registry, seller } = current();
      await expect(registry.connect(seller).withdrawReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ReplacementNotProposed")
        .withArgs(seller.address);
    });
  });
});
