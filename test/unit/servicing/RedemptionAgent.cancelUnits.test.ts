import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import { MATURITY, moneyOf, useRedemptions } from "../../support/redemptions.ts";
import { CUTOFFS } from "../../support/servicing.ts";
import { appoint } from "../../support/settlement.ts";
import { FAR, ISIN, READINESS, SCOPES, SIDE } from "../../support/world.ts";

describe("RedemptionAgent.cancelUnits", () => {
  const current = useRedemptions();
  const cancel = (units: bigint) => {
    const { redemptionAgent, issuer } = current();
    return redemptionAgent.connect(issuer).cancelUnits(ISIN, units);
  };

  it("when the issuer has bought back in a DvP trade then cancels what it bought (買入消却)", async () => {
    const w = current();
    const trade = w.trade({ buyer: w.issuer.address, quantity: 50n, amount: 50n * 99_000_000n });
    const before = await moneyOf(w, w.issuer, w.seller);
    await w.escrow.settleBySignatures(trade, await w.sign(w.seller, trade), await w.sign(w.issuer, trade));
    await expect(cancel(50n))
      .to.emit(w.redemptionAgent, "UnitsCancelled")
      .withArgs(ISIN, w.issuer, 50n, 950n)
      .and.to.emit(w.bond, "Transfer")
      .withArgs(w.issuer, "0x" + "00".repeat(20), 50n);
    expect(await moneyOf(w, w.issuer, w.seller)).to.deep.equal([
      (before[0] ?? 0n) - 4_950_000_000n,
      (before[1] ?? 0n) + 4_950_000_000n,
    ]);
    expect(await w.bond.balanceOf(w.issuer)).to.equal(300n);
    expect(await w.bond.totalSupply()).to.equal(950n);
  });

  it("when units are cancelled then coupon and redemption need no money for them", async () => {
    const w = current();
    await cancel(300n);
    const { units, redeemedUnits } = await w.redemptionAgent.redemptionOf(ISIN, MATURITY);
    expect({ units, redeemedUnits }).to.deep.equal({ units: 700n, redeemedUnits: 0n });
    expect((await w.paymentAgent.statusOf(ISIN, 0)).required).to.equal(700n * 741_500n);
  });

  it("when cancelled after a record date then what was registered at it stays (INV-7)", async () => {
    const w = current();
    await w.networkHelpers.time.increaseTo(CUTOFFS[0]);
    await cancel(300n);
    expect(await w.bond.supplyAtRecordDate(0)).to.equal(1_000n);
    expect(await w.bond.balanceAtRecordDate(w.issuer, 0)).to.equal(300n);
  });

  it("when the appointed agent cancels then it cancels the issuer's units", async () => {
    const w = current();
    await expect(w.redemptionAgent.cancelUnits(ISIN, 1n))
      .to.emit(w.redemptionAgent, "UnitsCancelled")
      .withArgs(ISIN, w.issuer, 1n, 999n);
  });

  for (const name of ["seller", "outsider", "courtOrder"] as const) {
    it(`when the ${name} cancels then reverts with PaymasterNotAppointed`, async () => {
      const w = current();
      await expect(w.redemptionAgent.connect(w[name]).cancelUnits(ISIN, 1n))
        .to.be.revertedWithCustomError(w.redemptionAgent, "PaymasterNotAppointed")
        .withArgs(ISIN, w[name], w.issuer);
    });
  }

  it("when an operator of the issuer in another scope cancels then reverts with PaymasterNotAppointed", async () => {
    const w = current();
    await appoint(w, w.issuer, w.operator.address, SCOPES.trade | SCOPES.cancel, FAR);
    await expect(w.redemptionAgent.connect(w.operator).cancelUnits(ISIN, 1n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "PaymasterNotAppointed")
      .withArgs(ISIN, w.operator, w.issuer);
  });

  for (const units of [0n, 301n]) {
    it(`when ${units} of 300 units are cancelled then reverts with CancellationExceeds`, async () => {
      await expect(cancel(units))
        .to.be.revertedWithCustomError(current().redemptionAgent, "CancellationExceeds")
        .withArgs(ISIN, units, 300n);
    });
  }

  it("when some are held for a trade then only the others can be cancelled", async () => {
    const w = current();
    const trade = w.trade({ seller: w.issuer.address, quantity: 120n });
    await w.escrow.connect(w.issuer).instruct(trade, SIDE.seller, READINESS.earmarked);
    await expect(cancel(181n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "CancellationExceeds")
      .withArgs(ISIN, 181n, 180n);
    await cancel(180n);
    expect(await w.bond.balanceOf(w.issuer)).to.equal(120n);
  });

  it("when some are frozen then only the others can be cancelled", async () => {
    const w = current();
    await w.bond.connect(w.compliance).setFrozenTokens(w.issuer, 299n);
    await expect(cancel(2n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "CancellationExceeds")
      .withArgs(ISIN, 2n, 1n);
  });

  it("when the issuer's account is frozen then none can be cancelled", async () => {
    const w = current();
    await w.bond.connect(w.compliance).setAccountFrozen(w.issuer, true);
    await expect(cancel(1n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "CancellationExceeds")
      .withArgs(ISIN, 1n, 0n);
  });

  it("when the issuer's key was replaced then the successor cancels, and the lost key cannot", async () => {
    const w = current();
    await replaceKey(w, w.issuer, w.outsider);
    await w.bond.connect(w.registrar).recover(w.issuer);
    await expect(cancel(1n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "PaymasterNotAppointed")
      .withArgs(ISIN, w.issuer, w.issuer);
    await expect(w.redemptionAgent.connect(w.outsider).cancelUnits(ISIN, 300n))
      .to.emit(w.redemptionAgent, "UnitsCancelled")
      .withArgs(ISIN, w.outsider, 300n, 700n);
  });
});
