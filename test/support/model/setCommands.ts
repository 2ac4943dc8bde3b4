import fc from "fast-check";
import type { Arbitrary } from "fast-check";

import { START } from "../world.ts";
import { numberOf } from "./trades.ts";
import type { Command, Draft, Name, SetCommand, SetEntry, SetList } from "./types.ts";

/** How the trades of a set are approved. */
const APPROVALS = [
  "signed",
  "signed",
  "signed",
  "signed",
  "lists",
  "lists",
  "lists",
  "lists",
  "mixed",
  "mixed",
  "recorded",
] as const;
type Approval = (typeof APPROVALS)[number];

const METHODS = ["settleBatch", "settleChain", "settleNet"] as const;

/** Sets of a story's trades, on their own and after what leads to them. */
export function setCommands(drafts: readonly Draft[]) {
  const groups = [undefined, "venue"]
    .map((venue) => [...drafts.keys()].filter((index) => isPackable(drafts[index], venue)))
    .filter(({ length }) => length > 0);
  const nothing: Arbitrary<Command> = fc.constant({ type: "wait", seconds: 0 });
  if (groups.length === 0) return { alone: nothing, deal: nothing.map((command) => [command]) };
  const chosen = fc.constantFrom(...groups).chain((group) => someOf(drafts, group));
  return {
    alone: chosen.chain((trades): Arbitrary<Command> => setOf(drafts, trades)),
    deal: chosen.chain((trades) => dealOf(drafts, trades)),
  };
}

/** A leg that is empty by mistake would be written as one that is not there, and so be another trade. */
const isPackable = (draft: Draft | undefined, venue: Name | undefined): boolean =>
  draft !== undefined && draft.venue === venue && (draft.kind === "payment" || draft.quantity > 0n);

/** Mostly trades that can settle, each under a number of its own; in any order, rarely one twice. */
function someOf(drafts: readonly Draft[], group: readonly number[]): Arbitrary<readonly number[]> {
  const sound = group.filter((index) => isSound(drafts[index]));
  const funded = sound.filter((index) => isFunded(drafts[index]));
  const pools = [
    { weight: 1, pool: group },
    { weight: 2, pool: sound },
    { weight: 4, pool: funded },
  ].filter(({ pool }) => pool.length > 0);
  const subset = fc.oneof(
    ...pools.map(({ weight, pool }) => ({
      weight,
      arbitrary: fc.shuffledSubarray([...pool], { minLength: 1, maxLength: Math.min(5, pool.length) }),
    })),
  );
  const shape = fc.constantFrom(...Array<string>(7).fill("distinct"), "as they are", "twice");
  return fc.tuple(subset, shape).map(([trades, how]) => {
    if (how === "twice") return [...trades, ...trades.slice(0, 1)];
    return how === "as they are" ? trades : withOwnNumbers(drafts, trades);
  });
}

function isSound(draft: Draft | undefined): boolean {
  if (draft === undefined) return false;
  const { seller, buyer, quantity, minimumPart, tradeDate, settleFrom } = draft;
  return seller !== buyer && minimumPart <= quantity && tradeDate <= settleFrom && settleFrom <= START;
}

/** Whether its parties have something from the beginning; the others live on what the set brings them. */
const isFunded = (draft: Draft | undefined): boolean => draft?.seller === "seller" && draft.buyer === "buyer";

function withOwnNumbers(drafts: readonly Draft[], trades: readonly number[]): readonly number[] {
  const numbers = new Set<string>();
  return trades.filter((index) => {
    const draft = drafts[index];
    if (draft === undefined || numbers.has(numberOf(draft))) return false;
    numbers.add(numberOf(draft));
    return true;
  });
}

