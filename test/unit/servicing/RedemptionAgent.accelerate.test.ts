import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  FACE,
  fallDue,
  fallIntoDefault,
  GRACE,
  lifeOf,
  MATURES,
  MATURITY,
  nextAt,
  NO_HASH,
  OBLIGATION,
  reach,
  redeemPage,
  STANDING,
  useRedemptions,
} from "../../support/redemptions.ts";
import { paymentAt } from "../../support/schedules.ts";
import {
  CUTOFFS,
  fundPayment,
  fundRedemption,
  PAY_DATES,
  payPage,
  placeBond,
} from "../../support/servicing.ts";
import { DAY, EVIDENCE, ISIN } from "../../support/world.ts";

/** 17 of the 170 days of the second period have passed. */
const MOMENT = PAY_DATES[0] + 17 * DAY;
/** A tenth of the second coupon of 741,500 yen has accrued. */
const CLAIM = FACE + 74_150n;

describe("RedemptionAgent.accelerate", () => {
  const current = useRedemptions();
  const accelerate = (isin = ISIN) => current().redemptionAgent.accelerate(isin, EVIDENCE);

  describe("given a default on the first coupon", () => {
    beforeEach(() => fallIntoDefault(current()));

    it("when accelerated then emits PrincipalAccelerated: due is the face, and interest accrued by days", async () => {
      const w = current();
      await nextAt(w, MOMENT);
      await expect(accelerate())
        .to.emit(w.redemptionAgent, "PrincipalAccelerated")
        .withArgs(ISIN, CLAIM, EVIDENCE, w.issuerAgent);
      const { payFrom, pricePerUnit, units } = await w.redemptionAgent.redemptionOf(ISIN, MATURITY);
      expect({ payFrom, pricePerUnit, units }).to.deep.equal({
        payFrom: BigInt(MOMENT),
        pricePerUnit: 100_074_150n,
        units: 1_000n,
      });
      expect(await lifeOf(w)).to.deep.equal({
        standing: STANDING.accelerated,
        obligation: OBLIGATION.payment,
        obligationIndex: 0n,
        defaultedAt: BigInt(PAY_DATES[0] + GRACE),
        acceleratedAt: BigInt(MOMENT),
      });
    });

    it("when accelerated a second after a whole day then that second accrues, truncated to the yen", async () => {
      const w = current();
      await nextAt(w, MOMENT + 1);
      // 741,500 x (17 x 86,400 + 1) / (170 x 86,400) = 74,150.05...
      await expect(accelerate())
        .to.emit(w.redemptionAgent, "PrincipalAccelerated")
        .withArgs(ISIN, CLAIM, EVIDENCE, w.issuerAgent);
    });

    it("when accelerated then the units are redeemed at once, before maturity, at the claim", async () => {
      const w = current();
      await fallDueNow();
      expect(await fundRedemption(w)).to.equal(1_000n * CLAIM);
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.buyer, 100n, 10_007_415_000n, 0n, 0n)
        .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 1_000n, 1_000n * CLAIM, 0n);
    });

    it("when accelerated and unfunded then nobody is redeemed", async () => {
      const w = current();
      await fallDueNow();
      await expect(redeemPage(w, w.holders))
        .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUnderfunded")
        .withArgs(ISIN, MATURITY, 0n, 1_000n * CLAIM, 1_000n * CLAIM);
    });

    it("when accelerated then later payments are void: not to be funded, not paid, not overdue", async () => {
      const w = current();
      await fallDueNow();
      await expect(w.paymentAgent.connect(w.issuer).fund(ISIN, 1, 1n))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentVoid")
        .withArgs(ISIN, 1, MOMENT);
      await reach(w, PAY_DATES[1] + GRACE);
      await expect(payPage(w, w.holders, { payment: 1 }))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentVoid")
        .withArgs(ISIN, 1, MOMENT);
      expect(await w.paymentAgent.isOverdue(ISIN, 1)).to.equal(false);
    });

    it("when accelerated then the payment in default stays, and can be made still", async () => {
      const w = current();
      await fallDueNow();
      expect(await w.paymentAgent.isOverdue(ISIN, 0)).to.equal(true);
      await fundPayment(w);
      await expect(payPage(w, w.holders))
        .to.emit(w.paymentAgent, "PaymentCompleted")
        .withArgs(ISIN, 0, 1_000n, 741_500_000n, 0n);
    });

    it("when money was there for a payment that is void now then it goes back to the issuer", async () => {
      const w = current();
      await fundPayment(w, { payment: 1 });
      await fallDueNow();
      await expect(w.paymentAgent.returnFunding(ISIN, 1))
        .to.emit(w.paymentAgent, "FundingReturned")
        .withArgs(ISIN, 1, w.issuer, 741_500_000n);
    });

    it("when maturity has come then due is what the terms redeem for, from now on", async () => {
      const w = current();
      await nextAt(w, MATURES);
      await expect(accelerate())
        .to.emit(w.redemptionAgent, "PrincipalAccelerated")
        .withArgs(ISIN, FACE, EVIDENCE, w.issuerAgent);
    });

    it("when the evidence is missing then reverts with DefaultMissingEvidence", async () => {
      const { redemptionAgent: agent } = current();
      await expect(agent.accelerate(ISIN, NO_HASH))
        .to.be.revertedWithCustomError(agent, "DefaultMissingEvidence")
        .withArgs(ISIN);
    });

    it("when accelerated twice then reverts with DefaultWrongStanding", async () => {
      const { redemptionAgent: agent } = current();
      await fallDueNow();
      await expect(accelerate())
        .to.be.revertedWithCustomError(agent, "DefaultWrongStanding")
        .withArgs(ISIN, STANDING.accelerated, STANDING.inDefault);
    });

    it("when sent without the role then reverts with AccessManagedUnauthorized", async () => {
      const { redemptionAgent: agent, seller } = current();
      await expect(agent.connect(seller).accelerate(ISIN, EVIDENCE))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(seller);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const { redemptionAgent: agent, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(accelerate())
        .to.be.revertedWithCustomError(agent, "PaymasterNotAppointed")
        .withArgs(ISIN, issuerAgent, issuer);
    });

    const fallDueNow = async () => {
      await nextAt(current(), MOMENT);
      await accelerate();
    };
  });

  it("given a performing bond, when accelerated, then reverts with DefaultWrongStanding", async () => {
    const { redemptionAgent: agent } = current();
    await expect(accelerate())
      .to.be.revertedWithCustomError(agent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.performing, STANDING.inDefault);
  });

  describe("given a bond that has repaid a part of its face", () => {
    it("when accelerated then due is the face that is left, with interest on it", async () => {
      const w = current();
      const [first, second] = w.schedule.payments;
      if (first === undefined || second === undefined) throw new Error("two payments");
      const payments = [{ ...first, principalPerUnit: 40_000_000n }, second];
      await placeBond(w, { payments });
      await fallDue(w, MOMENT, OTHER_ISIN);
      // 60,000,000 and a tenth of 444,900
      expect((await w.redemptionAgent.redemptionOf(OTHER_ISIN, MATURITY)).pricePerUnit).to.equal(60_044_490n);
    });
  });

  describe("given a payment date that was moved from the end of its period", () => {
    const placeMoved = async (days: number) => {
      const w = current();
      const [first] = w.schedule.payments;
      if (first === undefined) throw new Error("a payment");
      const last = paymentAt(CUTOFFS[1], {
        accrueFrom: PAY_DATES[0],
        accrueTo: PAY_DATES[1],
        payFrom: PAY_DATES[1] + days * DAY,
      });
      await placeBond(w, { payments: [first, last] });
      await fallIntoDefault(w, OTHER_ISIN);
    };
    const priceAt = async (seconds: number) => {
      const w = current();
      await nextAt(w, seconds);
      await accelerate(OTHER_ISIN);
      return (await w.redemptionAgent.redemptionOf(OTHER_ISIN, MATURITY)).pricePerUnit;
    };

    it("when paid before the period ends, and accelerated between, then its interest is due once: with the payment", async () => {
      const w = current();
      await placeMoved(-2);
      expect(await priceAt(PAY_DATES[1] - DAY)).to.equal(FACE);
      await fundPayment(w, { isin: OTHER_ISIN, payment: 1 });
      await expect(payPage(w, w.holders, { isin: OTHER_ISIN, payment: 1 })).to.emit(
        w.paymentAgent,
        "PaymentCompleted",
      );
    });

    it("when paid after the period ends, and accelerated between, then its interest is due once: with the claim", async () => {
      const w = current();
      await placeMoved(2);
      expect(await priceAt(PAY_DATES[1] + DAY)).to.equal(FACE + 741_500n);
      await expect(w.paymentAgent.connect(w.issuer).fund(OTHER_ISIN, 1, 1n))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentVoid")
        .withArgs(OTHER_ISIN, 1, PAY_DATES[1] + DAY);
    });
  });

  it("given trading that goes on in default, when the claim is funded and redeemed, then the register closes", async () => {
    const w = current();
    const bond = await placeBond(w, { tradesInDefault: true });
    await fallDue(w, MOMENT, OTHER_ISIN);
    await bond.connect(w.seller).transfer(w.buyer, 50n);
    await fundRedemption(w, OTHER_ISIN);
    await expect(redeemPage(w, [w.buyer], OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.buyer, 150n, 150n * CLAIM, 0n, 0n)
      .and.to.emit(bond, "RegisterClosed")
      .withArgs(OTHER_ISIN);
  });
});
