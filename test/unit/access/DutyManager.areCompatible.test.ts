import { expect } from "chai";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { useWorld } from "../../support/useWorld.ts";

type Role = keyof typeof ROLES;
const roles = Object.keys(ROLES) as Role[];

/** The only pairs of different roles that one account may hold. */
const ALLOWED: readonly (readonly [Role, Role])[] = [
  ["registrar", "issuerAgent"],
  ["pauser", "registrar"],
  ["pauser", "issuerAgent"],
  ["pauser", "compliance"],
];

const mayMeet = (role: Role, other: Role): boolean =>
  role === other || ALLOWED.some((pair) => pair.includes(role) && pair.includes(other));

describe("DutyManager.areCompatible", () => {
  const current = useWorld();

  for (const role of roles) {
    describe(`given the role ${role}`, () => {
      for (const other of roles) {
        const verdict = mayMeet(role, other);
        it(`when the other is ${other} then says ${verdict ? "yes" : "no"}`, async () => {
          expect(await current().manager.areCompatible(ROLES[role], ROLES[other])).to.equal(verdict);
        });
      }

      for (const unknown of [7n, 63n, 255n, 256n, 2n ** 64n - 1n]) {
        it(`when the other is the unknown role ${unknown} then says yes, both ways`, async () => {
          const { manager } = current();
          expect(await manager.areCompatible(ROLES[role], unknown)).to.equal(true);
          expect(await manager.areCompatible(unknown, ROLES[role])).to.equal(true);
        });
      }
    });
  }
});
