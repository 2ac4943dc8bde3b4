import { expect } from "chai";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import type { Role } from "../../support/restrictedCalls.ts";
import { CONTRACTS, mutatingFunctions, OPEN, RESTRICTED } from "../../support/restrictedCalls.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS } from "../../support/world.ts";

const roles = Object.keys(ROLES) as Role[];
const delayOf = (role: Role): bigint =>
  BigInt(role === "admin" ? DELAYS.adminDelay : role === "courtOrder" ? DELAYS.courtOrderDelay : 0);

describe("Duties.roleFor", () => {
  const current = useWorld();

  for (const contract of CONTRACTS) {
    it(`given the contract ${contract}, when its functions are listed then each is somebody's duty or open to all`, () => {
      const restricted = RESTRICTED.filter((each) => each.contract === contract).map((each) => each.name);
      // setAuthority is the access manager's own
      const known = [...restricted, ...OPEN[contract], "setAuthority"];
      expect(mutatingFunctions(current()[contract].interface)).to.deep.equal(known.sort());
    });
  }

  for (const { contract, name, role, make } of RESTRICTED) {
    describe(`given the function ${contract}.${name}`, () => {
      it(`when the table is asked then says ${role}`, async () => {
        const w = current();
        const { data } = await make(w);
        expect(await w.manager.dutyOf(data.slice(0, 10))).to.equal(ROLES[role]);
      });

      for (const caller of [...roles, "outsider", "deployer", "seller"] as const) {
        if (caller === role) {
          it(`when the ${caller} calls then may, after ${delayOf(role)} seconds`, async () => {
            const w = current();
            const { to, data } = await make(w);
            expect(await w.manager.canCall(w[caller], to, data.slice(0, 10))).to.deep.equal([
              delayOf(role) === 0n,
              delayOf(role),
            ]);
          });
        } else {
          it(`when the ${caller} calls then reverts with AccessManagedUnauthorized`, async () => {
            const w = current();
            await expect(w[caller].sendTransaction(await make(w)))
              .to.be.revertedWithCustomError(w[contract], "AccessManagedUnauthorized")
              .withArgs(w[caller].address);
          });
        }
      }
    });
  }

  for (const contract of CONTRACTS) {
    it(`given the function ${contract}.setAuthority, when the admin itself calls then reverts with AccessManagedUnauthorized`, async () => {
      const w = current();
      await expect(w[contract].connect(w.admin).setAuthority(w.admin))
        .to.be.revertedWithCustomError(w[contract], "AccessManagedUnauthorized")
        .withArgs(w.admin.address);
    });
  }

  for (const selector of ["0x00000000", "0xffffffff", "0xa9059cbb"]) {
    it(`given the selector ${selector}, which is nobody's duty, when the table is asked then says admin`, async () => {
      expect(await current().manager.dutyOf(selector)).to.equal(ROLES.admin);
    });
  }
});
