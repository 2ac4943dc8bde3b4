import { expect } from "chai";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { InvalidMarketError } from "../../../../sdk/planning/errors/InvalidMarketError.ts";
import { MissingWeightError } from "../../../../sdk/planning/errors/MissingWeightError.ts";
import { SolverUnavailableError } from "../../../../sdk/planning/errors/SolverUnavailableError.ts";
import { planNetting } from "../../../../sdk/planning/planNetting.ts";
import type { PlanNettingOptions } from "../../../../sdk/planning/PlanNettingOptions.ts";
import { account, BOND, bonds, candidate, NOW, yen } from "./samples.ts";

const refusal = async (options: Partial<PlanNettingOptions>): Promise<unknown> => {
  try {
    await planNetting({ candidates: [], positions: [], now: NOW, ...options });
  } catch (error) {
    return error;
  }
  throw new Error("planNetting did not refuse");
};

const issuesOf = async (options: Partial<PlanNettingOptions>): Promise<readonly string[]> => {
  const error = await refusal(options);
  if (!(error instanceof InvalidMarketError)) throw error;
  expect(error.code).to.equal("MARKET_INVALID");
  return error.issues.map(({ path, value, rule }) => `${path}: ${value} ${rule}`);
};

describe("planNetting refuses", () => {
  it("an id given twice", async () => {
    expect(await issuesOf({ candidates: [candidate({ id: "x" }), candidate({ id: "x" })] })).to.deep.equal([
      'candidates[1].id: "x" must differ from candidates[0].id',
    ]);
  });

  it("a position given twice, whatever the case of its digits", async () => {
    const one = { account: "0xAB", instrument: BOND, free: 1n };
    const issues = await issuesOf({ positions: [one, { ...one, account: "0xab" }] });
    expect(issues).to.deep.equal([
      `positions[1]: {"account":"0xab","instrument":"${BOND}"} must differ from positions[0]`,
    ]);
  });

  it("a negative position", async () => {
    expect(await issuesOf({ positions: [bonds("a", -1n)] })).to.deep.equal([
      "positions[0].free: -1 must not be negative",
    ]);
  });

  const wrong: readonly [string, Candidate, string][] = [
    [
      "a negative quantity",
      candidate({ terms: { quantity: -1n } }),
      "candidates[0].trade.quantity: -1 must not be negative",
    ],
    [
      "a negative amount",
      candidate({ terms: { amount: -2n } }),
      "candidates[0].trade.amount: -2 must not be negative",
    ],
    [
      "a trade that moves nothing",
      candidate({ terms: { quantity: 0n, amount: 0n } }),
      'candidates[0].trade: {"quantity":"0","amount":"0"} must move bonds, money or both',
    ],
    [
      "a trade with oneself",
      candidate({ seller: "a", buyer: "a" }),
      `candidates[0].trade.buyer: "${account("a")}" must differ from the seller`,
    ],
    [
      "half a priority",
      candidate({ priority: 0.5 }),
      "candidates[0].priority: 0.5 must be a whole number, 0 or above",
    ],
    [
      "a negative priority",
      candidate({ priority: -1 }),
      "candidates[0].priority: -1 must be a whole number, 0 or above",
    ],
  ];
  for (const [name, trade, issue] of wrong) {
    it(name, async () => expect(await issuesOf({ candidates: [trade] })).to.deep.equal([issue]));
  }

  it("trades of two venues, which cannot settle in one transaction", async () => {
    const venue = account("venue");
    const candidates = [candidate(), candidate({ id: "v", terms: { venue } })];
    expect(await issuesOf({ candidates })).to.deep.equal([
      `candidates[1].trade.venue: "${venue}" must be that of candidates[0]`,
    ]);
  });

  it("efforts that cannot be counted to", async () => {
    const effort = { exactSets: -1, solverWork: 1.5, solverSeconds: 0 };
    expect(await issuesOf({ effort })).to.deep.equal([
      "effort.exactSets: -1 must be a whole number, 0 or above",
      "effort.solverWork: 1.5 must be a whole number, 0 or above",
      "effort.solverSeconds: 0 must be a number of seconds above 0",
    ]);
  });

  it("weights that are not above zero", async () => {
    const weights = { JPY: { numerator: 0n, denominator: -1n } };
    expect(await issuesOf({ weights })).to.deep.equal([
      "weights.JPY.numerator: 0 must be above 0",
      "weights.JPY.denominator: -1 must be above 0",
    ]);
  });

  it("several currencies without weights, naming all", async () => {
    const candidates = [candidate(), candidate({ id: "usd", terms: { currency: "USD" } })];
    const error = await refusal({ candidates });
    expect(error).to.be.instanceOf(MissingWeightError);
    expect(error).to.deep.include({ code: "WEIGHT_MISSING", missing: ["JPY", "USD"] });
  });

  it("a currency that the weights leave out", async () => {
    const weights = { USD: { numerator: 1n, denominator: 1n } };
    expect(await refusal({ candidates: [candidate()], weights })).to.deep.include({ missing: ["JPY"] });
  });

  it("but not a second currency in which nothing is paid", async () => {
    const free = candidate({ id: "free", terms: { currency: "", amount: 0n } });
    const positions = [bonds("a", 2n), yen("b", 100n)];
    const found = await planNetting({ candidates: [candidate(), free], positions, now: NOW });
    expect(found).to.deep.include({ chosen: ["a>b", "free"], value: 100n });
  });

  it("to go on when it needs a solver that cannot be loaded", async () => {
    const cause = new Error("no such file");
    const error = await refusal({
      candidates: [candidate({ id: "1" }), candidate({ id: "2" })],
      positions: [bonds("a", 1n), yen("b", 200n)],
      effort: { exactSets: 0 },
      loadSolver: () => Promise.reject(new SolverUnavailableError("highs", cause)),
    });
    expect(error).to.deep.include({ code: "SOLVER_UNAVAILABLE", details: { packageName: "highs" }, cause });
  });
});
