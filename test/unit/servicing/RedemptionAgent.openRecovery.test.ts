import { expect } from "chai";

import {
  FACE,
  fallDue,
  fallIntoDefault,
  MATURITY,
  NO_HASH,
  reach,
  recover,
  redeemPage,
  STANDING,
  useRedemptions,
} from "../../support/redemptions.ts";
import { CUTOFFS, fundPayment, fundRedemption, PAY_DATES, payPage } from "../../support/servicing.ts";
import { DAY, EVIDENCE, ISIN } from "../../support/world.ts";

const MOMENT = PAY_DATES[0] + 17 * DAY;
const CLAIM = FACE + 74_150n;
const RECOVERED = 30_000_000n;
const CUTOFF = MOMENT + 30 * DAY;
const PAY_FROM = CUTOFF + 2 * DAY;

describe("RedemptionAgent.openRecovery", () => {
  const current = useRedemptions();
  const open = (changes: { cutoff?: number; payFrom?: number; amount?: bigint; evidence?: string } = {}) => {
    const { cutoff = CUTOFF, payFrom = PAY_FROM, amount = RECOVERED, evidence = EVIDENCE } = changes;
    return current().redemptionAgent.openRecovery(ISIN, cutoff, payFrom, amount, evidence);
  };
  const price = async () => (await current().redemptionAgent.redemptionOf(ISIN, MATURITY)).pricePerUnit;

  describe("given an accelerated bond", () => {
    beforeEach(() => fallDue(current(), MOMENT));

    it("when opened then emits RecoveryOpened, and a record date and a payment are added", async () => {
      const w = current();
      await expect(open())
        .to.emit(w.redemptionAgent, "RecoveryOpened")
        .withArgs(ISIN, 2n, CUTOFF, RECOVERED, EVIDENCE)
        .and.to.emit(w.bond, "RecordDateAdded")
        .withArgs(ISIN, 1n, CUTOFF)
        .and.to.emit(w.schedules, "PaymentAppended");
      expect(await w.bond.indexOfRecordDate(CUTOFF)).to.equal(1n);
      expect(await w.bond.indexOfRecordDate(CUTOFFS[1])).to.equal(2n);
      const { supply, required } = await w.paymentAgent.statusOf(ISIN, 2);
      expect({ supply, required }).to.deep.equal({ supply: 1_000n, required: 30_000_000_000n });
    });

    it("when paid then every holder of the record date has its part, untaxed", async () => {
      const w = current();
      await open();
      await reach(w, PAY_FROM);
      await fundPayment(w, { payment: 2 });
      await expect(payPage(w, w.holders, { payment: 2 }))
        .to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(ISIN, 2, w.buyer, 100n, 0n, 3_000_000_000n, 0n, 0n)
        .and.to.emit(w.paymentAgent, "HolderPaid")
        .withArgs(ISIN, 2, w.seller, 600n, 0n, 18_000_000_000n, 0n, 0n)
        .and.to.emit(w.paymentAgent, "PaymentCompleted")
        .withArgs(ISIN, 2, 1_000n, 30_000_000_000n, 0n);
    });

    it("when its record date is over and its money there then the claim is lower, not before", async () => {
      const w = current();
      await open();
      await fundPayment(w, { payment: 2 });
      expect(await price()).to.equal(CLAIM);
      await reach(w, CUTOFF);
      expect(await price()).to.equal(CLAIM - RECOVERED);
      await reach(w, PAY_FROM);
      await payPage(w, w.holders, { payment: 2 });
      expect(await price()).to.equal(70_074_150n);
    });

    it("when its record date is over and nothing was funded then the claim is what it was", async () => {
      const w = current();
      await open();
      await reach(w, PAY_FROM);
      expect(await price()).to.equal(CLAIM);
    });

    it("when two recoveries are paid and the rest redeemed then each holder has had the claim exactly", async () => {
      const w = current();
      await recover(w, RECOVERED, w.holders);
      await recover(w, 20_000_000n, w.holders);
      expect(await price()).to.equal(50_074_150n);
      await fundRedemption(w);
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.buyer, 100n, 5_007_415_000n, 0n, 0n);
    });

    it("when more is recovered than claimed then nothing is left to redeem for, and the units end for it", async () => {
      const w = current();
      await recover(w, CLAIM + 1n, w.holders);
      expect(await price()).to.equal(0n);
      await redeemPage(w, w.holders);
      expect(await w.bond.totalSupply()).to.equal(0n);
    });

    it("when it never comes then it is not overdue for a default: it was promised by nobody", async () => {
      const w = current();
      await open();
      await reach(w, PAY_FROM + 100 * DAY);
      await expect(w.redemptionAgent.declareDefault(ISIN, 0, 2, EVIDENCE))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
        .withArgs(ISIN, STANDING.accelerated, STANDING.performing);
    });

    for (const [name, changes] of [
      ["is paid before its record date", { payFrom: CUTOFF - 1 }],
      ["is of nothing", { amount: 0n }],
    ] as const) {
      it(`when it ${name} then reverts with RecoveryInvalid`, async () => {
        const { payFrom = PAY_FROM, amount = RECOVERED } = changes as { payFrom?: number; amount?: bigint };
        await expect(open(changes))
          .to.be.revertedWithCustomError(current().redemptionAgent, "RecoveryInvalid")
          .withArgs(ISIN, CUTOFF, payFrom, amount);
      });
    }

    it("when the record date is not in the future then reverts with BondTokenRecordDatePassed", async () => {
      const w = current();
      const now = (await w.networkHelpers.time.latest()) + 60;
      await w.networkHelpers.time.setNextBlockTimestamp(now);
      await expect(open({ cutoff: now }))
        .to.be.revertedWithCustomError(w.bond, "BondTokenRecordDatePassed")
        .withArgs(ISIN, now, now);
    });

    it("when the record date is one already then reverts with BondTokenDuplicateRecordDate", async () => {
      const w = current();
      await expect(open({ cutoff: CUTOFFS[1], payFrom: CUTOFFS[1] }))
        .to.be.revertedWithCustomError(w.bond, "BondTokenDuplicateRecordDate")
        .withArgs(ISIN, CUTOFFS[1]);
    });

    it("when the evidence is missing then reverts with DefaultMissingEvidence", async () => {
      await expect(open({ evidence: NO_HASH }))
        .to.be.revertedWithCustomError(current().redemptionAgent, "DefaultMissingEvidence")
        .withArgs(ISIN);
    });

    it("when sent without the role then reverts with AccessManagedUnauthorized", async () => {
      const { redemptionAgent: agent, seller } = current();
      await expect(agent.connect(seller).openRecovery(ISIN, CUTOFF, PAY_FROM, 1n, EVIDENCE))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(seller);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const { redemptionAgent: agent, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(open())
        .to.be.revertedWithCustomError(agent, "PaymasterNotAppointed")
        .withArgs(ISIN, issuerAgent, issuer);
    });
  });

  it("given a bond in default that is not accelerated, when opened, then reverts with DefaultWrongStanding", async () => {
    const w = current();
    await fallIntoDefault(w);
    await expect(open())
      .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.inDefault, STANDING.accelerated);
  });

  it("given a performing bond, when opened, then reverts with DefaultWrongStanding", async () => {
    await expect(open())
      .to.be.revertedWithCustomError(current().redemptionAgent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.performing, STANDING.accelerated);
  });
});
