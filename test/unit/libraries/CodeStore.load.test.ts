import { expect } from "chai";
import { concat, dataLength, dataSlice, getCreate2Address, keccak256, toBeHex } from "ethers";

import { BondToken__factory, DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { useWorld } from "../../support/useWorld.ts";

const BYTECODE = {
  bondFactory: BondToken__factory.bytecode,
  currencyFactory: DigitalCurrency__factory.bytecode,
} as const;

/** What one store has room for: 24,576 bytes of code (EIP-170) less the STOP. */
const CAPACITY = 24_575;

/** Creation code in as many parts as it needs stores. */
function partsOf(code: string): readonly string[] {
  if (dataLength(code) <= CAPACITY) return [code];
  return [dataSlice(code, 0, CAPACITY), dataSlice(code, CAPACITY)];
}

/** Where a factory keeps `data` as code: CREATE2, salted with its hash (contracts/libraries/CodeStore.sol). */
function storeOf(factory: string, data: string): string {
  const size = toBeHex((data.length - 2) / 2 + 1, 2);
  const creationCode = concat(["0x61", size, "0x80600a3d393df300", data]);
  return getCreate2Address(factory, keccak256(data), keccak256(creationCode));
}

for (const name of ["bondFactory", "currencyFactory"] as const) {
  describe(`CodeStore.load (${name})`, () => {
    const parts = partsOf(BYTECODE[name]);
    const current = useWorld(async (w) => {
      const factory = await w[name].getAddress();
      return { stores: parts.map((part) => storeOf(factory, part)) };
    });

    it("given what the factory stored, when read as code then each part is a STOP and its piece of the creation code", async () => {
      const { ethers, stores } = current();
      const codes = await Promise.all(stores.map((store) => ethers.provider.getCode(store)));
      expect(codes).to.deep.equal(parts.map((part) => concat(["0x00", part])));
    });

    it("given what the factory stored, when called with any data then nothing happens", async () => {
      const { ethers, stores, outsider } = current();
      for (const to of stores) {
        for (const data of ["0x", BYTECODE[name].slice(0, 74)])
          expect(await ethers.provider.call({ from: outsider.address, to, data })).to.equal("0x");
      }
    });

    it("given the deployed token, when its address is derived from what is stored then fits", async () => {
      const w = current();
      expect(await w[name].tokenInitCodeHash()).to.equal(keccak256(BYTECODE[name]));
      expect(await w.ethers.provider.getCode(w.bond)).not.to.equal("0x");
    });
  });
}
