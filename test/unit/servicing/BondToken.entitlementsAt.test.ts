import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { CUTOFFS } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, ISIN } from "../../support/world.ts";

const FROZEN = 1n << 255n;

describe("BondToken.entitlementsAt", () => {
  const current = useWorld(async (w) => {
    await w.networkHelpers.time.increaseTo(CUTOFFS[0]);
    await w.bond.connect(w.seller).transfer(w.third, 50n);
    return { asCompliance: w.bond.connect(w.compliance) };
  });

  it("given a record date that is over, when accounts are asked then says what each held at it", async () => {
    const { bond, issuer, seller, buyer, third, outsider } = current();
    const accounts = [third, seller, outsider, buyer, issuer, seller, ZeroAddress];
    expect(await bond.entitlementsAt(0, accounts)).to.deep.equal([0n, 600n, 0n, 100n, 300n, 600n, 0n]);
    for (const account of [issuer, seller, buyer, third, outsider]) {
      const [units] = await bond.entitlementsAt(0, [account]);
      expect(units).to.equal(await bond.balanceAtRecordDate(account, 0));
    }
  });

  it("given no accounts, when asked then says nothing", async () => {
    expect(await current().bond.entitlementsAt(0, [])).to.deep.equal([]);
  });

  it("given a frozen account, when asked then its units have the flag, until it is thawed", async () => {
    const { bond, asCompliance, seller, buyer } = current();
    await asCompliance.setAccountFrozen(seller, true);
    expect(await bond.entitlementsAt(0, [seller, buyer])).to.deep.equal([FROZEN | 600n, 100n]);
    await asCompliance.setAccountFrozen(seller, false);
    expect(await bond.entitlementsAt(0, [seller, buyer])).to.deep.equal([600n, 100n]);
  });

  it("given a frozen amount, when asked then its units have the flag, until it is thawed", async () => {
    const { bond, asCompliance, seller } = current();
    await asCompliance.setFrozenTokens(seller, 1n);
    expect(await bond.entitlementsAt(0, [seller])).to.deep.equal([FROZEN | 600n]);
    await asCompliance.setFrozenTokens(seller, 0n);
    expect(await bond.entitlementsAt(0, [seller])).to.deep.equal([600n]);
  });

  it("given a frozen account that held nothing, when asked then has the flag and no units", async () => {
    const { bond, asCompliance, outsider } = current();
    await asCompliance.setAccountFrozen(outsider, true);
    expect(await bond.entitlementsAt(0, [outsider])).to.deep.equal([FROZEN]);
  });

  it("given a suspended account, when asked then has no flag: who may receive is the currency's to say", async () => {
    const { bond, registry, compliance, seller } = current();
    await registry.connect(compliance).suspend(seller, EVIDENCE);
    expect(await bond.entitlementsAt(0, [seller])).to.deep.equal([600n]);
  });

  it("given a record date that is open, when asked then reverts with BondTokenRecordDateOpen, even for nobody", async () => {
    const { bond, seller, networkHelpers } = current();
    const now = await networkHelpers.time.latest();
    for (const accounts of [[seller], []]) {
      await expect(bond.entitlementsAt(1, accounts))
        .to.be.revertedWithCustomError(bond, "BondTokenRecordDateOpen")
        .withArgs(ISIN, 1, CUTOFFS[1], now);
    }
  });

  for (const index of [2n, 2n ** 256n - 1n]) {
    it(`given two record dates, when ${index} is asked then reverts with BondTokenUnknownRecordDate`, async () => {
      const { bond, seller } = current();
      await expect(bond.entitlementsAt(index, [seller]))
        .to.be.revertedWithCustomError(bond, "BondTokenUnknownRecordDate")
        .withArgs(ISIN, index, 2);
    });
  }
});
