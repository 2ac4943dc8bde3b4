import { expect } from "chai";
import { getCreate2Address, keccak256, zeroPadBytes } from "ethers";

import { BondToken__factory } from "../../../typechain-types/index.ts";
import { OTHER_ISIN, planBond } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ISIN } from "../../support/world.ts";

describe("BondFactory.bondOf", () => {
  const current = useWorld();

  it("given the compiled bond, when hashed then is the factory's init code hash: it can create nothing else", async () => {
    expect(await current().bondFactory.tokenInitCodeHash()).to.equal(keccak256(BondToken__factory.bytecode));
  });

  it("given an ISIN alone, when its address is derived outside (EIP-1014) then is where the bond is", async () => {
    const { bondFactory, bond } = current();
    const derived = getCreate2Address(
      await bondFactory.getAddress(),
      zeroPadBytes(ISIN, 32),
      await bondFactory.tokenInitCodeHash(),
    );
    expect(await bondFactory.bondOf(ISIN)).to.equal(derived);
    expect(await bond.getAddress()).to.equal(derived);
  });

  it("given a bond that does not exist yet, when asked then says where it will be, whatever its terms", async () => {
    const w = current();
    const foretold = await w.bondFactory.bondOf(OTHER_ISIN);
    const planned = await planBond(w, { name: "Terms that nobody knew", units: 3n });
    expect(await planned.getAddress()).to.equal(foretold);
    expect(await planned.symbol()).to.equal("US0378331005");
  });

  it("given two ISINs, when asked then are at two addresses", async () => {
    const { bondFactory } = current();
    expect(await bondFactory.bondOf(ISIN)).not.to.equal(await bondFactory.bondOf(OTHER_ISIN));
  });

  it("given a created bond and another ISIN, when existence is asked then says yes and no", async () => {
    const { bondFactory } = current();
    expect(await bondFactory.exists(ISIN)).to.equal(true);
    expect(await bondFactory.exists(OTHER_ISIN)).to.equal(false);
  });
});
