import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { forceTransfer, OTHER_ISIN, replaceKey } from "../../support/actions.ts";
import {
  callByLot,
  drawLots,
  FIRST_OPTION,
  inOrder,
  nextAt,
  option,
  OPTION_DATE,
  reach,
  redeemPage,
  SEED,
  SEED_HASH,
  useOptions,
} from "../../support/redemptions.ts";
import { fundRedemption } from "../../support/servicing.ts";

describe("RedemptionAgent.lapse", () => {
  const current = useOptions([option("put"), option("callByLot")]);
  const LOTS = 2;

  const lapse = (holders: string[], redemption = FIRST_OPTION) => {
    const { redemptionAgent, outsider } = current();
    return redemptionAgent.connect(outsider).lapse(OTHER_ISIN, redemption, holders);
  };
  const unitsOf = async (redemption = FIRST_OPTION) =>
    (await current().redemptionAgent.redemptionOf(OTHER_ISIN, redemption)).units;

  describe("given the same units put by one account after the other", () => {
    beforeEach(async () => {
      const { redemptionAgent: agent, optioned, seller, buyer } = current();
      await agent.connect(seller).exercisePut(OTHER_ISIN, 0, seller, 300n);
      await optioned.connect(seller).transfer(buyer, 600n);
      await agent.connect(buyer).exercisePut(OTHER_ISIN, 0, buyer, 600n);
    });

    it("when the date has come then what is not there needs no money any more", async () => {
      const w = current();
      expect(await unitsOf()).to.equal(900n);
      await reach(w, OPTION_DATE);
      await expect(lapse(w.holders))
        .to.emit(w.redemptionAgent, "UnitsLapsed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, w.seller, 300n, ZeroAddress);
      expect(await unitsOf()).to.equal(600n);
      expect(await fundRedemption(w, OTHER_ISIN, FIRST_OPTION)).to.equal(600n * 101_000_000n);
      await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
      expect(await w.optioned.balanceOf(w.buyer)).to.equal(100n);
    });

    it("when done twice then nothing lapses twice", async () => {
      const w = current();
      await reach(w, OPTION_DATE);
      await lapse([w.seller.address, w.seller.address]);
      await expect(lapse(w.holders)).not.to.emit(w.redemptionAgent, "UnitsLapsed");
      expect(await unitsOf()).to.equal(600n);
    });

    it("when the date has not come then reverts with RedemptionTooEarly", async () => {
      const w = current();
      await nextAt(w, OPTION_DATE - 1);
      await expect(lapse(w.holders))
        .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionTooEarly")
        .withArgs(OTHER_ISIN, FIRST_OPTION, OPTION_DATE, OPTION_DATE - 1);
    });
  });

  describe("given a holder whose key was replaced after its put", () => {
    it("when its units are recovered then its put is the successor's", async () => {
      const w = current();
      await w.redemptionAgent.connect(w.seller).exercisePut(OTHER_ISIN, 0, w.seller, 200n);
      await replaceKey(w, w.seller, w.outsider);
      await w.optioned.connect(w.registrar).recover(w.seller);
      await reach(w, OPTION_DATE);
      await expect(lapse([w.seller.address]))
        .to.emit(w.redemptionAgent, "UnitsLapsed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, w.seller, 200n, w.outsider);
      await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
      await expect(redeemPage(w, [w.outsider], OTHER_ISIN, FIRST_OPTION))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, w.outsider, 200n, 20_200_000_000n, 0n, 0n);
      expect(await w.optioned.balanceOf(w.outsider)).to.equal(400n);
    });
  });

  describe("given a call by lot that is not drawn", () => {
    it("when its date has come then reverts with RedemptionUndrawn", async () => {
      const w = current();
      await w.redemptionAgent.announceCall(OTHER_ISIN, 1, 250n, SEED_HASH);
      await reach(w, OPTION_DATE);
      await expect(lapse(w.holders, LOTS))
        .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUndrawn")
        .withArgs(OTHER_ISIN, LOTS);
    });
  });
});

describe("RedemptionAgent.lapse of a draw", () => {
  const current = useOptions([option("callByLot")]);

  it("given drawn units that a court has taken, when redeemed, then they lapse, and their money goes back", async () => {
    const w = current();
    await drawLots(w, 999n, w.holders);
    await forceTransfer(w, w.optioned, w.buyer.address, w.seller.address, 100n);
    const drawn = await w.redemptionAgent.queryFilter(
      w.redemptionAgent.filters.UnitsDrawn(OTHER_ISIN, FIRST_OPTION, w.buyer),
    );
    const units = drawn[0]?.args.units ?? 0n;
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.redemptionAgent, "UnitsLapsed")
      .withArgs(OTHER_ISIN, FIRST_OPTION, w.buyer, units, ZeroAddress)
      .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 999n - units, (999n - units) * 101_000_000n, units * 101_000_000n)
      .and.to.emit(w.optioned, "TransfersStopped")
      .withArgs(OTHER_ISIN, false);
  });

  it("given a draw in its middle, when units would lapse, then reverts: the sum of a draw stays exact", async () => {
    const w = current();
    await callByLot(w, 250n);
    await w.redemptionAgent.openDraw(OTHER_ISIN, FIRST_OPTION, SEED);
    const [first = "", ...others] = inOrder(w.holders);
    await w.redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, [first]);
    const all = await w.optioned.balanceOf(first);
    await forceTransfer(w, w.optioned, first, w.third.address, all);
    await expect(w.redemptionAgent.connect(w.outsider).lapse(OTHER_ISIN, FIRST_OPTION, [first]))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUndrawn")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
    await w.redemptionAgent.restartDraw(OTHER_ISIN, FIRST_OPTION);
    await w.redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, inOrder([...others, w.third.address]));
    await redeemPage(w, [...others, w.third], OTHER_ISIN, FIRST_OPTION);
    expect(await w.optioned.totalSupply()).to.equal(750n);
  });
});
