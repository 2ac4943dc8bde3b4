import { expect } from "chai";
import fc from "fast-check";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { InseparableTradesError } from "../../../../sdk/planning/errors/InseparableTradesError.ts";
import { InvalidMarketError } from "../../../../sdk/planning/errors/InvalidMarketError.ts";
import { UnsettleableSetError } from "../../../../sdk/planning/errors/UnsettleableSetError.ts";
import { planNetting } from "../../../../sdk/planning/planNetting.ts";
import { splitPlan } from "../../../../sdk/planning/splitPlan.ts";
import type { SplitPlanOptions } from "../../../../sdk/planning/SplitPlanOptions.ts";
import { canSettle } from "./bruteForce.ts";
import { randomMarket } from "./randomMarket.ts";
import { account, bonds, candidate, NOW, YEN, yen } from "./samples.ts";
import { smallMarkets } from "./smallMarkets.ts";
import type { SmallMarket } from "./smallMarkets.ts";

const ringOf = (names: string): readonly Candidate[] =>
  Array.from(names, (seller, index) => candidate({ seller, buyer: names[(index + 1) % names.length] ?? "" }));

const refusal = async (options: SplitPlanOptions): Promise<unknown> => {
  try {
    await splitPlan(options);
  } catch (error) {
    return error;
  }
  throw new Error("splitPlan did not refuse");
};

const all = (
  candidates: readonly Candidate[],
  mostTrades: number,
  positions: SplitPlanOptions["positions"] = [],
): SplitPlanOptions => ({ candidates, positions, mostTrades, chosen: candidates.map(({ id }) => id) });

/** The sets hold each chosen trade once, none too many, and each can settle once those before it have. */
function expectSettleable(
  { candidates, positions }: SmallMarket,
  { chosen, mostTrades }: Pick<SplitPlanOptions, "chosen" | "mostTrades">,
  sets: readonly (readonly string[])[],
): void {
  expect(sets.flat().toSorted()).to.deep.equal(chosen);
  const done = new Set<string>();
  for (const set of sets) {
    expect(set.length).to.be.within(1, mostTrades);
    for (const id of set) done.add(id);
    expect(
      canSettle(
        candidates.filter(({ id }) => done.has(id)),
        positions,
      ),
    ).to.be.true;
  }
}

