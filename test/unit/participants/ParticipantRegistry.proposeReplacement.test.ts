import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { replaceKey } from "../../support/actions.ts";
import { STATUS } from "../../support/participants.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, DELAYS, EVIDENCE, QII, START } from "../../support/world.ts";

describe("ParticipantRegistry.proposeReplacement", () => {
  const current = useWorld();

  describe("given an active account", () => {
    it("when proposed then emits ReplacementProposed and waits for the whole delay", async () => {
      const { registry, seller, outsider, networkHelpers } = current();
      const now = START + DAY;
      const effectiveAt = now + DELAYS.replacementDelay;
      await networkHelpers.time.setNextBlockTimestamp(now);
      await expect(registry.proposeReplacement(seller, outsider, EVIDENCE))
        .to.emit(registry, "ReplacementProposed")
        .withArgs(seller.address, outsider.address, effectiveAt, EVIDENCE);
      expect(await registry.pendingReplacement(seller)).to.deep.equal([
        outsider.address,
        BigInt(effectiveAt),
      ]);
      expect(await registry.replacementDelay()).to.equal(DELAYS.replacementDelay);
    });

    it("when proposed then nothing has changed yet for either account", async () => {
      const { registry, bond, seller, buyer, outsider } = current();
      await registry.proposeReplacement(seller, outsider, EVIDENCE);
      expect(await registry.successorOf(seller)).to.equal(ZeroAddress);
      expect((await registry.participant(outsider)).status).to.equal(STATUS.unknown);
      await bond.connect(seller).transfer(buyer, 1n);
      expect(await bond.balanceOf(buyer)).to.equal(101n);
    });

    it("when another replacement is waiting then reverts with ReplacementPending", async () => {
      const { registry, seller, outsider, operator } = current();
      await registry.proposeReplacement(seller, outsider, EVIDENCE);
      await expect(registry.proposeReplacement(seller, operator, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ReplacementPending")
        .withArgs(seller.address, outsider.address);
    });

    it("when the successor is zero then reverts with ParticipantInvalidAccount", async () => {
      const { registry, seller } = current();
      await expect(registry.proposeReplacement(seller, ZeroAddress, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantInvalidAccount")
        .withArgs(ZeroAddress);
    });

    it("when the successor is another participant then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, seller, buyer } = current();
      await expect(registry.proposeReplacement(seller, buyer, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(buyer.address, STATUS.active);
    });

    it("when the successor is the account itself then reverts with ParticipantAlreadyKnown", async () => {
      const { registry, seller } = current();
      await expect(registry.proposeReplacement(seller, seller, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantAlreadyKnown")
        .withArgs(seller.address, STATUS.active);
    });
  });

  describe("given a suspended account", () => {
    it("when proposed then waits", async () => {
      const { registry, compliance, seller, outsider } = current();
      await registry.connect(compliance).suspend(seller, EVIDENCE);
      await registry.proposeReplacement(seller, outsider, EVIDENCE);
      expect((await registry.pendingReplacement(seller)).successor).to.equal(outsider.address);
    });
  });

  describe("given an account that is neither", () => {
    it("when it is unknown then reverts with ParticipantWrongStatus", async () => {
      const { registry, outsider, operator } = current();
      await expect(registry.proposeReplacement(outsider, operator, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(outsider.address, STATUS.unknown, STATUS.active);
    });

    it("when it was closed then reverts with ParticipantWrongStatus", async () => {
      const { registry, seller, outsider } = current();
      await registry.close(seller);
      await expect(registry.proposeReplacement(seller, outsider, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(seller.address, STATUS.closed, STATUS.active);
    });

    it("when it was replaced before then reverts with ParticipantWrongStatus", async () => {
      const w = current();
      const { registry, seller, outsider, operator } = w;
      await replaceKey(w, seller, outsider);
      await expect(registry.proposeReplacement(seller, operator, EVIDENCE))
        .to.be.revertedWithCustomError(registry, "ParticipantWrongStatus")
        .withArgs(seller.address, STATUS.replaced, STATUS.active);
    });
  });

  it("given one that was admitted and expired, when proposed then waits: an expiry is not a status", async () => {
    const { registry, seller, outsider } = current();
    await registry.update(seller, QII, 1, COMMITMENT);
    await registry.proposeReplacement(seller, outsider, EVIDENCE);
    expect((await registry.pendingReplacement(seller)).successor).to.equal(outsider.address);
  });
});
