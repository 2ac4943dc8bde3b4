import { expect } from "chai";
import { encodeBytes32String, ZeroAddress, ZeroHash } from "ethers";

import { DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { MAX_UINT112, MAX_UINT256, schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, COMMITMENT, DELAYS, EVIDENCE, FAR } from "../../support/world.ts";

const DEPOSIT = encodeBytes32String("deposit-1");
const USED = encodeBytes32String("deposit-seller");

describe("DigitalCurrency.mint", () => {
  const current = useWorld(async (w) => {
    // A second bank with the role, and its own money in the same currency
    const { manager, admin, registry, currencyFactory, outsider } = w;
    await schedule(
      w,
      admin,
      manager.grantRole.populateTransaction(ROLES.settlementBank, outsider, 0),
      DELAYS.adminDelay,
    );
    await manager.connect(admin).grantRole(ROLES.settlementBank, outsider, 0);
    await registry.admit(outsider, 0, FAR, COMMITMENT);
    await currencyFactory.connect(outsider).createCurrency(ascii("JPY", 3), 0, "Other yen");
    const address = await currencyFactory.currencyOf(ascii("JPY", 3), outsider);
    return { otherBank: outsider, otherCash: DigitalCurrency__factory.connect(address, outsider) };
  });

  describe("given a deposit that was not recorded", () => {
    it("when minted then emits Transfer and DepositRecorded, and supply and balance grow (INV-9)", async () => {
      const { cash, third } = current();
      const supply = await cash.totalSupply();
      expect(await cash.isIdUsed(DEPOSIT)).to.equal(false);
      const tx = cash.mint(third, 77n, DEPOSIT);
      await expect(tx).to.emit(cash, "Transfer").withArgs(ZeroAddress, third.address, 77n);
      await expect(tx).to.emit(cash, "DepositRecorded").withArgs(DEPOSIT, third.address, 77n);
      expect(await cash.balanceOf(third)).to.equal(77n);
      expect(await cash.totalSupply()).to.equal(supply + 77n);
      expect(await cash.isIdUsed(DEPOSIT)).to.equal(true);
    });

    it("when there is no id then reverts with DigitalCurrencyMissingId", async () => {
      const { cash, third } = current();
      await expect(cash.mint(third, 1n, ZeroHash)).to.be.revertedWithCustomError(
        cash,
        "DigitalCurrencyMissingId",
      );
    });

    it("when the receiver is zero then reverts with ERC20InvalidReceiver", async () => {
      const { cash } = current();
      await expect(cash.mint(ZeroAddress, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(cash, "ERC20InvalidReceiver")
        .withArgs(ZeroAddress);
    });

    it("when the receiver was never admitted then reverts with ParticipantNotAdmitted, and the id is not used", async () => {
      const { cash, registry, operator } = current();
      await expect(cash.mint(operator, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(operator.address);
      expect(await cash.isIdUsed(DEPOSIT)).to.equal(false);
    });

    it("when the receiver is suspended then reverts with ParticipantIsSuspended", async () => {
      const { cash, registry, compliance, third } = current();
      await registry.connect(compliance).suspend(third, EVIDENCE);
      await expect(cash.mint(third, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(third.address);
    });

    it("when the receiver's account is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
      const { cash, compliance, third } = current();
      await cash.connect(compliance).setAccountFrozen(third, true);
      await expect(cash.mint(third, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenAccountFrozen")
        .withArgs(third.address);
    });

    it("when the currency is paused then reverts with RegulatedTokenPaused", async () => {
      const { cash, pauser, third } = current();
      await cash.connect(pauser).pause();
      await expect(cash.mint(third, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenPaused")
        .withArgs(await cash.getAddress());
    });
  });

  describe("given an id that was used", () => {
    it("when minted for the same account then reverts with DigitalCurrencyIdUsed (trap: approving twice credits twice)", async () => {
      const { cash, seller } = current();
      const before = await cash.balanceOf(seller);
      await expect(cash.mint(seller, 10_000_000_000n, USED))
        .to.be.revertedWithCustomError(cash, "DigitalCurrencyIdUsed")
        .withArgs(USED);
      expect(await cash.balanceOf(seller)).to.equal(before);
    });

    it("when minted for another account and amount then reverts with DigitalCurrencyIdUsed", async () => {
      const { cash, third } = current();
      await expect(cash.mint(third, 1n, USED))
        .to.be.revertedWithCustomError(cash, "DigitalCurrencyIdUsed")
        .withArgs(USED);
    });

    it("when it was a redemption's then reverts with DigitalCurrencyIdUsed", async () => {
      const { cash, third } = current();
      await cash.burn(0n, DEPOSIT);
      await expect(cash.mint(third, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(cash, "DigitalCurrencyIdUsed")
        .withArgs(DEPOSIT);
    });

    it("when another bank uses the same id for its own money then mints", async () => {
      const { otherCash, third } = current();
      await otherCash.mint(third, 5n, USED);
      expect(await otherCash.balanceOf(third)).to.equal(5n);
    });
  });

  describe("given another bank with the role", () => {
    it("when it mints this bank's money then reverts with DigitalCurrencyNotItsBank", async () => {
      const { cash, otherBank, settlementBank, third } = current();
      await expect(cash.connect(otherBank).mint(third, 1n, DEPOSIT))
        .to.be.revertedWithCustomError(cash, "DigitalCurrencyNotItsBank")
        .withArgs(otherBank.address, settlementBank.address);
    });
  });

  describe("given a supply near its cap of 112 bits", () => {
    it("when it is reached exactly then mints", async () => {
      const { otherCash, third } = current();
      await otherCash.mint(third, MAX_UINT112, DEPOSIT);
      expect(await otherCash.totalSupply()).to.equal(MAX_UINT112);
      expect(await otherCash.balanceOf(third)).to.equal(MAX_UINT112);
    });

    it("when it would be exceeded by one then reverts with RegulatedTokenSupplyExceeded", async () => {
      const { otherCash, third, seller } = current();
      await otherCash.mint(third, MAX_UINT112, DEPOSIT);
      await expect(otherCash.mint(seller, 1n, EVIDENCE))
        .to.be.revertedWithCustomError(otherCash, "RegulatedTokenSupplyExceeded")
        .withArgs(MAX_UINT112 + 1n, MAX_UINT112);
    });

    it("when far more is minted at once then reverts with RegulatedTokenSupplyExceeded", async () => {
      const { otherCash, third } = current();
      await expect(otherCash.mint(third, MAX_UINT256, DEPOSIT))
        .to.be.revertedWithCustomError(otherCash, "RegulatedTokenSupplyExceeded")
        .withArgs(MAX_UINT256, MAX_UINT112);
    });

    it("when the sum overflows 256 bits then reverts with an arithmetic panic", async () => {
      const { cash, third } = current();
      await expect(cash.mint(third, MAX_UINT256, DEPOSIT)).to.be.revertedWithPanic(0x11);
    });
  });

  it("given two banks, when one's currency is asked then knows its own code, bank, name and decimals", async () => {
    const { cash, otherCash, settlementBank, otherBank } = current();
    expect(await cash.currencyCode()).to.equal(ascii("JPY", 3));
    expect(await cash.settlementBank()).to.equal(settlementBank.address);
    expect(await cash.name()).to.equal("Digital yen");
    expect(await cash.symbol()).to.equal("JPY");
    expect(await cash.decimals()).to.equal(0n);
    expect(await cash.requiredClassesOf(otherBank)).to.equal(0n);
    expect(await otherCash.settlementBank()).to.equal(otherBank.address);
    expect(await otherCash.name()).to.equal("Other yen");
  });
});
