import { expect } from "chai";

import { planNetting } from "../../../../sdk/planning/planNetting.ts";
import type { PlanNettingOptions } from "../../../../sdk/planning/PlanNettingOptions.ts";
import type { MipAnswer, MipProblem } from "../../../../sdk/planning/solver/MipProblem.ts";
import { canSettle } from "./bruteForce.ts";
import { randomMarket } from "./randomMarket.ts";
import { account, bonds, candidate, NOW, YEN, yen } from "./samples.ts";

const spent = { checkpoints: 0, seconds: 0 };
const withSolver = (solve: (problem: MipProblem) => MipAnswer): Partial<PlanNettingOptions> => ({
  effort: { exactSets: 0 },
  loadSolver: () => Promise.resolve(solve),
});

describe("planNetting with the solver", () => {
  describe("given amounts that no double can tell apart", () => {
    // b can pay 10^17 - 1, one yen less than both trades cost.
    const candidates = [
      candidate({ id: "one", terms: { amount: 5n * 10n ** 16n } }),
      candidate({ id: "two", terms: { amount: 5n * 10n ** 16n } }),
    ];
    const positions = [bonds("a", 2n), yen("b", 10n ** 17n - 1n)];

    for (const exactSets of [0, 1_000]) {
      it(`chooses one and reports the missing yen, with ${exactSets} sets to search`, async () => {
        const found = await planNetting({ candidates, positions, now: NOW, effort: { exactSets } });
        expect(found.chosen).to.have.length(1);
        expect(found.leftBehind[0]?.reasons).to.deep.equal([
          { code: "MONY", account: account("b"), shortfall: { instrument: YEN, amount: 1n } },
        ]);
        expect(found.bound >= found.value).to.be.true;
      });
    }
  });

  describe("given three trades of which two fit", () => {
    const candidates = [50n, 40n, 30n].map((amount, index) =>
      candidate({ id: `T${index}`, terms: { amount } }),
    );
    const positions = [bonds("a", 2n), yen("b", 1_000n)];

    it("when the solver chooses more than can settle, gives up the surplus", async () => {
      const found = await planNetting({
        candidates,
        positions,
        now: NOW,
        ...withSolver(({ gains }) => ({ chosen: gains.map((_, index) => index), bound: 3, spent })),
      });
      expect(found.chosen).to.have.length(2);
      expect(found.gap).to.equal(found.bound - found.value);
    });

    it("when the solver chooses less than can settle, fills up", async () => {
      const found = await planNetting({
        candidates,
        positions,
        now: NOW,
        ...withSolver(() => ({ chosen: [0], bound: 3, spent })),
      });
      expect(found.chosen).to.have.length(2);
    });

    it("when the solver runs out of time, says that all trades together are the only bound", async () => {
      const found = await planNetting({
        candidates,
        positions,
        now: NOW,
        ...withSolver(() => ({ chosen: undefined, bound: Infinity, spent })),
      });
      expect(found.chosen).to.have.length(2);
      expect(found).to.deep.include({ bound: 120n, gap: 120n - found.value });
    });

    it("hands it a question that loses no set: rows are at most what the exact ones are", async () => {
      const problems: MipProblem[] = [];
      await planNetting({
        candidates,
        positions,
        now: NOW,
        ...withSolver((problem) => {
          problems.push(problem);
          return { chosen: undefined, bound: Infinity, spent };
        }),
      });
      expect(problems.map(({ rows }) => rows)).to.deep.equal([
        [{ upper: 1, columns: [0, 1, 2], values: [0.5, 0.5, 0.5] }],
      ]);
    });

    it("passes on the time limit", async () => {
      const seen: (number | undefined)[] = [];
      await planNetting({
        candidates,
        positions,
        now: NOW,
        effort: { exactSets: 0, solverSeconds: 3 },
        loadSolver: () =>
          Promise.resolve(({ limits }) => {
            seen.push(limits.seconds);
            return { chosen: undefined, bound: Infinity, spent };
          }),
      });
      expect(seen).to.deep.equal([3]);
    });
  });

  describe("given 1,000 trades among 100 participants", () => {
    const market = randomMarket({ trades: 1_000, seed: 1, priorities: 2 });

    it("settles within 0.01 % of the optimum, the same whatever the order of the input", async function () {
      this.timeout(30_000);
      const found = await planNetting(market);
      const chosen = market.candidates.filter(({ id }) => found.chosen.includes(id));
      expect(canSettle(chosen, market.positions)).to.be.true;
      expect(found.gapShare).to.be.lessThan(1e-4);
      expect(found.chosen.length + found.leftBehind.length).to.equal(1_000);
      const turned = await planNetting({
        ...market,
        candidates: market.candidates.toReversed(),
        positions: market.positions.toReversed(),
      });
      expect(turned).to.deep.equal(found);
      expect(await planNetting(market)).to.deep.equal(found);
    });
  });

  describe("given 5,000 trades among 100 participants", () => {
    it("settles within 0.1 % of the optimum", async function () {
      this.timeout(60_000);
      const market = randomMarket({ trades: 5_000, seed: 2 });
      const found = await planNetting(market);
      const chosen = new Set(found.chosen);
      expect(
        canSettle(
          market.candidates.filter(({ id }) => chosen.has(id)),
          market.positions,
        ),
      ).to.be.true;
      expect(found.gapShare).to.be.lessThan(1e-3);
    });
  });
});
