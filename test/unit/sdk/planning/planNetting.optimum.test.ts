import { expect } from "chai";
import fc from "fast-check";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { planNetting } from "../../../../sdk/planning/planNetting.ts";
import type { SettlementPlan } from "../../../../sdk/planning/SettlementPlan.ts";
import { bestRank, canSettle, rank, settleableSets } from "./bruteForce.ts";
import { NOW } from "./samples.ts";
import { SMALL_MARKET_CLASSES, smallMarkets } from "./smallMarkets.ts";
import type { SmallMarket } from "./smallMarkets.ts";

const WEIGHTS = {
  JPY: { numerator: 1n, denominator: 1n },
  USD: { numerator: 3n, denominator: 2n },
};
/** What a minor unit counts in halves, the common denominator. */
const inHalves = (currency: string): bigint => (currency === "USD" ? 3n : 2n);
const rankOf = (trades: readonly Candidate[]) => rank(trades, SMALL_MARKET_CLASSES, inHalves);

const plan = (market: SmallMarket, exactSets?: number): Promise<SettlementPlan> =>
  planNetting({
    ...market,
    now: NOW,
    weights: WEIGHTS,
    effort: exactSets === undefined ? {} : { exactSets },
  });

const chosenOf = ({ candidates }: SmallMarket, { chosen }: SettlementPlan): readonly Candidate[] =>
  candidates.filter(({ id }) => chosen.includes(id));

const ready = ({ candidates }: SmallMarket): readonly Candidate[] =>
  candidates.filter(({ isOnHold }) => !isOnHold);

describe("planNetting against brute force", () => {
  it("given up to 12 trades, chooses a set of the best rank and proves it", async () => {
    await fc.assert(
      fc.asyncProperty(smallMarkets(12), async (market) => {
        const found = await plan(market);
        const chosen = chosenOf(market, found);
        const sets = settleableSets(ready(market), market.positions);
        expect(canSettle(chosen, market.positions)).to.be.true;
        expect(rankOf(chosen)).to.deep.equal(bestRank(sets.map(rankOf)));
        expect(found.gap).to.equal(0n);
        expect(found.leftBehind.length + chosen.length).to.equal(market.candidates.length);
      }),
      { numRuns: 300, seed: 20_260_401 },
    );
  });

  it("given up to 8 trades and the solver instead, chooses a set that can settle, and no set is above the bounds", async () => {
    await fc.assert(
      fc.asyncProperty(smallMarkets(8), async (market) => {
        const found = await plan(market, 0);
        const chosen = chosenOf(market, found);
        expect(canSettle(chosen, market.positions)).to.be.true;
        for (const set of settleableSets(ready(market), market.positions)) {
          expectWithinBounds(set, chosen, found);
        }
      }),
      { numRuns: 200, seed: 20_260_402 },
    );
  });
});

/** No set that is at least as good in each higher class settles more in a class than its bound. */
function expectWithinBounds(
  set: readonly Candidate[],
  chosen: readonly Candidate[],
  { classes }: SettlementPlan,
): void {
  const figures = rankOf(set);
  const found = rankOf(chosen);
  for (const { priority, bound } of classes) {
    const place = 2 * priority;
    const settles = figures[place] ?? 0n;
    expect(settles <= bound, `class ${priority}: ${settles} within ${bound}`).to.be.true;
    const [ours, theirs] = [found, figures].map((all) => all.slice(place, place + 2));
    if (ours !== undefined && theirs !== undefined && bestRank([theirs, ours]) === ours) return;
  }
}
