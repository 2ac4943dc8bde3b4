import { expect } from "chai";

import { DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii } from "../../support/world.ts";

describe("Ascii.isCurrencyCode", () => {
  const current = useWorld();

  for (const code of ["AAA", "ZZZ", "AZM", "XAU", "EUR"]) {
    it(`given ${code}, when a currency is created then it is a code, and the currency's symbol`, async () => {
      const { currencyFactory, settlementBank } = current();
      await currencyFactory.createCurrency(ascii(code, 3), 2, "Money");
      const address = await currencyFactory.currencyOf(ascii(code, 3), settlementBank);
      expect(await DigitalCurrency__factory.connect(address, settlementBank).symbol()).to.equal(code);
    });
  }

  const wrong = ["@", "[", "a", "z", "0", " ", "\0"] as const;
  for (const position of [0, 1, 2]) {
    for (const character of wrong) {
      it(`given 0x${character.charCodeAt(0).toString(16)} in place ${position}, when a currency is created then reverts with CurrencyFactoryInvalidCode`, async () => {
        const { currencyFactory } = current();
        const code = ascii("ABC".slice(0, position) + character + "ABC".slice(position + 1), 3);
        await expect(currencyFactory.createCurrency(code, 2, "Money"))
          .to.be.revertedWithCustomError(currencyFactory, "CurrencyFactoryInvalidCode")
          .withArgs(code);
      });
    }
  }

  it("given a byte outside of ASCII, when a currency is created then reverts with CurrencyFactoryInvalidCode", async () => {
    const { currencyFactory } = current();
    await expect(currencyFactory.createCurrency("0x4142ff", 2, "Money"))
      .to.be.revertedWithCustomError(currencyFactory, "CurrencyFactoryInvalidCode")
      .withArgs("0x4142ff");
  });
});
