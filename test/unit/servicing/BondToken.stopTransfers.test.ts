import { expect } from "chai";

import { actingAs, forceTransfer, replaceKey } from "../../support/actions.ts";
import { match } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, ISIN, READINESS, SIDE } from "../../support/world.ts";

const LIFE = { outstanding: 1n, closed: 2n, matured: 3n, stopped: 4n } as const;
const CLOSED_PERIOD = 1n << 10n;

describe("BondToken.stopTransfers", () => {
  const current = useWorld(async (w) => {
    const asServicing = w.bond.connect(await actingAs(w, w.redemptionAgent));
    return { asServicing, bySeller: w.bond.connect(w.seller) };
  });

  describe("given transfers that are stopped", () => {
    const stopped = useWorld(async (w) => {
      await w.bond.connect(w.buyer).approve(w.third, 100n);
      const held = w.trade({ sequence: 1n });
      await match(w, held, { sellerHolds: true });
      const asServicing = w.bond.connect(await actingAs(w, w.redemptionAgent));
      await asServicing.stopTransfers(true);
      return { asServicing, held };
    });

    it("when a holder transfers then reverts with BondTokenStopped", async () => {
      const { bond, seller, buyer } = stopped();
      await expect(bond.connect(seller).transfer(buyer, 1n))
        .to.be.revertedWithCustomError(bond, "BondTokenStopped")
        .withArgs(ISIN);
      await expect(bond.connect(seller).transfer(buyer, 0n))
        .to.be.revertedWithCustomError(bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when an approved account transfers then reverts with BondTokenStopped", async () => {
      const { bond, buyer, third } = stopped();
      await expect(bond.connect(third).transferFrom(buyer, third, 1n))
        .to.be.revertedWithCustomError(bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when a matched trade settles then reverts with BondTokenStopped, held or not", async () => {
      const w = stopped();
      await expect(w.escrow.settle(w.held))
        .to.be.revertedWithCustomError(w.bond, "BondTokenStopped")
        .withArgs(ISIN);
      const free = w.trade({ sequence: 2n });
      await match(w, free);
      await expect(w.escrow.settle(free))
        .to.be.revertedWithCustomError(w.bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when signatures of both parties settle then reverts with BondTokenStopped", async () => {
      const w = stopped();
      const trade = w.trade({ sequence: 3n });
      await expect(
        w.escrow.settleBySignatures(trade, await w.sign(w.seller, trade), await w.sign(w.buyer, trade)),
      )
        .to.be.revertedWithCustomError(w.bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when units are earmarked for a trade then reverts with BondTokenStopped: nothing new is held", async () => {
      const w = stopped();
      await expect(
        w.escrow.connect(w.seller).instruct(w.trade({ sequence: 4n }), SIDE.seller, READINESS.earmarked),
      )
        .to.be.revertedWithCustomError(w.bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when a held trade is cancelled then its units are released", async () => {
      const w = stopped();
      await w.networkHelpers.time.increase(11 * DAY);
      await w.escrow.expire(w.held);
      expect((await w.bond.positionOf(w.seller)).held).to.equal(0n);
    });

    it("when views are asked then they say closed period, and stopped", async () => {
      const { bond, seller, buyer } = stopped();
      expect(await bond.canTransfer(seller, buyer, 1n)).to.equal(false);
      expect(await bond.restrictions(seller, buyer, 1n, false)).to.equal(CLOSED_PERIOD);
      expect(await bond.lifeCycle()).to.equal(LIFE.stopped);
    });

    it("when a court orders a transfer then it is made", async () => {
      const w = stopped();
      await forceTransfer(w, w.bond, w.buyer.address, w.third.address, 5n);
      expect(await w.bond.balanceOf(w.third)).to.equal(5n);
    });

    it("when a lost position is recovered then it is", async () => {
      const w = stopped();
      await replaceKey(w, w.buyer, w.outsider);
      await w.bond.connect(w.registrar).recover(w.buyer);
      expect(await w.bond.balanceOf(w.outsider)).to.equal(100n);
    });

    it("when the servicing contract redeems then it may", async () => {
      const { bond, asServicing, buyer } = stopped();
      await asServicing.redeem(buyer, 100n);
      expect(await bond.balanceOf(buyer)).to.equal(0n);
    });

    it("when they are stopped again then nothing changes and nothing is said", async () => {
      const { bond, asServicing } = stopped();
      await expect(asServicing.stopTransfers(true)).not.to.emit(bond, "TransfersStopped");
      expect(await bond.lifeCycle()).to.equal(LIFE.stopped);
    });

    it("when they go on then emits TransfersStopped and all is as before", async () => {
      const w = stopped();
      await expect(w.asServicing.stopTransfers(false))
        .to.emit(w.bond, "TransfersStopped")
        .withArgs(ISIN, false);
      expect(await w.bond.lifeCycle()).to.equal(LIFE.outstanding);
      expect(await w.bond.canTransfer(w.seller, w.buyer, 1n)).to.equal(true);
      await w.escrow.settle(w.held);
      await w.bond.connect(w.seller).transfer(w.buyer, 1n);
      expect(await w.bond.balanceOf(w.buyer)).to.equal(104n);
    });

    it("when the closed period or maturity comes then that is said before", async () => {
      const { bond, terms, networkHelpers } = stopped();
      await networkHelpers.time.increaseTo(terms.closedFrom);
      expect(await bond.lifeCycle()).to.equal(LIFE.closed);
      await networkHelpers.time.increaseTo(terms.maturityDate);
      expect(await bond.lifeCycle()).to.equal(LIFE.matured);
    });
  });

  describe("given transfers that go on", () => {
    it("when they are stopped then emits TransfersStopped", async () => {
      const { bond, asServicing } = current();
      await expect(asServicing.stopTransfers(true)).to.emit(bond, "TransfersStopped").withArgs(ISIN, true);
    });

    it("when they are let go on then nothing changes and nothing is said", async () => {
      const { bond, asServicing, bySeller, buyer } = current();
      await expect(asServicing.stopTransfers(false)).not.to.emit(bond, "TransfersStopped");
      await bySeller.transfer(buyer, 1n);
    });
  });
});

describe("BondToken.closeRegister", () => {
  const current = useWorld(async (w) => ({
    asServicing: w.bond.connect(await actingAs(w, w.redemptionAgent)),
  }));

  it("given an open register, when it is closed then emits RegisterClosed, once", async () => {
    const { bond, asServicing } = current();
    await expect(asServicing.closeRegister()).to.emit(bond, "RegisterClosed").withArgs(ISIN);
    await expect(asServicing.closeRegister()).not.to.emit(bond, "RegisterClosed");
    expect(await bond.lifeCycle()).to.equal(LIFE.closed);
  });

  it("given a closed register, when a holder transfers then reverts with BondTokenClosed", async () => {
    const { bond, asServicing, seller, buyer, terms, networkHelpers } = current();
    await asServicing.closeRegister();
    const now = (await networkHelpers.time.latest()) + 5;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(bond.connect(seller).transfer(buyer, 1n))
      .to.be.revertedWithCustomError(bond, "BondTokenClosed")
      .withArgs(ISIN, terms.closedFrom, now);
    expect(await bond.restrictions(seller, buyer, 1n, false)).to.equal(CLOSED_PERIOD);
  });

  it("given a closed register, when transfers are to go on then it stays closed for good", async () => {
    const { bond, asServicing, seller, buyer } = current();
    await asServicing.stopTransfers(true);
    await asServicing.closeRegister();
    await asServicing.stopTransfers(false);
    expect(await bond.lifeCycle()).to.equal(LIFE.closed);
    expect(await bond.canTransfer(seller, buyer, 1n)).to.equal(false);
  });

  it("given a closed register, when units are redeemed then they end", async () => {
    const { bond, asServicing, seller } = current();
    await asServicing.closeRegister();
    await asServicing.redeem(seller, 600n);
    expect(await bond.totalSupply()).to.equal(400n);
  });
});
