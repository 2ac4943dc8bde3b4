import { expect } from "chai";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { schedule } from "../../support/actions.ts";
import { DAY, DELAYS } from "../../support/world.ts";

type Role = keyof typeof ROLES;
const roles = Object.keys(ROLES) as Role[];
const delayOf = (role: Role): number =>
  role === "admin" ? DELAYS.adminDelay : role === "courtOrder" ? DELAYS.courtOrderDelay : 0;

const ALLOWED: readonly (readonly [Role, Role])[] = [
  ["registrar", "issuerAgent"],
  ["registrar", "pauser"],
  ["issuerAgent", "pauser"],
  ["compliance", "pauser"],
];
const pairs = roles.flatMap((role) => roles.map((other) => [role, other] as const));
const allowed = pairs.filter((pair) => ALLOWED.some(([a, b]) => pair.includes(a) && pair.includes(b)));
const forbidden = pairs.filter(
  ([role, other]) =>
    role !== other && !allowed.some(([heldRole, granted]) => heldRole === role && granted === other),
);

/** Lets the admin grant `role` to `account`, after the admin's own delay. */
async function grant(w: World, role: bigint, account: string, delay: number) {
  const { manager, admin } = w;
  await schedule(w, admin, manager.grantRole.populateTransaction(role, account, delay), DELAYS.adminDelay);
  return await manager.connect(admin).grantRole(role, account, delay);
}

