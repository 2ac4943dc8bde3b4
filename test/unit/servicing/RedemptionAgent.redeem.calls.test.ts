import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  drawLots,
  FIRST_OPTION,
  inOrder,
  moneyOf,
  nextAt,
  NO_HASH,
  option,
  OPTION_DATE,
  reach,
  redeemPage,
  SEED,
  SEED_HASH,
  useOptions,
} from "../../support/redemptions.ts";
import { CUTOFFS, fundRedemption } from "../../support/servicing.ts";
import { DAY, EVIDENCE, READINESS, SIDE } from "../../support/world.ts";

const PRICE = 101_000_000n;

describe("RedemptionAgent.redeem by a call of everything", () => {
  const current = useOptions([option("call")]);
  const call = () => current().redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
  const fundAndReach = async () => {
    const w = current();
    await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
    await reach(w, OPTION_DATE);
  };

  it("given no notice, when redeemed, then reverts with RedemptionNotOpen", async () => {
    const w = current();
    await reach(w, OPTION_DATE);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionNotOpen")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("given notice, when the date has not come, then reverts with RedemptionTooEarly", async () => {
    const w = current();
    await call();
    await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
    await nextAt(w, OPTION_DATE - 1);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionTooEarly")
      .withArgs(OTHER_ISIN, FIRST_OPTION, OPTION_DATE, OPTION_DATE - 1);
  });

  it("given notice and no money, when the date has come, then transfers go on and nothing is redeemed", async () => {
    const w = current();
    await call();
    await reach(w, OPTION_DATE);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUnderfunded")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 0n, 1_000n * PRICE, 1_000n * PRICE);
    await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
  });

  it("given notice and the money, when a first page is redeemed, then transfers and holds stop for good", async () => {
    const w = current();
    await call();
    await fundAndReach();
    await expect(redeemPage(w, [w.buyer], OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.optioned, "RegisterClosed")
      .withArgs(OTHER_ISIN);
    await expect(w.optioned.connect(w.seller).transfer(w.buyer, 1n)).to.be.revertedWithCustomError(
      w.optioned,
      "BondTokenClosed",
    );
    const trade = w.trade({ isin: OTHER_ISIN, settleBy: OPTION_DATE + 100 * DAY });
    await expect(
      w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked),
    ).to.be.revertedWithCustomError(w.optioned, "BondTokenClosed");
  });

  it("given notice and the money, when all pages are redeemed, then the bond has ended at the price of the call", async () => {
    const w = current();
    await call();
    await fundAndReach();
    const before = await moneyOf(w, w.seller, w.buyer);
    await redeemPage(w, [w.buyer], OTHER_ISIN, FIRST_OPTION);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 1_000n, 101_000_000_000n, 0n);
    expect(await moneyOf(w, w.seller, w.buyer)).to.deep.equal([
      (before[0] ?? 0n) + 60_600_000_000n,
      (before[1] ?? 0n) + 10_100_000_000n,
    ]);
    expect(await w.optioned.totalSupply()).to.equal(0n);
  });

  it("given a called bond, when a record date after the call passes, then the coupon is for no unit", async () => {
    const w = current();
    await call();
    await fundAndReach();
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    await reach(w, CUTOFFS[1]);
    const { supply, required } = await w.paymentAgent.statusOf(OTHER_ISIN, 1);
    expect({ supply, required }).to.deep.equal({ supply: 0n, required: 0n });
  });

  it("given a call that is running, when a default is declared and cured, then transfers do not go on", async () => {
    const w = current();
    await call();
    await fundAndReach();
    await redeemPage(w, [w.buyer], OTHER_ISIN, FIRST_OPTION);
    await w.redemptionAgent.declareDefault(OTHER_ISIN, 0, 0, EVIDENCE);
    const { required } = await w.paymentAgent.statusOf(OTHER_ISIN, 0);
    await w.paymentAgent.connect(w.issuer).fund(OTHER_ISIN, 0, required);
    await w.redemptionAgent.cureDefault(OTHER_ISIN, EVIDENCE);
    await expect(w.optioned.connect(w.seller).transfer(w.buyer, 1n)).to.be.revertedWithCustomError(
      w.optioned,
      "BondTokenClosed",
    );
  });
});