/** A set, well approved or not. */
function setOf(
  drafts: readonly Draft[],
  trades: readonly number[],
  approval: Arbitrary<Approval> = fc.constantFrom(...APPROVALS),
): Arbitrary<SetCommand> {
  const venue = drafts[trades[0] ?? 0]?.venue;
  const by = fc
    .constantFrom(...Array<Name>(9).fill("operator"), "outsider")
    .map((stranger) => (stranger === "outsider" ? stranger : (venue ?? stranger)));
  return fc
    .record({ type: fc.constantFrom(...METHODS), by, approval })
    .chain(({ type, by: submitter, approval: how }) =>
      fc
        .tuple(
          entriesOf(drafts, trades, how),
          how === "lists" ? listsOf(drafts, trades) : fc.constant(undefined),
        )
        .map(([entries, lists]): SetCommand =>
          type === "settleBatch" ? { type, by: submitter, entries } : { type, by: submitter, entries, lists },
        ),
    );
}

function entriesOf(
  drafts: readonly Draft[],
  trades: readonly number[],
  approval: Approval,
): Arbitrary<SetEntry[]> {
  const signerFor = (party: Name): Arbitrary<Name | undefined> => {
    if (approval === "recorded") return fc.constant(undefined);
    if (approval !== "mixed") return fc.constant(party);
    return fc.constantFrom(
      ...Array<Name>(8).fill(party),
      undefined,
      undefined,
      undefined,
      "operator",
      "issuer",
    );
  };
  const entry = (trade: number): Arbitrary<SetEntry> => {
    const { seller = "issuer", buyer = "issuer" } = drafts[trade] ?? {};
    return fc.tuple(signerFor(seller), signerFor(buyer)).map((signers) => ({ trade, signers }));
  };
  return fc.tuple(...trades.map(entry));
}

function listsOf(drafts: readonly Draft[], trades: readonly number[]): Arbitrary<SetList[]> {
  const parties = new Set(trades.flatMap((index) => [drafts[index]?.seller, drafts[index]?.buyer]));
  const list = (party: Name): Arbitrary<SetList> =>
    fc.record({
      party: fc.constant(party),
      signer: fc.constantFrom(
        ...Array<Name>(12).fill(party),
        "operator",
        "operator",
        "issuer",
        undefined,
        undefined,
      ),
      isStale: fc.constantFrom(...Array<boolean>(19).fill(false), true),
    });
  return fc.tuple(...[...parties].filter((party) => party !== undefined).map(list));
}

/** What leads to a trade's place in a set: it is only signed, or is already on record. */
const COURSES = ["signed", "signed", "matched", "held", "held", "half held", "in parts", "on hold"] as const;

/** Trades that are instructed, held, settled in parts, and then settled as a set, once or twice. */
function dealOf(drafts: readonly Draft[], trades: readonly number[]): Arbitrary<Command[]> {
  const courses = fc.tuple(...trades.map(() => fc.constantFrom(...COURSES)));
  return courses.chain((chosen) => {
    const isRecorded = chosen.every((course) => course !== "signed");
    const approval = fc.constantFrom<Approval>(isRecorded ? "recorded" : "signed", "signed", "lists");
    return fc
      .tuple(setOf(drafts, trades, approval), fc.constantFrom(1, 1, 1, 2))
      .map(([set, times]) => [
        ...trades.flatMap((trade, index) => leadUp(drafts, trade, chosen[index] ?? "signed")),
        ...Array<Command>(times).fill(set),
      ]);
  });
}

function leadUp(
  drafts: readonly Draft[],
  trade: number,
  course: (typeof COURSES)[number],
): readonly Command[] {
  const draft = drafts[trade];
  if (draft === undefined || course === "signed") return [];
  const { seller, buyer, venue, minimumPart } = draft;
  const first = course === "held" || course === "half held" ? 1 : course === "on hold" ? 2 : 0;
  const second = course === "held" ? 1 : 0;
  const approvals: readonly Command[] = [
    { type: "instruct", trade, side: 0, by: venue ?? seller, readiness: first },
    { type: "affirm", trade, side: 1, by: venue ?? buyer, readiness: second },
  ];
  if (course !== "in parts") return approvals;
  const part: Command = { type: "settlePart", trade, by: venue ?? seller, quantity: minimumPart };
  return [...approvals, { type: "hold", trade, side: 0, by: venue ?? seller }, part];
}
