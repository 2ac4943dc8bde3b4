import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs, OTHER_ISIN, planBond, schedule } from "../../support/actions.ts";
import type { World } from "../../support/useWorld.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS, FAR, ISIN, SCOPES } from "../../support/world.ts";

/** A contract that stops at once, whatever it is asked. */
async function deployStop({ networkHelpers, third }: World): Promise<string> {
  await networkHelpers.setCode(third.address, "0x00");
  return third.address;
}

describe("BondFactory.setPrimaryMarket", () => {
  const current = useWorld(async (w) => {
    const factory = w.bondFactory.connect(w.admin);
    const former = await w.offering.getAddress();
    // its room answers the same questions, and stands for a later primary market
    const next = await w.offering.closingRoom();
    const asNext = await actingAs(w, w.offering.attach(next));
    const change = async (primaryMarket: string) => {
      const call = factory.setPrimaryMarket.populateTransaction(primaryMarket);
      await schedule(w, w.admin, call, DELAYS.adminDelay);
      return await factory.setPrimaryMarket(primaryMarket);
    };
    return { factory, former, next, asNext, change };
  });

  it("given a primary market, when another is set then emits PrimaryMarketChanged with both", async () => {
    const { factory, former, next, change } = current();
    await expect(change(next)).to.emit(factory, "PrimaryMarketChanged").withArgs(former, next);
    expect(await factory.primaryMarket()).to.equal(next);
  });

  it("given the admin, when it was not scheduled then reverts with AccessManagerNotScheduled", async () => {
    const { factory, manager, admin, next } = current();
    const { to, data } = await factory.setPrimaryMarket.populateTransaction(next);
    await expect(factory.setPrimaryMarket(next))
      .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
      .withArgs(await manager.hashOperation(admin, to, data));
  });

  it("given the issuer agent, when it sets one then reverts with AccessManagedUnauthorized", async () => {
    const { factory, issuerAgent, next } = current();
    await expect(factory.connect(issuerAgent).setPrimaryMarket(next))
      .to.be.revertedWithCustomError(factory, "AccessManagedUnauthorized")
      .withArgs(issuerAgent.address);
  });

  it("given the present one, when set again then reverts with BondFactoryInvalidPrimaryMarket", async () => {
    const { factory, former, change } = current();
    await expect(change(former))
      .to.be.revertedWithCustomError(factory, "BondFactoryInvalidPrimaryMarket")
      .withArgs(former);
  });

  for (const [name, of] of [
    ["an account without code", (w: ReturnType<typeof current>) => w.outsider.address],
    ["zero", () => ZeroAddress],
    ["a contract that no bond can ask", (w: ReturnType<typeof current>) => w.registerAnchors.getAddress()],
    ["a contract that answers anything with nothing", (w: ReturnType<typeof current>) => deployStop(w)],
  ] as const) {
    it(`given ${name}, when set then reverts with BondFactoryInvalidPrimaryMarket`, async () => {
      const w = current();
      const account = await of(w);
      await expect(w.change(account))
        .to.be.revertedWithCustomError(w.factory, "BondFactoryInvalidPrimaryMarket")
        .withArgs(account);
    });
  }

  it("given bonds created before, when changed then they keep theirs, and later ones get the new", async () => {
    const w = current();
    await w.change(w.next);
    const later = await planBond(w);
    expect(await w.bond.primaryMarket()).to.equal(w.former);
    expect(await later.primaryMarket()).to.equal(w.next);
    expect((await later.terms()).isin).to.equal(OTHER_ISIN);
    expect((await w.bond.terms()).isin).to.equal(ISIN);
  });

  it("given a bond of the former one, when the new one issues then reverts with BondTokenNotPrimaryMarket, while the former may", async () => {
    const w = current();
    await w.change(w.next);
    for (const market of [w.next, w.former]) {
      await w.registry.connect(w.issuer).appointOperator(market, SCOPES.issue, FAR);
    }
    await expect(w.bond.connect(w.asNext).issueUnits(5n))
      .to.be.revertedWithCustomError(w.bond, "BondTokenNotPrimaryMarket")
      .withArgs(ISIN, w.next, w.former);
    await w.bond.connect(await actingAs(w, w.offering)).issueUnits(5n);
    expect(await w.bond.totalSupply()).to.equal(1_005n);
  });

  it("given a bond of the new one, when the former issues then reverts with BondTokenNotPrimaryMarket", async () => {
    const w = current();
    await w.change(w.next);
    const later = await planBond(w);
    await expect(later.connect(await actingAs(w, w.offering)).issueUnits(5n))
      .to.be.revertedWithCustomError(later, "BondTokenNotPrimaryMarket")
      .withArgs(OTHER_ISIN, w.former, w.next);
  });
});
