import { expect } from "chai";
import { AbiCoder, id, keccak256 } from "ethers";

import { OTHER_ISIN } from "../../support/actions.ts";
import {
  callByLot,
  drawLots,
  FIRST_OPTION,
  GRACE,
  MATURES,
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
import { fundRedemption } from "../../support/servicing.ts";

const PRICE = 101_000_000n;

describe("RedemptionAgent.openDraw", () => {
  const current = useOptions([option("callByLot"), option("call")]);
  const open = (seed = SEED) => current().redemptionAgent.openDraw(OTHER_ISIN, FIRST_OPTION, seed);

  describe("given a call by lot whose date has come and whose money is there", () => {
    it("when opened then emits DrawOpened with the supply, a start in it, and transfers stop", async () => {
      const w = current();
      await callByLot(w, 250n);
      await expect(open())
        .to.emit(w.redemptionAgent, "DrawOpened")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 250n, 1_000n, (start: bigint) => start < 1_000n)
        .and.to.emit(w.optioned, "TransfersStopped")
        .withArgs(OTHER_ISIN, true);
      await expect(w.optioned.connect(w.seller).transfer(w.buyer, 1n))
        .to.be.revertedWithCustomError(w.optioned, "BondTokenStopped")
        .withArgs(OTHER_ISIN);
    });

    it("when opened in two blocks of other randomness then the starts differ", async () => {
      const w = current();
      await callByLot(w, 250n);
      const starts = new Set<bigint>();
      for (const randao of [1, 2]) {
        const snapshot = await w.networkHelpers.takeSnapshot();
        await w.networkHelpers.setPrevRandao(randao);
        await open();
        const [event] = await w.redemptionAgent.queryFilter(w.redemptionAgent.filters.DrawOpened());
        if (event !== undefined) starts.add(event.args.start);
        await snapshot.restore();
      }
      expect(starts.size).to.equal(2);
    });

    it("when the seed is another then reverts with DrawWrongSeed", async () => {
      const w = current();
      await callByLot(w, 250n);
      const other = id("another seed");
      const actual = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32"], [other]));
      await expect(open(other))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DrawWrongSeed")
        .withArgs(OTHER_ISIN, FIRST_OPTION, actual, SEED_HASH);
    });

    it("when opened twice then reverts with DrawAlreadyOpen", async () => {
      const w = current();
      await callByLot(w, 250n);
      await open();
      await expect(open())
        .to.be.revertedWithCustomError(w.redemptionAgent, "DrawAlreadyOpen")
        .withArgs(OTHER_ISIN, FIRST_OPTION);
    });
  });

  describe("given a seed that was lost", () => {
    it("when the grace period is over then another one opens the draw", async () => {
      const w = current();
      await callByLot(w, 250n);
      const other = id("another seed");
      await nextAt(w, OPTION_DATE + GRACE - 1);
      await expect(open(other)).to.be.revertedWithCustomError(w.redemptionAgent, "DrawWrongSeed");
      await nextAt(w, OPTION_DATE + GRACE);
      await expect(open(other)).to.emit(w.redemptionAgent, "DrawOpened");
    });
  });

  describe("given somebody else than the fiscal agent", () => {
    it("when it opens without the role then reverts with AccessManagedUnauthorized", async () => {
      const w = current();
      await callByLot(w, 250n);
      await expect(w.redemptionAgent.connect(w.seller).openDraw(OTHER_ISIN, FIRST_OPTION, SEED))
        .to.be.revertedWithCustomError(w.redemptionAgent, "AccessManagedUnauthorized")
        .withArgs(w.seller);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const w = current();
      await callByLot(w, 250n);
      await w.registry.connect(w.issuer).appointOperator(w.issuerAgent, 0, 0);
      await expect(open())
        .to.be.revertedWithCustomError(w.redemptionAgent, "PaymasterNotAppointed")
        .withArgs(OTHER_ISIN, w.issuerAgent, w.issuer);
    });
  });

  it("given that every unit has ended, when opened, then it completes at once and the money goes back", async () => {
    const w = current();
    await callByLot(w, 250n);
    await reach(w, MATURES);
    await fundRedemption(w, OTHER_ISIN);
    await redeemPage(w, w.holders, OTHER_ISIN);
    await open(id("the first one was lost"));
    await w.redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, []);
    await expect(redeemPage(w, [], OTHER_ISIN, FIRST_OPTION))
      .to.emit(w.redemptionAgent, "RedemptionCompleted")
      .withArgs(OTHER_ISIN, FIRST_OPTION, 0n, 0n, 250n * PRICE);
  });

  it("given a draw that is over, when opened, then reverts with DrawAlreadyOpen", async () => {
    const w = current();
    await drawLots(w, 250n, w.holders);
    await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
    await expect(open())
      .to.be.revertedWithCustomError(w.redemptionAgent, "DrawAlreadyOpen")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("given money for all units but one yen, when opened, then reverts with RedemptionUnderfunded", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 250n, SEED_HASH);
    await reach(w, OPTION_DATE);
    const required = 250n * PRICE;
    await w.redemptionAgent.connect(w.issuer).fund(OTHER_ISIN, FIRST_OPTION, required - 1n);
    await expect(open())
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionUnderfunded")
      .withArgs(OTHER_ISIN, FIRST_OPTION, required - 1n, required, 1n);
    expect((await w.optioned.lifeCycle()).toString()).to.equal("1");
  });

  it("given the second before the date, when opened, then reverts with RedemptionTooEarly", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 0, 250n, SEED_HASH);
    await fundRedemption(w, OTHER_ISIN, FIRST_OPTION);
    await nextAt(w, OPTION_DATE - 1);
    await expect(open())
      .to.be.revertedWithCustomError(w.redemptionAgent, "RedemptionTooEarly")
      .withArgs(OTHER_ISIN, FIRST_OPTION, OPTION_DATE, OPTION_DATE - 1);
  });

  it("given no notice, when opened, then reverts with DrawNotOpen", async () => {
    const w = current();
    await expect(open())
      .to.be.revertedWithCustomError(w.redemptionAgent, "DrawNotOpen")
      .withArgs(OTHER_ISIN, FIRST_OPTION);
  });

  it("given a call of everything, when opened, then reverts with DrawNotOpen", async () => {
    const w = current();
    await w.redemptionAgent.announceCall(OTHER_ISIN, 1, 0n, NO_HASH);
    for (const redemption of [0, 2]) {
      await expect(w.redemptionAgent.openDraw(OTHER_ISIN, redemption, SEED))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DrawNotOpen")
        .withArgs(OTHER_ISIN, redemption);
    }
  });
});
