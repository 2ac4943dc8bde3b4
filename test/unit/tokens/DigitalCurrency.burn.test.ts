import { expect } from "chai";
import { encodeBytes32String, ZeroAddress, ZeroHash } from "ethers";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS, EVIDENCE } from "../../support/world.ts";

const REDEMPTION = encodeBytes32String("redemption-1");

describe("DigitalCurrency.burn", () => {
  const current = useWorld(async (w) => {
    await w.cash.connect(w.seller).transfer(w.settlementBank, 1_000n);
    return {};
  });

  describe("given money that was paid to the bank", () => {
    it("when burned then emits Transfer and RedemptionRecorded, and the supply falls (INV-9)", async () => {
      const { cash, settlementBank } = current();
      const supply = await cash.totalSupply();
      const tx = cash.burn(400n, REDEMPTION);
      await expect(tx).to.emit(cash, "Transfer").withArgs(settlementBank.address, ZeroAddress, 400n);
      await expect(tx).to.emit(cash, "RedemptionRecorded").withArgs(REDEMPTION, settlementBank.address, 400n);
      expect(await cash.totalSupply()).to.equal(supply - 400n);
      expect(await cash.balanceOf(settlementBank)).to.equal(600n);
      expect(await cash.isIdUsed(REDEMPTION)).to.equal(true);
    });

    it("when there is no id then reverts with DigitalCurrencyMissingId", async () => {
      const { cash } = current();
      await expect(cash.burn(1n, ZeroHash)).to.be.revertedWithCustomError(cash, "DigitalCurrencyMissingId");
    });

    it("when the id was used for a redemption then reverts with DigitalCurrencyIdUsed", async () => {
      const { cash } = current();
      await cash.burn(1n, REDEMPTION);
      await expect(cash.burn(1n, REDEMPTION))
        .to.be.revertedWithCustomError(cash, "DigitalCurrencyIdUsed")
        .withArgs(REDEMPTION);
    });

    it("when the id was used for a deposit then reverts with DigitalCurrencyIdUsed", async () => {
      const { cash } = current();
      const used = encodeBytes32String("deposit-buyer");
      await expect(cash.burn(1n, used))
        .to.be.revertedWithCustomError(cash, "DigitalCurrencyIdUsed")
        .withArgs(used);
    });

    it("when more is burned than the bank holds then reverts with ERC20InsufficientBalance, others' money untouched", async () => {
      const { cash, settlementBank } = current();
      await expect(cash.burn(1_001n, REDEMPTION))
        .to.be.revertedWithCustomError(cash, "ERC20InsufficientBalance")
        .withArgs(settlementBank.address, 1_000n, 1_001n);
      expect(await cash.isIdUsed(REDEMPTION)).to.equal(false);
    });

    it("when the money is frozen then reverts with ERC7943InsufficientUnfrozenBalance", async () => {
      const { cash, compliance, settlementBank } = current();
      await cash.connect(compliance).setFrozenTokens(settlementBank, 300n);
      await expect(cash.burn(701n, REDEMPTION))
        .to.be.revertedWithCustomError(cash, "ERC7943InsufficientUnfrozenBalance")
        .withArgs(settlementBank.address, 701n, 700n);
    });

    it("when the bank is suspended then reverts with ParticipantIsSuspended", async () => {
      const { cash, registry, compliance, settlementBank } = current();
      await registry.connect(compliance).suspend(settlementBank, EVIDENCE);
      await expect(cash.burn(1n, REDEMPTION))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(settlementBank.address);
    });

    it("when the currency is paused then reverts with RegulatedTokenPaused", async () => {
      const { cash, pauser } = current();
      await cash.connect(pauser).pause();
      await expect(cash.burn(1n, REDEMPTION))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenPaused")
        .withArgs(await cash.getAddress());
    });
  });

  it("given another bank with the role, when it burns this bank's money then reverts with DigitalCurrencyNotItsBank", async () => {
    const w = current();
    const { cash, manager, admin, outsider, settlementBank } = w;
    const grant = manager.grantRole.populateTransaction(ROLES.settlementBank, outsider, 0);
    await schedule(w, admin, grant, DELAYS.adminDelay);
    await manager.connect(admin).grantRole(ROLES.settlementBank, outsider, 0);
    await expect(cash.connect(outsider).burn(0n, REDEMPTION))
      .to.be.revertedWithCustomError(cash, "DigitalCurrencyNotItsBank")
      .withArgs(outsider.address, settlementBank.address);
  });
});
