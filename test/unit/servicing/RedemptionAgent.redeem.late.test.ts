import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import { must } from "../../support/must.ts";
import {
  FIRST_OPTION,
  MATURITY,
  NO_HASH,
  option,
  OPTION_DATE,
  reach,
  redeemPage,
  useRedemptions,
} from "../../support/redemptions.ts";
import {
  CUTOFFS,
  fundPayment,
  fundRedemption,
  PAY_DATES,
  payPage,
  placeBond,
} from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";
import { DAY, READINESS, SIDE, START } from "../../support/world.ts";

const PRICE = 101_000_000n;
const REPAID = 40_000_000n;

/** A bond that can be put and called on day 200, and repays 40 % of its face with the second coupon, on day 355. */
async function placeAmortising(w: World) {
  const [first, second] = w.schedule.payments;
  const payments = [must(first), { ...must(second), principalPerUnit: REPAID }];
  return await placeBond(w, {
    payments,
    redemptionPerUnit: 60_000_000n,
    options: [option("call"), option("put")],
  });
}

describe("RedemptionAgent.redeem after its date", () => {
  const current = useRedemptions(async (w) => ({ optioned: await placeAmortising(w) }));
  const PUT = 2;

  it("given units that were put, when they have had a repayment of face since, then they get that much less", async () => {
    const w = current();
    await w.redemptionAgent.connect(w.buyer).exercisePut(OTHER_ISIN, 1, w.buyer, 100n);
    await fundRedemption(w, OTHER_ISIN, PUT);
    await reach(w, PAY_DATES[1]);
    await fundPayment(w, { isin: OTHER_ISIN, payment: 1 });
    await payPage(w, w.holders, { isin: OTHER_ISIN, payment: 1 });
    await expect(redeemPage(w, w.holders, OTHER_ISIN, PUT))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, PUT, w.buyer, 100n, 100n * (PRICE - REPAID), 0n, 0n)
      .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, PUT, 100n, 100n * (PRICE - REPAID), 100n * REPAID);
  });

  it("given units that were put, when the record date of a repayment has passed, then they get that much less already", async () => {
    const w = current();
    await w.redemptionAgent.connect(w.buyer).exercisePut(OTHER_ISIN, 1, w.buyer, 100n);
    await fundRedemption(w, OTHER_ISIN, PUT);
    await reach(w, CUTOFFS[1]);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, PUT))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, PUT, w.buyer, 100n, 100n * (PRICE - REPAID), 0n, 0n);
    await reach(w, PAY_DATES[1]);
    await fundPayment(w, { isin: OTHER_ISIN, payment: 1 });
    await expect(payPage(w, w.holders, { isin: OTHER_ISIN, payment: 1 }))
      .to.emit(w.paymentAgent, "PaymentCompleted")
      .withArgs(OTHER_ISIN, 1, 1_000n, 1_000n * (REPAID + 741_500n), 0n);
  });

  it("given units held for a trade, when everything is called, then anybody ends the trade and the units are redeemed", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
    const trade = w.trade({ isin: OTHER_ISIN, quantity: 600n, settleBy: START + 5_000 * DAY });
    await w.escrow.connect(w.seller).instruct(trade, SIDE.seller, READINESS.earmarked);
    await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
    await reach(w, OPTION_DATE);
    await expect(w.escrow.connect(w.outsider).expire(trade)).to.be.revertedWithCustomError(
      w.escrow,
      "TradeNotExpired",
    );
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    expect(await w.optioned.totalSupply()).to.equal(600n);
    await w.escrow.connect(w.outsider).expire(trade);
    await redeemPage(w, [w.seller], OTHER_ISIN, FIRST_OPTION);
    expect(await w.optioned.totalSupply()).to.equal(0n);
  });

  it("given a put that nobody has redeemed, when the bond is redeemed at maturity, then the put's money goes back", async () => {
    const w = current();
    await w.redemptionAgent.connect(w.buyer).exercisePut(OTHER_ISIN, 1, w.buyer, 100n);
    await fundRedemption(w, OTHER_ISIN, PUT);
    await reach(w, START + 365 * DAY);
    await fundRedemption(w, OTHER_ISIN);
    await redeemPage(w, w.holders, OTHER_ISIN, MATURITY);
    await expect(redeemPage(w, w.holders, OTHER_ISIN, PUT))
      .to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, PUT, 0n, 0n, 100n * PRICE);
  });
});