describe("splitPlan", () => {
  it("given a plan that fits into one set, leaves it whole", async () => {
    expect(await splitPlan(all(ringOf("abc"), 3))).to.deep.equal([["a>b", "b>c", "c>a"]]);
  });

  it("given two rings, settles one after the other", async () => {
    const sets = await splitPlan(all([...ringOf("abc"), ...ringOf("defg")], 4));
    expect(sets).to.deep.equal([
      ["a>b", "b>c", "c>a"],
      ["d>e", "e>f", "f>g", "g>d"],
    ]);
  });

  it("given a chain and units at its head, settles from the head on", async () => {
    const chain = Array.from("abcd", (seller, index) => candidate({ seller, buyer: "bcde"[index] ?? "" }));
    const positions = [bonds("a", 1n), ...Array.from("bcde", (name) => yen(name, 100n))];
    expect(await splitPlan(all(chain, 3, positions))).to.deep.equal([["a>b", "b>c", "c>d"], ["d>e"]]);
    expect(await splitPlan(all(chain, 1, positions))).to.deep.equal([["a>b"], ["b>c"], ["c>d"], ["d>e"]]);
  });

  it("given a ring that is longer than a set may be, says how many trades wait for each other", async () => {
    const error = await refusal(all([...ringOf("abc"), ...ringOf("defg")], 3));
    expect(error).to.be.instanceOf(InseparableTradesError);
    expect(error).to.deep.include({
      code: "TRADES_INSEPARABLE",
      details: { together: ["d>e", "e>f", "f>g", "g>d"], mostTrades: 3 },
    });
  });

  it("given a ring with a unit and cash of its own, cuts it anywhere", async () => {
    const sets = await splitPlan(
      all(ringOf("abcd"), 1, [bonds("a", 1n), ...Array.from("bcda", (name) => yen(name, 100n))]),
    );
    expect(sets).to.deep.equal([["a>b"], ["b>c"], ["c>d"], ["d>a"]]);
  });

  it("given a unit that, spent first, would leave a ring behind, spends it last", async () => {
    const spend = candidate({ id: "spend", seller: "a", buyer: "b", terms: { amount: 0n } });
    const lend = candidate({ id: "lend", seller: "a", buyer: "c", terms: { amount: 0n }, priority: 1 });
    const back = candidate({ id: "back", seller: "c", buyer: "a", terms: { amount: 0n }, priority: 1 });
    const sets = await splitPlan(all([spend, lend, back], 1, [bonds("a", 1n)]));
    expect(sets).to.deep.equal([["lend"], ["back"], ["spend"]]);
  });

  for (const chosen of [[0], [], undefined]) {
    it(`given a solver that answers ${JSON.stringify(chosen)}, takes the whole ring for the smallest group`, async () => {
      const answer = { chosen, bound: 0, spent: { checkpoints: 0, seconds: 0 } };
      const loadSolver = () => Promise.resolve(() => answer);
      const error = await refusal({ ...all(ringOf("abc"), 2), loadSolver });
      expect(error)
        .to.be.instanceOf(InseparableTradesError)
        .and.to.deep.include({ together: ["a>b", "b>c", "c>a"] });
    });
  }

  it("given random small plans, cuts them into sets that can settle in turn, or says why not", async () => {
    let split = 0;
    await fc.assert(
      fc.asyncProperty(smallMarkets(12), fc.integer({ min: 1, max: 6 }), async (market, mostTrades) => {
        const weights = {
          JPY: { numerator: 1n, denominator: 1n },
          USD: { numerator: 150n, denominator: 1n },
        };
        const { chosen } = await planNetting({ ...market, now: NOW, weights });
        try {
          const sets = await splitPlan({ ...market, chosen, mostTrades });
          expectSettleable(market, { chosen, mostTrades }, sets);
          split++;
        } catch (error) {
          if (!(error instanceof InseparableTradesError)) throw error;
          expect(error.together.length).to.be.greaterThan(mostTrades);
        }
      }),
      { numRuns: 300, seed: 20_260_403 },
    );
    expect(split).to.be.greaterThan(200);
  });

  it("given a plan of 1,000 trades, needs no set more than its size demands", async function () {
    this.timeout(30_000);
    const market = randomMarket({ trades: 1_000, seed: 3 });
    const { chosen } = await planNetting(market);
    const sets = await splitPlan({ ...market, chosen, mostTrades: 50 });
    expectSettleable(market, { chosen, mostTrades: 50 }, sets);
    expect(sets).to.have.length(Math.ceil(chosen.length / 50));
    expect(await splitPlan({ ...market, chosen: chosen.toReversed(), mostTrades: 50 })).to.deep.equal(sets);
  });

  describe("refuses", () => {
    it("trades that cannot all settle together, with the account and what it is short of", async () => {
      const error = await refusal(all([candidate()], 1, [bonds("a", 1n), yen("b", 98n)]));
      expect(error).to.be.instanceOf(UnsettleableSetError);
      expect(error).to.deep.include({
        code: "SET_NOT_SETTLEABLE",
        shortage: { account: account("b"), instrument: YEN, missing: 2n },
      });
    });

    it("unknown and repeated ids, shared numbers, and sets of no trades", async () => {
      const terms = { sequence: 1n };
      const candidates = [candidate({ id: "x", terms }), candidate({ id: "y", terms })];
      const error = await refusal({ candidates, positions: [], chosen: ["x", "y", "x", "z"], mostTrades: 0 });
      if (!(error instanceof InvalidMarketError)) throw error;
      expect(error.issues).to.deep.equal([
        { path: "chosen[2]", value: '"x"', rule: "must differ from chosen[0]" },
        { path: "chosen[3]", value: '"z"', rule: "must be the id of a candidate" },
        { path: "chosen", value: '["x","y"]', rule: "must not have two trades of the same number" },
        { path: "mostTrades", value: "0", rule: "must be a whole number above 0" },
      ]);
    });

    it("a market that contradicts itself", async () => {
      const error = await refusal({ ...all([candidate()], 1), positions: [bonds("a", -1n)] });
      expect(error).to.be.instanceOf(InvalidMarketError);
      expect(error).to.have.property("message").that.includes(`positions[0].free: -1 - must not be negative`);
    });
  });
});
