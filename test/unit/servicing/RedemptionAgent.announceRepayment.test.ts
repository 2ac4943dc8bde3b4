import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  FACE,
  KIND,
  MATURITY,
  nextAt,
  NOTICE_BY,
  option,
  reach,
  redeemPage,
  useOptions,
} from "../../support/redemptions.ts";
import {
  couponOf,
  CUTOFFS,
  fundPayment,
  fundRedemption,
  PAY_DATES,
  payPage,
} from "../../support/servicing.ts";
import { ISIN, START, DAY } from "../../support/world.ts";

const REPAID = 40_000_000n;
const DATE = PAY_DATES[0];

describe("RedemptionAgent.announceRepayment", () => {
  const current = useOptions([
    option("callProRata", { date: DATE }),
    option("call", { date: DATE + 10 * DAY, noticeBy: START + 185 * DAY, pricePerUnit: 102_000_000n }),
    option("callProRata", { date: DATE + 20 * DAY, noticeBy: START + 185 * DAY }),
  ]);

  it("when announced then emits PartialRepaymentAnnounced, and the payment repays the face", async () => {
    const { redemptionAgent: agent, schedules, issuerAgent } = current();
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 0, REPAID))
      .to.emit(agent, "PartialRepaymentAnnounced")
      .withArgs(OTHER_ISIN, 0, 0, REPAID, issuerAgent)
      .and.to.emit(schedules, "PrincipalRaised")
      .withArgs(OTHER_ISIN, 0, 0n, REPAID);
    expect((await schedules.paymentOf(OTHER_ISIN, 0)).principalPerUnit).to.equal(REPAID);
    expect(await schedules.faceAt(OTHER_ISIN, DATE - 1)).to.equal(FACE);
    expect(await schedules.faceAt(OTHER_ISIN, DATE)).to.equal(60_000_000n);
  });

  it("when announced then later prices fall to 60 per cent, as the face does", async () => {
    const { redemptionAgent: agent } = current();
    await agent.announceRepayment(OTHER_ISIN, 0, 0, REPAID);
    expect((await agent.redemptionOf(OTHER_ISIN, MATURITY)).pricePerUnit).to.equal(60_000_000n);
    // 102 million x 60 / 100
    expect((await agent.redemptionOf(OTHER_ISIN, 2)).pricePerUnit).to.equal(61_200_000n);
  });

  it("when paid then every holder has its part with the coupon on the whole face, and the rest at maturity", async () => {
    const w = current();
    await w.redemptionAgent.announceRepayment(OTHER_ISIN, 0, 0, REPAID);
    await reach(w, DATE);
    await fundPayment(w, { isin: OTHER_ISIN });
    const { interest, national, local } = couponOf(100n, "individual");
    await expect(payPage(w, w.holders, { isin: OTHER_ISIN }))
      .to.emit(w.paymentAgent, "HolderPaid")
      .withArgs(OTHER_ISIN, 0, w.buyer, 100n, interest, 100n * REPAID, national, local);
    // the second coupon is on what is left: 60,000,000 x 0.741500 % = 444,900 a unit
    expect((await w.paymentAgent.statusOf(OTHER_ISIN, 1)).required).to.equal(444_900_000n);
    await reach(w, PAY_DATES[1]);
    await fundPayment(w, { isin: OTHER_ISIN, payment: 1 });
    await payPage(w, w.holders, { isin: OTHER_ISIN, payment: 1 });

    await reach(w, START + 365 * DAY);
    expect(await fundRedemption(w, OTHER_ISIN)).to.equal(60_000_000_000n);
    await expect(redeemPage(w, w.holders, OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.buyer, 100n, 6_000_000_000n, 0n, 0n);
    expect(await w.optioned.totalSupply()).to.equal(0n);
  });

  it("when announced twice then reverts with OptionAlreadyExercised", async () => {
    const { redemptionAgent: agent } = current();
    await agent.announceRepayment(OTHER_ISIN, 0, 0, REPAID);
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 0, REPAID))
      .to.be.revertedWithCustomError(agent, "OptionAlreadyExercised")
      .withArgs(OTHER_ISIN, 0);
  });

  it("when announced then no unit is redeemed by it: the redemption of that number has nothing to end", async () => {
    const w = current();
    await w.redemptionAgent.announceRepayment(OTHER_ISIN, 0, 0, REPAID);
    await reach(w, DATE);
    await redeemPage(w, w.holders, OTHER_ISIN, 1);
    expect(await w.optioned.totalSupply()).to.equal(1_000n);
    await expect(w.redemptionAgent.connect(w.issuer).fund(OTHER_ISIN, 1, 1n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionFullyFunded")
      .withArgs(OTHER_ISIN, 1, 0n);
  });

  it("when nothing is repaid then reverts with OptionInvalidUnits", async () => {
    const { redemptionAgent: agent } = current();
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 0, 0n))
      .to.be.revertedWithCustomError(agent, "OptionInvalidUnits")
      .withArgs(OTHER_ISIN, 0, 0n, FACE);
  });

  it("when the whole face is repaid then reverts with ScheduleFaceExceeded", async () => {
    const { redemptionAgent: agent, schedules } = current();
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 0, FACE))
      .to.be.revertedWithCustomError(schedules, "ScheduleFaceExceeded")
      .withArgs(OTHER_ISIN, FACE, FACE);
  });

  it("when the payment is of another date then reverts with OptionNotPaymentDate", async () => {
    const { redemptionAgent: agent } = current();
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 1, REPAID))
      .to.be.revertedWithCustomError(agent, "OptionNotPaymentDate")
      .withArgs(OTHER_ISIN, 0, DATE, PAY_DATES[1]);
    await expect(agent.announceRepayment(OTHER_ISIN, 2, 0, REPAID))
      .to.be.revertedWithCustomError(agent, "OptionNotPaymentDate")
      .withArgs(OTHER_ISIN, 2, DATE + 20 * DAY, DATE);
  });

  it("when there is no such payment then reverts with ScheduleUnknownPayment", async () => {
    const { redemptionAgent: agent, schedules } = current();
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 2, REPAID))
      .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
      .withArgs(OTHER_ISIN, 2, 2);
  });

  it("when the notice period is over then reverts with OptionNoticeTooLate", async () => {
    const w = current();
    await nextAt(w, NOTICE_BY);
    await expect(w.redemptionAgent.announceRepayment(OTHER_ISIN, 0, 0, REPAID))
      .to.be.revertedWithCustomError(w.redemptionAgent, "OptionNoticeTooLate")
      .withArgs(OTHER_ISIN, 0, NOTICE_BY, NOTICE_BY);
    expect(NOTICE_BY).to.be.lessThan(CUTOFFS[0]);
  });

  it("when the option is another then reverts with OptionWrongKind", async () => {
    const { redemptionAgent: agent } = current();
    await expect(agent.announceRepayment(OTHER_ISIN, 1, 0, REPAID))
      .to.be.revertedWithCustomError(agent, "OptionWrongKind")
      .withArgs(OTHER_ISIN, 1, KIND.call, KIND.callProRata);
  });

  it("when the term sheet has no options then reverts with ScheduleUnknownOption", async () => {
    const { redemptionAgent: agent, schedules } = current();
    await expect(agent.announceRepayment(ISIN, 0, 0, REPAID))
      .to.be.revertedWithCustomError(schedules, "ScheduleUnknownOption")
      .withArgs(ISIN, 0, 0);
  });

  it("when sent without the role then reverts with AccessManagedUnauthorized", async () => {
    const { redemptionAgent: agent, issuer } = current();
    await expect(agent.connect(issuer).announceRepayment(OTHER_ISIN, 0, 0, REPAID))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(issuer);
  });

  it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
    const { redemptionAgent: agent, registry, issuer, issuerAgent } = current();
    await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
    await expect(agent.announceRepayment(OTHER_ISIN, 0, 0, REPAID))
      .to.be.revertedWithCustomError(agent, "PaymasterNotAppointed")
      .withArgs(OTHER_ISIN, issuerAgent, issuer);
  });
});
