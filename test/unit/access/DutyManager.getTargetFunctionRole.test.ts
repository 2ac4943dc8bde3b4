import { expect } from "chai";
import { id } from "ethers";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { planBond, schedule } from "../../support/actions.ts";
import { RESTRICTED } from "../../support/restrictedCalls.ts";
import type { World } from "../../support/useWorld.ts";
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

  describe("given a function that the table does not name", () => {
    const changed = useWorld(async (w) => {
      const selector = id("onceUponATime()").slice(0, 10);
      const target = await w.bond.getAddress();
      await set(w, target, selector, ROLES.compliance);
      return { selector };
    });

    it("when the admin sets a role then says this role, for this contract only", async () => {
      const { manager, bond, cash, selector } = changed();
      expect(await manager.getTargetFunctionRole(bond, selector)).to.equal(ROLES.compliance);
      expect(await manager.getTargetFunctionRole(cash, selector)).to.equal(ROLES.admin);
    });

    it("when the admin sets a role that the house has not then reverts with DutyManagerUnknownRole", async () => {
      const w = changed();
      await expect(set(w, await w.cash.getAddress(), w.selector, 99n))
        .to.be.revertedWithCustomError(w.manager, "DutyManagerUnknownRole")
        .withArgs(99n);
    });
  });

  describe("given a duty of the table", () => {
    const dangerous = ["forcedTransfer", "setSettlement", "pause"] as const;
    for (const name of dangerous) {
      it(`when the admin gives ${name} to another role then reverts with DutyManagerFixedDuty`, async () => {
        const w = current();
        const { selector } = w.bond.interface.getFunction(name);
        const target = await w.bond.getAddress();
        await expect(set(w, target, selector, ROLES.compliance))
          .to.be.revertedWithCustomError(w.manager, "DutyManagerFixedDuty")
          .withArgs(target, selector, ROLES.compliance);
      });
    }
  });
});

describe("DutyManager.getTargetFunctionRole: every duty of the table", () => {
  const current = useWorld();

  for (const { contract, name, make } of RESTRICTED) {
    it(`given ${contract}, when the admin gives ${name} to another role then reverts with DutyManagerFixedDuty`, async () => {
      const w = current();
      const { data } = await make(w);
      const selector = data.slice(0, 10);
      const target = await w[contract].getAddress();
      await expect(set(w, target, selector, ROLES.compliance))
        .to.be.revertedWithCustomError(w.manager, "DutyManagerFixedDuty")
        .withArgs(target, selector, ROLES.compliance);
    });
  }
});

describe("DutyManager: roles that the house has not", () => {
  const current = useWorld();
  const UNKNOWN = 7n;

  it("when one is granted then reverts with DutyManagerUnknownRole", async () => {
    const w = current();
    const { manager, admin, outsider } = w;
    await schedule(w, admin, manager.grantRole.populateTransaction(UNKNOWN, outsider, 0), DELAYS.adminDelay);
    await expect(manager.connect(admin).grantRole(UNKNOWN, outsider, 0))
      .to.be.revertedWithCustomError(manager, "DutyManagerUnknownRole")
      .withArgs(UNKNOWN);
  });

  it("when one is to grant a role of the house then reverts with DutyManagerUnknownRole", async () => {
    const w = current();
    const { manager, admin } = w;
    const call = manager.setRoleAdmin.populateTransaction(ROLES.courtOrder, UNKNOWN);
    await schedule(w, admin, call, DELAYS.adminDelay);
    await expect(manager.connect(admin).setRoleAdmin(ROLES.courtOrder, UNKNOWN))
      .to.be.revertedWithCustomError(manager, "DutyManagerUnknownRole")
      .withArgs(UNKNOWN);
  });

  it("when one is to guard a role of the house then reverts with DutyManagerUnknownRole", async () => {
    const w = current();
    const { manager, admin } = w;
    const call = manager.setRoleGuardian.populateTransaction(ROLES.courtOrder, UNKNOWN);
    await schedule(w, admin, call, DELAYS.adminDelay);
    await expect(manager.connect(admin).setRoleGuardian(ROLES.courtOrder, UNKNOWN))
      .to.be.revertedWithCustomError(manager, "DutyManagerUnknownRole")
      .withArgs(UNKNOWN);
  });

  it("when roles of the house are to grant and to guard then they do", async () => {
    const w = current();
    const { manager, admin } = w;
    const grant = manager.setRoleAdmin.populateTransaction(ROLES.pauser, ROLES.registrar);
    await schedule(w, admin, grant, DELAYS.adminDelay);
    await manager.connect(admin).setRoleAdmin(ROLES.pauser, ROLES.registrar);
    expect(await manager.getRoleAdmin(ROLES.pauser)).to.equal(ROLES.registrar);
    const guard = manager.setRoleGuardian.populateTransaction(ROLES.courtOrder, ROLES.compliance);
    await schedule(w, admin, guard, DELAYS.adminDelay);
    await manager.connect(admin).setRoleGuardian(ROLES.courtOrder, ROLES.compliance);
    expect(await manager.getRoleGuardian(ROLES.courtOrder)).to.equal(ROLES.compliance);
  });
});

/** Sets a function's role, scheduled and delayed as the admin must. */
async function set({ manager, admin, ...w }: World, target: string, selector: string, role: bigint) {
  const call = manager.setTargetFunctionRole.populateTransaction(target, [selector], role);
  await schedule({ manager, admin, ...w }, admin, call, DELAYS.adminDelay);
  return await manager.connect(admin).setTargetFunctionRole(target, [selector], role);
}
