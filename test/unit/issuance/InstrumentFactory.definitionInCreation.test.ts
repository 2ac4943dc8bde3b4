import { expect } from "chai";

import { planBond } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";

for (const name of ["bondFactory", "currencyFactory"] as const) {
  describe(`InstrumentFactory.definitionInCreation (${name})`, () => {
    const current = useWorld();

    it("given nothing in creation, when asked then reverts with InstrumentFactoryNotCreating", async () => {
      const w = current();
      await expect(w[name].connect(w.outsider).definitionInCreation())
        .to.be.revertedWithCustomError(w[name], "InstrumentFactoryNotCreating")
        .withArgs(w.outsider.address);
    });

    it("given a token just created, when asked then reverts with InstrumentFactoryNotCreating", async () => {
      const w = current();
      await planBond(w);
      await expect(w[name].connect(w.outsider).definitionInCreation())
        .to.be.revertedWithCustomError(w[name], "InstrumentFactoryNotCreating")
        .withArgs(w.outsider.address);
    });

    it("given the factory, when asked for its house then has registry and access manager", async () => {
      const w = current();
      expect(await w[name].registry()).to.equal(await w.registry.getAddress());
      expect(await w[name].authority()).to.equal(await w.manager.getAddress());
    });
  });
}

describe("InstrumentFactory.definitionInCreation (no factory)", () => {
  const current = useWorld();

  for (const token of ["BondToken", "DigitalCurrency"] as const) {
    it(`given somebody who deploys a ${token} outside of a factory, when deployed then reverts: there is nothing to read back`, async () => {
      const { ethers } = current();
      await expect(ethers.deployContract(token)).to.be.revertedWithoutReason(ethers);
    });
  }
});
