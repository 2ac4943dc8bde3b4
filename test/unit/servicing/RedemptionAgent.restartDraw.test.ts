import { expect } from "chai";

import { forceTransfer, OTHER_ISIN } from "../../support/actions.ts";
import { must } from "../../support/must.ts";
import {
  callByLot,
  FIRST_OPTION,
  inOrder,
  MATURES,
  option,
  reach,
  redeemPage,
  SEED,
  useOptions,
} from "../../support/redemptions.ts";
import { fundRedemption } from "../../support/servicing.ts";
import type { World } from "../../support/useWorld.ts";

/** The bond's maturity has come and all units are redeemed. */
async function reachEnd(w: World): Promise<void> {
  await reach(w, MATURES);
  await fundRedemption(w, OTHER_ISIN);
  await redeemPage(w, [w.issuer, w.seller, w.buyer], OTHER_ISIN);
}

describe("RedemptionAgent.restartDraw", () => {
  const current = useOptions([option("callByLot")]);
  const open = async () => {
    await callByLot(current(), 250n);
    await current().redemptionAgent.openDraw(OTHER_ISIN, FIRST_OPTION, SEED);
  };
  const draw = (holders: string[]) => current().redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, holders);
  const restart = () => current().redemptionAgent.restartDraw(OTHER_ISIN, FIRST_OPTION);
  const drawn = (holder: string) => current().redemptionAgent.redeemableOf(OTHER_ISIN, FIRST_OPTION, holder);

  const startOf = async () => {
    const { redemptionAgent: agent } = current();
    return must((await agent.queryFilter(agent.filters.DrawOpened(OTHER_ISIN)))[0]).args.start;
  };

  describe("given an open draw in which a holder was left out", () => {
    it("when started again then emits DrawRestarted and what was drawn is void", async () => {
      const { redemptionAgent: agent, seller } = current();
      await open();
      await draw([seller.address]);
      await expect(draw([])).not.to.emit(agent, "UnitsDrawn");
      const start = await startOf();
      await expect(restart())
        .to.emit(agent, "DrawRestarted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 1n, 1_000n, start);
      expect(await drawn(seller.address)).to.equal(0n);
    });

    it("when all are drawn after it then exactly the called units are redeemed, and transfers go on", async () => {
      const w = current();
      await open();
      await draw(inOrder(w.holders).slice(1));
      await restart();
      await expect(draw(inOrder(w.holders)))
        .to.emit(w.redemptionAgent, "DrawCompleted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 250n);
      await expect(redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION))
        .to.emit(w.optioned, "TransfersStopped")
        .withArgs(OTHER_ISIN, false);
      expect(await w.optioned.totalSupply()).to.equal(750n);
    });

    it("when started again then the start is the same: the outcome cannot be chosen", async () => {
      const w = current();
      await open();
      const first = inOrder(w.holders);
      await draw(first.slice(0, 2));
      await restart();
      await w.networkHelpers.setPrevRandao(77);
      await draw(first);
      const events = await w.redemptionAgent.queryFilter(w.redemptionAgent.filters.UnitsDrawn(OTHER_ISIN));
      const units = events.map(({ args }) => [args.holder, args.units]);
      expect(units.slice(2, 4)).to.deep.equal(units.slice(0, 2));
      expect(units).to.have.length(5);
    });

    it("when a court has moved units between two pages then a new start counts every unit once", async () => {
      const w = current();
      await open();
      const [first, second, third] = inOrder(w.holders).map((each) =>
        must([w.issuer, w.seller, w.buyer].find(({ address }) => address === each)),
      );
      await draw([must(first).address]);
      const all = await w.optioned.balanceOf(must(first));
      await forceTransfer(w, w.optioned, must(first).address, must(third).address, all);
      await expect(draw([must(second).address, must(third).address]))
        .to.be.revertedWithCustomError(w.redemptionAgent, "DrawExceeded")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 1_000n + all, 1_000n);
      await restart();
      await draw(inOrder(w.holders));
      expect((await drawn(must(second).address)) + (await drawn(must(third).address))).to.equal(250n);
    });
  });

  describe("given units that have ended in the middle of a draw", () => {
    it("when the issuer has cancelled some then a new start counts those that are left", async () => {
      const w = current();
      await open();
      await draw(inOrder(w.holders).slice(0, 1));
      await w.redemptionAgent.connect(w.issuer).cancelUnits(OTHER_ISIN, 300n);
      const start = await startOf();
      await expect(restart())
        .to.emit(w.redemptionAgent, "DrawRestarted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 1n, 700n, start % 700n);
      await expect(draw(inOrder([w.seller.address, w.buyer.address])))
        .to.emit(w.redemptionAgent, "DrawCompleted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 250n);
      await redeemPage(w, w.holders, OTHER_ISIN, FIRST_OPTION);
      expect(await w.optioned.totalSupply()).to.equal(450n);
    });

    it("when all have ended then the draw completes, and the money goes back to the issuer", async () => {
      const w = current();
      await open();
      await reachEnd(w);
      await restart();
      await draw([]);
      await expect(redeemPage(w, [], OTHER_ISIN, FIRST_OPTION))
        .to.emit(w.redemptionAgent, "RedemptionCompleted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 0n, 0n, 250n * 101_000_000n);
    });
  });

  describe("given a draw that cannot be started again", () => {
    it("when it is not open then reverts with DrawNotOpen", async () => {
      const { redemptionAgent: agent } = current();
      await expect(restart())
        .to.be.revertedWithCustomError(agent, "DrawNotOpen")
        .withArgs(OTHER_ISIN, FIRST_OPTION);
    });

    it("when it is completed then reverts with DrawNotOpen", async () => {
      const { redemptionAgent: agent, holders } = current();
      await open();
      await draw(inOrder(holders));
      await expect(restart())
        .to.be.revertedWithCustomError(agent, "DrawNotOpen")
        .withArgs(OTHER_ISIN, FIRST_OPTION);
    });

    it("when sent without the role then reverts with AccessManagedUnauthorized", async () => {
      const { redemptionAgent: agent, outsider } = current();
      await expect(agent.connect(outsider).restartDraw(OTHER_ISIN, FIRST_OPTION))
        .to.be.revertedWithCustomError(agent, "AccessManagedUnauthorized")
        .withArgs(outsider);
    });

    it("when the issuer has withdrawn the appointment then reverts with PaymasterNotAppointed", async () => {
      const { redemptionAgent: agent, registry, issuer, issuerAgent } = current();
      await open();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(restart())
        .to.be.revertedWithCustomError(agent, "PaymasterNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent, issuer);
    });
  });
});
