import { expect } from "chai";

import { schedule } from "../../support/actions.ts";
import {
  closeOut,
  FACE,
  fallDue,
  fallIntoDefault,
  MATURITY,
  moneyOf,
  NO_HASH,
  recover,
  redeemPage,
  STANDING,
  useRedemptions,
} from "../../support/redemptions.ts";
import { fundRedemption, PAY_DATES } from "../../support/servicing.ts";
import { DAY, DELAYS, EVIDENCE, ISIN } from "../../support/world.ts";

const MOMENT = PAY_DATES[0] + 17 * DAY;
const CLAIM = FACE + 74_150n;

describe("RedemptionAgent.closeOut", () => {
  const current = useRedemptions();
  const price = async () => (await current().redemptionAgent.redemptionOf(ISIN, MATURITY)).pricePerUnit;

  describe("given an accelerated bond that nobody funds", () => {
    beforeEach(() => fallDue(current(), MOMENT));

    it("when closed out at nothing then the units end: an unfunded bond always has an exit", async () => {
      const w = current();
      const before = await moneyOf(w, w.issuer, w.seller, w.buyer);
      await expect(closeOut(w, 0n))
        .to.emit(w.redemptionAgent, "ClosedOut")
        .withArgs(ISIN, CLAIM, 0n, EVIDENCE);
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.seller, 600n, 0n, 0n, 0n)
        .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 1_000n, 0n, 0n);
      expect(await w.bond.totalSupply()).to.equal(0n);
      expect(await moneyOf(w, w.issuer, w.seller, w.buyer)).to.deep.equal(before);
    });

    it("when closed out at a quarter then the units are redeemed at that", async () => {
      const w = current();
      await closeOut(w, 25_000_000n);
      expect(await fundRedemption(w)).to.equal(25_000_000_000n);
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 1_000n, 25_000_000_000n, 0n);
    });

    it("when there was money for more then what is left goes back", async () => {
      const w = current();
      await w.redemptionAgent.connect(w.issuer).fund(ISIN, MATURITY, 40_000_000_000n);
      await closeOut(w, 25_000_000n);
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 1_000n, 25_000_000_000n, 15_000_000_000n);
    });

    it("when a recovery was paid then the price is what the order says, whatever was recovered", async () => {
      const w = current();
      await recover(w, 30_000_000n, w.holders);
      await expect(closeOut(w, 5_000_000n))
        .to.emit(w.redemptionAgent, "ClosedOut")
        .withArgs(ISIN, CLAIM - 30_000_000n, 5_000_000n, EVIDENCE);
      expect(await price()).to.equal(5_000_000n);
    });

    it("when closed out twice then the later order holds, and none can raise the price again", async () => {
      const w = current();
      await closeOut(w, 25_000_000n);
      await closeOut(w, 10_000_000n);
      expect(await price()).to.equal(10_000_000n);
      await expect(closeOut(w, 10_000_001n))
        .to.be.revertedWithCustomError(w.redemptionAgent, "CloseOutTooHigh")
        .withArgs(ISIN, 10_000_001n, 10_000_000n);
    });

    it("when the price exceeds the claim then reverts with CloseOutTooHigh", async () => {
      const w = current();
      await expect(closeOut(w, CLAIM + 1n))
        .to.be.revertedWithCustomError(w.redemptionAgent, "CloseOutTooHigh")
        .withArgs(ISIN, CLAIM + 1n, CLAIM);
    });

    it("when the evidence is missing then reverts with DefaultMissingEvidence", async () => {
      const w = current();
      const call = w.redemptionAgent.closeOut.populateTransaction(ISIN, 0n, NO_HASH);
      await schedule(w, w.courtOrder, call, DELAYS.courtOrderDelay);
      await expect(w.redemptionAgent.connect(w.courtOrder).closeOut(ISIN, 0n, NO_HASH))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultMissingEvidence")
        .withArgs(ISIN);
    });

    it("when the order was not announced then reverts with AccessManagerNotScheduled", async () => {
      const w = current();
      await expect(
        w.redemptionAgent.connect(w.courtOrder).closeOut(ISIN, 0n, EVIDENCE),
      ).to.be.revertedWithCustomError(w.manager, "AccessManagerNotScheduled");
    });

    it("when the court's delay is not over then reverts with AccessManagerNotReady", async () => {
      const w = current();
      const { redemptionAgent: agent, courtOrder } = w;
      const call = agent.closeOut.populateTransaction(ISIN, 0n, EVIDENCE);
      await schedule(w, courtOrder, call, DELAYS.courtOrderDelay - 60);
      await expect(agent.connect(courtOrder).closeOut(ISIN, 0n, EVIDENCE)).to.be.revertedWithCustomError(
        w.manager,
        "AccessManagerNotReady",
      );
    });

    for (const name of ["issuerAgent", "issuer", "outsider"] as const) {
      it(`when the ${name} closes out then reverts with AccessManagedUnauthorized`, async () => {
        const w = current();
        await expect(w.redemptionAgent.connect(w[name]).closeOut(ISIN, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(w.redemptionAgent, "AccessManagedUnauthorized")
          .withArgs(w[name]);
      });
    }
  });

  it("given a bond in default that is not accelerated, when closed out, then reverts with DefaultWrongStanding", async () => {
    const w = current();
    await fallIntoDefault(w);
    await expect(closeOut(w, 0n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.inDefault, STANDING.accelerated);
  });

  it("given a performing bond, when closed out, then reverts with DefaultWrongStanding", async () => {
    const w = current();
    await expect(closeOut(w, 0n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "DefaultWrongStanding")
      .withArgs(ISIN, STANDING.performing, STANDING.accelerated);
  });
});
