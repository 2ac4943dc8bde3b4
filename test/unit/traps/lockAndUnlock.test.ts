import { expect } from "chai";

import { freshWorld, instruct, match, type World } from "../../support/settlement.ts";
import { COMMITMENT, EVIDENCE, FAR, QII, READINESS, SIDE } from "../../support/world.ts";

describe("trap: lock and unlock bypass transfer restrictions", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  it("given units that were held in good times, when the token is paused, then they do not move", async () => {
    const trade = w.trade();
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
    await w.bond.connect(w.pauser).pause();
    await expect(w.escrow.settle(trade))
      .to.be.revertedWithCustomError(w.bond, "RegulatedTokenPaused")
      .withArgs(w.bond);
  });

  it("given units that were held in good times, when receiver or sender may not, then they do not move", async () => {
    const trade = w.trade();
    await match(w, trade, { sellerHolds: true, buyerHolds: true });
    const snapshot = await w.networkHelpers.takeSnapshot();

    await w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE);
    await expect(w.escrow.settle(trade))
      .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
      .withArgs(w.seller);
    await snapshot.restore();
    await w.registry.update(w.buyer, 0, FAR, COMMITMENT);
    await expect(w.escrow.settle(trade))
      .to.be.revertedWithCustomError(w.registry, "ParticipantLacksClasses")
      .withArgs(w.buyer, 0, QII);
  });

  it("given frozen units, when their holder holds and releases them, then they are as frozen as before", async () => {
    const trade = w.trade({ quantity: 600n });
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 500n);
    await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
    await expect(w.bond.connect(w.seller).transfer(w.third, 101n))
      .to.be.revertedWithCustomError(w.bond, "ERC7943InsufficientUnfrozenBalance")
      .withArgs(w.seller, 101n, 100n);
    await expect(instruct(w, w.trade({ sequence: 1n, quantity: 101n }), SIDE.seller, READINESS.earmarked))
      .to.be.revertedWithCustomError(w.bond, "ERC7943InsufficientUnfrozenBalance")
      .withArgs(w.seller, 101n, 100n);
  });

  it("given a frozen account, when a hold ends, then its units are back and still cannot leave", async () => {
    const trade = w.trade();
    await instruct(w, trade, SIDE.seller, READINESS.earmarked);
    await w.bond.connect(w.compliance).setAccountFrozen(w.seller, true);
    await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
    await expect(w.bond.connect(w.seller).transfer(w.third, 1n))
      .to.be.revertedWithCustomError(w.bond, "RegulatedTokenAccountFrozen")
      .withArgs(w.seller);
  });
});
