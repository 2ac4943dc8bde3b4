import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  fallDue,
  fallIntoDefault,
  FIRST_OPTION,
  GRACE,
  HOLDERS_WAIT,
  lifeOf,
  MATURES,
  MATURITY,
  nextAt,
  NO_HASH,
  OBLIGATION,
  option,
  OPTION_DATE,
  reach,
  STANDING,
  useOptions,
} from "../../support/redemptions.ts";
import { fundPayment, PAY_DATES } from "../../support/servicing.ts";
import type { Signer } from "../../support/useWorld.ts";
import { DAY, EVIDENCE, ISIN } from "../../support/world.ts";

const DEFAULT_FROM = PAY_DATES[0] + GRACE;

describe("RedemptionAgent.declareDefault", () => {
  const current = useOptions([option("call")], { schedule: { tradesInDefault: true } });
  const declare = (by?: Signer, isin = ISIN, obligation: bigint = OBLIGATION.payment, index = 0) => {
    const { redemptionAgent, issuerAgent } = current();
    return redemptionAgent.connect(by ?? issuerAgent).declareDefault(isin, obligation, index, EVIDENCE);
  };

  describe("given a coupon that lacks money", () => {
    it("when the grace period is over then the agent declares: emits DefaultDeclared, and transfers stop", async () => {
      const w = current();
      await nextAt(w, DEFAULT_FROM);
      await expect(declare())
        .to.emit(w.redemptionAgent, "DefaultDeclared")
        .withArgs(ISIN, OBLIGATION.payment, 0, EVIDENCE, w.issuerAgent)
        .and.to.emit(w.bond, "TransfersStopped")
        .withArgs(ISIN, true);
      expect(await lifeOf(w)).to.deep.equal({
        standing: STANDING.inDefault,
        obligation: OBLIGATION.payment,
        obligationIndex: 0n,
        defaultedAt: BigInt(DEFAULT_FROM),
        acceleratedAt: 0n,
      });
      await expect(w.bond.connect(w.seller).transfer(w.buyer, 1n))
        .to.be.revertedWithCustomError(w.bond, "BondTokenStopped")
        .withArgs(ISIN);
    });

    it("when the terms let trading go on then transfers do not stop", async () => {
      const w = current();
      await reach(w, DEFAULT_FROM);
      await expect(declare(w.issuerAgent, OTHER_ISIN)).not.to.emit(w.optioned, "TransfersStopped");
      await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
      expect((await w.redemptionAgent.lifeOf(OTHER_ISIN)).standing).to.equal(STANDING.inDefault);
    });

    it("when the grace period has one second left then reverts with DefaultNotDue", async () => {
      const w = current();
      await nextAt(w, DEFAULT_FROM - 1);
      await expect(declare())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
        .withArgs(ISIN, OBLIGATION.payment, 0);
    });

    it("when it was funded late, within grace, then there is nothing to declare", async () => {
      const w = current();
      await reach(w, DEFAULT_FROM - DAY);
      await fundPayment(w);
      await reach(w, DEFAULT_FROM);
      await expect(declare())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
        .withArgs(ISIN, OBLIGATION.payment, 0);
    });

    it("when it was funded after the grace period, before anybody declared, then there is nothing to declare", async () => {
      const w = current();
      await reach(w, DEFAULT_FROM + DAY);
      await fundPayment(w);
      await expect(declare())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
        .withArgs(ISIN, OBLIGATION.payment, 0);
    });

    it("when one yen is missing then it can be declared", async () => {
      const w = current();
      const { required } = await w.paymentAgent.statusOf(ISIN, 0);
      await w.paymentAgent.connect(w.issuer).fund(ISIN, 0, required - 1n);
      await reach(w, DEFAULT_FROM);
      await expect(declare()).to.emit(w.redemptionAgent, "DefaultDeclared");
    });

    it("when another payment is named, not due yet, then reverts with DefaultNotDue", async () => {
      const w = current();
      await reach(w, DEFAULT_FROM);
      await expect(declare(w.issuerAgent, ISIN, OBLIGATION.payment, 1))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
        .withArgs(ISIN, OBLIGATION.payment, 1);
    });

    it("when there is no such payment, or redemption, then reverts with DefaultNotDue", async () => {
      const w = current();
      await reach(w, DEFAULT_FROM);
      for (const obligation of [OBLIGATION.payment, OBLIGATION.redemption]) {
        await expect(declare(w.issuerAgent, ISIN, obligation, 7))
          .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
          .withArgs(ISIN, obligation, 7);
      }
    });

    it("when the evidence is missing then reverts with DefaultMissingEvidence", async () => {
      const w = current();
      await reach(w, DEFAULT_FROM);
      await expect(w.redemptionAgent.declareDefault(ISIN, OBLIGATION.payment, 0, NO_HASH))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultMissingEvidence")
        .withArgs(ISIN);
    });
  });

  describe("given a holder", () => {
    it("when thirty days after the grace period have passed then it declares itself", async () => {
      const w = current();
      await nextAt(w, DEFAULT_FROM + HOLDERS_WAIT);
      await expect(declare(w.buyer))
        .to.emit(w.redemptionAgent, "DefaultDeclared")
        .withArgs(ISIN, OBLIGATION.payment, 0, EVIDENCE, w.buyer);
    });

    it("when one second is left of them then reverts with DefaultNotAllowed", async () => {
      const w = current();
      const from = DEFAULT_FROM + HOLDERS_WAIT;
      await nextAt(w, from - 1);
      await expect(declare(w.buyer))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotAllowed")
        .withArgs(ISIN, w.buyer, from, from - 1);
    });

    it("when it is not a holder then reverts with DefaultNotAllowed", async () => {
      const w = current();
      const from = DEFAULT_FROM + HOLDERS_WAIT;
      await nextAt(w, from);
      await expect(declare(w.outsider))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotAllowed")
        .withArgs(ISIN, w.outsider, from, from);
    });
  });

  describe("given a redemption that lacks money", () => {
    it("when maturity and grace have passed then it can be declared, not a second before", async () => {
      const w = current();
      await reach(w, PAY_DATES[0]);
      for (const payment of [0, 1]) await fundPayment(w, { payment });
      await nextAt(w, MATURES + GRACE - 1);
      await expect(declare(w.issuerAgent, ISIN, OBLIGATION.redemption, MATURITY))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
        .withArgs(ISIN, OBLIGATION.redemption, MATURITY);
      await nextAt(w, MATURES + GRACE);
      await expect(declare(w.issuerAgent, ISIN, OBLIGATION.redemption, MATURITY))
        .to.emit(w.redemptionAgent, "DefaultDeclared")
        .withArgs(ISIN, OBLIGATION.redemption, MATURITY, EVIDENCE, w.issuerAgent);
    });

    it("when a call was announced and its date and grace have passed then it can be declared", async () => {
      const w = current();
      await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
      await nextAt(w, OPTION_DATE + GRACE + HOLDERS_WAIT);
      await expect(declare(w.seller, OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION))
        .to.emit(w.redemptionAgent, "DefaultDeclared")
        .withArgs(OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION, EVIDENCE, w.seller);
    });

    it("when no call was announced then reverts with DefaultNotDue", async () => {
      const w = current();
      await reach(w, OPTION_DATE + GRACE);
      await expect(declare(w.issuerAgent, OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultNotDue")
        .withArgs(OTHER_ISIN, OBLIGATION.redemption, FIRST_OPTION);
    });
  });

  describe("given a bond that is not performing", () => {
    it("when in default already then reverts with DefaultWrongStanding", async () => {
      const w = current();
      await fallIntoDefault(w);
      await expect(declare())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
        .withArgs(ISIN, STANDING.inDefault, STANDING.performing);
    });

    it("when accelerated then reverts with DefaultWrongStanding", async () => {
      const w = current();
      await fallDue(w, DEFAULT_FROM + DAY);
      await expect(declare())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
        .withArgs(ISIN, STANDING.accelerated, STANDING.performing);
    });
  });
});
