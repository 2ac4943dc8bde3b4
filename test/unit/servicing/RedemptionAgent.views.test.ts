import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  callByLot,
  FACE,
  FIRST_OPTION,
  GRACE,
  inOrder,
  lifeOf,
  MATURES,
  MATURITY,
  NO_HASH,
  option,
  OPTION_DATE,
  reach,
  reachMaturity,
  redeemPage,
  SEED,
  SOUND,
  useOptions,
  useRedemptions,
} from "../../support/redemptions.ts";
import { fundRedemption, scheduleBond } from "../../support/servicing.ts";
import { ISIN, START } from "../../support/world.ts";

const CALL = 2;
const PUT = 3;

describe("RedemptionAgent.redemptionOf", () => {
  const current = useOptions([option("callByLot"), option("call"), option("put")]);

  it("given the redemption at maturity, then it is open from the start, for all units at the terms' price", async () => {
    const redemption = await current().redemptionAgent.redemptionOf(ISIN, MATURITY);
    const { isOpen, payFrom, pricePerUnit, units, funded, spent, redeemedUnits } = redemption;
    expect({ isOpen, payFrom, pricePerUnit, units }).to.deep.equal({
      isOpen: true,
      payFrom: BigInt(MATURES),
      pricePerUnit: FACE,
      units: 1_000n,
    });
    expect([funded, spent, redeemedUnits]).to.deep.equal([0n, 0n, 0n]);
  });

  it("given options that nobody has exercised, then they are not open", async () => {
    const { redemptionAgent: agent } = current();
    for (const redemption of [FIRST_OPTION, CALL, PUT]) {
      const { isOpen, payFrom, pricePerUnit } = await agent.redemptionOf(OTHER_ISIN, redemption);
      expect({ isOpen, payFrom, pricePerUnit }).to.deep.equal({
        isOpen: false,
        payFrom: BigInt(OPTION_DATE),
        pricePerUnit: 101_000_000n,
      });
    }
  });

  it("given no such option, then reverts with ScheduleUnknownOption", async () => {
    const { redemptionAgent: agent, schedules } = current();
    await expect(agent.redemptionOf(OTHER_ISIN, 4))
      .to.be.revertedWithCustomError(schedules, "ScheduleUnknownOption")
      .withArgs(OTHER_ISIN, 3, 3);
  });

  it("given a page that was redeemed, then says what is left, and what was spent", async () => {
    const w = current();
    await reachMaturity(w);
    await redeemPage(w, [w.buyer]);
    const { units, funded, spent, redeemedUnits } = await w.redemptionAgent.redemptionOf(ISIN, MATURITY);
    expect({ units, funded, spent, redeemedUnits }).to.deep.equal({
      units: 900n,
      funded: 1_000n * FACE,
      spent: 100n * FACE,
      redeemedUnits: 100n,
    });
  });
});

describe("RedemptionAgent.redeemableOf", () => {
  const current = useOptions([option("callByLot"), option("call"), option("put")]);
  const of = (redemption: number, holder: string, isin = OTHER_ISIN) =>
    current().redemptionAgent.redeemableOf(isin, redemption, holder);

  it("given maturity, then it is what a holder has; of the zero account nothing", async () => {
    const w = current();
    expect(await of(MATURITY, w.seller.address)).to.equal(600n);
    expect(await of(MATURITY, w.third.address)).to.equal(0n);
    expect(await of(MATURITY, "0x" + "00".repeat(20))).to.equal(0n);
  });

  it("given a call of everything, then nothing before notice, and everything after it", async () => {
    const w = current();
    expect(await of(CALL, w.seller.address)).to.equal(0n);
    await w.redemptionAgent.announceCall(OTHER_ISIN, 1, 0n, NO_HASH);
    expect(await of(CALL, w.seller.address)).to.equal(600n);
  });

  it("given a put, then what was put and is there still", async () => {
    const w = current();
    await w.redemptionAgent.connect(w.seller).exercisePut(OTHER_ISIN, 2, w.seller, 500n);
    expect(await of(PUT, w.seller.address)).to.equal(500n);
    await w.optioned.connect(w.seller).transfer(w.buyer, 400n);
    expect(await of(PUT, w.seller.address)).to.equal(200n);
    expect(await of(PUT, w.buyer.address)).to.equal(0n);
  });

  it("given a draw, then nothing until it is completed", async () => {
    const w = current();
    await callByLot(w, 250n);
    await w.redemptionAgent.openDraw(OTHER_ISIN, FIRST_OPTION, SEED);
    const [first = "", ...others] = inOrder(w.holders);
    await w.redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, [first]);
    expect(await of(FIRST_OPTION, first)).to.equal(0n);
    await w.redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, others);
    const drawn = await Promise.all(w.holders.map((holder) => of(FIRST_OPTION, holder)));
    expect(drawn.reduce((a, b) => a + b, 0n)).to.equal(250n);
  });
});

