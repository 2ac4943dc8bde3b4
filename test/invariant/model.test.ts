import { expect } from "chai";
import fc from "fast-check";

import { decodeLogs } from "../../sdk/events/decodeLogs.ts";
import { storyOf } from "../support/model/commands.ts";
import type { Story } from "../support/model/commands.ts";
import { expectAsLogged, expectAsModelled } from "../support/model/compare.ts";
import { delayOf, execute } from "../support/model/execute.ts";
import type { BatchOutcome } from "../support/model/executeSets.ts";
import type { House } from "../support/model/house.ts";
import { initialLedger } from "../support/model/initialLedger.ts";
import { apply, passTime, refusals } from "../support/model/model.ts";
import { rebuild } from "../support/model/rebuild.ts";
import type { TimedEvent } from "../support/model/rebuild.ts";
import { batchVerdict } from "../support/model/sets.ts";
import type { BatchCommand, Command, Ledger } from "../support/model/types.ts";
import type { Signer, World } from "../support/useWorld.ts";
import { useWorld } from "../support/useWorld.ts";
import { FAR, SCOPES } from "../support/world.ts";

const deep = process.env["KESSAI_DEEP"] === "1";
const RUNS = deep ? 300 : 48;
const LENGTH = deep ? 150 : 100;

/** Commands that went through, by type, over all runs of this process; batches by how they settled as well. */
const carriedOut = new Map<string, number>();
const count = (what: string): void => void carriedOut.set(what, (carriedOut.get(what) ?? 0) + 1);

describe("The house and its reference model", () => {
  const current = useWorld(async (w) => {
    // From the beginning an operator for both scopes, and a venue that may instruct for everybody
    for (const account of [w.seller, w.buyer, w.third]) {
      await w.registry.connect(account).appointOperator(w.operator, SCOPES.trade | SCOPES.cancel, FAR);
      await w.registry.connect(account).appointOperator(w.venue, SCOPES.trade, FAR);
    }
    return {};
  });

  it("INV-1 INV-2 INV-3 INV-4 INV-5 INV-7 INV-9: do and refuse the same, whatever the history", async () => {
    await fc.assert(
      fc.asyncProperty(storyOf(LENGTH), (story) =>
        fromTheBeginning(current(), async (w) => {
          const { house, ledger } = await tell(w, story);
          await expectAsModelled(house, ledger);
        }),
      ),
      { numRuns: RUNS, seed: 20_220_601, endOnFailure: !deep },
    );
    const never = COMMANDS.filter((type) => !carriedOut.has(type));
    expect(never, "commands that never went through").to.deep.equal([]);
    const seldom = SET_OUTCOMES.filter((what) => (carriedOut.get(what) ?? 0) < 5);
    expect(seldom, "what sets did less than five times").to.deep.equal([]);
  });

  it("INV-10: the log alone tells everything that storage holds", async () => {
    await fc.assert(
      fc.asyncProperty(storyOf(LENGTH), (story) =>
        fromTheBeginning(current(), async (w) => {
          const { house, ledger } = await tell(w, story);
          await expectAsLogged(house, rebuild(await logOf(w), ledger.now));
        }),
      ),
      { numRuns: Math.ceil(RUNS / 3), seed: 20_221_201, endOnFailure: !deep },
    );
  });
});

/** Every command that has to be carried out at least once, or the comparison says nothing about it. */
const COMMANDS: readonly Command["type"][] = [
  "admit",
  "update",
  "suspend",
  "reinstate",
  "close",
  "appoint",
  "proposeReplacement",
  "withdrawReplacement",
  "completeReplacement",
  "transfer",
  "forcedTransfer",
  "freezeUnits",
  "freezeAccount",
  "pause",
  "unpause",
  "recover",
  "mint",
  "burn",
  "instruct",
  "affirm",
  "instructSigned",
  "releaseInstruction",
  "affirmThenSettle",
  "hold",
  "settle",
  "settlePart",
  "settleBySignatures",
  "cancel",
  "expire",
  "cancelByCourtOrder",
  "settleBatch",
  "settleChain",
  "settleNet",
];

/** What sets have to do a few times. */
const SET_OUTCOMES = [
  "settleChain",
  "settleNet",
  "settled at once",
  "settled one by one",
  "failed one by one",
] as const;

const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

async function fromTheBeginning(w: World, run: (w: World) => Promise<void>): Promise<void> {
  const snapshot = await w.networkHelpers.takeSnapshot();
  try {
    await run(w);
  } finally {
    await snapshot.restore();
  }
}

/** Runs a story, on the contracts and in the model, and compares the outcome of each command. */
async function tell(w: World, { drafts, commands }: Story): Promise<{ house: House; ledger: Ledger }> {
  const house: House = { w, signers: castOf(w), drafts };
  const ledger = await initialLedger(w, drafts);
  let last = ledger.now;
  let clock = last;

  for (const command of commands) {
    if (command.type === "wait") clock += command.seconds;
    else if (command.type === "waitUntil") clock = Math.max(clock, command.until);
    else {
      const delay = delayOf(command);
      const now = Math.max(clock, last + 2) + delay;
      passTime(ledger, now);
      const expected = refusals(ledger, command);
      const { refused, batch } = await execute(house, command, now);
      const told = JSON.stringify(command, plain);
      if (refused === undefined) {
        expect(expected, `${told} went through`).to.deep.equal([]);
        if (command.type === "settleBatch") expectBatch(ledger, command, batch);
        apply(ledger, command);
        count(command.type);
      } else {
        expect(expected, `${told} was refused`).to.include(refused);
      }
      last = delay === 0 ? now : now + 1;
      clock = last;
    }
  }
  const end = Math.max(clock, last) + 2;
  await w.networkHelpers.time.increaseTo(end);
  passTime(ledger, end);
  return { house, ledger };
}

/** Each trade of a batch settles, or is stopped by a reason that the model knows; and together when nothing is in the way. */
function expectBatch(ledger: Ledger, command: BatchCommand, outcome: BatchOutcome | undefined): void {
  const { isAtOnce, reasons } = batchVerdict(ledger, command);
  const told = JSON.stringify(command, plain);
  expect(outcome?.isAtOnce, `${told} settled at once`).to.equal(isAtOnce);
  for (const [index, expected] of reasons.entries()) {
    const refused = outcome?.refusals[index];
    if (refused === undefined) expect(expected, `trade ${index} of ${told} settled`).to.deep.equal([]);
    else expect(expected, `trade ${index} of ${told} failed`).to.include(refused);
    if (!isAtOnce) count(refused === undefined ? "settled one by one" : "failed one by one");
  }
  if (isAtOnce) count("settled at once");
}

function castOf(w: World): ReadonlyMap<string, Signer> {
  const { seller, buyer, third, outsider, issuer, settlementBank, operator, venue, courtOrder, deployer } = w;
  return new Map(
    Object.entries({
      seller,
      buyer,
      third,
      outsider,
      issuer,
      settlementBank,
      operator,
      venue,
      courtOrder,
      spare: deployer,
    }),
  );
}

async function logOf({ ethers }: World): Promise<TimedEvent[]> {
  const { provider } = ethers;
  const events = decodeLogs(await provider.getLogs({ fromBlock: 0, toBlock: "latest" }));
  const times = new Map<number, number>();
  for (const { blockNumber } of events) {
    if (times.has(blockNumber)) continue;
    const block = await provider.getBlock(blockNumber);
    if (block !== null) times.set(blockNumber, block.timestamp);
  }
  return events.map((event) => ({ ...event, timestamp: times.get(event.blockNumber) ?? 0 }));
}
