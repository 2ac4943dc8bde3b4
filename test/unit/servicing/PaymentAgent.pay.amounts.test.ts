import { expect } from "chai";

import { OTHER_ISIN, replaceKey } from "../../support/actions.ts";
import { paymentAt } from "../../support/schedules.ts";
import {
  accelerate,
  COUPON,
  couponOf,
  CUTOFFS,
  fundPayment,
  PAY_DATES,
  payPage,
  placeBond,
  reachPayment,
  taxOf,
  useServicedWorld,
} from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { DAY, EVIDENCE, ISIN, START } from "../../support/world.ts";

const REQUIRED = COUPON * 1_000n;
const CORPORATE = couponOf(600n, "corporation");
const PERSONAL = couponOf(100n, "individual");

const balances = async ({ cash, seller, buyer, issuer }: World) => ({
  seller: await cash.balanceOf(seller),
  buyer: await cash.balanceOf(buyer),
  issuer: await cash.balanceOf(issuer),
});

describe("PaymentAgent.pay: whom, and how much", () => {
  const current = useServicedWorld();

  describe("given a bond that changes hands", () => {
    it("when it is sold between record date and payment then the seller is paid, and not the buyer", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(CUTOFFS[0]);
      await w.bond.connect(w.seller).transfer(w.third, 600n);
      await reachPayment(w);
      const before = await w.cash.balanceOf(w.seller);
      await payPage(w, [w.third]);
      expect(await w.paymentAgent.isPaid(ISIN, 0, w.third)).to.equal(false);
      await payPage(w, w.holders);
      expect(await w.cash.balanceOf(w.seller)).to.equal(before + CORPORATE.net);
      expect((await w.paymentAgent.statusOf(ISIN, 0)).isCompleted).to.equal(true);
    });

    it("when it is sold in the last second of the record date then the buyer is paid", async () => {
      const w = current();
      await w.networkHelpers.time.setNextBlockTimestamp(CUTOFFS[0] - 1);
      await w.bond.connect(w.seller).transfer(w.buyer, 600n);
      await reachPayment(w);
      const before = await balances(w);
      await payPage(w, [w.seller, w.buyer, w.issuer]);
      expect(await w.cash.balanceOf(w.seller)).to.equal(before.seller);
      expect(await w.cash.balanceOf(w.buyer)).to.equal(before.buyer + couponOf(700n, "individual").net);
    });

    it("when it moves while pages are sent then nobody can be paid for the same units twice", async () => {
      const w = current();
      await reachPayment(w);
      await payPage(w, [w.seller]);
      await w.bond.connect(w.seller).transfer(w.buyer, 600n);
      await payPage(w, w.holders);
      await w.bond.connect(w.buyer).transfer(w.seller, 700n);
      const { spent, isCompleted } = await w.paymentAgent.statusOf(ISIN, 0);
      expect([spent, isCompleted]).to.deep.equal([REQUIRED, true]);
    });
  });

  describe("given amounts that do not divide", () => {
    it("when all are paid then emits PaymentCompleted and the issuer has what truncation left", async () => {
      const w = current();
      // 0.000001 % of 100,000,000 yen for half a year is 0.5 yen a unit
      const recordCutoffs = [START + 30 * DAY];
      const fraction = { fractionNumerator: 1n, fractionDenominator: 2n };
      const payments = [paymentAt(START + 30 * DAY, fraction)];
      const bond = await placeBond(w, { rateE8: 1n, payments }, { recordCutoffs });
      await bond.connect(w.seller).transfer(w.buyer, 1n); // 599, 101, 300
      await reachPayment(w, { isin: OTHER_ISIN });
      const before = await balances(w);
      await expect(payPage(w, w.holders, { isin: OTHER_ISIN }))
        .to.emit(w.paymentAgent, "PaymentCompleted")
        .withArgs(OTHER_ISIN, 0, 1_000, 499, 1);
      expect(await balances(w)).to.deep.equal({
        seller: before.seller + taxOf(299n, "corporation").net,
        buyer: before.buyer + taxOf(50n, "individual").net,
        issuer: before.issuer + 151n,
      });
    });

    for (const [name, put, receiver] of [
      ["cannot receive", (w: World) => w.registry.connect(w.compliance).suspend(w.issuer, EVIDENCE), "kept"],
      ["lost its key", (w: World) => replaceKey(w, w.issuer, w.outsider), "the successor's"],
    ] as const) {
      it(`when the issuer ${name} then what truncation left is ${receiver}`, async () => {
        const w = current();
        const bond = await placeBond(w, { rateE8: 1n });
        await bond.connect(w.seller).transfer(w.buyer, 1n); // 599, 101, 300
        await reachPayment(w, { isin: OTHER_ISIN });
        await put(w);
        await payPage(w, [w.seller, w.buyer, w.issuer], { isin: OTHER_ISIN });
        // 150 on its own units as well, which were the lost account's
        const kept = await w.paymentAgent.suspenseOf(OTHER_ISIN, w.issuer);
        const given = await w.cash.balanceOf(w.outsider);
        expect([kept, given]).to.deep.equal(receiver === "kept" ? [151n, 0n] : [150n, 1n]);
      });
    }

    it("when a floating rate was fixed below zero then the margin is left of it", async () => {
      const w = current();
      await placeBond(w, { rateKind: 1n, rateE8: 0n, marginE8: 300_000n });
      await w.schedules.fixRate(OTHER_ISIN, 0, -100_000n, EVIDENCE);
      await reachPayment(w, { isin: OTHER_ISIN });
      // 0.2 % for half a year
      await expect(payPage(w, w.holders, { isin: OTHER_ISIN }))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(OTHER_ISIN, 0, w.buyer.address, 100, 10_000_000, 0, 1_531_500, 500_000);
    });

    it("when face was repaid with one coupon then the next is on what is left", async () => {
      const w = current();
      const payments = [paymentAt(CUTOFFS[0], { principalPerUnit: 25_000_000n }), paymentAt(CUTOFFS[1])];
      await placeBond(w, { payments });
      await reachPayment(w, { isin: OTHER_ISIN, payment: 1 });
      const { interest, national, local } = couponOf(100n, "individual", "1.483", 75_000_000n);
      expect(interest).to.equal(55_612_500n);
      await expect(payPage(w, w.holders, { isin: OTHER_ISIN, payment: 1 }))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(OTHER_ISIN, 1, w.buyer.address, 100, interest, 0, national, local);
    });

    it("when face is repaid with a coupon then it is paid whole, and only interest is taxed", async () => {
      const w = current();
      const payments = [paymentAt(CUTOFFS[0], { principalPerUnit: 25_000_000n })];
      await placeBond(w, { payments });
      await reachPayment(w, { isin: OTHER_ISIN });
      const before = await balances(w);
      await expect(payPage(w, w.holders, { isin: OTHER_ISIN }))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(OTHER_ISIN, 0, w.buyer.address, 100, 74_150_000, 2_500_000_000n, 11_356_072, 3_707_500);
      expect(await w.cash.balanceOf(w.buyer)).to.equal(before.buyer + PERSONAL.net + 2_500_000_000n);
    });
  });

  describe("given no units at the record date", () => {
    it("when anybody sends an empty page then it is completed and what was funded is the issuer's again", async () => {
      const w = current();
      await fundPayment(w);
      await w.bond.connect(w.seller).transfer(w.issuer, 600n);
      await w.bond.connect(w.buyer).transfer(w.issuer, 100n);
      await w.redemptionAgent.connect(w.issuer).cancelUnits(ISIN, 1_000n);
      await w.networkHelpers.time.increaseTo(PAY_DATES[0]);
      const before = await balances(w);
      await expect(payPage(w, []))
        .to.emit(w.paymentAgent, "PaymentCompleted")
        .withArgs(ISIN, 0, 0, 0, REQUIRED);
      expect(await w.cash.balanceOf(w.issuer)).to.equal(before.issuer + REQUIRED);
    });
  });

  it("given a recovery, when it is paid then each has its share of it, untaxed", async () => {
    const w = current();
    const cutoff = (await accelerate(w)) + DAY;
    await w.redemptionAgent.openRecovery(ISIN, cutoff, cutoff, 1_000_000n, EVIDENCE);
    await reachPayment(w, { payment: 2 });
    await expect(payPage(w, w.holders, { payment: 2 }))
      .to.emit(w.paymentAgent, "HolderPaid")
      .withArgs(ISIN, 2, w.buyer.address, 100, 0, 100_000_000n, 0, 0)
      .and.not.to.emit(w.paymentAgent, "TaxPaid");
  });
});
