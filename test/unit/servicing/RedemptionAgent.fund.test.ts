import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  FIRST_OPTION,
  MATURITY,
  moneyOf,
  option,
  reachMaturity,
  redeemPage,
  useOptions,
} from "../../support/redemptions.ts";
import { giveMoney } from "../../support/servicing.ts";
import { ISIN } from "../../support/world.ts";

const ALL = 100_000_000_000n;

describe("RedemptionAgent.fund", () => {
  const current = useOptions([option("call")]);

  it("when the issuer funds a part then emits RedemptionFunded and the money moves", async () => {
    const { redemptionAgent: agent, cash, issuer } = current();
    const before = await cash.balanceOf(issuer);
    await expect(agent.connect(issuer).fund(ISIN, MATURITY, 1_000n))
      .to.emit(agent, "RedemptionFunded")
      .withArgs(ISIN, MATURITY, issuer, 1_000n, 1_000n)
      .and.to.emit(cash, "Transfer")
      .withArgs(issuer, agent, 1_000n);
    expect(await cash.balanceOf(issuer)).to.equal(before - 1_000n);
    expect((await agent.redemptionOf(ISIN, MATURITY)).funded).to.equal(1_000n);
  });

  it("when parts come from several accounts then they add up", async () => {
    const w = current();
    await giveMoney(w, w.third, 500n);
    await w.redemptionAgent.connect(w.issuer).fund(ISIN, MATURITY, 1_000n);
    await expect(w.redemptionAgent.connect(w.third).fund(ISIN, MATURITY, 500n))
      .to.emit(w.redemptionAgent, "RedemptionFunded")
      .withArgs(ISIN, MATURITY, w.third, 500n, 1_500n);
  });

  it("when more comes than is missing then only what is missing is taken", async () => {
    const w = current();
    const [before = 0n] = await moneyOf(w, w.issuer);
    const fund = w.redemptionAgent.connect(w.issuer).fund;
    expect(await fund.staticCall(ISIN, MATURITY, ALL + 1n)).to.equal(ALL);
    await fund(ISIN, MATURITY, 1n);
    await expect(fund(ISIN, MATURITY, ALL))
      .to.emit(w.redemptionAgent, "RedemptionFunded")
      .withArgs(ISIN, MATURITY, w.issuer, ALL - 1n, ALL);
    expect(await moneyOf(w, w.issuer)).to.deep.equal([before - ALL]);
  });

  it("when nothing is missing, or nothing comes, then reverts with RedemptionFullyFunded", async () => {
    const { redemptionAgent: agent, issuer } = current();
    const fund = agent.connect(issuer).fund;
    await expect(fund(ISIN, MATURITY, 0n))
      .to.be.revertedWithCustomError(agent, "RedemptionFullyFunded")
      .withArgs(ISIN, MATURITY, 0n);
    await fund(ISIN, MATURITY, ALL);
    await expect(fund(ISIN, MATURITY, 1n))
      .to.be.revertedWithCustomError(agent, "RedemptionFullyFunded")
      .withArgs(ISIN, MATURITY, ALL);
  });

  it("when all units are redeemed then reverts with RedemptionFullyFunded", async () => {
    const w = current();
    await reachMaturity(w);
    await redeemPage(w, w.holders);
    await expect(w.redemptionAgent.connect(w.issuer).fund(ISIN, MATURITY, 1n))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionFullyFunded")
      .withArgs(ISIN, MATURITY, ALL);
  });

  it("when no notice of a call was given then reverts with RedemptionNotOpen", async () => {
    const { redemptionAgent: agent, issuer } = current();
    await expect(agent.connect(issuer).fund(OTHER_ISIN, FIRST_OPTION, 1n))
      .to.be.revertedWithCustomError(agent, "RedemptionNotOpen")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("when the redemption is of no option then reverts with RedemptionNotOpen", async () => {
    const { redemptionAgent: agent, issuer } = current();
    await expect(agent.connect(issuer).fund(ISIN, 9, 1n))
      .to.be.revertedWithCustomError(agent, "RedemptionNotOpen")
      .withArgs(ISIN, 9);
  });

  it("when the funder has not approved the agent then reverts with ERC20InsufficientAllowance", async () => {
    const { redemptionAgent: agent, cash, seller } = current();
    await expect(agent.connect(seller).fund(ISIN, MATURITY, 7n))
      .to.be.revertedWithCustomError(cash, "ERC20InsufficientAllowance")
      .withArgs(agent, 0n, 7n);
  });

  it("when the bond has no schedule then reverts with ScheduleMissing", async () => {
    const { redemptionAgent: agent, schedules, issuer } = current();
    const unknown = "0x" + "41".repeat(12);
    await expect(agent.connect(issuer).fund(unknown, MATURITY, 7n))
      .to.be.revertedWithCustomError(schedules, "ScheduleMissing")
      .withArgs(unknown);
  });
});
