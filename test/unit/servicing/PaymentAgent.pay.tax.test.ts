import { expect } from "chai";

import { TAX_CLASSES } from "../../../sdk/tax/taxClasses.ts";
import { OTHER_ISIN, replaceKey } from "../../support/actions.ts";
import {
  classify,
  PAY_DATES,
  payPage,
  placeBond,
  reachPayment,
  scheduleBond,
  taxOf,
  taxNumber,
  useServicedWorld,
} from "../../support/servicing.ts";
import { DAY, DELAYS, EVIDENCE, ISIN, START } from "../../support/world.ts";

describe("PaymentAgent.pay: withholding tax", () => {
  describe("given one bond of 100,000,000 yen", () => {
    const current = useServicedWorld(async (w) => {
      await w.bond.connect(w.seller).transfer(w.third, 1n);
      return {};
    });

    // NRI 15th: 741,500 a half-year; 15.315 % = 113,560.725 and 5 % = 37,075 by the law, truncated one by one
    const lawful = {
      corporation: [113_560n, 0n],
      individual: [113_560n, 37_075n],
      nonResident: [113_560n, 0n],
      exempt: [0n, 0n],
    } as const;
    for (const taxClass of TAX_CLASSES) {
      it(`when its holder is taxed as ${taxClass} then ${lawful[taxClass].join(" and ")} yen are withheld of 741,500`, async () => {
        const w = current();
        await classify(w, w.third, taxClass);
        await reachPayment(w);
        const [national, local] = lawful[taxClass];
        expect(taxOf(741_500n, taxClass)).to.include({ national, local });
        await expect(payPage(w, [w.third]))
          .to.emit(w.paymentAgent, "HolderPaid")
          .withArgs(ISIN, 0, w.third.address, 1, 741_500, 0, national, local);
      });
    }

    it("when its holder changes class before it is paid then the class at the payment counts", async () => {
      const w = current();
      await classify(w, w.third, "individual");
      await reachPayment(w);
      await classify(w, w.third, "exempt");
      await expect(payPage(w, [w.third]))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(ISIN, 0, w.third.address, 1, 741_500, 0, 0, 0);
    });

    it("when its holder's key was replaced then the successor's classes count", async () => {
      const w = current();
      await classify(w, w.third, "corporation");
      await reachPayment(w);
      await replaceKey(w, w.third, w.outsider);
      await classify(w, w.outsider, "individual");
      await expect(payPage(w, [w.third]))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(ISIN, 0, w.third.address, 1, 741_500, 0, 113_560, 37_075);
    });

    it("when Hitachi Construction Machinery's 21st is paid then 333,500 yen bear 51,075 and 16,675", async () => {
      const w = current();
      const bond = await placeBond(w, { rateE8: 667_000n });
      await bond.connect(w.seller).transfer(w.third, 1n);
      await classify(w, w.third, "individual");
      await reachPayment(w, { isin: OTHER_ISIN });
      await expect(payPage(w, [w.third], { isin: OTHER_ISIN }))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(OTHER_ISIN, 0, w.third.address, 1, 333_500, 0, 51_075, 16_675);
    });
  });

  describe("given a table that changes on the payment date", () => {
    const changed = (from: number) =>
      useServicedWorld(async (w) => {
        // an instrument class of its own, as the law's table has its last line in 2038
        const lines = TAX_CLASSES.flatMap((_, taxClass) =>
          [
            { from: START + 5 * DAY, nationalE5: 10_000, localE5: 0 },
            { from, nationalE5: 20_000, localE5: 1_000 },
          ].map((line) => ({ instrumentClass: 7, taxClass, ...line })),
        );
        for (const line of lines) {
          await w.manager
            .connect(w.admin)
            .schedule(w.taxTable, w.taxTable.interface.encodeFunctionData("setRate", [line]), 0);
        }
        await w.networkHelpers.time.increase(DELAYS.adminDelay);
        for (const line of lines) await w.taxTable.setRate(line);
        await w.networkHelpers.time.increaseTo(START + 5 * DAY);
        await placeBond(w, { instrumentClass: 7n });
        return {};
      });

    describe("from its first second on", () => {
      const current = changed(PAY_DATES[0]);
      it("when it is paid then the new rates hold", async () => {
        const w = current();
        await reachPayment(w, { isin: OTHER_ISIN });
        await expect(payPage(w, [w.buyer], { isin: OTHER_ISIN }))
          .to.emit(w.paymentAgent, "HolderPaid")
          .withArgs(OTHER_ISIN, 0, w.buyer.address, 100, 74_150_000, 0, 14_830_000, 741_500);
      });
    });

    describe("from the second after", () => {
      const current = changed(PAY_DATES[0] + 1);
      it("when it is paid late then the rates of its date hold: late payment changes no tax", async () => {
        const w = current();
        await w.networkHelpers.time.increaseTo(PAY_DATES[0] + 100);
        await reachPayment(w, { isin: OTHER_ISIN });
        await expect(payPage(w, [w.buyer], { isin: OTHER_ISIN }))
          .to.emit(w.paymentAgent, "HolderPaid")
          .withArgs(OTHER_ISIN, 0, w.buyer.address, 100, 74_150_000, 0, 7_415_000, 0);
      });
    });
  });

  describe("given a tax account", () => {
    const current = useServicedWorld(async (w) => {
      await reachPayment(w);
      return { tax: taxOf(444_900_000n, "corporation").national };
    });

    it("when a page bears tax then it is paid with the page, in one sum", async () => {
      const { tax, ...w } = current();
      await expect(payPage(w, [w.seller]))
        .to.emit(w.paymentAgent, "TaxPaid")
        .withArgs(ISIN, 0, w.third.address, tax)
        .and.to.emit(w.cash, "Transfer")
        .withArgs(await w.paymentAgent.getAddress(), w.third.address, tax);
    });

    it("when it cannot receive then the tax is kept for it and holders are paid", async () => {
      const { tax, ...w } = current();
      await w.registry.connect(w.compliance).suspend(w.third, EVIDENCE);
      const reason = w.registry.interface.encodeErrorResult("ParticipantIsSuspended", [w.third.address]);
      const before = await w.cash.balanceOf(w.seller);
      await expect(payPage(w, [w.seller]))
        .to.emit(w.paymentAgent, "PaymentSuspended")
        .withArgs(ISIN, w.third.address, tax, tax, reason);
      expect(await w.cash.balanceOf(w.seller)).to.equal(before + 444_900_000n - tax);
      await w.registry.connect(w.compliance).reinstate(w.third, EVIDENCE);
      await w.paymentAgent.claim(ISIN, w.third);
      expect(await w.cash.balanceOf(w.third)).to.equal(tax);
    });

    it("when it holds bonds as well then its coupon and the tax are two sums", async () => {
      const { ...w } = current();
      await classify(w, w.third, "nonResident");
      await w.bond.connect(w.seller).transfer(w.third, 600n);
      await payPage(w, w.holders);
      await reachPayment(w, { payment: 1 });
      const before = await w.cash.balanceOf(w.third);
      await payPage(w, [w.third], { payment: 1 });
      expect(await w.cash.balanceOf(w.third)).to.equal(before + 444_900_000n);
    });
  });

  describe("given an instrument class without a line", () => {
    const current = useServicedWorld();
    it("when its bond is issued then reverts with TaxRateMissing: what cannot be taxed is not paid", async () => {
      const w = current();
      const bond = await scheduleBond(w, { instrumentClass: 9n });
      const now = (await w.networkHelpers.time.latest()) + 1;
      await w.networkHelpers.time.setNextBlockTimestamp(now);
      await expect(bond.issue())
        .to.be.revertedWithCustomError(w.taxTable, "TaxRateMissing")
        .withArgs(9, taxNumber("corporation"), now);
    });
  });
});
