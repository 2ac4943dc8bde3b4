import { expect } from "chai";
import fc from "fast-check";

import { isServicing, OUTSIDE, SERVICING } from "../support/servicingModel/commandKinds.ts";
import { delayOf, execute } from "../support/servicingModel/execute.ts";
import { factsOf, toldBy } from "../support/servicingModel/facts.ts";
import { openHouse, prepareCast } from "../support/servicingModel/house.ts";
import type { House } from "../support/servicingModel/house.ts";
import { expectAsModelled, expectInvariants } from "../support/servicingModel/inspect.ts";
import { passTime } from "../support/servicingModel/ledger.ts";
import { apply, refusals } from "../support/servicingModel/model.ts";
import { applyFromOutside } from "../support/servicingModel/outside.ts";
import { momentOf, resolve } from "../support/servicingModel/resolve.ts";
import { storyOf } from "../support/servicingModel/stories.ts";
import type { Story } from "../support/servicingModel/stories.ts";
import type { Command, Ledger } from "../support/servicingModel/types.ts";
import type { World } from "../support/useWorld.ts";
import { useWorld } from "../support/useWorld.ts";

const deep = process.env["KESSAI_DEEP"] === "1";
const RUNS = deep ? 300 : 50;
const LENGTH = deep ? 200 : 150;
/** How often a command of each type, and each fact, has to come at least, or the comparison says little about it. */
const FEW = 3;

/** Commands that went through and facts that they left, by kind, over all runs of this process. */
const counted = new Map<string, number>();
const count = (what: string): void => void counted.set(what, (counted.get(what) ?? 0) + 1);

/** What pages and claims have to do a few times, by the first words of their facts. */
const FACTS = [
  "due",
  "kept",
  "redeemed",
  "lapsed",
  "drawn",
  "completed",
  "tax",
  "cancelled",
  "unfunded",
] as const;

describe("Servicing and its reference model", () => {
  const current = useWorld(async (w) => {
    await prepareCast(w);
    return {};
  });

  it("INV-6 INV-7 INV-8: pays, keeps and ends what the schedules say, whatever the history", async () => {
    await fc.assert(
      fc.asyncProperty(storyOf(LENGTH), (story) => fromTheBeginning(current(), (w) => tell(w, story))),
      { numRuns: RUNS, seed: 20_220_601, endOnFailure: true },
    );
    const seldom = [...OUTSIDE, ...SERVICING, ...FACTS].filter((what) => (counted.get(what) ?? 0) < FEW);
    expect(seldom, `what happened less than ${FEW} times`).to.deep.equal([]);
  }).timeout(3_000_000);
});

async function fromTheBeginning(w: World, run: (w: World) => Promise<void>): Promise<void> {
  const snapshot = await w.networkHelpers.takeSnapshot();
  try {
    await run(w);
  } finally {
    await snapshot.restore();
  }
}

/** Runs a story, on the contracts and in the model, and compares what becomes of each command. */
async function tell(w: World, { drafts, commands }: Story): Promise<void> {
  const { house, ledger } = await openHouse(w, drafts);
  let clock = ledger.now;
  for (const raw of commands) {
    const moment = momentOf(ledger, raw);
    if (moment !== undefined) {
      clock = Math.max(clock, moment);
      passTime(ledger, clock);
      continue;
    }
    const delay = delayOf(raw.type);
    passTime(ledger, Math.max(clock, ledger.now + 2) + delay);
    const command = resolve(ledger, raw);
    if (command !== undefined) await carryOut(house, ledger, command);
    // calling off what was announced and refused has taken a second
    clock = ledger.now + (delay === 0 ? 0 : 1);
  }
  await w.networkHelpers.time.increaseTo(clock + 10);
  passTime(ledger, clock + 10);
  await expectAsModelled(house, ledger);
}

async function carryOut(house: House, ledger: Ledger, command: Command): Promise<void> {
  const told = JSON.stringify(command, plain);
  const outcome = await execute(house, ledger, command);
  if (!isServicing(command)) {
    if ("refused" in outcome) return;
    applyFromOutside(ledger, command);
  } else {
    const expected = refusals(ledger, command);
    if ("refused" in outcome) {
      expect(expected, `${told} was refused`).to.include(outcome.refused);
      if (outcome.refused.endsWith("Underfunded")) count("unfunded");
      return;
    }
    expect(expected, `${told} went through`).to.deep.equal([]);
    const logged = apply(ledger, command, toldBy(outcome.receipt));
    expect(await factsOf(house, outcome.receipt), told).to.deep.equal(logged);
    for (const fact of logged) count(fact.slice(0, fact.indexOf(" ")));
  }
  count(command.type);
  await expectInvariants(house, ledger);
}

const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
