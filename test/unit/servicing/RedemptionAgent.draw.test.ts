import { expect } from "chai";

import { OTHER_ISIN } from "../../support/actions.ts";
import type { Holding } from "../../support/lots.ts";
import { drawnUnits, randomNumbers, randomParts, spread } from "../../support/lots.ts";
import { must } from "../../support/must.ts";
import { callByLot, FIRST_OPTION, inOrder, option, SEED, useOptions } from "../../support/redemptions.ts";
import type { World } from "../../support/useWorld.ts";

/** Opens the draw and makes it in pages of this size; what was drawn, by the events. */
async function drawInPages(w: World, holdings: readonly Holding[], size: number) {
  const { redemptionAgent: agent } = w;
  await agent.openDraw(OTHER_ISIN, FIRST_OPTION, SEED);
  for (let at = 0; at < holdings.length; at += size) {
    const page = holdings.slice(at, at + size).map(({ holder }) => holder);
    await agent.draw(OTHER_ISIN, FIRST_OPTION, page);
  }
  const { start } = must((await agent.queryFilter(agent.filters.DrawOpened(OTHER_ISIN)))[0]).args;
  const events = await agent.queryFilter(agent.filters.UnitsDrawn(OTHER_ISIN));
  const completed = await agent.queryFilter(agent.filters.DrawCompleted(OTHER_ISIN));
  return {
    start,
    drawn: new Map(events.map(({ args }) => [args.holder, args.units])),
    completed: completed.map(({ args }) => args.units),
  };
}

