import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { actingAs, forceTransfer, planBond } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, START } from "../../support/world.ts";

describe("BondToken before its issue date", () => {
  const issueDate = START + 100 * DAY;
  const current = useWorld(async (w) => {
    const planned = await planBond(w, { issueDate });
    await planned.issue();
    return { planned };
  });
  const isin = async ({ planned }: ReturnType<typeof current>): Promise<string> =>
    (await planned.terms()).isin;

  it("when it is transferred then reverts with BondTokenNotPaidFor", async () => {
    const w = current();
    await w.networkHelpers.time.setNextBlockTimestamp(issueDate - 1);
    await expect(w.planned.connect(w.issuer).transfer(w.seller, 1n))
      .to.be.revertedWithCustomError(w.planned, "BondTokenNotPaidFor")
      .withArgs(await isin(w), issueDate, issueDate - 1);
    expect(await w.planned.canTransfer(w.issuer, w.seller, 1n)).to.equal(false);
    expect(await w.planned.lifeCycle()).to.equal(0n);
  });

  it("when the issue date begins then it is transferable", async () => {
    const w = current();
    await w.networkHelpers.time.setNextBlockTimestamp(issueDate);
    await w.planned.connect(w.issuer).transfer(w.seller, 1n);
    expect(await w.planned.lifeCycle()).to.equal(1n);
    expect(await w.planned.canTransfer(w.issuer, w.seller, 1n)).to.equal(true);
  });

  it("when settlement holds it for its underwriter then it is held", async () => {
    const w = current();
    await w.planned.connect(await actingAs(w, w.escrow)).hold(w.issuer, 5n);
    expect((await w.planned.positionOf(w.issuer)).held).to.equal(5n);
  });
});

describe("RegulatedToken: what nobody can do to the supply, or to itself", () => {
  const current = useWorld();

  it("when settlement holds units of the zero account then reverts with ERC20InvalidSender", async () => {
    const w = current();
    await expect(w.bond.connect(await actingAs(w, w.escrow)).hold(ZeroAddress, 5n))
      .to.be.revertedWithCustomError(w.bond, "ERC20InvalidSender")
      .withArgs(ZeroAddress);
  });

  it("when a court order moves frozen units to the same account then reverts with ERC20InvalidReceiver", async () => {
    const w = current();
    await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 600n);
    await expect(forceTransfer(w, w.bond, w.seller.address, w.seller.address, 600n))
      .to.be.revertedWithCustomError(w.bond, "ERC20InvalidReceiver")
      .withArgs(w.seller.address);
    expect(await w.bond.getFrozenTokens(w.seller)).to.equal(600n);
  });
});
