import { expect } from "chai";

import { useWorld } from "../../support/useWorld.ts";
import { DAY, SCOPES, START } from "../../support/world.ts";

describe("ParticipantRegistry.isOperator", () => {
  const expiry = START + DAY;
  const current = useWorld(async ({ registry, seller, operator }) => {
    await registry.connect(seller).appointOperator(operator, SCOPES.trade | SCOPES.cancel, expiry);
    return {};
  });

  const answers = [
    ["its first scope", SCOPES.trade, true],
    ["its second scope", SCOPES.cancel, true],
    ["both of its scopes", SCOPES.trade | SCOPES.cancel, true],
    ["a scope that it has not", SCOPES.issue, false],
    ["one that it has and one that it has not", SCOPES.trade | SCOPES.issue, false],
  ] as const;
  for (const [asked, scopes, answer] of answers) {
    it(`given an appointment, when asked for ${asked} then says ${answer ? "yes" : "no"}`, async () => {
      const { registry, seller, operator } = current();
      expect(await registry.isOperator(seller, operator, scopes)).to.equal(answer);
    });
  }

  it("given an appointment, when its last second has come then says yes", async () => {
    const { registry, seller, operator, networkHelpers } = current();
    await networkHelpers.time.increaseTo(expiry - 1);
    expect(await registry.isOperator(seller, operator, SCOPES.trade)).to.equal(true);
  });

  it("given an appointment, when its expiry has come then says no, and it can still be read", async () => {
    const { registry, seller, operator, networkHelpers } = current();
    await networkHelpers.time.increaseTo(expiry);
    expect(await registry.isOperator(seller, operator, SCOPES.trade)).to.equal(false);
    expect((await registry.appointment(seller, operator)).expiry).to.equal(expiry);
  });

  it("given no appointment, when asked for no scope at all then says no", async () => {
    const { registry, seller, outsider } = current();
    expect(await registry.isOperator(seller, outsider, 0)).to.equal(false);
  });
});