describe("RedemptionAgent.isOverdue", () => {
  const current = useOptions([option("call")]);

  it("given maturity, then it is overdue from the end of the grace period on, until it is funded", async () => {
    const w = current();
    await reach(w, MATURES + GRACE - 1);
    expect(await w.redemptionAgent.isOverdue(ISIN, MATURITY)).to.equal(false);
    await reach(w, MATURES + GRACE);
    expect(await w.redemptionAgent.isOverdue(ISIN, MATURITY)).to.equal(true);
    await fundRedemption(w);
    expect(await w.redemptionAgent.isOverdue(ISIN, MATURITY)).to.equal(false);
    await redeemPage(w, w.holders);
    expect(await w.redemptionAgent.isOverdue(ISIN, MATURITY)).to.equal(false);
  });

  it("given an option, then it is overdue only when it was exercised", async () => {
    const w = current();
    const snapshot = await w.networkHelpers.takeSnapshot();
    await reach(w, OPTION_DATE + GRACE);
    expect(await w.redemptionAgent.isOverdue(OTHER_ISIN, FIRST_OPTION)).to.equal(false);
    await snapshot.restore();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 0n, NO_HASH);
    await reach(w, OPTION_DATE + GRACE);
    expect(await w.redemptionAgent.isOverdue(OTHER_ISIN, FIRST_OPTION)).to.equal(true);
  });
});

describe("RedemptionAgent.lifeOf", () => {
  const current = useRedemptions();

  it("given a bond that nothing has happened to, then it is performing, and nothing else is set", async () => {
    expect(await lifeOf(current())).to.deep.equal(SOUND);
  });
});

describe("RedemptionAgent.isScheduled", () => {
  const current = useRedemptions();

  it("given a schedule that was adopted, then it is; given none, then not", async () => {
    const { redemptionAgent: agent } = current();
    expect(await agent.isScheduled(ISIN)).to.equal(true);
    expect(await agent.isScheduled(OTHER_ISIN)).to.equal(false);
  });

  it("given a class of instrument that the tax table has not, then the bond cannot be issued", async () => {
    const w = current();
    const bond = await scheduleBond(w, { instrumentClass: 200n });
    await expect(bond.issue())
      .to.be.revertedWithCustomError(w.taxTable, "TaxRateMissing")
      .withArgs(200, 0, (moment: bigint) => moment > START);
  });

  it("given the agent, then it says what it works with", async () => {
    const w = current();
    expect(await w.redemptionAgent.paymentAgent()).to.equal(await w.paymentAgent.getAddress());
    expect(await w.redemptionAgent.schedules()).to.equal(await w.schedules.getAddress());
    expect(await w.redemptionAgent.taxTable()).to.equal(await w.taxTable.getAddress());
    expect(await w.redemptionAgent.HOLDERS_WAIT()).to.equal(30n * 86_400n);
  });
});
