import { expect } from "chai";

import { DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, COMMITMENT, DELAYS, EVIDENCE, FAR, JPY } from "../../support/world.ts";

const EUR = ascii("EUR", 3);

describe("CurrencyFactory.createCurrency", () => {
  const current = useWorld();

  describe("given an eligible settlement bank", () => {
    it("when it creates then emits CurrencyCreated, at the address foretold", async () => {
      const { currencyFactory, settlementBank } = current();
      const foretold = await currencyFactory.currencyOf(EUR, settlementBank);
      expect(await currencyFactory.exists(EUR, settlementBank)).to.equal(false);
      expect(await currencyFactory.createCurrency.staticCall(EUR, 2, "Digital euro")).to.equal(foretold);
      await expect(currencyFactory.createCurrency(EUR, 2, "Digital euro"))
        .to.emit(currencyFactory, "CurrencyCreated")
        .withArgs(EUR, settlementBank.address, foretold, 2, "Digital euro");
      expect(await currencyFactory.exists(EUR, settlementBank)).to.equal(true);
    });

    it("when it creates then the currency knows its definition and its house", async () => {
      const { currencyFactory, settlementBank, registry, manager, escrow } = current();
      await currencyFactory.createCurrency(EUR, 2, "Digital euro");
      const address = await currencyFactory.currencyOf(EUR, settlementBank);
      const currency = DigitalCurrency__factory.connect(address, settlementBank);
      expect(await currency.currencyCode()).to.equal(EUR);
      expect(await currency.settlementBank()).to.equal(settlementBank.address);
      expect(await currency.decimals()).to.equal(2n);
      expect(await currency.name()).to.equal("Digital euro");
      expect(await currency.symbol()).to.equal("EUR");
      expect(await currency.registry()).to.equal(await registry.getAddress());
      expect(await currency.authority()).to.equal(await manager.getAddress());
      expect(await currency.settlement()).to.equal(await escrow.getAddress());
      expect(await currency.totalSupply()).to.equal(0n);
    });

    it("when decimals are 18, the most, then is created", async () => {
      const { currencyFactory, settlementBank } = current();
      await currencyFactory.createCurrency(EUR, 18, "Digital euro");
      expect(await currencyFactory.exists(EUR, settlementBank)).to.equal(true);
    });

    for (const decimals of [19, 255]) {
      it(`when decimals are ${decimals} then reverts with CurrencyFactoryInvalidDecimals`, async () => {
        const { currencyFactory } = current();
        await expect(currencyFactory.createCurrency(EUR, decimals, "Digital euro"))
          .to.be.revertedWithCustomError(currencyFactory, "CurrencyFactoryInvalidDecimals")
          .withArgs(EUR, decimals, 18);
      });
    }

    const wrong = ["eur", "EU", "EU1", "", "E@R", "E[R", "ÿ"] as const;
    for (const code of wrong) {
      it(`when the code is "${code}" then reverts with CurrencyFactoryInvalidCode`, async () => {
        const { currencyFactory } = current();
        const bytes = ascii(code, 3);
        await expect(currencyFactory.createCurrency(bytes, 2, "Digital euro"))
          .to.be.revertedWithCustomError(currencyFactory, "CurrencyFactoryInvalidCode")
          .withArgs(bytes);
      });
    }

    it("when there is no name then reverts with CurrencyFactoryMissingName", async () => {
      const { currencyFactory } = current();
      await expect(currencyFactory.createCurrency(EUR, 2, ""))
        .to.be.revertedWithCustomError(currencyFactory, "CurrencyFactoryMissingName")
        .withArgs(EUR);
    });

    it("when it has this currency already then reverts with CurrencyFactoryDuplicate", async () => {
      const { currencyFactory, settlementBank, cash } = current();
      await expect(currencyFactory.createCurrency(JPY, 2, "Another name"))
        .to.be.revertedWithCustomError(currencyFactory, "CurrencyFactoryDuplicate")
        .withArgs(JPY, settlementBank.address, await cash.getAddress());
    });
  });

  describe("given a settlement bank that is not eligible", () => {
    it("when it is suspended then reverts with ParticipantIsSuspended", async () => {
      const { currencyFactory, registry, compliance, settlementBank } = current();
      await registry.connect(compliance).suspend(settlementBank, EVIDENCE);
      await expect(currencyFactory.createCurrency(EUR, 2, "Digital euro"))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(settlementBank.address);
    });
  });

  describe("given a second bank", () => {
    const second = useWorld(async (w) => {
      const { manager, admin, outsider } = w;
      const grant = manager.grantRole.populateTransaction(ROLES.settlementBank, outsider, 0);
      await schedule(w, admin, grant, DELAYS.adminDelay);
      await manager.connect(admin).grantRole(ROLES.settlementBank, outsider, 0);
      return { factory: w.currencyFactory.connect(outsider) };
    });

    it("when it was never admitted then reverts with ParticipantNotAdmitted", async () => {
      const { factory, registry, outsider } = second();
      await expect(factory.createCurrency(JPY, 0, "Other yen"))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
    });

    it("when it creates the same currency then is another token", async () => {
      const { factory, registry, outsider, cash } = second();
      await registry.admit(outsider, 0, FAR, COMMITMENT);
      await factory.createCurrency(JPY, 0, "Other yen");
      expect(await factory.currencyOf(JPY, outsider)).not.to.equal(await cash.getAddress());
      expect(await factory.exists(JPY, outsider)).to.equal(true);
    });
  });
});