describe("RedemptionAgent.draw", () => {
  describe("given random holdings", () => {
    const current = useOptions([option("callByLot")]);

    for (let seed = 1; seed <= 8; ++seed) {
      it(`when drawn (seed ${seed}) then each holder has what the model draws, and the sum is exact`, async () => {
        const w = current();
        const random = randomNumbers(seed);
        const parts = randomParts(100 + random(200), 1 + random(12), random);
        const others = await spread(w, w.optioned, parts, seed);
        const holdings = [
          ...others,
          { holder: w.seller.address, units: 600n },
          { holder: w.buyer.address, units: 100n },
        ].sort((a, b) => (BigInt(a.holder) < BigInt(b.holder) ? -1 : 1));
        const called = BigInt(1 + random(999));
        await callByLot(w, called);
        await w.networkHelpers.setPrevRandao(seed);

        const { start, drawn, completed } = await drawInPages(w, holdings, 1 + random(5));

        expect(drawn).to.deep.equal(drawnUnits(holdings, called, start));
        expect([...drawn.values()].reduce((a, b) => a + b, 0n)).to.equal(called);
        expect(completed).to.deep.equal([called]);
        for (const { holder, units } of holdings) {
          const mine = drawn.get(holder) ?? 0n;
          // no holder bears more than its share, rounded up, nor less, rounded down
          expect(mine).to.be.within((units * called) / 1_000n, (units * called + 999n) / 1_000n);
          expect(await w.redemptionAgent.redeemableOf(OTHER_ISIN, FIRST_OPTION, holder)).to.equal(mine);
        }
      });
    }
  });

  describe("given seven holders of one unit each, and three units called", () => {
    const current = useOptions([option("callByLot")]);

    it("when drawn from every start then each holder is drawn three times in seven", () => {
      const holdings = Array.from({ length: 7 }, (_, index) => ({ holder: String(index), units: 1n }));
      const times = new Map<string, number>();
      for (let start = 0n; start < 7n; ++start) {
        for (const holder of drawnUnits(holdings, 3n, start).keys()) {
          times.set(holder, (times.get(holder) ?? 0) + 1);
        }
      }
      expect([...times.values()]).to.deep.equal([3, 3, 3, 3, 3, 3, 3]);
    });

    it("when drawn on chain from every start then each holder is drawn three times in seven, too", async () => {
      const w = current();
      await w.optioned.connect(w.seller).transfer(w.issuer, 600n);
      await w.optioned.connect(w.buyer).transfer(w.issuer, 100n);
      const holdings = await spread(w, w.optioned, [1, 1, 1, 1, 1, 1, 1], 99);
      await w.redemptionAgent.connect(w.issuer).cancelUnits(OTHER_ISIN, 993n);
      const holders = holdings.filter(({ holder }) => holder !== w.issuer.address);
      await callByLot(w, 3n);

      const drawnFrom = new Map<bigint, string[]>();
      for (let randao = 1; drawnFrom.size < 7; ++randao) {
        const snapshot = await w.networkHelpers.takeSnapshot();
        await w.networkHelpers.setPrevRandao(randao);
        const { start, drawn } = await drawInPages(w, holders, 4);
        drawnFrom.set(start, [...drawn.keys()]);
        await snapshot.restore();
      }
      const all = [...drawnFrom.values()].flat();
      expect(all).to.have.length(21);
      for (const { holder } of holders) {
        expect(all.filter((each) => each === holder)).to.have.length(3);
      }
    });
  });

  describe("given an open draw", () => {
    const current = useOptions([option("callByLot")]);
    beforeEach(async () => {
      const w = current();
      await callByLot(w, 250n);
      await w.redemptionAgent.openDraw(OTHER_ISIN, FIRST_OPTION, SEED);
    });
    const draw = (holders: string[]) => current().redemptionAgent.draw(OTHER_ISIN, FIRST_OPTION, holders);

    it("when an account comes twice then reverts with DrawUnordered", async () => {
      const { redemptionAgent: agent, seller } = current();
      await expect(draw([seller.address, seller.address]))
        .to.be.revertedWithCustomError(agent, "DrawUnordered")
        .withArgs(OTHER_ISIN, FIRST_OPTION, seller, seller);
      await draw([seller.address]);
      await expect(draw([seller.address]))
        .to.be.revertedWithCustomError(agent, "DrawUnordered")
        .withArgs(OTHER_ISIN, FIRST_OPTION, seller, seller);
    });

    it("when accounts are not in ascending order then reverts with DrawUnordered", async () => {
      const { redemptionAgent: agent, holders } = current();
      const [first, second] = inOrder(holders);
      await expect(draw([must(second), must(first)]))
        .to.be.revertedWithCustomError(agent, "DrawUnordered")
        .withArgs(OTHER_ISIN, FIRST_OPTION, second, first);
    });

    it("when a holder is left out then the draw is not completed, and nothing can be redeemed", async () => {
      const { redemptionAgent: agent, outsider, holders } = current();
      await expect(draw(inOrder(holders).slice(0, 2))).not.to.emit(agent, "DrawCompleted");
      await expect(agent.connect(outsider).redeem(OTHER_ISIN, FIRST_OPTION, holders))
        .to.be.revertedWithCustomError(agent, "RedemptionUndrawn")
        .withArgs(OTHER_ISIN, FIRST_OPTION);
    });

    it("when accounts without units are in a page then nothing is drawn from them", async () => {
      const w = current();
      const page = inOrder([...w.holders, w.third.address, w.outsider.address]);
      await expect(draw(page))
        .to.emit(w.redemptionAgent, "DrawCompleted")
        .withArgs(OTHER_ISIN, FIRST_OPTION, 250n);
      expect(await w.redemptionAgent.redeemableOf(OTHER_ISIN, FIRST_OPTION, w.third)).to.equal(0n);
    });

    it("when somebody else draws then reverts: nobody can spoil the order", async () => {
      const w = current();
      await expect(w.redemptionAgent.connect(w.seller).draw(OTHER_ISIN, FIRST_OPTION, []))
        .to.be.revertedWithCustomError(w.redemptionAgent, "AccessManagedUnauthorized")
        .withArgs(w.seller);
      await w.registry.connect(w.issuer).appointOperator(w.issuerAgent, 0, 0);
      await expect(draw([]))
        .to.be.revertedWithCustomError(w.redemptionAgent, "PaymasterNotAppointed")
        .withArgs(OTHER_ISIN, w.issuerAgent, w.issuer);
    });

    it("when it is completed then no page can follow", async () => {
      const { redemptionAgent: agent, holders } = current();
      await draw(inOrder(holders));
      await expect(draw([]))
        .to.be.revertedWithCustomError(agent, "DrawNotOpen")
        .withArgs(OTHER_ISIN, FIRST_OPTION);
    });
  });

  describe("given a draw that is not open", () => {
    const current = useOptions([option("callByLot")]);

    it("when a page comes then reverts with DrawNotOpen", async () => {
      const { redemptionAgent: agent } = current();
      await expect(agent.draw(OTHER_ISIN, FIRST_OPTION, []))
        .to.be.revertedWithCustomError(agent, "DrawNotOpen")
        .withArgs(OTHER_ISIN, FIRST_OPTION);
    });
  });
});
