import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  fallDue,
  fallIntoDefault,
  FIRST_OPTION,
  GRACE,
  lifeOf,
  MATURES,
  MATURITY,
  NO_HASH,
  OBLIGATION,
  option,
  OPTION_DATE,
  reach,
  reachMaturity,
  SOUND,
  STANDING,
  useOptions,
} from "../../support/redemptions.ts";
import { fundPayment, fundRedemption, PAY_DATES, payPage } from "../../support/servicing.ts";
import { DAY, EVIDENCE, ISIN } from "../../support/world.ts";

describe("RedemptionAgent.cureDefault", () => {
  const current = useOptions([option("call")]);
  const cure = (isin = ISIN) => current().redemptionAgent.cureDefault(isin, EVIDENCE);

  describe("given a default on a coupon", () => {
    beforeEach(() => fallIntoDefault(current()));

    it("when it was funded after all then emits DefaultCured and transfers go on", async () => {
      const w = current();
      await fundPayment(w);
      await expect(cure())
        .to.emit(w.redemptionAgent, "DefaultCured")
        .withArgs(ISIN, EVIDENCE, w.issuerAgent)
        .and.to.emit(w.bond, "TransfersStopped")
        .withArgs(ISIN, false);
      expect(await lifeOf(w)).to.deep.equal(SOUND);
      await w.bond.connect(w.seller).transfer(w.buyer, 1n);
    });

    it("when it was paid after all then it is cured, too", async () => {
      const w = current();
      await fundPayment(w);
      await payPage(w, w.holders);
      await expect(cure()).to.emit(w.redemptionAgent, "DefaultCured");
    });

    it("when it lacks one yen still then reverts with DefaultNotCured", async () => {
      const w = current();
      const { required } = await w.paymentAgent.statusOf(ISIN, 0);
      await w.paymentAgent.connect(w.issuer).fund(ISIN, 0, required - 1n);
      await expect(cure())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotCured")
        .withArgs(ISIN, OBLIGATION.payment, 0);
    });

    it("when another coupon is overdue by now then reverts with DefaultNotCured", async () => {
      const w = current();
      await fundPayment(w);
      await reach(w, PAY_DATES[1] + GRACE);
      await expect(cure())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotCured")
        .withArgs(ISIN, OBLIGATION.payment, 1);
    });

    it("when the redemption at maturity is overdue by now then reverts with DefaultNotCured until it is funded", async () => {
      const w = current();
      await reach(w, MATURES + GRACE);
      for (const payment of [0, 1]) await fundPayment(w, { payment });
      await expect(cure())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotCured")
        .withArgs(ISIN, OBLIGATION.redemption, MATURITY);
      await reachMaturity(w);
      await expect(cure()).to.emit(w.redemptionAgent, "DefaultCured");
    });

    it("when cured then a new default can be declared later", async () => {
      const w = current();
      await fundPayment(w);
      await cure();
      await reach(w, PAY_DATES[1] + GRACE);
      await expect(w.redemptionAgent.declareDefault(ISIN, OBLIGATION.payment, 1, EVIDENCE))
        .to.emit(w.redemptionAgent, "DefaultDeclared")
        .withArgs(ISIN, OBLIGATION.payment, 1, EVIDENCE, w.issuerAgent);
    });

    it("when the evidence is missing then reverts with DefaultMissingEvidence", async () => {
      const w = current();
      await fundPayment(w);
      await expect(w.redemptionAgent.cureDefault(ISIN, NO_HASH))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultMissingEvidence")
        .withArgs(ISIN);
    });

    it("when sent without the role then reverts with AccessManagedUnauthorized", async () => {
      const { redemptionAgent: agent, issuer } = current();
      await expect(agent.connect(issuer).cureDefault(ISIN, EVIDENCE))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(issuer);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const { redemptionAgent: agent, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(cure())
        .to.be.revertedWithCustomError(agent, "PaymasterNotAppointed")
        .withArgs(ISIN, issuerAgent, issuer);
    });
  });

  describe("given a default on a call", () => {
    beforeEach(async () => {
      const w = current();
      await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
      await reach(w, OPTION_DATE + GRACE);
      await w.redemptionAgent.declareDefault(OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION, EVIDENCE);
      await fundPayment(w, { isin: OTHER_ISIN });
    });

    it("when the call lacks money still then reverts with DefaultNotCured", async () => {
      const w = current();
      await expect(cure(OTHER_ISIN))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotCured")
        .withArgs(OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION);
    });

    it("when the call is funded then it is cured", async () => {
      const w = current();
      await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
      await expect(cure(OTHER_ISIN)).to.emit(w.redemptionAgent, "DefaultCured");
    });
  });

  it("given a default on a coupon, when a call is overdue as well, then reverts with DefaultNotCured", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
    await fallIntoDefault(w, OTHER_ISIN);
    await reach(w, OPTION_DATE + GRACE);
    await fundPayment(w, { isin: OTHER_ISIN });
    await expect(cure(OTHER_ISIN))
      .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotCured")
      .withArgs(OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION);
  });

  it("given a performing bond, when cured, then reverts with DefaultWrongStanding", async () => {
    const { redemptionAgent: agent } = current();
    await expect(cure())
      .to.be.revertedWithCustomError(agent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.performing, STANDING.inDefault);
  });

  it("given an accelerated bond, when cured, then reverts with DefaultWrongStanding: it cannot be taken back", async () => {
    const w = current();
    await fallDue(w, PAY_DATES[0] + GRACE + DAY);
    await fundPayment(w);
    await expect(cure())
      .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.accelerated, STANDING.inDefault);
  });
});
