import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import { MATURES, MATURITY, moneyOf, reach, redeemPage, useRedemptions } from "../../support/redemptions.ts";
import { classify, fundRedemption, placeBond, TAXED } from "../../support/servicing.ts";
import { COMMITMENT, EVIDENCE, START } from "../../support/world.ts";

/**
 * A discount bond: 25 % of what it is redeemed for is deemed gain, and taxed when it is redeemed (Act on Special Measures
 * Concerning Taxation, article 41-12-2). The price of 100,000,003 yen lets every component be truncated.
 */
const PRICE = 100_000_003n;

describe("RedemptionAgent.redeem of a discount bond", () => {
  const current = useRedemptions(async (w) => ({
    discount: await placeBond(w, {
      payments: [],
      rateE8: 0n,
      redemptionPerUnit: PRICE,
      taxableRedemptionE6: 250_000n,
      taxAccount: w.venue.address,
    }),
  }));
  beforeEach(async () => {
    const w = current();
    await w.registry.admit(w.venue, TAXED.exempt, 4_102_444_800, COMMITMENT);
    await reach(w, MATURES);
    await fundRedemption(w, OTHER_ISIN);
  });

  // deemed gain: 100 x 100,000,003 x 25 % = 2,500,000,075
  const buyer = { amount: 10_000_000_300n, national: 382_875_011n, local: 125_000_003n };
  // deemed gain: 600 x 100,000,003 x 25 % = 15,000,000,450; x 15.315 % = 2,297,250,068.9
  const seller = { amount: 60_000_001_800n, national: 2_297_250_068n, local: 0n };

  it("when an individual is redeemed then 15.315 % and 5 % of the deemed gain are withheld, each truncated", async () => {
    const w = current();
    const [before = 0n] = await moneyOf(w, w.buyer);
    await expect(redeemPage(w, [w.buyer], OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.buyer, 100n, buyer.amount, buyer.national, buyer.local)
      .and.to.emit(w.redemptionAgent, "RedemptionTaxPaid")
      .withArgs(OTHER_ISIN, MATURITY, w.venue, 507_875_014n);
    expect(await moneyOf(w, w.buyer, w.venue)).to.deep.equal([before + 9_492_125_286n, 507_875_014n]);
  });

  it("when a corporation is redeemed then 15.315 % are withheld, and no local tax", async () => {
    const w = current();
    const [before = 0n] = await moneyOf(w, w.seller);
    await expect(redeemPage(w, [w.seller], OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.seller, 600n, seller.amount, seller.national, seller.local);
    expect(await moneyOf(w, w.seller)).to.deep.equal([before + 57_702_751_732n]);
  });

  it("when an exempt holder is redeemed then nothing is withheld, and no tax is paid", async () => {
    const w = current();
    await expect(redeemPage(w, [w.issuer], OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.issuer, 300n, 300n * PRICE, 0n, 0n)
      .and.not.to.emit(w.redemptionAgent, "RedemptionTaxPaid");
  });

  it("when a page has all of them then its tax is paid in one sum", async () => {
    const w = current();
    await expect(redeemPage(w, w.holders, OTHER_ISIN))
      .to.emit(w.redemptionAgent, "RedemptionTaxPaid")
      .withArgs(OTHER_ISIN, MATURITY, w.venue, buyer.national + buyer.local + seller.national)
      .and.to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, MATURITY, 1_000n, 1_000n * PRICE, 0n);
  });

  it("when a holder has become an individual since then it is taxed as what it is", async () => {
    const w = current();
    await classify(w, w.seller, "individual");
    await expect(redeemPage(w, [w.seller], OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.seller, 600n, seller.amount, seller.national, 750_000_022n);
  });

  it("when the tax account cannot be paid then the tax is kept for it, and the holders are paid", async () => {
    const w = current();
    await w.registry.connect(w.compliance).suspend(w.venue, EVIDENCE);
    await redeemPage(w, [w.buyer], OTHER_ISIN);
    expect(await w.redemptionAgent.suspenseOf(OTHER_ISIN, w.venue)).to.equal(507_875_014n);
  });

  it("when rates change from a later date on then those of the redemption's date are withheld", async () => {
    const w = current();
    expect(MATURES).to.be.greaterThan(START);
    const national = (await w.taxTable.ratesAt(0, MATURES))[1].nationalE5;
    expect(national).to.equal(15_315n);
    await reach(w, 2_145_884_400); // 2038
    await expect(redeemPage(w, [w.buyer], OTHER_ISIN))
      .to.emit(w.redemptionAgent, "UnitsRedeemed")
      .withArgs(OTHER_ISIN, MATURITY, w.buyer, 100n, buyer.amount, buyer.national, buyer.local);
  });
});
