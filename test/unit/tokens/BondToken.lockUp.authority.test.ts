import { expect } from "chai";

import { actingAs, forceTransfer, replaceKey } from "../../support/actions.ts";
import { LATER, lockedUp, lockUpOf, lockUps, NO_LOCK_UP, UNTIL } from "../../support/lockUps.ts";
import { FACE, MATURITY, moneyOf, reachMaturity, redeemPage } from "../../support/redemptions.ts";
import { couponOf, CUTOFFS, payPage, reachPayment, useServicedWorld } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { FAR, ISIN } from "../../support/world.ts";

describe("BondToken.lockUp: what redemption, courts and the registrar do with it", () => {
  describe("given 200 locked up units that end or move on authority", () => {
    const current = useWorld(lockedUp);

    it("when the servicing contract redeems all units then they end, and no longer count as locked up", async () => {
      const w = current();
      const sent = w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 600n);
      await expect(sent).to.emit(w.bond, "UnitsLockedUp").withArgs(ISIN, w.seller.address, UNTIL, 200n, 0n);
      expect(await w.bond.balanceOf(w.seller)).to.equal(0n);
      expect(await w.bond.totalSupply()).to.equal(400n);
      expect(await lockUpOf(w, w.seller)).to.deep.equal(NO_LOCK_UP);
    });

    it("when it redeems no more than the others then the lock-up stays whole", async () => {
      const w = current();
      const sent = w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 400n);
      await expect(sent).not.to.emit(w.bond, "UnitsLockedUp");
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([200n, 0n, 0n, 0n, false]);
    });

    it("when it redeems some of them then what the account buys later is free", async () => {
      const w = current();
      const sent = w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 450n);
      await expect(sent).to.emit(w.bond, "UnitsLockedUp").withArgs(ISIN, w.seller.address, UNTIL, 200n, 150n);
      await w.bond.connect(w.buyer).transfer(w.seller, 10n);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([160n, 0n, 0n, 10n, false]);
      await w.bond.connect(w.seller).transfer(w.buyer, 10n);
    });

    it("when a court orders their transfer then they move, and are locked up neither here nor where they arrive", async () => {
      const w = current();
      const sent = forceTransfer(w, w.bond, w.seller.address, w.third.address, 600n);
      await expect(sent)
        .to.emit(w.bond, "ForcedTransfer")
        .withArgs(w.seller.address, w.third.address, 600n)
        .and.to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.seller.address, UNTIL, 200n, 0n);
      expect(await w.bond.positionOf(w.third)).to.deep.equal([600n, 0n, 0n, 600n, false]);
      expect(await lockUpOf(w, w.third)).to.deep.equal(NO_LOCK_UP);
      await w.bond.connect(w.third).transfer(w.seller, 5n);
      expect((await w.bond.positionOf(w.seller)).free).to.equal(5n);
    });

    it("when a court takes all but the locked up ones then these stay so", async () => {
      const w = current();
      await forceTransfer(w, w.bond, w.seller.address, w.third.address, 400n);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([200n, 0n, 0n, 0n, false]);
    });

    it("when there are several ends then no more is locked up in all than is left", async () => {
      const w = current();
      await w.market.lockUp(w.seller, 100n, LATER);
      await w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 350n);
      expect((await lockUpOf(w, w.seller)).units).to.equal(250n);
      await w.bond.connect(w.buyer).transfer(w.seller, 10n);
      expect((await w.bond.positionOf(w.seller)).free).to.equal(10n);
    });

    it("when one of them has ended or is cut whole then it counts for nothing, and the other is cut and named", async () => {
      const w = current();
      await w.market.lockUp(w.seller, 100n, LATER);
      await w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 500n);
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 100n, until: BigInt(LATER) });
      const again = w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 40n);
      await expect(again).to.emit(w.bond, "UnitsLockedUp").withArgs(ISIN, w.seller.address, LATER, 100n, 60n);
      await expect(w.bond.connect(w.seller).transfer(w.buyer, 1n))
        .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
        .withArgs(ISIN, w.seller.address, 1n, 60n, LATER);
    });

    it("when some are frozen as well and a court takes units then freeze and lock-up are no more than what is left", async () => {
      const w = current();
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 300n);
      await forceTransfer(w, w.bond, w.seller.address, w.third.address, 450n);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([150n, 0n, 150n, 0n, false]);
      expect((await lockUpOf(w, w.seller)).units).to.equal(150n);
    });
  });

  describe("given 200 locked up units of a lost key", () => {
    const current = useWorld(async (w) => {
      const prepared = await lockedUp(w);
      await replaceKey(w, w.seller, w.outsider);
      return { ...prepared, successor: w.outsider, recovering: w.bond.connect(w.registrar) };
    });

    it("when recovered then the lock-up is carried over, and both sides are on record", async () => {
      const w = current();
      const sent = w.recovering.recover(w.seller);
      await expect(sent).to.emit(w.bond, "UnitsLockedUp").withArgs(ISIN, w.seller.address, UNTIL, 200n, 0n);
      await expect(sent)
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.successor.address, UNTIL, 0n, 200n);
      await expect(sent)
        .to.emit(w.bond, "PositionRecovered")
        .withArgs(w.seller.address, w.successor.address, 600n, 0n);
      expect((await lockUpOf(w, w.seller)).units).to.equal(0n);
      expect(await lockUpOf(w, w.successor)).to.deep.equal({ units: 200n, until: BigInt(UNTIL) });
    });

    it("when recovered then the successor can move exactly the others, and all from its end on", async () => {
      const w = current();
      await w.recovering.recover(w.seller);
      await expect(w.bond.connect(w.successor).transfer(w.third, 401n))
        .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
        .withArgs(ISIN, w.successor.address, 401n, 200n, UNTIL);
      await w.bond.connect(w.successor).transfer(w.third, 400n);
      await w.networkHelpers.time.increaseTo(UNTIL);
      await w.bond.connect(w.successor).transfer(w.third, 200n);
    });

    it("when the successor has a lock-up of its own then each keeps its end", async () => {
      const w = current();
      await w.market.lockUp(w.successor, 30n, LATER);
      await expect(w.recovering.recover(w.seller))
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.successor.address, UNTIL, 0n, 200n);
      expect(await w.bond.positionOf(w.successor)).to.deep.equal([600n, 0n, 0n, 370n, false]);
      await w.networkHelpers.time.increaseTo(UNTIL);
      expect(await w.bond.positionOf(w.successor)).to.deep.equal([600n, 0n, 0n, 570n, false]);
    });

    it("when the successor has one that ends with it then they add up", async () => {
      const w = current();
      await w.market.lockUp(w.successor, 30n, UNTIL);
      await expect(w.recovering.recover(w.seller))
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.successor.address, UNTIL, 30n, 230n);
    });

    it("when there are several ends then all of them are carried over", async () => {
      const w = current();
      await w.market.lockUp(w.seller, 50n, LATER);
      const sent = w.recovering.recover(w.seller);
      for (const [until, units] of [
        [UNTIL, 200n],
        [LATER, 50n],
      ] as const) {
        await expect(sent)
          .to.emit(w.bond, "UnitsLockedUp")
          .withArgs(ISIN, w.seller.address, until, units, 0n);
        await expect(sent)
          .to.emit(w.bond, "UnitsLockedUp")
          .withArgs(ISIN, w.successor.address, until, 0n, units);
      }
      expect(await lockUpOf(w, w.successor)).to.deep.equal({ units: 250n, until: BigInt(LATER) });
    });

    it("when there is a freeze as well then both are carried over", async () => {
      const w = current();
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 70n);
      await w.recovering.recover(w.seller);
      expect(await w.bond.positionOf(w.successor)).to.deep.equal([600n, 0n, 70n, 330n, false]);
      expect(await w.bond.getFrozenTokens(w.seller)).to.equal(0n);
      expect(await lockUpOf(w, w.successor)).to.deep.equal({ units: 200n, until: BigInt(UNTIL) });
    });

    it("when recovered again then the lock-up is not carried over twice", async () => {
      const w = current();
      await w.recovering.recover(w.seller);
      await expect(w.recovering.recover(w.seller)).not.to.emit(w.bond, "UnitsLockedUp");
      expect(await lockUpOf(w, w.successor)).to.deep.equal({ units: 200n, until: BigInt(UNTIL) });
    });

    it("when it is over before then nothing of it is carried over", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(UNTIL);
      await expect(w.recovering.recover(w.seller)).not.to.emit(w.bond, "UnitsLockedUp");
      expect(await w.bond.positionOf(w.successor)).to.deep.equal([600n, 0n, 0n, 600n, false]);
    });
  });

  describe("given a holder all of whose units are locked up until after maturity", () => {
    const current = useServicedWorld(async (w) => {
      const { market } = await lockUps(w);
      await market.lockUp(w.seller, 600n, FAR);
      return { market };
    });

    it("when entitlements are asked then the lock-up is no freeze; with one of either kind it is", async () => {
      const w = current();
      const flag = 1n << 255n;
      await w.networkHelpers.time.increaseTo(CUTOFFS[0]);
      const entitled = async () => w.bond.entitlementsAt(0, [w.seller]);
      expect(await entitled()).to.deep.equal([600n]);
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 1n);
      expect(await entitled()).to.deep.equal([600n | flag]);
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 0n);
      expect(await entitled()).to.deep.equal([600n]);
      await w.bond.connect(w.compliance).setAccountFrozen(w.seller, true);
      expect(await entitled()).to.deep.equal([600n | flag]);
    });

    it("when a coupon is paid then it has its money, and nothing is suspended", async () => {
      const w = current();
      await reachPayment(w);
      const [before = 0n] = await moneyOf(w, w.seller);
      await expect(payPage(w, w.holders)).not.to.emit(w.paymentAgent, "PaymentSuspended");
      expect(await moneyOf(w, w.seller)).to.deep.equal([before + couponOf(600n, "corporation").net]);
      expect(await w.paymentAgent.suspenseOf(ISIN, w.seller)).to.equal(0n);
    });

    it("when the bond matures then they are redeemed, and nothing is suspended", async () => {
      const w = current();
      await reachMaturity(w);
      const [before = 0n] = await moneyOf(w, w.seller);
      const sent = redeemPage(w, [w.seller]);
      await expect(sent)
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.seller.address, 600n, 600n * FACE, 0n, 0n);
      await expect(sent).not.to.emit(w.redemptionAgent, "PaymentSuspended");
      expect(await w.bond.balanceOf(w.seller)).to.equal(0n);
      expect(await moneyOf(w, w.seller)).to.deep.equal([before + 600n * FACE]);
    });
  });
});
