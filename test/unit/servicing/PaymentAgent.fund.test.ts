import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  accelerate,
  COUPON,
  CUTOFFS,
  fundPayment,
  giveMoney,
  PAY_DATES,
  payPage,
  placeBond,
  reachPayment,
  scheduleBond,
  useServicedWorld,
} from "../../support/servicing.ts";
import { ascii, EVIDENCE, ISIN } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);
const REQUIRED = COUPON * 1_000n;

describe("PaymentAgent.fund", () => {
  const current = useServicedWorld(async (w) => {
    await giveMoney(w, w.third, 1_000_000_000n);
    return { asIssuer: w.paymentAgent.connect(w.issuer), asThird: w.paymentAgent.connect(w.third) };
  });

  describe("given a payment that nobody has funded", () => {
    it("when the issuer funds all of it then emits PaymentFunded and the money is there", async () => {
      const { paymentAgent, asIssuer, cash, issuer } = current();
      await expect(asIssuer.fund(ISIN, 0, REQUIRED))
        .to.emit(paymentAgent, "PaymentFunded")
        .withArgs(ISIN, 0, issuer.address, REQUIRED, REQUIRED)
        .and.to.emit(cash, "Transfer")
        .withArgs(issuer.address, await paymentAgent.getAddress(), REQUIRED);
      expect((await paymentAgent.statusOf(ISIN, 0)).funded).to.equal(REQUIRED);
    });

    it("when parts come from several accounts then they add up", async () => {
      const { paymentAgent, asIssuer, asThird, third, issuer } = current();
      await asThird.fund(ISIN, 0, 1n);
      await expect(asIssuer.fund(ISIN, 0, REQUIRED - 2n))
        .to.emit(paymentAgent, "PaymentFunded")
        .withArgs(ISIN, 0, issuer.address, REQUIRED - 2n, REQUIRED - 1n);
      await expect(asThird.fund(ISIN, 0, 1n))
        .to.emit(paymentAgent, "PaymentFunded")
        .withArgs(ISIN, 0, third.address, 1n, REQUIRED);
    });

    for (const amount of [REQUIRED + 1n, 2n ** 112n, 2n ** 112n + 1n, 2n ** 256n - 1n]) {
      it(`when ${amount} are sent then what is missing is taken and no more`, async () => {
        const { paymentAgent, asIssuer, cash, issuer } = current();
        const before = await cash.balanceOf(issuer);
        expect(await asIssuer.fund.staticCall(ISIN, 0, amount)).to.equal(REQUIRED);
        await expect(asIssuer.fund(ISIN, 0, amount))
          .to.emit(paymentAgent, "PaymentFunded")
          .withArgs(ISIN, 0, issuer.address, REQUIRED, REQUIRED);
        expect(await cash.balanceOf(issuer)).to.equal(before - REQUIRED);
      });
    }

    it("when a stranger funds one yen before the issuer sends all then the issuer's funding is not refused", async () => {
      const { paymentAgent, asIssuer, asThird, issuer } = current();
      await asThird.fund(ISIN, 0, 1n);
      await expect(asIssuer.fund(ISIN, 0, REQUIRED))
        .to.emit(paymentAgent, "PaymentFunded")
        .withArgs(ISIN, 0, issuer.address, REQUIRED - 1n, REQUIRED);
    });

    it("when nothing is sent then reverts with PaymentFullyFunded", async () => {
      const { paymentAgent, asIssuer } = current();
      await expect(asIssuer.fund(ISIN, 0, 0n))
        .to.be.revertedWithCustomError(paymentAgent, "PaymentFullyFunded")
        .withArgs(ISIN, 0, 0);
    });

    it("when the funder has not approved it then reverts with ERC20InsufficientAllowance", async () => {
      const { paymentAgent, seller, cash } = current();
      await expect(paymentAgent.connect(seller).fund(ISIN, 0, 5n))
        .to.be.revertedWithCustomError(cash, "ERC20InsufficientAllowance")
        .withArgs(await paymentAgent.getAddress(), 0, 5);
    });

    it("when the funder has not the money then reverts with ERC20InsufficientBalance", async () => {
      const { asThird, cash, third, issuer } = current();
      await cash.connect(third).transfer(issuer, 999_999_999n);
      await expect(asThird.fund(ISIN, 0, 2n))
        .to.be.revertedWithCustomError(cash, "ERC20InsufficientBalance")
        .withArgs(third.address, 1, 2);
    });

    it("when it is after the payment date then may be funded still", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(PAY_DATES[1]);
      expect(await fundPayment(w)).to.equal(REQUIRED);
    });
  });

  describe("given a payment that is funded in full", () => {
    it("when one yen more is sent then reverts with PaymentFullyFunded", async () => {
      const w = current();
      await fundPayment(w);
      await expect(w.asIssuer.fund(ISIN, 0, 1n))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentFullyFunded")
        .withArgs(ISIN, 0, REQUIRED);
    });

    it("when another payment is funded then each has its own money", async () => {
      const w = current();
      await fundPayment(w);
      await w.asIssuer.fund(ISIN, 1, 7n);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).funded).to.equal(REQUIRED);
      expect((await w.paymentAgent.statusOf(ISIN, 1)).funded).to.equal(7n);
    });

    it("when units end before the record date then less is needed, and none can be added", async () => {
      const w = current();
      await fundPayment(w);
      await w.redemptionAgent.connect(w.issuer).cancelUnits(ISIN, 300n);
      await expect(w.asIssuer.fund(ISIN, 0, 1n))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentFullyFunded")
        .withArgs(ISIN, 0, REQUIRED);
    });
  });

  it("given a payment that is completed, when funded then reverts with PaymentAlreadyCompleted", async () => {
    const w = current();
    await reachPayment(w);
    await payPage(w, w.holders);
    await expect(w.asIssuer.fund(ISIN, 0, 1n))
      .to.be.revertedWithCustomError(w.paymentAgent, "PaymentAlreadyCompleted")
      .withArgs(ISIN, 0);
  });

  describe("given an accelerated bond", () => {
    it("when a payment of later is funded then reverts with PaymentVoid", async () => {
      const w = current();
      const acceleratedAt = await accelerate(w);
      await expect(w.asIssuer.fund(ISIN, 1, 1n))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentVoid")
        .withArgs(ISIN, 1, acceleratedAt);
    });

    it("when one that was due before is funded then it may", async () => {
      const w = current();
      await accelerate(w);
      expect(await fundPayment(w)).to.equal(REQUIRED);
      await payPage(w, w.holders);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });

    it("when a recovery is funded then it may", async () => {
      const w = current();
      const acceleratedAt = await accelerate(w);
      const cutoff = acceleratedAt + 100;
      await w.redemptionAgent.openRecovery(ISIN, cutoff, cutoff, 1_000_000n, EVIDENCE);
      expect(await fundPayment(w, { payment: 2 })).to.equal(1_000_000_000n);
    });
  });

  it("given a rate that is not fixed, when funded then reverts with PaymentRateOpen until it is", async () => {
    const w = current();
    await placeBond(w, { rateKind: 1n, rateE8: 0n });
    await expect(w.asIssuer.fund(OTHER_ISIN, 0, 1n))
      .to.be.revertedWithCustomError(w.paymentAgent, "PaymentRateOpen")
      .withArgs(OTHER_ISIN, 0);
    await w.schedules.fixRate(OTHER_ISIN, 0, 2_000_000n, EVIDENCE);
    expect(await fundPayment(w, { isin: OTHER_ISIN })).to.equal(1_000_000_000n);
  });

  it("given a bond that is not issued, when funded then reverts with PaymentFullyFunded: nothing is due", async () => {
    const w = current();
    await scheduleBond(w);
    await expect(w.asIssuer.fund(OTHER_ISIN, 0, 1n))
      .to.be.revertedWithCustomError(w.paymentAgent, "PaymentFullyFunded")
      .withArgs(OTHER_ISIN, 0, 0);
  });

  it("given two payments, when another is funded then reverts with ScheduleUnknownPayment", async () => {
    const { schedules, asIssuer } = current();
    await expect(asIssuer.fund(ISIN, 2, 1n))
      .to.be.revertedWithCustomError(schedules, "ScheduleUnknownPayment")
      .withArgs(ISIN, 2, 2);
  });

  it("given no schedule, when funded then reverts with ScheduleMissing", async () => {
    const { schedules, asIssuer } = current();
    await expect(asIssuer.fund(UNKNOWN, 0, 1n))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(UNKNOWN);
  });

  it("given a supply at the record date, when units end later then as much is needed as before", async () => {
    const w = current();
    await w.networkHelpers.time.increaseTo(CUTOFFS[0]);
    await w.redemptionAgent.connect(w.issuer).cancelUnits(ISIN, 300n);
    expect(await fundPayment(w)).to.equal(REQUIRED);
    await w.networkHelpers.time.increaseTo(PAY_DATES[0]);
    await payPage(w, w.holders);
    expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
  });
});
