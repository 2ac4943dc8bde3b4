import { expect } from "chai";

import { OTHER_ISIN, replaceKey } from "../../support/actions.ts";
import {
  couponOf,
  holdersOf,
  payPage,
  placeBond,
  reachPayment,
  useServicedWorld,
} from "../../support/servicing.ts";
import { ascii, EVIDENCE, ISIN } from "../../support/world.ts";

const UNKNOWN = ascii("XS0000000009", 12);
const KEPT = couponOf(600n, "corporation").net;

describe("Paymaster.claim", () => {
  describe("given money that is kept for a holder who was suspended", () => {
    const current = useServicedWorld(async (w) => {
      await w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE);
      await reachPayment(w);
      await payPage(w, holdersOf(w));
      const reinstate = () => w.registry.connect(w.compliance).reinstate(w.seller, EVIDENCE);
      const before = await w.cash.balanceOf(w.seller);
      return { reinstate, before, asOutsider: w.paymentAgent.connect(w.outsider) };
    });

    it("when it is reinstated and anybody asks then emits SuspenseClaimed and it has its money", async () => {
      const { paymentAgent, asOutsider, reinstate, cash, seller, before } = current();
      await reinstate();
      expect(await asOutsider.claim.staticCall(ISIN, seller)).to.equal(KEPT);
      await expect(asOutsider.claim(ISIN, seller))
        .to.emit(paymentAgent, "SuspenseClaimed")
        .withArgs(ISIN, seller.address, seller.address, KEPT);
      expect(await cash.balanceOf(seller)).to.equal(before + KEPT);
      expect(await paymentAgent.suspenseOf(ISIN, seller)).to.equal(0n);
    });

    it("when it is claimed twice then reverts with SuspenseEmpty", async () => {
      const { paymentAgent, reinstate, seller } = current();
      await reinstate();
      await paymentAgent.claim(ISIN, seller);
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseEmpty")
        .withArgs(ISIN, seller.address);
    });

    it("when it is suspended still then reverts with ParticipantIsSuspended and stays kept", async () => {
      const { paymentAgent, registry, seller } = current();
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(seller.address);
      expect(await paymentAgent.suspenseOf(ISIN, seller)).to.equal(KEPT);
    });

    it("when its account in the bond is frozen then reverts with SuspenseFrozen until it is not", async () => {
      const { paymentAgent, reinstate, bond, compliance, seller } = current();
      await reinstate();
      await bond.connect(compliance).setAccountFrozen(seller, true);
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseFrozen")
        .withArgs(ISIN, seller.address);
      await bond.connect(compliance).setAccountFrozen(seller, false);
      await paymentAgent.claim(ISIN, seller);
    });

    it("when an amount of its bonds is frozen then reverts with SuspenseFrozen", async () => {
      const { paymentAgent, reinstate, bond, compliance, seller } = current();
      await reinstate();
      await bond.connect(compliance).setFrozenTokens(seller, 1n);
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseFrozen")
        .withArgs(ISIN, seller.address);
    });

    it("when its account in the currency is frozen then reverts with RegulatedTokenAccountFrozen", async () => {
      const { paymentAgent, reinstate, cash, compliance, seller } = current();
      await reinstate();
      await cash.connect(compliance).setAccountFrozen(seller, true);
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenAccountFrozen")
        .withArgs(seller.address);
    });

    it("when the currency is paused then reverts with RegulatedTokenPaused", async () => {
      const { paymentAgent, reinstate, cash, pauser, seller } = current();
      await reinstate();
      await cash.connect(pauser).pause();
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenPaused")
        .withArgs(await cash.getAddress());
    });

    it("when another bond is named then reverts with SuspenseEmpty: each has its own", async () => {
      const w = current();
      await w.reinstate();
      await placeBond(w).catch(() => undefined);
      await expect(w.paymentAgent.claim(OTHER_ISIN, w.seller))
        .to.be.revertedWithCustomError(w.paymentAgent, "SuspenseEmpty")
        .withArgs(OTHER_ISIN, w.seller.address);
    });

    it("when the other agent is asked then reverts with SuspenseEmpty: each keeps its own", async () => {
      const { redemptionAgent, reinstate, seller } = current();
      await reinstate();
      await expect(redemptionAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(redemptionAgent, "SuspenseEmpty")
        .withArgs(ISIN, seller.address);
    });

    it("when two coupons are kept then one claim pays both", async () => {
      const w = current();
      await reachPayment(w, { payment: 1 });
      await payPage(w, w.holders, { payment: 1 });
      await w.reinstate();
      expect(await w.paymentAgent.claim.staticCall(ISIN, w.seller)).to.equal(2n * KEPT);
    });
  });

  describe("given money that is kept for a holder whose key was lost", () => {
    const current = useServicedWorld(async (w) => {
      await reachPayment(w);
      await replaceKey(w, w.seller, w.outsider);
      await payPage(w, holdersOf(w));
      return {};
    });

    it("when it is claimed then emits SuspenseClaimed and the successor has it", async () => {
      const { paymentAgent, cash, seller, outsider } = current();
      await expect(paymentAgent.claim(ISIN, seller))
        .to.emit(paymentAgent, "SuspenseClaimed")
        .withArgs(ISIN, seller.address, outsider.address, KEPT);
      expect(await cash.balanceOf(outsider)).to.equal(KEPT);
    });

    it("when it is claimed for the successor itself then reverts with SuspenseEmpty", async () => {
      const { paymentAgent, outsider } = current();
      await expect(paymentAgent.claim(ISIN, outsider))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseEmpty")
        .withArgs(ISIN, outsider.address);
    });

    it("when the successor's key is lost, too then the last in the row has it", async () => {
      const w = current();
      await replaceKey(w, w.outsider, w.venue);
      await expect(w.paymentAgent.claim(ISIN, w.seller))
        .to.emit(w.paymentAgent, "SuspenseClaimed")
        .withArgs(ISIN, w.seller.address, w.venue.address, KEPT);
    });

    for (const name of ["seller", "outsider"] as const) {
      const whose = name === "seller" ? "the lost account" : "the successor";
      it(`when ${whose} is frozen in the bond then reverts with SuspenseFrozen`, async () => {
        const w = current();
        await w.bond.connect(w.compliance).setAccountFrozen(w[name], true);
        await expect(w.paymentAgent.claim(ISIN, w.seller))
          .to.be.revertedWithCustomError(w.paymentAgent, "SuspenseFrozen")
          .withArgs(ISIN, w[name].address);
      });
    }

    it("when a freeze was recovered with the position then reverts with SuspenseFrozen: it is not shed with a key", async () => {
      const w = current();
      await w.bond.connect(w.compliance).setFrozenTokens(w.seller, 5n);
      await w.bond.connect(w.registrar).recover(w.seller);
      await expect(w.paymentAgent.claim(ISIN, w.seller))
        .to.be.revertedWithCustomError(w.paymentAgent, "SuspenseFrozen")
        .withArgs(ISIN, w.outsider.address);
    });

    it("when the successor is suspended then reverts with ParticipantIsSuspended", async () => {
      const { paymentAgent, registry, compliance, seller, outsider } = current();
      await registry.connect(compliance).suspend(outsider, EVIDENCE);
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(outsider.address);
    });
  });

  describe("given nothing that is kept", () => {
    const current = useServicedWorld();
    for (const name of ["seller", "outsider"] as const) {
      it(`when it is claimed for the ${name} then reverts with SuspenseEmpty`, async () => {
        const w = current();
        await expect(w.paymentAgent.claim(ISIN, w[name]))
          .to.be.revertedWithCustomError(w.paymentAgent, "SuspenseEmpty")
          .withArgs(ISIN, w[name].address);
      });
    }

    it("when there is no schedule then reverts with ScheduleMissing", async () => {
      const { paymentAgent, schedules, seller } = current();
      await expect(paymentAgent.claim(UNKNOWN, seller))
        .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
        .withArgs(UNKNOWN);
    });
  });
});
