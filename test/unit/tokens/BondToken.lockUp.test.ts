import { expect } from "chai";

import { actingAs, MAX_UINT256 } from "../../support/actions.ts";
import { LATER, lockedUp, lockUpOf, lockUps, NO_LOCK_UP, UNTIL } from "../../support/lockUps.ts";
import { explain, obstacle, RESTRICTION } from "../../support/obstacles.ts";
import { CUTOFFS } from "../../support/servicing.ts";
import { match } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, FAR, ISIN, QII, READINESS, SIDE, START } from "../../support/world.ts";

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
      await expect(sent).to.emit(market, "UnitsLockedUp").withArgs(ISIN, seller.address, UNTIL, 0n, 200n);
      await expect(sent).not.to.emit(market, "Frozen");
    });

    it("when asked then nobody has a lock-up", async () => {
      const w = current();
      expect(await lockUpOf(w, w.seller)).to.deep.equal(NO_LOCK_UP);
    });
  });

  describe("given 200 of 600 units locked up", () => {
    const current = useWorld(lockedUp);

    it("when asked then says units and end, and they are neither free nor frozen", async () => {
      const w = current();
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 200n, until: BigInt(UNTIL) });
      expect(await lockUpOf(w, w.buyer)).to.deep.equal(NO_LOCK_UP);
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
      expect(await lockUpOf(w, w.seller)).to.deep.equal(NO_LOCK_UP);
      expect(await w.bond.positionOf(w.seller)).to.deep.equal([600n, 0n, 0n, 600n, false]);
      await w.bond.connect(w.seller).transfer(w.third, 600n);
      expect(await w.bond.balanceOf(w.third)).to.equal(600n);
    });

    it("when more is locked up until the same end then they add up", async () => {
      const w = current();
      await expect(w.market.lockUp(w.seller, 50n, UNTIL))
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.seller.address, UNTIL, 200n, 250n);
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 250n, until: BigInt(UNTIL) });
    });

    for (const [further, until] of [
      ["a later", LATER],
      ["an earlier", START + 60 * DAY],
    ] as const) {
      it(`when more is locked up until ${further} end then each keeps its own`, async () => {
        const w = current();
        const [first, last] = until < UNTIL ? [until, UNTIL] : [UNTIL, until];
        await expect(w.market.lockUp(w.seller, 50n, until))
          .to.emit(w.bond, "UnitsLockedUp")
          .withArgs(ISIN, w.seller.address, until, 0n, 50n);
        expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 250n, until: BigInt(last) });
        await expect(w.bond.connect(w.seller).transfer(w.third, 351n))
          .to.be.revertedWithCustomError(w.bond, "BondTokenLockedUp")
          .withArgs(ISIN, w.seller.address, 351n, 250n, last);
        await w.networkHelpers.time.increaseTo(first);
        const left = until < UNTIL ? 200n : 50n;
        expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: left, until: BigInt(last) });
        await w.bond.connect(w.seller).transfer(w.third, 600n - left);
        await w.networkHelpers.time.increaseTo(last);
        await w.bond.connect(w.seller).transfer(w.third, left);
      });
    }

    it("when several have come and gone then nothing of them binds", async () => {
      const w = current();
      for (const [units, until] of [
        [50n, LATER],
        [30n, UNTIL],
        [20n, LATER + DAY],
      ] as const) {
        await w.market.lockUp(w.seller, units, until);
      }
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 300n, until: BigInt(LATER + DAY) });
      await w.networkHelpers.time.increaseTo(LATER + DAY);
      await w.market.lockUp(w.seller, 10n, LATER + 2 * DAY);
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 10n, until: BigInt(LATER + 2 * DAY) });
      await w.bond.connect(w.seller).transfer(w.third, 590n);
    });

    it("when it is over and others are locked up then only those are", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(UNTIL);
      await expect(w.market.lockUp(w.seller, 50n, LATER))
        .to.emit(w.bond, "UnitsLockedUp")
        .withArgs(ISIN, w.seller.address, LATER, 0n, 50n);
      await w.bond.connect(w.seller).transfer(w.third, 550n);
      expect(await lockUpOf(w, w.seller)).to.deep.equal({ units: 50n, until: BigInt(LATER) });
    });

    it("when units move around a record date then the register has the balances (INV-7)", async () => {
      const { bond, market, seller, third, networkHelpers } = current();
      await market.lockUp(seller, 200n, CUTOFFS[0] + DAY);
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
