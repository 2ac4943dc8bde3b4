import { expect } from "chai";

import { replaceKey } from "../../support/actions.ts";
import {
  FACE,
  MATURITY,
  moneyOf,
  reach,
  reachMaturity,
  redeemPage,
  useRedemptions,
} from "../../support/redemptions.ts";
import type { World } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, ISIN, QII, START } from "../../support/world.ts";

const DUE = 100n * FACE;

describe("RedemptionAgent.redeem of holders that cannot be paid", () => {
  const current = useRedemptions();

  const obstacles: readonly (readonly [string, (w: World) => Promise<unknown>])[] = [
    ["is suspended", (w) => w.registry.connect(w.compliance).suspend(w.buyer, EVIDENCE)],
    ["was closed", (w) => w.registry.close(w.buyer)],
    ["has expired", (w) => w.registry.update(w.buyer, QII, START + 364 * DAY, COMMITMENT)],
    ["is frozen in the bond", (w) => w.bond.connect(w.compliance).setAccountFrozen(w.buyer, true)],
    ["has one unit frozen", (w) => w.bond.connect(w.compliance).setFrozenTokens(w.buyer, 1n)],
    ["is frozen in the currency", (w) => w.cash.connect(w.compliance).setAccountFrozen(w.buyer, true)],
  ];

  for (const [name, obstruct] of obstacles) {
    describe(`given a holder that ${name}`, () => {
      beforeEach(async () => {
        const w = current();
        await obstruct(w);
        await reachMaturity(w);
      });

      it("when redeemed then its units end, its money is kept, and the others are paid", async () => {
        const w = current();
        const before = await moneyOf(w, w.seller, w.buyer);
        await expect(redeemPage(w, w.holders))
          .to.emit(w.redemptionAgent, "UnitsRedeemed")
          .withArgs(ISIN, MATURITY, w.buyer, 100n, DUE, 0n, 0n)
          .and.to.emit(w.redemptionAgent, "PaymentSuspended")
          .withArgs(ISIN, w.buyer, DUE, DUE, (reason: string) => reason.length >= 10)
          .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
          .withArgs(ISIN, MATURITY, 1_000n, 1_000n * FACE, 0n);
        expect(await w.bond.totalSupply()).to.equal(0n);
        expect(await moneyOf(w, w.seller, w.buyer)).to.deep.equal([
          (before[0] ?? 0n) + 600n * FACE,
          before[1],
        ]);
        expect(await w.redemptionAgent.suspenseOf(ISIN, w.buyer)).to.equal(DUE);
      });
    });
  }

  it("given a suspended holder, when it is reinstated, then anybody has it paid, once", async () => {
    const w = current();
    await w.registry.connect(w.compliance).suspend(w.buyer, EVIDENCE);
    await reachMaturity(w);
    await redeemPage(w, w.holders);
    const claim = w.redemptionAgent.connect(w.outsider).claim;
    await expect(claim(ISIN, w.buyer))
      .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
      .withArgs(w.buyer);
    await w.registry.connect(w.compliance).reinstate(w.buyer, EVIDENCE);
    await expect(claim(ISIN, w.buyer))
      .to.emit(w.redemptionAgent, "SuspenseClaimed")
      .withArgs(ISIN, w.buyer, w.buyer, DUE);
    await expect(claim(ISIN, w.buyer))
      .to.be.revertedWithCustomError(w.redemptionAgent, "SuspenseEmpty")
      .withArgs(ISIN, w.buyer);
  });

  it("given a holder whose key was replaced and not recovered, when redeemed, then its successor claims", async () => {
    const w = current();
    await replaceKey(w, w.buyer, w.outsider);
    await reachMaturity(w);
    await redeemPage(w, w.holders);
    await expect(w.redemptionAgent.claim(ISIN, w.buyer))
      .to.emit(w.redemptionAgent, "SuspenseClaimed")
      .withArgs(ISIN, w.buyer, w.outsider, DUE);
  });

  it("given an issuer whose key was replaced, when completed, then the successor has what is left over", async () => {
    const w = current();
    await reach(w, START + 300 * DAY);
    await w.redemptionAgent.connect(w.issuer).fund(ISIN, MATURITY, 1_000n * FACE);
    await w.redemptionAgent.connect(w.issuer).cancelUnits(ISIN, 300n);
    await replaceKey(w, w.issuer, w.outsider);
    await reachMaturity(w);
    await redeemPage(w, [w.seller, w.buyer]);
    expect(await w.cash.balanceOf(w.outsider)).to.equal(300n * FACE);
  });

  it("given too little gas for a transfer, when redeemed, then it reverts: nobody is suspended for want of gas", async () => {
    const w = current();
    await reachMaturity(w);
    const { redemptionAgent: agent, outsider, buyer } = w;
    const needed = await agent.connect(outsider).redeem.estimateGas(ISIN, MATURITY, [buyer]);
    for (let part = 60n; part < 100n; part += 4n) {
      const snapshot = await w.networkHelpers.takeSnapshot();
      const tx = agent
        .connect(outsider)
        .redeem(ISIN, MATURITY, [buyer], { gasLimit: (needed * part) / 100n })
        .then((sent) => sent.wait());
      await tx.catch(() => undefined);
      expect(await agent.suspenseOf(ISIN, buyer), `with ${part} % of the gas`).to.equal(0n);
      await snapshot.restore();
    }
  });

  it("given an agent that is suspended itself, when redeemed, then it reverts and nobody goes into suspense", async () => {
    const w = current();
    await reachMaturity(w);
    await w.registry.connect(w.compliance).suspend(w.redemptionAgent, EVIDENCE);
    await expect(redeemPage(w, w.holders)).to.revert(w.ethers);
    expect(await w.bond.totalSupply()).to.equal(1_000n);
    await w.registry.connect(w.compliance).reinstate(w.redemptionAgent, EVIDENCE);
    await redeemPage(w, w.holders);
    expect(await w.bond.totalSupply()).to.equal(0n);
  });
});
