import { expect } from "chai";

import { planBond } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, FAR, ISIN } from "../../support/world.ts";

const LIFE = { planned: 0n, outstanding: 1n, closed: 2n, matured: 3n } as const;

describe("BondToken.lifeCycle", () => {
  const current = useWorld(async (w) => ({
    planned: await planBond(w),
    closedFrom: Number(w.terms.closedFrom),
    maturity: Number(w.terms.maturityDate),
  }));

  it("given a bond that is not issued, when asked then says planned", async () => {
    expect(await current().planned.lifeCycle()).to.equal(LIFE.planned);
  });

  it("given an issued bond, when asked then says outstanding, until the last second before it closes", async () => {
    const { bond, closedFrom, networkHelpers } = current();
    expect(await bond.lifeCycle()).to.equal(LIFE.outstanding);
    await networkHelpers.time.increaseTo(closedFrom - 1);
    expect(await bond.lifeCycle()).to.equal(LIFE.outstanding);
  });

  it("given the first second of the closed period, when asked then says closed, until maturity", async () => {
    const { bond, closedFrom, maturity, networkHelpers } = current();
    await networkHelpers.time.increaseTo(closedFrom);
    expect(await bond.lifeCycle()).to.equal(LIFE.closed);
    await networkHelpers.time.increaseTo(maturity - 1);
    expect(await bond.lifeCycle()).to.equal(LIFE.closed);
  });

  it("given the maturity date, when asked then says matured, issued or not", async () => {
    const { bond, planned, maturity, networkHelpers } = current();
    await networkHelpers.time.increaseTo(maturity);
    expect(await bond.lifeCycle()).to.equal(LIFE.matured);
    expect(await planned.lifeCycle()).to.equal(LIFE.matured);
  });

  describe("given an outstanding bond", () => {
    it("when a transfer is in the last second before it closes then moves", async () => {
      const { bond, seller, buyer, closedFrom, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(closedFrom - 1);
      await bond.connect(seller).transfer(buyer, 1n);
      expect(await bond.balanceOf(buyer)).to.equal(101n);
    });

    it("when a transfer is in the first second of the closed period then reverts with BondTokenClosed", async () => {
      const { bond, seller, buyer, closedFrom, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(closedFrom);
      await expect(bond.connect(seller).transfer(buyer, 1n))
        .to.be.revertedWithCustomError(bond, "BondTokenClosed")
        .withArgs(ISIN, closedFrom, closedFrom);
    });

    it("when a transfer is after maturity then reverts with BondTokenClosed", async () => {
      const { bond, seller, buyer, closedFrom, maturity, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(maturity + 1);
      await expect(bond.connect(seller).transfer(buyer, 0n))
        .to.be.revertedWithCustomError(bond, "BondTokenClosed")
        .withArgs(ISIN, closedFrom, maturity + 1);
    });

    it("when a receiver lacks the classes then reverts with ParticipantLacksClasses", async () => {
      const { bond, registry, seller, third } = current();
      await registry.update(third, 2, FAR, COMMITMENT);
      await expect(bond.connect(seller).transfer(third, 1n))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, 2, 1);
    });

    it("when the issuer without the classes buys back then it may", async () => {
      const { bond, registry, seller, issuer } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      await bond.connect(seller).transfer(issuer, 10n);
      expect(await bond.balanceOf(issuer)).to.equal(310n);
    });
  });
});
