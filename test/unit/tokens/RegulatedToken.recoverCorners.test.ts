import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR } from "../../support/world.ts";

describe("RegulatedToken.recover, at its corners", () => {
  const current = useWorld();

  it("when it is called again then compliance's later decision about the successor stands", async () => {
    const { bond, compliance, registrar, seller, outsider, ...w } = current();
    await bond.connect(compliance).setAccountFrozen(seller, true);
    await replaceKey({ bond, compliance, registrar, seller, outsider, ...w }, seller, outsider);
    await bond.connect(registrar).recover(seller);
    expect((await bond.positionOf(seller)).accountFrozen).to.equal(false);
    expect((await bond.positionOf(outsider)).accountFrozen).to.equal(true);
    await bond.connect(compliance).setAccountFrozen(outsider, false);
    await bond.connect(registrar).recover(seller);
    expect((await bond.positionOf(outsider)).accountFrozen).to.equal(false);
  });

  it("when the issuer has none of the classes then its successor takes over all the same", async () => {
    const w = current();
    await w.registry.update(w.issuer, 0, FAR, COMMITMENT);
    await replaceKey(w, w.issuer, w.outsider);
    await w.bond.connect(w.registrar).recover(w.issuer);
    expect(await w.bond.balanceOf(w.outsider)).to.equal(300n);
  });

  it("when compliance has frozen the successor's account then the position arrives and stays frozen", async () => {
    const w = current();
    await replaceKey(w, w.seller, w.outsider);
    await w.bond.connect(w.compliance).setAccountFrozen(w.outsider, true);
    await w.bond.connect(w.registrar).recover(w.seller);
    expect(await w.bond.balanceOf(w.outsider)).to.equal(600n);
    expect((await w.bond.positionOf(w.outsider)).accountFrozen).to.equal(true);
  });
});

describe("ParticipantRegistry.withdrawReplacement, with a stolen key", () => {
  const current = useWorld();

  it("when compliance has suspended the account then the thief cannot object", async () => {
    const w = current();
    await w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE);
    await w.registry.proposeReplacement(w.seller, w.outsider, EVIDENCE);
    await expect(w.registry.connect(w.seller).withdrawReplacement(w.seller))
      .to.be.revertedWithCustomError(w.registry, "ReplacementNotAllowed")
      .withArgs(w.seller.address, w.seller.address);
    await expect(w.registry.connect(w.registrar).withdrawReplacement(w.seller)).to.emit(
      w.registry,
      "ReplacementWithdrawn",
    );
  });
});
