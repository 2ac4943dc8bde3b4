import { expect } from "chai";

import { OTHER_ISIN, planBond } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, ISIN } from "../../support/world.ts";

describe("BondToken.terms", () => {
  const current = useWorld(async (w) => ({ planned: await planBond(w, { name: "名".repeat(40) }) }));

  it("given a bond, when its terms are read then are those that it was created with", async () => {
    const { bond, terms } = current();
    expect(await bond.terms()).to.deep.equal([
      ISIN,
      terms.name,
      terms.issuer,
      terms.currency,
      terms.denomination,
      terms.units,
      BigInt(terms.requiredClasses),
      BigInt(terms.issueDate),
      BigInt(terms.maturityDate),
      BigInt(terms.closedFrom),
      terms.recordCutoffs.map((cutoff) => BigInt(cutoff)),
      EVIDENCE,
      terms.scheduleHash,
    ]);
  });

  it("given a bond, when it is asked as a token then has its name, its ISIN as symbol and no decimals", async () => {
    const { bond } = current();
    expect(await bond.name()).to.equal("Test bond");
    expect(await bond.symbol()).to.equal("JP3633400001");
    expect(await bond.decimals()).to.equal(0n);
  });

  it("given a bond with a long name, when read then no character is lost", async () => {
    const { planned } = current();
    expect(await planned.name()).to.equal("名".repeat(40));
    expect((await planned.terms()).isin).to.equal(OTHER_ISIN);
  });

  it("given a bond, when asked for its house then has registry, settlement and access manager", async () => {
    const { bond, registry, escrow, manager } = current();
    expect(await bond.registry()).to.equal(await registry.getAddress());
    expect(await bond.settlement()).to.equal(await escrow.getAddress());
    expect(await bond.authority()).to.equal(await manager.getAddress());
  });

  it("given a bond, when asked which classes a receiver needs then says the terms', and none of the issuer", async () => {
    const { bond, seller, issuer } = current();
    expect(await bond.requiredClassesOf(seller)).to.equal(1n);
    expect(await bond.requiredClassesOf(issuer)).to.equal(0n);
  });
});
