import { expect } from "chai";

import { adjustDate } from "../../../sdk/calendar/adjustDate.ts";
import { parseCalendarDate } from "../../../sdk/calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../../../sdk/calendar/secondsAtStartOfDay.ts";
import { OTHER_ISIN } from "../../support/actions.ts";
import {
  FACE,
  MATURES,
  MATURITY,
  moneyOf,
  nextAt,
  reach,
  reachMaturity,
  redeemPage,
  useRedemptions,
} from "../../support/redemptions.ts";
import { fundRedemption, placeBond } from "../../support/servicing.ts";
import { DAY, ISIN, READINESS, SIDE } from "../../support/world.ts";

const ALL = 100_000_000_000n;

describe("RedemptionAgent.redeem", () => {
  const current = useRedemptions();

  describe("given maturity and all the money", () => {
    beforeEach(() => reachMaturity(current()));

    it("when a page of one is redeemed then units end and money arrives in one transaction (INV-6)", async () => {
      const w = current();
      const [before = 0n] = await moneyOf(w, w.buyer);
      await expect(redeemPage(w, [w.buyer]))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.buyer, 100n, 100n * FACE, 0n, 0n)
        .and.to.emit(w.bond, "Transfer")
        .withArgs(w.buyer, "0x" + "00".repeat(20), 100n)
        .and.to.emit(w.cash, "Transfer")
        .withArgs(w.redemptionAgent, w.buyer, 100n * FACE)
        .and.not.to.emit(w.redemptionAgent, "RedemptionCompleted");
      expect(await w.bond.balanceOf(w.buyer)).to.equal(0n);
      expect(await moneyOf(w, w.buyer)).to.deep.equal([before + 10_000_000_000n]);
      expect(await w.bond.totalSupply()).to.equal(900n);
    });

    it("when redeemed in pages then the last one completes it, and nobody is left", async () => {
      const w = current();
      await redeemPage(w, [w.buyer]);
      await redeemPage(w, [w.seller]);
      await expect(redeemPage(w, [w.issuer]))
        .to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 1_000n, ALL, 0n);
      const { units, funded, spent, redeemedUnits } = await w.redemptionAgent.redemptionOf(ISIN, MATURITY);
      expect({ units, funded, spent, redeemedUnits }).to.deep.equal({
        units: 0n,
        funded: ALL,
        spent: ALL,
        redeemedUnits: 1_000n,
      });
    });

    it("when a page comes twice, and a holder twice in it, then nobody is redeemed twice", async () => {
      const w = current();
      const [before = 0n] = await moneyOf(w, w.buyer);
      await redeemPage(w, [w.buyer, w.buyer]);
      await expect(redeemPage(w, [w.buyer])).not.to.emit(w.redemptionAgent, "UnitsRedeemed");
      await redeemPage(w, w.holders);
      await expect(redeemPage(w, w.holders)).not.to.emit(w.redemptionAgent, "RedemptionCompleted");
      expect(await moneyOf(w, w.buyer)).to.deep.equal([before + 10_000_000_000n]);
    });

    it("when accounts without units, or the zero account, are in the page then they are passed over", async () => {
      const w = current();
      const page = [w.third.address, "0x" + "00".repeat(20), await w.redemptionAgent.getAddress()];
      const redeem = w.redemptionAgent.connect(w.outsider).redeem;
      expect(await redeem.staticCall(ISIN, MATURITY, page)).to.equal(0n);
      expect(await redeem.staticCall(ISIN, MATURITY, [...page, w.seller, w.buyer])).to.equal(700n);
      await expect(redeem(ISIN, MATURITY, page)).not.to.emit(w.redemptionAgent, "UnitsRedeemed");
    });

    it("when redeemed then no unit moves any more, and no new hold arises", async () => {
      const w = current();
      await redeemPage(w, [w.buyer]);
      await expect(w.bond.connect(w.seller).transfer(w.buyer, 1n))
        .to.be.revertedWithCustomError(w.bond, "BondTokenClosed")
        .withArgs(ISIN, w.terms.closedFrom, await w.networkHelpers.time.latest().then((now) => now + 1));
    });

    it("when the currency is paused then reverts with RegulatedTokenPaused, and nobody goes into suspense", async () => {
      const w = current();
      await w.cash.connect(w.pauser).pause();
      await expect(redeemPage(w, w.holders))
        .to.be.revertedWithCustomError(w.cash, "RegulatedTokenPaused")
        .withArgs(w.cash);
      await w.cash.connect(w.pauser).unpause();
      await redeemPage(w, w.holders);
      expect(await w.bond.totalSupply()).to.equal(0n);
    });

    it("when the bond itself is paused then it is redeemed all the same: units end by their terms", async () => {
      const w = current();
      await w.bond.connect(w.pauser).pause();
      await redeemPage(w, w.holders);
      expect(await w.bond.totalSupply()).to.equal(0n);
    });
  });

  describe("given maturity and too little money", () => {
    it("when one yen is missing then reverts with RedemptionUnderfunded, and nothing is redeemed", async () => {
      const w = current();
      await reach(w, MATURES);
      await expect(redeemPage(w, w.holders))
        .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUnderfunded")
        .withArgs(ISIN, MATURITY, 0n, ALL, ALL);
      await w.redemptionAgent.connect(w.issuer).fund(ISIN, MATURITY, ALL - 1n);
      await expect(redeemPage(w, [w.buyer]))
        .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUnderfunded")
        .withArgs(ISIN, MATURITY, ALL - 1n, ALL, 1n);
      expect(await w.bond.totalSupply()).to.equal(1_000n);
      await w.redemptionAgent.connect(w.issuer).fund(ISIN, MATURITY, 1n);
      await redeemPage(w, w.holders);
      expect(await w.bond.totalSupply()).to.equal(0n);
    });
  });

  describe("given the second before maturity", () => {
    it("when redeemed then reverts with RedemptionTooEarly; a second later it is", async () => {
      const w = current();
      await fundRedemption(w);
      await nextAt(w, MATURES - 1);
      await expect(redeemPage(w, w.holders))
        .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionTooEarly")
        .withArgs(ISIN, MATURITY, MATURES, MATURES - 1);
      await nextAt(w, MATURES);
      await redeemPage(w, w.holders);
      expect(await w.bond.totalSupply()).to.equal(0n);
    });
  });

  describe("given a maturity on a holiday", () => {
    // Children's Day, Friday 5 May 2023; Greenery Day and Constitution Day are before it, a weekend follows
    for (const [convention, date] of [
      ["preceding", "2023-05-02"],
      ["following", "2023-05-08"],
    ] as const) {
      it(`when it is moved to the ${convention} business day then the units end on ${date}`, async () => {
        const w = current();
        const holiday = parseCalendarDate("2023-05-05");
        const moved = adjustDate({ date: holiday, convention, centre: "Asia/Tokyo" });
        expect(moved).to.equal(date);
        const maturityDate = Number(secondsAtStartOfDay(moved, "Asia/Tokyo"));
        await placeBond(
          w,
          { payments: [] },
          { maturityDate, closedFrom: maturityDate - DAY, recordCutoffs: [] },
        );
        await fundRedemption(w, OTHER_ISIN);
        await nextAt(w, maturityDate - 1);
        await expect(redeemPage(w, w.holders, OTHER_ISIN))
          .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionTooEarly")
          .withArgs(OTHER_ISIN, MATURITY, maturityDate, maturityDate - 1);
        await nextAt(w, maturityDate);
        await expect(redeemPage(w, w.holders, OTHER_ISIN))
          .to.emit(w.redemptionAgent, "RedemptionCompleted")
          .withArgs(OTHER_ISIN, MATURITY, 1_000n, ALL, 0n);
      });
    }
  });

  describe("given units held for a trade at maturity", () => {
    const trade = () => current().trade({ settleBy: MATURES + 10 * DAY, quantity: 250n });
    beforeEach(async () => {
      const w = current();
      await w.escrow.connect(w.seller).instruct(trade(), SIDE.seller, READINESS.earmarked);
      await reachMaturity(w);
    });

    it("when redeemed then the free ones end and the held ones are passed over", async () => {
      const w = current();
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.seller, 350n, 350n * FACE, 0n, 0n)
        .and.not.to.emit(w.redemptionAgent, "RedemptionCompleted");
      const { balance, held } = await w.bond.positionOf(w.seller);
      expect({ balance, held }).to.deep.equal({ balance: 250n, held: 250n });
    });

    it("when the trade has expired then they are redeemed, and it is completed", async () => {
      const w = current();
      await redeemPage(w, w.holders);
      await reach(w, MATURES + 10 * DAY);
      await w.escrow.expire(trade());
      await expect(redeemPage(w, [w.seller]))
        .to.emit(w.redemptionAgent, "UnitsRedeemed")
        .withArgs(ISIN, MATURITY, w.seller, 250n, 250n * FACE, 0n, 0n)
        .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 1_000n, ALL, 0n);
    });
  });

  describe("given money left over", () => {
    it("when units were cancelled after funding then what is left goes back to the issuer", async () => {
      const w = current();
      await fundRedemption(w);
      await w.redemptionAgent.connect(w.issuer).cancelUnits(ISIN, 300n);
      await reach(w, MATURES);
      const [before = 0n] = await moneyOf(w, w.issuer);
      await expect(redeemPage(w, w.holders))
        .to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(ISIN, MATURITY, 700n, 700n * FACE, 300n * FACE);
      expect(await moneyOf(w, w.issuer)).to.deep.equal([before + 30_000_000_000n]);
    });

    it("when the issuer cannot be paid then it is kept for it", async () => {
      const w = current();
      await fundRedemption(w);
      await w.redemptionAgent.connect(w.issuer).cancelUnits(ISIN, 300n);
      await w.registry.connect(w.compliance).suspend(w.issuer, w.terms.termsHash);
      await reach(w, MATURES);
      await redeemPage(w, w.holders);
      expect(await w.redemptionAgent.suspenseOf(ISIN, w.issuer)).to.equal(300n * FACE);
    });
  });

  it("given two bonds of one currency, when one is underfunded, then the money of the other pays nobody of it", async () => {
    const w = current();
    await placeBond(w);
    await fundRedemption(w);
    await reach(w, MATURES);
    await expect(redeemPage(w, w.holders, OTHER_ISIN))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUnderfunded")
      .withArgs(OTHER_ISIN, MATURITY, 0n, ALL, ALL);
    await redeemPage(w, w.holders);
    expect(await w.cash.balanceOf(w.redemptionAgent)).to.equal(0n);
  });
});