describe("DutyManager.grantRole", () => {
  const current = useWorld();

  describe("given a house that was deployed", () => {
    it("when looked at then the deployer holds no role", async () => {
      const { manager, deployer } = current();
      for (const role of roles) {
        expect(await manager.hasRole(ROLES[role], deployer), role).to.deep.equal([false, 0n]);
      }
    });

    it("when looked at then each duty is held by its own account, with its delay", async () => {
      const w = current();
      for (const role of roles) {
        expect(await w.manager.hasRole(ROLES[role], w[role]), role).to.deep.equal([
          true,
          BigInt(delayOf(role)),
        ]);
        for (const other of roles.filter((each) => each !== role)) {
          expect(await w.manager.hasRole(ROLES[role], w[other]), `${other} as ${role}`).to.deep.equal([
            false,
            0n,
          ]);
        }
      }
    });

    it("when the deployer grants itself the admin role again then reverts with AccessManagerUnauthorizedAccount", async () => {
      const { manager, deployer } = current();
      await expect(manager.connect(deployer).grantRole(ROLES.admin, deployer, DELAYS.adminDelay))
        .to.be.revertedWithCustomError(manager, "AccessManagerUnauthorizedAccount")
        .withArgs(deployer.address, ROLES.admin);
    });
  });

  describe("given the admin, whose calls wait", () => {
    it("when it has not scheduled the grant then reverts with AccessManagerNotScheduled", async () => {
      const { manager, admin, outsider } = current();
      const { data } = await manager.grantRole.populateTransaction(ROLES.pauser, outsider, 0);
      const id = await manager.hashOperation(admin, manager, data);
      await expect(manager.connect(admin).grantRole(ROLES.pauser, outsider, 0))
        .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
        .withArgs(id);
    });

    it("when a second of the delay is missing then reverts with AccessManagerNotReady", async () => {
      const w = current();
      const { manager, admin, outsider, networkHelpers } = w;
      const call = await manager.grantRole.populateTransaction(ROLES.pauser, outsider, 0);
      await manager.connect(admin).schedule(call.to, call.data, 0);
      const scheduledAt = await networkHelpers.time.latest();

      await networkHelpers.time.setNextBlockTimestamp(scheduledAt + DELAYS.adminDelay - 1);
      await expect(manager.connect(admin).grantRole(ROLES.pauser, outsider, 0))
        .to.be.revertedWithCustomError(manager, "AccessManagerNotReady")
        .withArgs(await manager.hashOperation(admin, manager, call.data));
    });

    it("when the delay has passed to the second then grants", async () => {
      const { manager, admin, outsider, networkHelpers } = current();
      const call = await manager.grantRole.populateTransaction(ROLES.pauser, outsider, 0);
      await manager.connect(admin).schedule(call.to, call.data, 0);
      const at = (await networkHelpers.time.latest()) + DELAYS.adminDelay;

      await networkHelpers.time.setNextBlockTimestamp(at);
      await expect(manager.connect(admin).grantRole(ROLES.pauser, outsider, 0))
        .to.emit(manager, "RoleGranted")
        .withArgs(ROLES.pauser, outsider.address, 0, at, true);
      expect(await manager.hasRole(ROLES.pauser, outsider)).to.deep.equal([true, 0n]);
    });

    for (const role of roles.filter((each) => each !== "admin")) {
      it(`when the ${role} grants a role then reverts with AccessManagerUnauthorizedAccount`, async () => {
        const w = current();
        await expect(w.manager.connect(w[role]).grantRole(ROLES[role], w.outsider, 0))
          .to.be.revertedWithCustomError(w.manager, "AccessManagerUnauthorizedAccount")
          .withArgs(w[role].address, ROLES.admin);
      });
    }
  });

  describe("given an account that holds a role", () => {
    for (const [held, granted] of forbidden) {
      it(`when the ${held} is granted ${granted} then reverts with DutyManagerIncompatibleRoles`, async () => {
        const w = current();
        await expect(grant(w, ROLES[granted], w[held].address, delayOf(granted)))
          .to.be.revertedWithCustomError(w.manager, "DutyManagerIncompatibleRoles")
          .withArgs(w[held].address, ROLES[held], ROLES[granted]);
      });
    }

    for (const [held, granted] of allowed) {
      it(`when the ${held} is granted ${granted} then holds both`, async () => {
        const w = current();
        await grant(w, ROLES[granted], w[held].address, 0);
        expect(await w.manager.hasRole(ROLES[held], w[held])).to.deep.equal([true, 0n]);
        expect(await w.manager.hasRole(ROLES[granted], w[held])).to.deep.equal([true, 0n]);
      });
    }

    it("when a third role fits the first but not the second then reverts with DutyManagerIncompatibleRoles", async () => {
      const w = current();
      await grant(w, ROLES.pauser, w.registrar.address, 0);
      await expect(grant(w, ROLES.compliance, w.registrar.address, 0))
        .to.be.revertedWithCustomError(w.manager, "DutyManagerIncompatibleRoles")
        .withArgs(w.registrar.address, ROLES.registrar, ROLES.compliance);
    });

    it("when granted the same role again then only its delay changes", async () => {
      const w = current();
      const { manager, pauser } = w;
      await expect(grant(w, ROLES.pauser, pauser.address, DAY)).to.emit(manager, "RoleGranted");
      expect(await manager.hasRole(ROLES.pauser, pauser)).to.deep.equal([true, BigInt(DAY)]);
    });

    it("when it lost the role before then may be granted an incompatible one", async () => {
      const w = current();
      const { manager, admin, pauser } = w;
      await schedule(
        w,
        admin,
        manager.revokeRole.populateTransaction(ROLES.pauser, pauser),
        DELAYS.adminDelay,
      );
      await manager.connect(admin).revokeRole(ROLES.pauser, pauser);
      await grant(w, ROLES.settlementBank, pauser.address, 0);
      expect(await manager.hasRole(ROLES.settlementBank, pauser)).to.deep.equal([true, 0n]);
    });

    it("when it renounced the role before then may be granted an incompatible one", async () => {
      const w = current();
      const { manager, pauser } = w;
      await manager.connect(pauser).renounceRole(ROLES.pauser, pauser);
      await grant(w, ROLES.registrar, pauser.address, 0);
      expect(await manager.hasRole(ROLES.registrar, pauser)).to.deep.equal([true, 0n]);
    });
  });

  describe("given a membership that waits for the grant delay of its role", () => {
    const waiting = useWorld(async (w) => {
      const { manager, admin, outsider } = w;
      await schedule(
        w,
        admin,
        manager.setGrantDelay.populateTransaction(ROLES.pauser, 30 * DAY),
        DELAYS.adminDelay,
      );
      await manager.connect(admin).setGrantDelay(ROLES.pauser, 30 * DAY);
      await w.networkHelpers.time.increase(5 * DAY); // until the new grant delay itself takes effect
      await grant(w, ROLES.pauser, outsider.address, 0);
      return {};
    });

    it("when looked at then it is not a member yet", async () => {
      const { manager, outsider } = waiting();
      expect(await manager.hasRole(ROLES.pauser, outsider)).to.deep.equal([false, 0n]);
    });

    for (const granted of ["admin", "settlementBank", "courtOrder"] as const) {
      it(`when granted ${granted} then reverts with DutyManagerIncompatibleRoles`, async () => {
        const w = waiting();
        await expect(grant(w, ROLES[granted], w.outsider.address, delayOf(granted)))
          .to.be.revertedWithCustomError(w.manager, "DutyManagerIncompatibleRoles")
          .withArgs(w.outsider.address, ROLES.pauser, ROLES[granted]);
      });
    }

    it("when granted a compatible role then holds it at once", async () => {
      const w = waiting();
      await grant(w, ROLES.compliance, w.outsider.address, 0);
      expect(await w.manager.hasRole(ROLES.compliance, w.outsider)).to.deep.equal([true, 0n]);
    });

    it("when the membership is pending and the other role is held then the grant is refused that way round too", async () => {
      const w = waiting();
      await expect(grant(w, ROLES.pauser, w.settlementBank.address, 0))
        .to.be.revertedWithCustomError(w.manager, "DutyManagerIncompatibleRoles")
        .withArgs(w.settlementBank.address, ROLES.settlementBank, ROLES.pauser);
    });
  });

  describe("given a role whose calls must wait", () => {
    for (const [role, minimum] of [
      ["admin", DELAYS.adminDelay],
      ["courtOrder", DELAYS.courtOrderDelay],
    ] as const) {
      for (const delay of [0, minimum - 1]) {
        it(`when ${role} is granted with ${delay} of ${minimum} seconds then reverts with DutyManagerDelayTooShort`, async () => {
          const w = current();
          await expect(grant(w, ROLES[role], w.outsider.address, delay))
            .to.be.revertedWithCustomError(w.manager, "DutyManagerDelayTooShort")
            .withArgs(w.outsider.address, ROLES[role], delay, minimum);
        });
      }

      for (const delay of [minimum, minimum + 1]) {
        it(`when ${role} is granted with ${delay} seconds then holds it with this delay`, async () => {
          const w = current();
          await grant(w, ROLES[role], w.outsider.address, delay);
          expect(await w.manager.hasRole(ROLES[role], w.outsider)).to.deep.equal([true, BigInt(delay)]);
        });
      }

      it(`when a member's delay of ${role} would become shorter than its minimum then reverts with DutyManagerDelayTooShort`, async () => {
        const w = current();
        await expect(grant(w, ROLES[role], w[role].address, minimum - 1))
          .to.be.revertedWithCustomError(w.manager, "DutyManagerDelayTooShort")
          .withArgs(w[role].address, ROLES[role], minimum - 1, minimum);
      });
    }
  });

  describe("given a manager that is being deployed", () => {
    it("when its constructor makes the deployer admin then without delay", async () => {
      const { ethers, outsider } = current();
      const fresh = await ethers.deployContract("DutyManager", [
        outsider.address,
        DELAYS.adminDelay,
        DELAYS.courtOrderDelay,
      ]);
      expect(await fresh.hasRole(ROLES.admin, outsider)).to.deep.equal([true, 0n]);
    });

    it("when the deployer then grants itself another role then reverts with DutyManagerIncompatibleRoles", async () => {
      const { ethers, outsider } = current();
      const fresh = await ethers.deployContract("DutyManager", [outsider.address, 2, 1]);
      await expect(fresh.connect(outsider).grantRole(ROLES.registrar, outsider, 0))
        .to.be.revertedWithCustomError(fresh, "DutyManagerIncompatibleRoles")
        .withArgs(outsider.address, ROLES.admin, ROLES.registrar);
    });
  });
});
