import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { deploySettlement, schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS } from "../../support/world.ts";

for (const name of ["bondFactory", "currencyFactory"] as const) {
  describe(`InstrumentFactory.setSettlement (${name})`, () => {
    const current = useWorld(async (w) => {
      const next = await (await deploySettlement(w)).getAddress();
      const former = await w.escrow.getAddress();
      const factory = w[name].connect(w.admin);
      const change = async (settlement: string) => {
        await schedule(w, w.admin, factory.setSettlement.populateTransaction(settlement), DELAYS.adminDelay);
        return await factory.setSettlement(settlement);
      };
      return { factory, former, next, change };
    });

    it("given a settlement contract, when another is set then emits SettlementChanged with both", async () => {
      const { factory, former, next, change } = current();
      await expect(change(next)).to.emit(factory, "SettlementChanged").withArgs(former, next);
      expect(await factory.settlement()).to.equal(next);
    });

    it("given the admin, when it was not scheduled then reverts with AccessManagerNotScheduled", async () => {
      const { factory, manager, admin, next } = current();
      const { to, data } = await factory.setSettlement.populateTransaction(next);
      await expect(factory.setSettlement(next))
        .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
        .withArgs(await manager.hashOperation(admin, to, data));
    });

    it("given the present one, when set again then reverts with InstrumentFactoryInvalidSettlement", async () => {
      const { factory, former, change } = current();
      await expect(change(former))
        .to.be.revertedWithCustomError(factory, "InstrumentFactoryInvalidSettlement")
        .withArgs(former);
    });

    it("given an account without code, when set then reverts with InstrumentFactoryInvalidSettlement", async () => {
      const { factory, outsider, change } = current();
      await expect(change(outsider.address))
        .to.be.revertedWithCustomError(factory, "InstrumentFactoryInvalidSettlement")
        .withArgs(outsider.address);
    });

    it("given zero, when set then reverts with InstrumentFactoryInvalidSettlement", async () => {
      const { factory, change } = current();
      await expect(change(ZeroAddress))
        .to.be.revertedWithCustomError(factory, "InstrumentFactoryInvalidSettlement")
        .withArgs(ZeroAddress);
    });

    it("given tokens created before, when changed then they keep theirs", async () => {
      const { bond, cash, former, next, change } = current();
      await change(next);
      expect(await bond.settlement()).to.equal(former);
      expect(await cash.settlement()).to.equal(former);
    });
  });
}
