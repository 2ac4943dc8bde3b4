import { expect } from "chai";
import { concat, getCreate2Address, keccak256, toBeHex } from "ethers";

import { BondToken__factory, DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { useWorld } from "../../support/useWorld.ts";

const BYTECODE = {
  bondFactory: BondToken__factory.bytecode,
  currencyFactory: DigitalCurrency__factory.bytecode,
} as const;

/** Where a factory keeps `data` as code: CREATE2, salted with its hash (contracts/libraries/CodeStore.sol). */
function storeOf(factory: string, data: string): string {
  const size = toBeHex((data.length - 2) / 2 + 1, 2);
  const creationCode = concat(["0x61", size, "0x80600a3d393df300", data]);
  return getCreate2Address(factory, keccak256(data), keccak256(creationCode));
}

for (const name of ["bondFactory", "currencyFactory"] as const) {
  describe(`CodeStore.load (${name})`, () => {
    const current = useWorld(async (w) => ({
      store: storeOf(await w[name].getAddress(), BYTECODE[name]),
    }));

    it("given what the factory stored, when read as code then is a STOP and the token's creation code", async () => {
      const { ethers, store } = current();
      expect(await ethers.provider.getCode(store)).to.equal(concat(["0x00", BYTECODE[name]]));
    });

    it("given what the factory stored, when called with any data then nothing happens", async () => {
      const { ethers, store, outsider } = current();
      expect(await ethers.provider.call({ from: outsider.address, to: store, data: "0x" })).to.equal("0x");
      expect(
        await ethers.provider.call({ from: outsider.address, to: store, data: BYTECODE[name].slice(0, 74) }),
      ).to.equal("0x");
    });

    it("given the deployed token, when its address is derived from what is stored then fits", async () => {
      const w = current();
      expect(await w[name].tokenInitCodeHash()).to.equal(keccak256(BYTECODE[name]));
      expect(await w.ethers.provider.getCode(w.bond)).not.to.equal("0x");
    });
  });
}