describe("RedemptionAgent.redeem by lot", () => {
  const current = useOptions([option("callByLot")]);

  it("given a draw that was not opened, when redeemed, then reverts with RedemptionUndrawn", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 250n, SEED_HASH);
    await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
    await reach(w, OPTION_DATE);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUndrawn")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("given a draw, when redeemed, then drawn units end at the price, the others live on, and transfers go on", async () => {
    const w = current();
    await drawLots(w, 250n, w.holders);
    const drawn = new Map<string, bigint>();
    for (const holder of w.holders) {
      drawn.set(holder, await w.redemptionAgent.redeemableOf(OTHER_ISIN, FIRST_OPTION, holder));
    }
    await expect(redeemPage(w, w.holders.slice(0, 2), OTHER_ISIN, FIRST_OPTION)).not.to.emit(
      w.optioned,
      "TransfersStopped",
    );
    await expect(w.optioned.connect(w.seller).transfer(w.buyer, 1n))
      .to.be.revertedWithCustomError(w.optioned, "BondTokenStopped")
      .withArgs(OTHER_ISIN);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 250n, 250n * PRICE, 0n)
      .and.to.emit(w.optioned, "TransfersStopped")
      .withArgs(OTHER_ISIN, false);
    // 250 of 1,000: a quarter of 300, 600 and 100
    const left = await Promise.all(w.holders.map((holder) => w.optioned.balanceOf(holder)));
    expect(left).to.deep.equal([
      300n - (drawn.get(w.issuer.address) ?? 0n),
      600n - (drawn.get(w.seller.address) ?? 0n),
      100n - (drawn.get(w.buyer.address) ?? 0n),
    ]);
    expect(left.reduce((a, b) => a + b, 0n)).to.equal(750n);
    await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
  });

  it("given a draw, when the drawn units are redeemed again, then nothing more ends", async () => {
    const w = current();
    await drawLots(w, 250n, w.holders);
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION)).not.to.emit(
      w.redemptionAgent,
      "UnitsRedeemed",
    );
    expect(await w.optioned.totalSupply()).to.equal(750n);
  });

  it("given a draw in its middle, when a default is cured, then transfers stay stopped until it is redeemed", async () => {
    const w = current();
    await drawLots(w, 250n, w.holders);
    await w.redemptionAgent.declareDefault(OTHER_ISIN, 0, 0, EVIDENCE);
    const { required } = await w.paymentAgent.statusOf(OTHER_ISIN, 0);
    await w.paymentAgent.connect(w.issuer).fund(OTHER_ISIN, 0, required);
    await w.redemptionAgent.cureDefault(OTHER_ISIN, EVIDENCE);
    await expect(w.optioned.connect(w.seller).transfer(w.buyer, 1n))
      .to.be.revertedWithCustomError(w.optioned, "BondTokenStopped")
      .withArgs(OTHER_ISIN);
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
  });

  it("given a draw and a default, when the drawn units are redeemed, then transfers stay stopped until the cure", async () => {
    const w = current();
    await drawLots(w, 250n, w.holders);
    await w.redemptionAgent.declareDefault(OTHER_ISIN, 0, 0, EVIDENCE);
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    await expect(w.optioned.connect(w.seller).transfer(w.buyer, 1n))
      .to.be.revertedWithCustomError(w.optioned, "BondTokenStopped")
      .withArgs(OTHER_ISIN);
    const { required } = await w.paymentAgent.statusOf(OTHER_ISIN, 0);
    await w.paymentAgent.connect(w.issuer).fund(OTHER_ISIN, 0, required);
    await w.redemptionAgent.cureDefault(OTHER_ISIN, EVIDENCE);
    await w.optioned.connect(w.seller).transfer(w.buyer, 1n);
  });
});

describe("RedemptionAgent.redeem of two calls by lot on one date", () => {
  const current = useOptions([option("callByLot"), option("callByLot")]);

  it("given both draws, when the first is redeemed, then transfers stay stopped for the second", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 1, 100n, SEED_HASH);
    await fundRedemption(w, OTHER_ISIN, 2);
    await drawLots(w, 250n, w.holders);
    await w.redemptionAgent.openDraw(OTHER_ISIN, 2, SEED);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 250n, 250n * PRICE, 0n)
      .and.not.to.emit(w.optioned, "TransfersStopped");
    // the second was opened before units ended: it starts again, from those that are left
    await w.redemptionAgent.restartDraw(OTHER_ISIN, 2);
    await w.redemptionAgent.draw(OTHER_ISIN, 2, inOrder(w.holders));
    await expect(redeemPage(w, w.holders, OTHER_ISIN, 2))
      .to.emit(w.optioned, "TransfersStopped")
      .withArgs(OTHER_ISIN, false);
    expect(await w.optioned.totalSupply()).to.equal(650n);
  });
});
