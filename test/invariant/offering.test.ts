import { expect } from "chai";
import fc from "fast-check";
import type { TransactionReceipt } from "ethers";

import { houseInterface } from "../../sdk/contracts/houseInterface.ts";
import { allotted } from "../support/offeringModel/allotting.ts";
import { closeModel, thoseThatFail, tradesOf, unwindModel } from "../support/offeringModel/closing.ts";
import { factsOf } from "../support/offeringModel/facts.ts";
import {
  giveFirmsMoney,
  giveInvestorsMoney,
  holdCash,
  letCourtCancel,
  obstruct,
  pauseMoney,
  spendMoney,
} from "../support/offeringModel/happenings.ts";
import { attempt, bringToMarket, close, encoded, houseOf } from "../support/offeringModel/house.ts";
import type { House } from "../support/offeringModel/house.ts";
import { expectAsModelled } from "../support/offeringModel/inspect.ts";
import { FIRMS, INVESTORS } from "../support/offeringModel/ledger.ts";
import { plans } from "../support/offeringModel/plans.ts";
import type { Ledger, Plan } from "../support/offeringModel/types.ts";
import type { Market } from "../support/offerings.ts";
import { CLOSE_BY, FAIL_FROM, useMarket } from "../support/offerings.ts";

const deep = process.env["KESSAI_DEEP"] === "1";
const RUNS = deep ? 600 : 40;

/** How often something came to pass, over all runs. */
const counted = new Map<string, number>();
const count = (what: string): void => void counted.set(what, (counted.get(what) ?? 0) + 1);

/** What has to happen at least once, or the comparison says little about it. */
const HAPPENINGS = [
  "closed",
  "ended",
  "failed",
  "unwound",
  "settled",
  "delivered",
  "paid",
  "cancelled",
  "locked",
  "OfferingNothingFails",
  "AllotmentCanPay",
  "RegulatedTokenPaused",
  "ERC20InsufficientBalance",
] as const;

describe("Offerings and their reference model", () => {
  const current = useMarket({ firms: FIRMS, investors: INVESTORS });

  it("INV-1 INV-3 INV-6 INV-10: an offering closes with exactly what orders, commitments and failures come to, or moves nothing", async () => {
    await fc.assert(
      fc.asyncProperty(plans, (plan) => fromTheBeginning(current(), (m) => tell(m, plan))),
      { numRuns: RUNS, seed: 20_220_601, endOnFailure: true },
    );
    const never = HAPPENINGS.filter((what) => !counted.has(what));
    expect(never, "what never happened").to.deep.equal([]);
  }).timeout(3_000_000);
});

async function fromTheBeginning(m: Market, run: (m: Market) => Promise<void>): Promise<void> {
  const snapshot = await m.networkHelpers.takeSnapshot();
  try {
    await run(m);
  } finally {
    await snapshot.restore();
  }
}

/** Brings an offering to market and to its end, on the contracts and in the model, and compares them on the way. */
async function tell(m: Market, plan: Plan): Promise<void> {
  const house = await houseOf(m, plan);
  const ledger = allotted(plan);
  await giveInvestorsMoney(house, ledger);
  expectCompleted(await bringToMarket(house, plan), ledger);
  await expectAsModelled(house, ledger);
  if (ledger.stage === "allotted") {
    await holdCash(house, ledger);
    await letCourtCancel(house, ledger);
    await spendMoney(house, ledger);
    await obstruct(house, ledger);
    if (plan.firmsHaveMoney) await giveFirmsMoney(house, ledger);
    await expectAsModelled(house, ledger);
    await m.networkHelpers.time.increaseTo(FAIL_FROM);
    await tryToClose(house, ledger);
  }
  await unwind(house, ledger);
}

/** The log of a completed allocation has the shares by which it closes. */
function expectCompleted({ logs }: TransactionReceipt, ledger: Ledger): void {
  const events = logs.flatMap((log) => houseInterface.parseLog(log) ?? []);
  const completed = events.find(({ name }) => name === "AllocationCompleted");
  expect(String(completed?.args["shares"])).to.equal(
    ledger.shares.map(({ units, amount, retained }) => [units, amount, retained].join(",")).join(","),
  );
  expect(events.some(({ name }) => name === "OfferingEnded")).to.equal(ledger.stage === "ended");
}

/** Tries as the plan says, and once more with all that may help. */
async function tryToClose(house: House, ledger: Ledger): Promise<void> {
  const { attempt: how, rule } = ledger.plan;
  await pauseMoney(house, ledger, how === "whilePaused");
  await closeBoth(house, ledger, firstFailures(ledger));
  if (ledger.stage === "allotted" && ledger.isPaused) await closeBoth(house, ledger, []);
  await pauseMoney(house, ledger, false);
  if (ledger.stage !== "allotted") return;
  await giveFirmsMoney(house, ledger);
  await closeBoth(house, ledger, rule === "nothingCloses" ? [] : thoseThatFail(ledger));
}

function firstFailures(ledger: Ledger): readonly number[] {
  const { attempt: how } = ledger.plan;
  if (how === "nobodyFails") return [];
  const failing = thoseThatFail({ ...ledger, isPaused: false });
  if (how !== "oneTooMany") return failing;
  const another = ledger.allotments.find(({ position }) => !failing.includes(position));
  return another === undefined ? failing : [...failing, another.position].sort((a, b) => a - b);
}

/** One attempt, on both sides. */
async function closeBoth(house: House, ledger: Ledger, positions: readonly number[]): Promise<void> {
  const sent = await close(house, ledger, positions, tradesOf(ledger, positions));
  const expected = closeModel(ledger, positions);
  if ("refused" in sent) {
    expect("refused" in expected ? expected.refused : [], `refused: ${sent.refused}`).to.include(
      sent.refused,
    );
    count(sent.refused);
  } else {
    expect(expected, "it went through").not.to.have.property("refused");
    const facts = "facts" in expected ? expected.facts : [];
    expect(await factsOf(house, sent.receipt)).to.deep.equal(facts);
    for (const fact of facts) count(fact.split(" ")[0] ?? "");
  }
  await expectAsModelled(house, ledger);
}

/** Whatever has not closed lapses at the cut-off; anybody unwinds it. */
async function unwind(house: House, ledger: Ledger): Promise<void> {
  if (ledger.stage === "closed") return;
  const { m, isinBytes } = house;
  const isLapsing = ledger.stage === "allotted";
  if (isLapsing) await m.networkHelpers.time.increaseTo(CLOSE_BY);
  const open = ledger.allotments.filter(({ state }) => state === "open").map(({ position }) => position);
  const allotments = encoded(house, ledger, open);
  const sent = await attempt(() => m.offering.connect(m.outsider).unwind(isinBytes, allotments));
  if ("refused" in sent) throw new Error(`unwinding was refused: ${sent.refused}`);
  const facts = [...(isLapsing ? ["ended 2"] : []), ...unwindModel(ledger)];
  expect(await factsOf(house, sent.receipt)).to.deep.equal(facts);
  for (const fact of facts) count(fact.split(" ")[0] ?? "");
  await expectAsModelled(house, ledger);
}
