import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import { schedule } from "../../support/actions.ts";
import { couponOf, holdersOf, payPage, reachPayment, useServicedWorld } from "../../support/servicing.ts";
import { ascii, DELAYS, EVIDENCE, ISIN } from "../../support/world.ts";

const KEPT = couponOf(600n, "corporation").net;
const UNKNOWN = ascii("XS0000000009", 12);

describe("Paymaster.seizeSuspense", () => {
  const current = useServicedWorld(async (w) => {
    await w.registry.connect(w.compliance).suspend(w.seller, EVIDENCE);
    await w.bond.connect(w.compliance).setAccountFrozen(w.seller, true);
    await reachPayment(w);
    await payPage(w, holdersOf(w));
    const agent = w.paymentAgent.connect(w.courtOrder);
    const seize = async (account: string, receiver: string, evidence = EVIDENCE, isin = ISIN) => {
      const call = agent.seizeSuspense.populateTransaction(isin, account, receiver, evidence);
      await schedule(w, w.courtOrder, call, DELAYS.courtOrderDelay);
      return await agent.seizeSuspense(isin, account, receiver, evidence);
    };
    return { agent, seize, before: await w.cash.balanceOf(w.buyer) };
  });

  describe("given money that is kept for a suspended and frozen holder", () => {
    it("when a court orders it then emits SuspenseSeized with the evidence and the receiver has it", async () => {
      const { paymentAgent, seize, cash, seller, buyer, before } = current();
      await expect(seize(seller.address, buyer.address))
        .to.emit(paymentAgent, "SuspenseSeized")
        .withArgs(ISIN, seller.address, buyer.address, KEPT, EVIDENCE);
      expect(await cash.balanceOf(buyer)).to.equal(before + KEPT);
      expect(await paymentAgent.suspenseOf(ISIN, seller)).to.equal(0n);
    });

    it("when it is ordered twice then reverts with SuspenseEmpty", async () => {
      const { paymentAgent, seize, seller, buyer } = current();
      await seize(seller.address, buyer.address);
      await expect(seize(seller.address, buyer.address))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseEmpty")
        .withArgs(ISIN, seller.address);
    });

    it("when it was seized then the holder can claim no more", async () => {
      const { paymentAgent, seize, registry, bond, compliance, seller, buyer } = current();
      await seize(seller.address, buyer.address);
      await registry.connect(compliance).reinstate(seller, EVIDENCE);
      await bond.connect(compliance).setAccountFrozen(seller, false);
      await expect(paymentAgent.claim(ISIN, seller))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseEmpty")
        .withArgs(ISIN, seller.address);
    });

    it("when the officer has not scheduled it then reverts with AccessManagerNotScheduled", async () => {
      const { agent, manager, courtOrder, seller, buyer } = current();
      const { to, data } = await agent.seizeSuspense.populateTransaction(ISIN, seller, buyer, EVIDENCE);
      await expect(agent.seizeSuspense(ISIN, seller, buyer, EVIDENCE))
        .to.be.revertedWithCustomError(manager, "AccessManagerNotScheduled")
        .withArgs(await manager.hashOperation(courtOrder, to, data));
    });

    it("when the delay is not over then reverts with AccessManagerNotReady", async () => {
      const w = current();
      const { agent, manager, courtOrder, seller, buyer } = w;
      const { to, data } = await agent.seizeSuspense.populateTransaction(ISIN, seller, buyer, EVIDENCE);
      await schedule(w, courtOrder, { to, data }, DELAYS.courtOrderDelay - 2);
      await expect(agent.seizeSuspense(ISIN, seller, buyer, EVIDENCE))
        .to.be.revertedWithCustomError(manager, "AccessManagerNotReady")
        .withArgs(await manager.hashOperation(courtOrder, to, data));
    });

    it("when there is no evidence then reverts with SuspenseMissingEvidence", async () => {
      const { paymentAgent, seize, seller, buyer } = current();
      await expect(seize(seller.address, buyer.address, ZeroHash))
        .to.be.revertedWithCustomError(paymentAgent, "SuspenseMissingEvidence")
        .withArgs(ISIN, seller.address);
    });

    it("when the receiver is no participant then reverts with ParticipantNotAdmitted and it stays kept", async () => {
      const { paymentAgent, registry, seize, seller, outsider } = current();
      await expect(seize(seller.address, outsider.address))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
      expect(await paymentAgent.suspenseOf(ISIN, seller)).to.equal(KEPT);
    });

    it("when the receiver is frozen in the currency then reverts with RegulatedTokenAccountFrozen", async () => {
      const { cash, compliance, seize, seller, buyer } = current();
      await cash.connect(compliance).setAccountFrozen(buyer, true);
      await expect(seize(seller.address, buyer.address))
        .to.be.revertedWithCustomError(cash, "RegulatedTokenAccountFrozen")
        .withArgs(buyer.address);
    });

    it("when the receiver is the zero account then reverts with ERC20InvalidReceiver", async () => {
      const { cash, seize, seller } = current();
      await expect(seize(seller.address, ZeroAddress))
        .to.be.revertedWithCustomError(cash, "ERC20InvalidReceiver")
        .withArgs(ZeroAddress);
    });
  });

  it("given nothing that is kept, when it is ordered then reverts with SuspenseEmpty", async () => {
    const { paymentAgent, seize, buyer, issuer } = current();
    await expect(seize(buyer.address, issuer.address))
      .to.be.revertedWithCustomError(paymentAgent, "SuspenseEmpty")
      .withArgs(ISIN, buyer.address);
  });

  it("given no schedule, when it is ordered then reverts with SuspenseEmpty", async () => {
    const { paymentAgent, seize, seller, buyer } = current();
    await expect(seize(seller.address, buyer.address, EVIDENCE, UNKNOWN))
      .to.be.revertedWithCustomError(paymentAgent, "SuspenseEmpty")
      .withArgs(UNKNOWN, seller.address);
  });
});
