import { expect } from "chai";
import { concat, getCreate2Address, keccak256 } from "ethers";

import { DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { useWorld } from "../../support/useWorld.ts";
import { JPY } from "../../support/world.ts";

describe("CurrencyFactory.currencyOf", () => {
  const current = useWorld();

  it("given the compiled currency, when hashed then is the factory's init code hash", async () => {
    expect(await current().currencyFactory.tokenInitCodeHash()).to.equal(
      keccak256(DigitalCurrency__factory.bytecode),
    );
  });

  it("given code and bank alone, when the address is derived outside (EIP-1014) then is where the currency is", async () => {
    const { currencyFactory, settlementBank, cash } = current();
    const salt = concat([JPY, "0x" + "00".repeat(9), settlementBank.address]);
    const derived = getCreate2Address(
      await currencyFactory.getAddress(),
      salt,
      await currencyFactory.tokenInitCodeHash(),
    );
    expect(await currencyFactory.currencyOf(JPY, settlementBank)).to.equal(derived);
    expect(await cash.getAddress()).to.equal(derived);
  });

  it("given another bank's currency, when existence is asked then says no", async () => {
    const { currencyFactory, seller } = current();
    expect(await currencyFactory.exists(JPY, seller)).to.equal(false);
  });
});
