import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs } from "../../support/actions.ts";
import { CUTOFFS } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, ISIN, READINESS, SIDE } from "../../support/world.ts";

describe("BondToken.redeem", () => {
  const current = useWorld(async (w) => ({
    asServicing: w.bond.connect(await actingAs(w, w.redemptionAgent)),
    hold: () => w.escrow.connect(w.seller).instruct(w.trade(), SIDE.seller, READINESS.earmarked),
  }));

  describe("given the servicing contract", () => {
    it("when it redeems units then emits Transfer to the zero account and they are no more", async () => {
      const { bond, asServicing, seller } = current();
      await expect(asServicing.redeem(seller, 250n))
        .to.emit(bond, "Transfer")
        .withArgs(seller.address, ZeroAddress, 250);
      expect(await bond.balanceOf(seller)).to.equal(350n);
      expect(await bond.totalSupply()).to.equal(750n);
    });

    it("when it redeems all of an account then nothing is left of it", async () => {
      const { bond, asServicing, seller } = current();
      await asServicing.redeem(seller, 600n);
      expect(await bond.positionOf(seller)).to.deep.equal([0n, 0n, 0n, 0n, false]);
    });

    it("when it redeems after a record date then balances and supply at it stay", async () => {
      const { bond, asServicing, seller, networkHelpers } = current();
      await networkHelpers.time.increaseTo(CUTOFFS[0]);
      await expect(asServicing.redeem(seller, 600n))
        .to.emit(bond, "RecordDatePassed")
        .withArgs(ISIN, 0, CUTOFFS[0], 1_000);
      expect(await bond.balanceAtRecordDate(seller, 0)).to.equal(600n);
      expect(await bond.supplyAtRecordDate(0)).to.equal(1_000n);
    });

    it("when the account has fewer units then reverts with ERC20InsufficientBalance", async () => {
      const { bond, asServicing, seller } = current();
      await expect(asServicing.redeem(seller, 601n))
        .to.be.revertedWithCustomError(bond, "ERC20InsufficientBalance")
        .withArgs(seller.address, 600, 601);
    });

    it("when units are held for a trade then they stay: reverts with RegulatedTokenUnitsHeld", async () => {
      const { bond, asServicing, seller, hold } = current();
      await hold();
      await expect(asServicing.redeem(seller, 598n))
        .to.be.revertedWithCustomError(bond, "RegulatedTokenUnitsHeld")
        .withArgs(seller.address, 598, 597);
      await asServicing.redeem(seller, 597n);
      expect(await bond.positionOf(seller)).to.deep.equal([3n, 3n, 0n, 0n, false]);
    });

    it("when the zero account is named then reverts with ERC20InvalidSender: its word is the supply", async () => {
      const { bond, asServicing } = current();
      await expect(asServicing.redeem(ZeroAddress, 1n))
        .to.be.revertedWithCustomError(bond, "ERC20InvalidSender")
        .withArgs(ZeroAddress);
    });

    it("when the holder is frozen, suspended, the bond paused and closed then redeems: units end by their terms", async () => {
      const { bond, asServicing, registry, compliance, pauser, seller, terms, networkHelpers } = current();
      await bond.connect(compliance).setAccountFrozen(seller, true);
      await bond.connect(compliance).setFrozenTokens(seller, 600n);
      await registry.connect(compliance).suspend(seller, EVIDENCE);
      await bond.connect(pauser).pause();
      await asServicing.stopTransfers(true);
      await networkHelpers.time.increaseTo(terms.maturityDate);
      await asServicing.redeem(seller, 600n);
      expect(await bond.balanceOf(seller)).to.equal(0n);
      expect(await bond.positionOf(seller)).to.deep.equal([0n, 0n, 600n, 0n, true]);
    });
  });

  for (const name of ["issuer", "issuerAgent", "seller", "admin", "courtOrder", "outsider"] as const) {
    for (const call of ["redeem", "stopTransfers", "closeRegister", "addRecordDate"] as const) {
      it(`given the ${name}, when it calls ${call} then reverts with BondTokenNotServicing`, async () => {
        const w = current();
        const bond = w.bond.connect(w[name]);
        const calls = {
          redeem: () => bond.redeem(w.seller, 1n),
          stopTransfers: () => bond.stopTransfers(true),
          closeRegister: () => bond.closeRegister(),
          addRecordDate: () => bond.addRecordDate(CUTOFFS[0] + 1),
        };
        await expect(calls[call]())
          .to.be.revertedWithCustomError(bond, "BondTokenNotServicing")
          .withArgs(ISIN, w[name].address, await w.redemptionAgent.getAddress());
      });
    }
  }
});
