import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { OTHER_ISIN, planBond, schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DELAYS, ISIN } from "../../support/world.ts";

describe("BondFactory.setServicing", () => {
  const current = useWorld(async (w) => {
    const factory = w.bondFactory.connect(w.admin);
    const former = await w.redemptionAgent.getAddress();
    // another contract stands for a later servicing contract
    const next = await w.registerAnchors.getAddress();
    const change = async (servicing: string) => {
      await schedule(w, w.admin, factory.setServicing.populateTransaction(servicing), DELAYS.adminDelay);
      return await factory.setServicing(servicing);
    };
    return { factory, former, next, change };
  });

  it("given a servicing contract, when another is set then emits ServicingChanged with both", async () => {
    const { factory, former, next, change } = current();
    await expect(change(next)).to.emit(factory, "ServicingChanged").withArgs(former, next);
    expect(await factory.servicing()).to.equal(next);
  });

  it("given the admin, when it was not scheduled then reverts with AccessManagerNotScheduled", async () => {
    const { factory, manager, admin, next } = current();
    const { to, data } = await factory.setServicing.populateTransaction(next);
    await expect(factory.setServicing(next))
      .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
      .withArgs(await manager.hashOperation(admin, to, data));
  });

  it("given the present one, when set again then reverts with BondFactoryInvalidServicing", async () => {
    const { factory, former, change } = current();
    await expect(change(former))
      .to.be.revertedWithCustomError(factory, "BondFactoryInvalidServicing")
      .withArgs(former);
  });

  for (const [name, of] of [
    ["an account without code", (w: ReturnType<typeof current>) => w.outsider.address],
    ["zero", () => ZeroAddress],
  ] as const) {
    it(`given ${name}, when set then reverts with BondFactoryInvalidServicing`, async () => {
      const w = current();
      const account = of(w);
      await expect(w.change(account))
        .to.be.revertedWithCustomError(w.factory, "BondFactoryInvalidServicing")
        .withArgs(account);
    });
  }

  it("given bonds created before, when changed then they keep theirs, and later ones get the new", async () => {
    const w = current();
    await w.change(w.next);
    const later = await planBond(w);
    expect(await w.bond.servicing()).to.equal(w.former);
    expect(await later.servicing()).to.equal(w.next);
    expect((await later.terms()).isin).to.equal(OTHER_ISIN);
    expect((await w.bond.terms()).isin).to.equal(ISIN);
  });

  it("given a bond of the former one, when the new one calls then reverts with BondTokenNotServicing", async () => {
    const w = current();
    await w.change(w.next);
    await w.networkHelpers.impersonateAccount(w.next);
    await w.networkHelpers.setBalance(w.next, 10n ** 18n);
    const asNext = w.bond.connect(await w.ethers.getSigner(w.next));
    await expect(asNext.redeem(w.seller, 1n))
      .to.be.revertedWithCustomError(w.bond, "BondTokenNotServicing")
      .withArgs(ISIN, w.next, w.former);
  });
});
