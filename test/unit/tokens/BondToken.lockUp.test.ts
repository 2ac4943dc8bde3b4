import { expect } from "chai";

import { actingAs, forceTransfer, MAX_UINT256, replaceKey } from "../../support/actions.ts";
import { explain, obstacle, RESTRICTION } from "../../support/obstacles.ts";
import { MATURITY, moneyOf, reachMaturity, redeemPage } from "../../support/redemptions.ts";
import { couponOf, CUTOFFS, payPage, reachPayment, useServicedWorld } from "../../support/servicing.ts";
import { match } from "../../support/settlement.ts";
import type { Signer, World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, FAR, ISIN, QII, READINESS, SIDE, START } from "../../support/world.ts";

const UNTIL = START + 90 * DAY;
const LATER = START + 120 * DAY;
const FACE = 100_000_000n;

/** The bond as its primary market calls it. The seller holds 600 units. */
const lockUps = async (w: World) => ({ market: w.bond.connect(await actingAs(w, w.offering)) });

/** The same with 200 of the seller's units locked up. */
const lockedUp = async (w: World) => {
  const { market } = await lockUps(w);
  await market.lockUp(w.seller, 200n, UNTIL);
  return { market };
};

const lockUpOf = async ({ bond }: World, account: Signer) => {
  const { units, until } = await bond.lockUpOf(account);
  return { units, until };
};
const NONE = { units: 0n, until: 0n };

