import { expect } from "chai";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS } from "../../support/world.ts";

describe("DutyManager.minimumDelay", () => {
  const current = useWorld();

  const minimums = [
    ["admin", DELAYS.adminDelay],
    ["courtOrder", DELAYS.courtOrderDelay],
    ["registrar", 0],
    ["settlementBank", 0],
    ["issuerAgent", 0],
    ["compliance", 0],
    ["pauser", 0],
  ] as const;

  for (const [role, delay] of minimums) {
    it(`given the role ${role}, when asked, then says ${delay} seconds`, async () => {
      expect(await current().manager.minimumDelay(ROLES[role])).to.equal(delay);
    });
  }

  it("given an unknown role, when asked, then says none", async () => {
    expect(await current().manager.minimumDelay(7n)).to.equal(0n);
  });
});
