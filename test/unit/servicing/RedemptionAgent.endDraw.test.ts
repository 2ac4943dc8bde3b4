import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  callByLot,
  drawLots,
  FIRST_OPTION,
  option,
  redeemPage,
  SEED,
  useOptions,
} from "../../support/redemptions.ts";
import { DAY, READINESS, SIDE, START } from "../../support/world.ts";

describe("RedemptionAgent.endDraw", () => {
  const current = useOptions([option("callByLot")]);
  const end = () => current().redemptionAgent.endDraw(OTHER_ISIN, FIRST_OPTION);
  /** The buyer's units are all held for a trade that ends on day 300; 900 of 1,000 are drawn, and the others' redeemed. */
  const hold = async () => {
    const w = current();
    const trade = w.trade({
      isin: OTHER_ISIN,
      seller: w.buyer.address,
      buyer: w.seller.address,
      quantity: 100n,
      settleBy: START + 300 * DAY,
    });
    await w.escrow.connect(w.buyer).instruct(trade, SIDE.seller, READINESS.earmarked);
    await drawLots(w, 900n, w.holders);
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    return trade;
  };
  const left = async () => (await current().redemptionAgent.redemptionOf(OTHER_ISIN, FIRST_OPTION)).units;

  it("given drawn units held for a trade, when ended, then emits DrawEnded and transfers go on", async () => {
    const w = current();
    await hold();
    const units = await left();
    expect(units).to.be.within(89n, 91n);
    expect((await w.optioned.lifeCycle()).toString()).to.equal("4");
    await expect(end())
      .to.emit(w.redemptionAgent, "DrawEnded")
      .withArgs(OTHER_ISIN, FIRST_OPTION, units)
      .and.to.emit(w.optioned, "TransfersStopped")
      .withArgs(OTHER_ISIN, false);
  });

  it("given that it was ended, when the trade has ended, then the units are redeemed after all", async () => {
    const w = current();
    const trade = await hold();
    const units = await left();
    await end();
    await w.networkHelpers.time.increaseTo(START + 300 * DAY);
    await w.escrow.expire(trade);
    await expect(redeemPage(w, [w.buyer], OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 900n, 900n * 101_000_000n, 0n);
    expect(await w.optioned.balanceOf(w.buyer)).to.equal(100n - units);
  });

  it("given that it was ended, when ended again, then reverts with DrawNotOpen", async () => {
    const { redemptionAgent: agent } = current();
    await hold();
    await end();
    await expect(end())
      .to.be.revertedWithCustomError(agent, "DrawNotOpen")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("given a draw that is not completed, when ended, then reverts with DrawNotOpen", async () => {
    const w = current();
    await callByLot(w, 250n);
    await w.redemptionAgent.openDraw(OTHER_ISIN, FIRST_OPTION, SEED);
    await expect(end())
      .to.be.revertedWithCustomError(w.redemptionAgent, "DrawNotOpen")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("given a drawn holder, when it wants to hold its units for a trade, then it cannot: nobody stays out of reach", async () => {
    const w = current();
    await drawLots(w, 900n, w.holders);
    const trade = w.trade({ isin: OTHER_ISIN, quantity: 100n, settleBy: START + 300 * DAY });
    await expect(w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked))
      .to.be.revertedWithCustomError(w.optioned, "BondTokenStopped")
      .withArgs(OTHER_ISIN);
  });

  it("when sent without the role then reverts with AccessManagedUnauthorized", async () => {
    const { redemptionAgent: agent, outsider } = current();
    await expect(agent.connect(outsider).endDraw(OTHER_ISIN, FIRST_OPTION))
      .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
      .withArgs(outsider);
  });

  it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
    const w = current();
    await drawLots(w, 900n, w.holders);
    await w.registry.connect(w.issuer).appointOperator(w.issuerAgent, 0, 0);
    await expect(end())
      .to.be.revertedWithCustomError(w.redemptionAgent, "PaymasterNotAppointed")
      .withArgs(OTHER_ISIN, w.issuerAgent, w.issuer);
  });
});
