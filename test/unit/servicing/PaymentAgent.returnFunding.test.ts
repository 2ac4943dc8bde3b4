import { expect } from "chai";

import { replaceKey, schedule } from "../../support/actions.ts";
import {
  accelerate,
  COUPON,
  fundPayment,
  giveMoney,
  PAY_DATES,
  payPage,
  reachPayment,
  useServicedWorld,
} from "../../support/servicing.ts";
import { ascii, DELAYS, EVIDENCE, FAR, ISIN, SCOPES } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);
const REQUIRED = COUPON * 1_000n;
const PART = REQUIRED - 1n;

describe("PaymentAgent.returnFunding", () => {
  const current = useServicedWorld(async (w) => {
    await Promise.resolve();
    return { fundPart: (payment = 0) => w.paymentAgent.connect(w.issuer).fund(ISIN, payment, PART) };
  });

  describe("given a payment that lacks one yen", () => {
    it("when it is returned then emits FundingReturned and the issuer has all of it again", async () => {
      const { paymentAgent, cash, issuer, fundPart } = current();
      const before = await cash.balanceOf(issuer);
      await fundPart();
      expect(await paymentAgent.returnFunding.staticCall(ISIN, 0)).to.equal(PART);
      await expect(paymentAgent.returnFunding(ISIN, 0))
        .to.emit(paymentAgent, "FundingReturned")
        .withArgs(ISIN, 0, issuer.address, PART);
      expect(await cash.balanceOf(issuer)).to.equal(before);
      expect((await paymentAgent.statusOf(ISIN, 0)).funded).to.equal(0n);
    });

    it("when others have funded it then the issuer has it: what they gave, they gave for it", async () => {
      const w = current();
      await giveMoney(w, w.third, 10n);
      await w.paymentAgent.connect(w.third).fund(ISIN, 0, 10n);
      const before = await w.cash.balanceOf(w.issuer);
      await w.paymentAgent.returnFunding(ISIN, 0);
      expect(await w.cash.balanceOf(w.issuer)).to.equal(before + 10n);
    });

    it("when it was returned then it can be funded again", async () => {
      const w = current();
      await w.fundPart();
      await w.paymentAgent.returnFunding(ISIN, 0);
      expect(await fundPayment(w)).to.equal(REQUIRED);
    });

    it("when it is returned twice then the second time nothing is", async () => {
      const { paymentAgent, fundPart } = current();
      await fundPart();
      await paymentAgent.returnFunding(ISIN, 0);
      expect(await paymentAgent.returnFunding.staticCall(ISIN, 0)).to.equal(0n);
    });

    it("when its date is over then it can be returned still", async () => {
      const { paymentAgent, fundPart, networkHelpers } = current();
      await fundPart();
      await networkHelpers.time.increaseTo(PAY_DATES[0]);
      expect(await paymentAgent.returnFunding.staticCall(ISIN, 0)).to.equal(PART);
    });

    it("when the issuer cannot receive then it is kept for it", async () => {
      const { paymentAgent, registry, compliance, issuer, fundPart } = current();
      await fundPart();
      await registry.connect(compliance).suspend(issuer, EVIDENCE);
      await paymentAgent.returnFunding(ISIN, 0);
      expect(await paymentAgent.suspenseOf(ISIN, issuer)).to.equal(PART);
    });

    it("when the issuer's key was replaced then the successor has it", async () => {
      const w = current();
      await w.fundPart();
      await replaceKey(w, w.issuer, w.outsider);
      await w.registry.connect(w.outsider).appointOperator(w.issuerAgent, SCOPES.issue, FAR);
      await w.paymentAgent.returnFunding(ISIN, 0);
      expect(await w.cash.balanceOf(w.outsider)).to.equal(PART);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const { paymentAgent, registry, issuer, issuerAgent, fundPart } = current();
      await fundPart();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(paymentAgent.returnFunding(ISIN, 0))
        .to.be.revertedWithCustomError(paymentAgent, "PaymasterNotAppointed")
        .withArgs(ISIN, issuerAgent.address, issuer.address);
    });

    it("when another issuer's agent asks then reverts with PaymasterNotAppointed", async () => {
      const w = current();
      const { paymentAgent, manager, admin, issuer, outsider } = w;
      await w.fundPart();
      await schedule(w, admin, manager.grantRole.populateTransaction(3n, outsider, 0), DELAYS.adminDelay);
      await manager.connect(admin).grantRole(3n, outsider, 0);
      await expect(paymentAgent.connect(outsider).returnFunding(ISIN, 0))
        .to.be.revertedWithCustomError(paymentAgent, "PaymasterNotAppointed")
        .withArgs(ISIN, outsider.address, issuer.address);
    });
  });

  describe("given a payment that is funded in full: the money belongs to the holders", () => {
    it("when it is returned then reverts with PaymentFundsBound", async () => {
      const w = current();
      await fundPayment(w);
      await expect(w.paymentAgent.returnFunding(ISIN, 0))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentFundsBound")
        .withArgs(ISIN, 0, REQUIRED, REQUIRED);
    });

    it("when some holders were paid then reverts with PaymentFundsBound", async () => {
      const w = current();
      await reachPayment(w);
      await payPage(w, [w.seller]);
      await expect(w.paymentAgent.returnFunding(ISIN, 0))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentFundsBound")
        .withArgs(ISIN, 0, REQUIRED, REQUIRED);
    });

    it("when some holders were paid and the bond is accelerated then reverts with PaymentFundsBound", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(PAY_DATES[1]);
      await fundPayment(w, { payment: 1 });
      await payPage(w, [w.seller], { payment: 1 });
      await w.redemptionAgent.declareDefault(ISIN, 0, 0, EVIDENCE);
      await w.redemptionAgent.accelerate(ISIN, EVIDENCE);
      await expect(w.paymentAgent.returnFunding(ISIN, 1))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentFundsBound")
        .withArgs(ISIN, 1, REQUIRED, REQUIRED);
      await payPage(w, w.holders, { payment: 1 });
      expect((await w.paymentAgent.statusOf(ISIN, 1)).isCompleted).to.equal(true);
    });
  });

  it("given a payment that is void, when it was funded in full then it is returned", async () => {
    const w = current();
    await fundPayment(w, { payment: 1 });
    await accelerate(w);
    await expect(w.paymentAgent.returnFunding(ISIN, 1))
      .to.emit(w.paymentAgent, "FundingReturned")
      .withArgs(ISIN, 1, w.issuer.address, REQUIRED);
  });

  it("given a payment that is completed, when it is returned then reverts with PaymentAlreadyCompleted", async () => {
    const w = current();
    await reachPayment(w);
    await payPage(w, w.holders);
    await expect(w.paymentAgent.returnFunding(ISIN, 0))
      .to.be.revertedWithCustomError(w.paymentAgent, "PaymentAlreadyCompleted")
      .withArgs(ISIN, 0);
  });

  it("given two payments, when another is returned then reverts with ScheduleUnknownPayment", async () => {
    const { paymentAgent, schedules } = current();
    await expect(paymentAgent.returnFunding(ISIN, 2))
      .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
      .withArgs(ISIN, 2, 2);
  });

  it("given no schedule, when it is returned then reverts with ScheduleMissing", async () => {
    const { paymentAgent, schedules } = current();
    await expect(paymentAgent.returnFunding(UNKNOWN, 0))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
  });
});
