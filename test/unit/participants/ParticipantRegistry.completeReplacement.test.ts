import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { ELIGIBILITY, STATUS } from "../../support/participants.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, DELAYS, EVIDENCE, FAR, QII, SCOPES, START } from "../../support/world.ts";

const proposedAt = START + DAY;
const effectiveAt = proposedAt + DELAYS.replacementDelay;

describe("ParticipantRegistry.completeReplacement", () => {
  describe("given a replacement that waits", () => {
    const current = useWorld(async ({ registry, seller, outsider, operator, networkHelpers }) => {
      await registry.connect(seller).appointOperator(operator, SCOPES.trade, FAR);
      await networkHelpers.time.setNextBlockTimestamp(proposedAt);
      await registry.proposeReplacement(seller, outsider, EVIDENCE);
      return {};
    });

    it("when one second of the delay is missing then reverts with ReplacementTooEarly", async () => {
      const { registry, seller, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(effectiveAt - 1);
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ReplacementTooEarly")
        .withArgs(seller.address, effectiveAt, effectiveAt - 1);
    });

    it("when the delay has passed to the second then emits ParticipantReplaced", async () => {
      const { registry, seller, outsider, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(effectiveAt);
      await expect(registry.completeReplacement(seller))
        .to.emit(registry, "ParticipantReplaced")
        .withArgs(seller.address, outsider.address);
    });

    it("when completed then the successor has status, classes, expiry and commitment", async () => {
      const { registry, seller, outsider, networkHelpers } = current();
      await networkHelpers.time.increaseTo(effectiveAt);
      await registry.completeReplacement(seller);
      const data = [BigInt(QII), BigInt(FAR), COMMITMENT];
      expect(await registry.participant(outsider)).to.deep.equal([STATUS.active, ...data]);
      expect(await registry.participant(seller)).to.deep.equal([STATUS.replaced, ...data]);
      expect(await registry.successorOf(seller)).to.equal(outsider.address);
      expect(await registry.pendingReplacement(seller)).to.deep.equal([ZeroAddress, 0n]);
    });

    it("when completed then the lost key is useless and the successor's works", async () => {
      const { registry, bond, seller, buyer, outsider, networkHelpers } = current();
      await networkHelpers.time.increaseTo(effectiveAt);
      await registry.completeReplacement(seller);
      await expect(bond.connect(seller).transfer(buyer, 1n))
        .to.be.revertedWithCustomError(registry, "ParticipantIsReplaced")
        .withArgs(seller.address, outsider.address);
      await expect(bond.connect(buyer).transfer(seller, 1n))
        .to.be.revertedWithCustomError(registry, "ParticipantIsReplaced")
        .withArgs(seller.address, outsider.address);
      await bond.connect(buyer).transfer(outsider, 1n);
      await bond.connect(outsider).transfer(buyer, 1n);
      expect(await bond.balanceOf(buyer)).to.equal(100n);
    });

    it("when completed then operators are not carried over", async () => {
      const { registry, seller, outsider, operator, networkHelpers } = current();
      await networkHelpers.time.increaseTo(effectiveAt);
      await registry.completeReplacement(seller);
      expect(await registry.isOperator(outsider, operator, SCOPES.trade)).to.equal(false);
    });

    it("when completed twice then reverts with ReplacementNotProposed", async () => {
      const { registry, seller, networkHelpers } = current();
      await networkHelpers.time.increaseTo(effectiveAt);
      await registry.completeReplacement(seller);
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ReplacementNotProposed")
        .withArgs(seller.address);
    });

    it("when the account was suspended meanwhile then the successor is suspended too", async () => {
      const { registry, compliance, seller, outsider, networkHelpers } = current();
      await registry.connect(compliance).suspend(seller, EVIDENCE);
      await networkHelpers.time.increaseTo(effectiveAt);
      await registry.completeReplacement(seller);
      expect(await registry.eligibility(outsider, 0)).to.equal(ELIGIBILITY.suspended);
    });

    it("when the account was closed meanwhile then reverts with ParticipantWrongStatus", async () => {
      const { registry, seller, networkHelpers } = current();
      await registry.close(seller);
      await networkHelpers.time.increaseTo(effectiveAt);
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(seller.address, STATUS.closed, STATUS.active);
    });

    it("when the successor was admitted meanwhile then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, seller, outsider, networkHelpers } = current();
      await registry.admit(outsider, QII, FAR, COMMITMENT);
      await networkHelpers.time.increaseTo(effectiveAt);
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(outsider.address, STATUS.active);
    });

    it("when the same successor has replaced another account meanwhile then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, seller, buyer, outsider, networkHelpers } = current();
      await registry.proposeReplacement(buyer, outsider, EVIDENCE);
      await networkHelpers.time.increase(DELAYS.replacementDelay);
      await registry.completeReplacement(buyer);
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(outsider.address, STATUS.active);
    });
  });

  describe("given no replacement that waits", () => {
    const current = useWorld();

    it("when completed then reverts with ReplacementNotProposed", async () => {
      const { registry, seller } = current();
      await expect(registry.completeReplacement(seller))
        .to.be.revertedWithCustomError(registry, "ReplacementNotProposed")
        .withArgs(seller.address);
    });
  });
});