describe("BondToken.lockUp", () => {
  describe("given units that are not locked up", () => {
    const current = useWorld(lockUps);

    for (const caller of ["issuerAgent", "issuer", "seller", "admin", "compliance", "outsider"] as const) {
      it(`when the ${caller} locks them up then reverts with BondTokenNotPrimaryMarket`, async () => {
        const w = current();
        await expect(w.bond.connect(w[caller]).lockUp(w.seller, 1n, UNTIL))
          .to.be.revertedWithCustomError(w.bond, "BondTokenNotPrimaryMarket")
          .withArgs(ISIN, w[caller].address, await w.offering.getAddress());
      });
    }

    it("when locked up until this very second then reverts with BondTokenInvalidLockUp", async () => {
      const { market, seller, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(UNTIL);
      await expect(market.lockUp(seller, 1n, UNTIL))
        .to.be.revertedWithCustomError(market, "BondTokenInvalidLockUp")
        .withArgs(ISIN, seller.address, UNTIL, UNTIL);
    });

    it("when locked up until the next second then they are, for that second", async () => {
      const w = current();
      await w.networkHelpers.time.setNextBlockTimestamp(UNTIL - 1);
      await w.market.lockUp(w.seller, 1n, UNTIL);
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 1n, until: BigInt(UNTIL) });
    });

    it("when locked up then emits UnitsLockedUp with what was before, and nothing of freezes", async () => {
      const { market, seller } = current();
      const sent = market.lockUp(seller, 200n, UNTIL);
      await expect(sent).to.emit(market, "UnitsLockedUp").withArgs(ISIN, seller.address, 0n, 200n, UNTIL);
      await expect(sent).not.to.emit(market, "Frozen");
    });

    it("when asked then nobody has a lock-up", async () => {
      const w = current();
      expect(await lockUpOf(w, w.seller)).to.deep.equal(NONE);
    });
  });

  describe("given 200 of 600 units locked up", () => {
    const current = useWorld(lockedUp);

    it("when asked then says units and end, and they are neither free nor frozen", async () => {
      const w = current();
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 200n, until: BigInt(UNTIL) });
      expect(await lockUpOf(w, w.buyer)).to.deep.equal(NONE);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([600n, 0n, 0n, 400n, false]);
      expect(await w.bond.getFrozenTokens(w.seller)).to.equal(0n);
    });

    it("when exactly the others are transferred then they move", async () => {
      const { bond, seller, third } = current();
      await bond.connect(seller).transfer(third, 400n);
      expect(await bond.balanceOf(third)).to.equal(400n);
      expect(await bond.positionOf(seller)).to.deep.equal([200n, 0n, 0n, 0n, false]);
    });

    it("when one more is transferred then reverts with BondTokenLockedUp", async () => {
      const { bond, seller, third } = current();
      await expect(bond.connect(seller).transfer(third, 401n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 401n, 200n, UNTIL);
    });

    it("when somebody with an allowance transfers one more then reverts with BondTokenLockedUp", async () => {
      const { bond, seller, buyer, third } = current();
      await bond.connect(seller).approve(buyer, MAX_UINT256);
      await expect(bond.connect(buyer).transferFrom(seller, third, 401n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 401n, 200n, UNTIL);
    });

    it("when more than the balance is transferred then reverts with ERC20InsufficientBalance: that comes first", async () => {
      const { bond, seller, third } = current();
      await expect(bond.connect(seller).transfer(third, 601n))
        .to.be.revertedWithCustomError(bond, "ERC20InsufficientBalance")
        .withArgs(seller.address, 600n, 601n);
    });

    it("when units arrive later then they can go on, and not one more", async () => {
      const { bond, seller, buyer, third } = current();
      await bond.connect(seller).transfer(third, 400n);
      await bond.connect(buyer).transfer(seller, 30n);
      await expect(bond.connect(seller).transfer(third, 31n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 31n, 200n, UNTIL);
      await bond.connect(seller).transfer(third, 30n);
    });

    it("when its last second has come then it binds", async () => {
      const { bond, seller, third, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(UNTIL - 1);
      await expect(bond.connect(seller).transfer(third, 600n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 600n, 200n, UNTIL);
    });

    it("when its end has come then all units move, without anybody's doing", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(UNTIL);
      expect(await lockUpOf(w, w.seller)).to.deep.equal(NONE);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([600n, 0n, 0n, 600n, false]);
      await w.bond.connect(w.seller).transfer(w.third, 600n);
      expect(await w.bond.balanceOf(w.third)).to.equal(600n);
    });

    for (const [further, until] of [
      ["later", LATER],
      ["earlier", START + 60 * DAY],
    ] as const) {
      it(`when more is locked up until an ${further} end then they add up until the later of both`, async () => {
        const w = current();
        const end = Math.max(until, UNTIL);
        await expect(w.market.lockUp(w.seller, 50n, until))
          .to.emit(w.bond, "UnitsLockedUp")
          .withArgs(ISIN, w.seller.address, 200n, 250n, end);
        expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 250n, until: BigInt(end) });
        await expect(w.bond.connect(w.seller).transfer(w.third, 351n))
          .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
          .withArgs(ISIN, w.seller.address, 351n, 250n, end);
        await w.bond.connect(w.seller).transfer(w.third, 350n);
      });
    }

    it("when it is over and others are locked up then only those are", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(UNTIL);
      await expect(w.market.lockUp(w.seller, 50n, LATER))
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.seller.address, 0n, 50n, LATER);
      await w.bond.connect(w.seller).transfer(w.third, 550n);
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 50n, until: BigInt(LATER) });
    });

    it("when units move around a record date then the register has the balances (INV-7)", async () => {
      const { bond, market, seller, third, networkHelpers } = current();
      await market.lockUp(seller, 0n, CUTOFFS[0] + DAY);
      await networkHelpers.time.increaseTo(CUTOFFS[0]);
      await bond.connect(seller).transfer(third, 400n);
      expect(await bond.balanceAtRecordDate(seller, 0)).to.equal(600n);
      expect(await bond.balanceAtRecordDate(third, 0)).to.equal(0n);
      expect(await bond.balanceOf(seller)).to.equal(200n);
    });
  });

  describe("given a freeze beside 200 locked up units", () => {
    const current = useWorld(async (w) => {
      const prepared = await lockedUp(w);
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 100n);
      return prepared;
    });

    it("when asked then neither counts for the other: 300 are free", async () => {
      const { bond, seller } = current();
      expect(await bond.positionOf(seller)).to.deep.equal([600n, 0n, 100n, 300n, false]);
    });

    it("when one more than the free ones is transferred then reverts with BondTokenLockedUp", async () => {
      const { bond, seller, third } = current();
      await expect(bond.connect(seller).transfer(third, 301n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 301n, 200n, UNTIL);
      await bond.connect(seller).transfer(third, 300n);
    });

    it("when more than the unfrozen ones is transferred then the freeze is named first", async () => {
      const { bond, seller, third } = current();
      await expect(bond.connect(seller).transfer(third, 501n))
        .to.be.revertedWithCustomError(bond, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(seller.address, 501n, 500n);
    });

    it("when the freeze is lifted then the lock-up stays", async () => {
      const { bond, compliance, seller, third } = current();
      await bond.connect(compliance).setFrozenTokens(seller, 0n);
      expect(await bond.positionOf(seller)).to.deep.equal([600n, 0n, 0n, 400n, false]);
      await expect(bond.connect(seller).transfer(third, 401n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 401n, 200n, UNTIL);
    });

    it("when the lock-up ends then the freeze stays", async () => {
      const { bond, seller, third, networkHelpers } = current();
      await networkHelpers.time.increaseTo(UNTIL);
      await expect(bond.connect(seller).transfer(third, 501n))
        .to.be.revertedWithCustomError(bond, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(seller.address, 501n, 500n);
      await bond.connect(seller).transfer(third, 500n);
    });

    it("when the largest amount is frozen then nothing is free, and nothing overflows", async () => {
      const { bond, compliance, seller } = current();
      await bond.connect(compliance).setFrozenTokens(seller, MAX_UINT256);
      expect((await bond.positionOf(seller)).free).to.equal(0n);
    });

    it("when the account was frozen and is no more then the lock-up stays", async () => {
      const { bond, compliance, seller } = current();
      await bond.connect(compliance).setAccountFrozen(seller, true);
      await bond.connect(compliance).setAccountFrozen(seller, false);
      expect(await bond.positionOf(seller)).to.deep.equal([600n, 0n, 100n, 300n, false]);
    });
  });

  describe("given 200 locked up units and the settlement contract", () => {
    const current = useWorld(async (w) => {
      const prepared = await lockedUp(w);
      return { ...prepared, settlement: w.bond.connect(await actingAs(w, w.escrow)) };
    });

    it("when a trade earmarks one more than the others then reverts with BondTokenLockedUp", async () => {
      const w = current();
      await expect(
        w.escrow.connect(w.seller).instruct(w.trade({ quantity: 401n }), SIDE.seller, READINESS.earmarked),
      )
        .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
        .withArgs(ISIN, w.seller.address, 401n, 200n, UNTIL);
    });

    it("when trades earmark exactly the others then none is free, and they settle", async () => {
      const w = current();
      const trade = w.trade({ quantity: 400n });
      await match(w, trade, { sellerHolds: true });
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([600n, 400n, 0n, 0n, false]);
      await w.escrow.settle(trade);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([200n, 0n, 0n, 0n, false]);
    });

    it("when units are held beside then holds and lock-up add up: reverts with RegulatedTokenUnitsHeld", async () => {
      const { bond, settlement, seller, third } = current();
      await settlement.hold(seller, 350n);
      expect((await bond.positionOf(seller)).free).to.equal(50n);
      await expect(bond.connect(seller).transfer(third, 51n))
        .to.be.revertedWithCustomError(bond, "RegulatedTokenUnitsHeld")
        .withArgs(seller.address, 51n, 50n);
    });

    it("when a matched trade needs them then settle reverts with BondTokenLockedUp, and explain says FROZ", async () => {
      const w = current();
      const trade = w.trade({ quantity: 401n });
      await match(w, trade);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
        .withArgs(ISIN, w.seller.address, 401n, 200n, UNTIL);
      expect(await explain(w, trade)).to.deep.equal([
        obstacle("delivery", "FROZ", "unitsLockedUp", w.seller.address),
      ]);
    });

    it("when units were held before more is locked up than is left then their trade reverts with BondTokenLockedUp", async () => {
      const w = current();
      const trade = w.trade({ quantity: 400n });
      await match(w, trade, { sellerHolds: true });
      await w.market.lockUp(w.seller, 1n, UNTIL);
      await expect(w.escrow.settle(trade))
        .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
        .withArgs(ISIN, w.seller.address, 400n, 201n, UNTIL);
      expect(await explain(w, trade)).to.deep.equal([
        obstacle("delivery", "FROZ", "unitsLockedUp", w.seller.address),
      ]);
    });

    it("when restrictions are asked then the bit is set from one unit too many on, and canTransfer says no", async () => {
      const { bond, seller, buyer } = current();
      expect(await bond.restrictions(seller, buyer, 400n, false)).to.equal(RESTRICTION.none);
      expect(await bond.canTransfer(seller, buyer, 400n)).to.equal(true);
      expect(await bond.restrictions(seller, buyer, 401n, false)).to.equal(RESTRICTION.unitsLockedUp);
      expect(await bond.canTransfer(seller, buyer, 401n)).to.equal(false);
      expect(await bond.restrictions(buyer, seller, 100n, false)).to.equal(RESTRICTION.none);
    });

    it("when its end has come then restrictions say nothing of it", async () => {
      const { bond, seller, buyer, networkHelpers } = current();
      await networkHelpers.time.increaseTo(UNTIL);
      expect(await bond.restrictions(seller, buyer, 600n, false)).to.equal(RESTRICTION.none);
    });
  });

  describe("given 200 locked up units that end or move on authority", () => {
    const current = useWorld(lockedUp);

    it("when the servicing contract redeems them then they end", async () => {
      const w = current();
      await w.bond.connect(await actingAs(w, w.redemptionAgent)).redeem(w.seller, 600n);
      expect(await w.bond.balanceOf(w.seller)).to.equal(0n);
      expect(await w.bond.totalSupply()).to.equal(400n);
    });

    it("when a court orders their transfer then they move, and are not locked up where they arrive", async () => {
      const w = current();
      await expect(forceTransfer(w, w.bond, w.seller.address, w.third.address, 600n))
        .to.emit(w.bond, "ForcedTransfer")
        .withArgs(w.seller.address, w.third.address, 600n);
      expect(await w.bond.positionOf(w.third)).to.deep.equal([600n, 0n, 0n, 600n, false]);
      expect(await lockUpOf(w, w.third)).to.deep.equal(NONE);
    });

    it("when a court takes all but the locked up ones then these stay so", async () => {
      const w = current();
      await forceTransfer(w, w.bond, w.seller.address, w.third.address, 400n);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([200n, 0n, 0n, 0n, false]);
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
      await expect(sent).to.emit(w.bond, "UnitsLockedUp").withArgs(ISIN, w.seller.address, 200n, 0n, 0n);
      await expect(sent)
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.successor.address, 0n, 200n, UNTIL);
      await expect(sent)
        .to.emit(w.bond, "PositionRecovered")
        .withArgs(w.seller.address, w.successor.address, 600n, 0n);
      expect(await lockUpOf(w, w.seller)).to.deep.equal(NONE);
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

    it("when the successor has a lock-up of its own then they add up until the later end", async () => {
      const w = current();
      await w.market.lockUp(w.successor, 30n, LATER);
      await expect(w.recovering.recover(w.seller))
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.successor.address, 30n, 230n, LATER);
      expect(await w.bond.positionOf(w.successor)).to.deep.equal([600n, 0n, 0n, 370n, false]);
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

  describe("given a lock-up beyond the balance, or of an account without units", () => {
    const current = useWorld(lockUps);

    it("when it holds fewer than are locked up then none is free, and none too few", async () => {
      const { bond, market, seller, third } = current();
      await market.lockUp(seller, 700n, UNTIL);
      expect(await bond.positionOf(seller)).to.deep.equal([600n, 0n, 0n, 0n, false]);
      await expect(bond.connect(seller).transfer(third, 1n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, seller.address, 1n, 700n, UNTIL);
      await bond.connect(seller).transfer(third, 0n);
    });

    it("when an account without units has one then it binds what arrives", async () => {
      const { bond, market, registry, seller, buyer, outsider } = current();
      await registry.admit(outsider, QII, FAR, COMMITMENT);
      await market.lockUp(outsider, 3n, UNTIL);
      await bond.connect(seller).transfer(outsider, 5n);
      await expect(bond.connect(outsider).transfer(buyer, 3n))
        .to.be.revertedWithCustomError(bond, "BondTokenLockedUp")
        .withArgs(ISIN, outsider.address, 3n, 3n, UNTIL);
      await bond.connect(outsider).transfer(buyer, 2n);
    });
  });
});
