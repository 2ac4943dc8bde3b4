import { expect } from "chai";

import { ROLES } from "../../../ignition/modules/Kessai.ts";
import { planBond, schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS } from "../../support/world.ts";

describe("DutyManager.getTargetFunctionRole", () => {
  const current = useWorld();

  describe("given a contract that the admin has set nothing for", () => {
    it("when asked then says what the table of duties says", async () => {
      const { manager, bond } = current();
      const { selector } = bond.interface.getFunction("pause");
      expect(await manager.getTargetFunctionRole(bond, selector)).to.equal(ROLES.pauser);
    });

    it("when the contract is created later then is governed like the others", async () => {
      const w = current();
      const later = await planBond(w);
      const { selector } = later.interface.getFunction("forcedTransfer");
      expect(await w.manager.getTargetFunctionRole(later, selector)).to.equal(ROLES.courtOrder);
    });
  });

  describe("given a contract that the admin has set another role for", () => {
    const changed = useWorld(async (w) => {
      const { manager, admin, bond } = w;
      const selector = bond.interface.getFunction("pause").selector;
      const target = await bond.getAddress();
      await schedule(
        w,
        admin,
        manager.setTargetFunctionRole.populateTransaction(target, [selector], ROLES.compliance),
        DELAYS.adminDelay,
      );
      await manager.connect(admin).setTargetFunctionRole(target, [selector], ROLES.compliance);
      return { selector };
    });

    it("when asked then says this role, for this contract only", async () => {
      const { manager, bond, cash, selector } = changed();
      expect(await manager.getTargetFunctionRole(bond, selector)).to.equal(ROLES.compliance);
      expect(await manager.getTargetFunctionRole(cash, selector)).to.equal(ROLES.pauser);
    });

    it("when the role set is used then works, and the table's role is refused", async () => {
      const { bond, compliance, pauser } = changed();
      await expect(bond.connect(pauser).pause())
        .to.be.revertedWithCustomError(bond, "AccessManagedUnauthorized")
        .withArgs(pauser.address);
      await expect(bond.connect(compliance).pause()).to.emit(bond, "Paused").withArgs(compliance.address);
    });

    it("when the admin sets its own role then the table counts again", async () => {
      const w = changed();
      const { manager, admin, bond, selector } = w;
      await schedule(
        w,
        admin,
        manager.setTargetFunctionRole.populateTransaction(bond, [selector], ROLES.admin),
        DELAYS.adminDelay,
      );
      await manager.connect(admin).setTargetFunctionRole(bond, [selector], ROLES.admin);
      expect(await manager.getTargetFunctionRole(bond, selector)).to.equal(ROLES.pauser);
    });
  });
});
