import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  accelerate,
  COUPON,
  couponOf,
  fieldsOf,
  fundPayment,
  PAY_DATES,
  payPage,
  placeBond,
  reachPayment,
  useServicedWorld,
} from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { ascii, ISIN } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);
const REQUIRED = COUPON * 1_000n;
const CORPORATE = couponOf(600n, "corporation");
const PERSONAL = couponOf(100n, "individual");

const balances = async ({ cash, seller, buyer, issuer }: World) => ({
  seller: await cash.balanceOf(seller),
  buyer: await cash.balanceOf(buyer),
  issuer: await cash.balanceOf(issuer),
});

describe("PaymentAgent.pay", () => {
  const current = useServicedWorld();

  describe("given a payment that is due and funded", () => {
    const funded = useServicedWorld(async (w) => {
      await reachPayment(w);
      return { before: await balances(w) };
    });

    it("when all holders are in one page then emits HolderPaid for each with its amounts", async () => {
      const { paymentAgent, seller, buyer, issuer, ...w } = funded();
      await expect(payPage({ paymentAgent, seller, buyer, issuer, ...w }, w.holders))
        .to.emit(paymentAgent, "HolderPaid")
        .withArgs(ISIN, 0, issuer.address, 300, 222_450_000, 0, 0, 0)
        .and.to.emit(paymentAgent, "HolderPaid")
        .withArgs(ISIN, 0, seller.address, 600, 444_900_000, 0, 68_136_435, 0)
        .and.to.emit(paymentAgent, "HolderPaid")
        .withArgs(ISIN, 0, buyer.address, 100, 74_150_000, 0, 11_356_072, 3_707_500);
    });

    it("when all holders are in one page then each has its net amount, and the tax account the tax", async () => {
      const w = funded();
      await payPage(w, w.holders);
      expect(await balances(w)).to.deep.equal({
        seller: w.before.seller + CORPORATE.net,
        buyer: w.before.buyer + PERSONAL.net,
        issuer: w.before.issuer + couponOf(300n, "exempt").interest,
      });
      const tax = CORPORATE.national + PERSONAL.national + PERSONAL.local;
      expect(await w.cash.balanceOf(w.third)).to.equal(tax);
    });

    it("when all holders are in one page then emits TaxPaid and PaymentCompleted, and says the units", async () => {
      const w = funded();
      expect(await w.paymentAgent.pay.staticCall(ISIN, 0, w.holders)).to.equal(1_000n);
      const tax = CORPORATE.national + PERSONAL.national + PERSONAL.local;
      await expect(payPage(w, w.holders))
        .to.emit(w.paymentAgent, "TaxPaid")
        .withArgs(ISIN, 0, w.third.address, tax)
        .and.to.emit(w.paymentAgent, "PaymentCompleted")
        .withArgs(ISIN, 0, 1_000, REQUIRED, 0);
      expect(fieldsOf(await w.paymentAgent.statusOf(ISIN, 0))).to.deep.equal({
        supply: 1_000n,
        required: REQUIRED,
        funded: REQUIRED,
        spent: REQUIRED,
        paidUnits: 1_000n,
        isCompleted: true,
      });
    });

    it("when each has a page of its own then only the last completes it", async () => {
      const w = funded();
      await expect(payPage(w, [w.seller])).not.to.emit(w.paymentAgent, "PaymentCompleted");
      await expect(payPage(w, [w.buyer])).not.to.emit(w.paymentAgent, "PaymentCompleted");
      expect((await w.paymentAgent.statusOf(ISIN, 0)).paidUnits).to.equal(700n);
      await expect(payPage(w, [w.issuer]))
        .to.emit(w.paymentAgent, "PaymentCompleted")
        .withArgs(ISIN, 0, 1_000, REQUIRED, 0)
        .and.not.to.emit(w.paymentAgent, "TaxPaid");
    });

    it("when a holder is twice in a page then is paid once", async () => {
      const w = funded();
      await payPage(w, [w.seller, w.seller, w.buyer, w.seller]);
      expect(await w.cash.balanceOf(w.seller)).to.equal(w.before.seller + CORPORATE.net);
      const { paidUnits, isCompleted } = await w.paymentAgent.statusOf(ISIN, 0);
      expect([paidUnits, isCompleted]).to.deep.equal([700n, false]);
    });

    it("when a page is sent again then nobody is paid again and nothing is said", async () => {
      const w = funded();
      await payPage(w, [w.seller, w.buyer]);
      const after = await balances(w);
      expect(await w.paymentAgent.pay.staticCall(ISIN, 0, [w.seller, w.buyer])).to.equal(0n);
      await expect(payPage(w, [w.seller, w.buyer]))
        .not.to.emit(w.paymentAgent, "HolderPaid")
        .and.not.to.emit(w.paymentAgent, "TaxPaid")
        .and.not.to.emit(w.cash, "Transfer");
      expect(await balances(w)).to.deep.equal(after);
    });

    it("when a holder is left out then others twice do not complete it, and the last one does", async () => {
      const w = funded();
      await payPage(w, [w.seller, w.issuer, w.seller, w.issuer]);
      await payPage(w, [w.issuer, w.seller]);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(false);
      await payPage(w, [w.buyer]);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });

    it("when strangers and the zero address are in a page then they are passed over", async () => {
      const w = funded();
      const strangers = [ZeroAddress, w.outsider, w.third, w.bond, w.paymentAgent, w.cash];
      await expect(payPage(w, strangers)).not.to.emit(w.paymentAgent, "HolderPaid");
      await payPage(w, [ZeroAddress, w.outsider, ...w.holders, ZeroAddress]);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
      expect(await w.paymentAgent.isPaid(ISIN, 0, ZeroAddress)).to.equal(false);
    });

    it("when a page is empty then nothing happens", async () => {
      const w = funded();
      await payPage(w, []);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).paidUnits).to.equal(0n);
    });

    it("when it is completed then nobody can be paid again: reverts with PaymentAlreadyCompleted", async () => {
      const w = funded();
      await payPage(w, w.holders);
      await expect(payPage(w, w.holders))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentAlreadyCompleted")
        .withArgs(ISIN, 0);
    });

    it("when a holder is paid then isPaid says so, for this payment only", async () => {
      const w = funded();
      expect(await w.paymentAgent.isPaid(ISIN, 0, w.seller)).to.equal(false);
      await payPage(w, [w.seller]);
      expect(await w.paymentAgent.isPaid(ISIN, 0, w.seller)).to.equal(true);
      expect(await w.paymentAgent.isPaid(ISIN, 1, w.seller)).to.equal(false);
      expect(await w.paymentAgent.isPaid(ISIN, 0, w.buyer)).to.equal(false);
      expect(await w.paymentAgent.isPaid(OTHER_ISIN, 0, w.seller)).to.equal(false);
      expect(await w.paymentAgent.isPaid(ISIN, 256, w.seller)).to.equal(false);
    });

    it("when the currency is paused then reverts with RegulatedTokenPaused, rather than keep everybody's money", async () => {
      const w = funded();
      await w.cash.connect(w.pauser).pause();
      await expect(payPage(w, w.holders))
        .to.be.revertedWithCustomError(w.cash, "RegulatedTokenPaused")
        .withArgs(await w.cash.getAddress());
      await w.cash.connect(w.pauser).unpause();
      await payPage(w, w.holders);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });

    it("when the bond is paused then holders are paid all the same", async () => {
      const w = funded();
      await w.bond.connect(w.pauser).pause();
      await payPage(w, w.holders);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });

    it("when the second one comes then both are paid, each once", async () => {
      const w = funded();
      await payPage(w, w.holders);
      await reachPayment(w, { payment: 1 });
      await payPage(w, w.holders, { payment: 1 });
      expect(await w.cash.balanceOf(w.seller)).to.equal(w.before.seller + 2n * CORPORATE.net);
      expect(await w.cash.balanceOf(w.buyer)).to.equal(w.before.buyer + 2n * PERSONAL.net);
    });
  });

  describe("given a payment that cannot be paid yet", () => {
    it("when its date has not come then reverts with PaymentTooEarly, to the second", async () => {
      const w = current();
      await fundPayment(w);
      await w.networkHelpers.time.setNextBlockTimestamp(PAY_DATES[0] - 1);
      await expect(payPage(w, w.holders))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentTooEarly")
        .withArgs(ISIN, 0, PAY_DATES[0], PAY_DATES[0] - 1);
      await w.networkHelpers.time.setNextBlockTimestamp(PAY_DATES[0]);
      await payPage(w, w.holders);
    });

    for (const missing of [1n, REQUIRED]) {
      it(`when ${missing} yen are missing then reverts with PaymentUnderfunded and nobody is paid`, async () => {
        const w = current();
        await w.networkHelpers.time.increaseTo(PAY_DATES[0]);
        const there = REQUIRED - missing;
        if (there !== 0n) await w.paymentAgent.connect(w.issuer).fund(ISIN, 0, there);
        const before = await balances(w);
        await expect(payPage(w, [w.buyer]))
          .to.be.revertedWithCustomError(w.paymentAgent, "PaymentUnderfunded")
          .withArgs(ISIN, 0, there, REQUIRED, missing);
        expect(await balances(w)).to.deep.equal(before);
      });
    }

    it("when the money is another payment's then reverts with PaymentUnderfunded", async () => {
      const w = current();
      await fundPayment(w, { payment: 1 });
      await w.networkHelpers.time.increaseTo(PAY_DATES[0]);
      await expect(payPage(w, w.holders))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentUnderfunded")
        .withArgs(ISIN, 0, 0, REQUIRED, REQUIRED);
    });

    it("when its rate is open then reverts with PaymentRateOpen", async () => {
      const w = current();
      await placeBond(w, { rateKind: 1n, rateE8: 0n });
      await expect(payPage(w, w.holders, { isin: OTHER_ISIN }))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentRateOpen")
        .withArgs(OTHER_ISIN, 0);
    });

    it("when the bond was accelerated then reverts with PaymentVoid", async () => {
      const w = current();
      await fundPayment(w, { payment: 1 });
      const acceleratedAt = await accelerate(w);
      await w.networkHelpers.time.increaseTo(PAY_DATES[1]);
      await expect(payPage(w, w.holders, { payment: 1 }))
        .to.be.revertedWithCustomError(w.paymentAgent, "PaymentVoid")
        .withArgs(ISIN, 1, acceleratedAt);
      await w.paymentAgent.returnFunding(ISIN, 1);
    });

    it("when it is unknown then reverts with ScheduleUnknownPayment", async () => {
      const w = current();
      await expect(payPage(w, w.holders, { payment: 2 }))
        .to.be.revertedWithCustomError(w.schedules, "ScheduleUnknownPayment")
        .withArgs(ISIN, 2, 2);
    });

    it("when there is no schedule then reverts with ScheduleMissing", async () => {
      const w = current();
      await expect(payPage(w, w.holders, { isin: UNKNOWN }))
        .to.be.revertedWithCustomError(w.schedules, "ScheduleMissing")
        .withArgs(UNKNOWN);
    });
  });
});
