import fc from "fast-check";
import type { Arbitrary } from "fast-check";

import { DAY, FAR, START } from "../world.ts";
import { setCommands } from "./setCommands.ts";
import type { Command, Draft, Kind, Name, Readiness, Side, TokenName } from "./types.ts";

/** Those who trade; the last is not admitted at first. */
export const TRADERS = ["seller", "buyer", "third", "outsider"] as const;
/** Those who act for others, and hold nothing. */
export const AGENTS = ["operator", "venue"] as const;
const HOLDERS = [...TRADERS, "issuer", "settlementBank"] as const;

export const TRADES = 14;
/** Of deposits and redemptions: few, so that some come twice. */
export const CURRENCY_IDS = ["id-0", "id-1", "id-2", "id-3", "id-4", "id-5"] as const;

export interface Story {
  readonly drafts: readonly Draft[];
  readonly commands: readonly Command[];
}

const weighted = <Value>(weight: number, arbitrary: Arbitrary<Value>) => ({ weight, arbitrary });
const weighing = (weight: number, command: Arbitrary<Command>) => weighted(weight, command);

const trader: Arbitrary<Name> = fc.constantFrom("seller", "seller", "buyer", "buyer", "third", "outsider");
const holder: Arbitrary<Name> = fc.constantFrom("seller", "buyer", ...HOLDERS);
/** Those whose keys get lost. */
const losable: Arbitrary<Name> = fc.constantFrom("third", "third", "third", "third", "third", "seller");
const token: Arbitrary<TokenName> = fc.constantFrom("bond", "cash");
const side: Arbitrary<Side> = fc.constantFrom(0, 1);
const trade = fc.nat(TRADES - 1);
const units = fc.oneof(weighted(3, fc.bigInt(0n, 60n)), weighted(1, fc.bigInt(0n, 700n)));
const money = fc.oneof(
  weighted(3, fc.bigInt(0n, 1_000_000_000n)),
  weighted(1, fc.bigInt(0n, 110_000_000_000n)),
);
const classes = fc.constantFrom(1, 1, 1, 0);
const expiresIn = fc.constantFrom(FAR - START, FAR - START, 30 * DAY, 200 * DAY);

const kind: Arbitrary<Kind> = fc.constantFrom(
  "dvp",
  "dvp",
  "dvp",
  "dvp",
  "dvp",
  "free of payment",
  "payment",
);
const readiness: Arbitrary<Readiness> = fc.constantFrom(0, 0, 0, 1, 1, 1, 2);

/** A trade with a number of its own or that of another; numbers 64 apart meet on one line. */
const draft = (index: number): Arbitrary<Draft> =>
  termsOf(index).map((terms) => ({
    ...terms,
    ...(terms.kind === "payment" ? { quantity: 0n, minimumPart: 0n } : {}),
    ...(terms.kind === "free of payment" ? { amount: 0n } : {}),
  }));

const termsOf = (index: number): Arbitrary<Draft> =>
  fc.record({
    kind,
    seller: fc.constantFrom("seller", "seller", "seller", "seller", "third"),
    buyer: fc.constantFrom("buyer", "buyer", "buyer", "buyer", "third", "outsider"),
    quantity: fc.oneof(weighted(4, fc.bigInt(1n, 60n)), weighted(1, fc.bigInt(0n, 150n))),
    amount: fc.oneof(weighted(3, fc.bigInt(1n, 2_000_000_000n)), weighted(1, fc.bigInt(1n, 40_000_000_000n))),
    tradeDate: fc.constantFrom(...Array<number>(11).fill(START), START + 2 * DAY),
    settleFrom: fc.constantFrom(START, START, START, START, START, START + DAY),
    settleBy: fc.constantFrom(
      START + 3 * DAY,
      START + 190 * DAY,
      START + 400 * DAY,
      START + 400 * DAY,
      START + 400 * DAY,
    ),
    venue: fc.constantFrom(undefined, undefined, undefined, "venue"),
    sequence: fc.constantFrom(...Array<number>(5).fill(64 * index), 64 * index + 1, 0, 1),
    minimumPart: fc.constantFrom(0n, 0n, 0n, 0n, 1n, 1n, 1n, 10n, 10n, 60n),
  });

/** Of a trade: the least that may settle by itself, too little, the middle, everything. */
const partOf = (terms: Draft | undefined): Arbitrary<bigint> => {
  const { quantity, minimumPart } = terms ?? { quantity: 1n, minimumPart: 1n };
  return fc
    .constantFrom(minimumPart, minimumPart, minimumPart - 1n, quantity / 2n, quantity / 3n, quantity)
    .map((part) => (part < 0n ? 0n : part));
};

/** Mostly one who may act. */
const actor = (drafts: readonly Draft[]) => (chosen: { readonly trade: number; readonly side: Side }) =>
  fc
    .constantFrom<"party" | "operator" | "other">("party", "party", "party", "party", "operator", "other")
    .map((role): Name => {
      const terms = drafts[chosen.trade];
      if (terms === undefined) return "operator";
      if (terms.venue !== undefined && role === "party") return terms.venue;
      if (role === "operator") return "operator";
      const own = (chosen.side === 0) === (role === "party");
      return own ? terms.seller : terms.buyer;
    });

const onSide = fc.record({ trade, side });

function tradeCommand(drafts: readonly Draft[]): Arbitrary<Command> {
  const acting = onSide.chain((chosen) => actor(drafts)(chosen).map((by) => ({ ...chosen, by })));
  const submitted = acting.map(({ trade, side, by }) => ({ trade, side, by: drafts[trade]?.venue ?? by }));
  const signer = (index: number, of: Side): Arbitrary<Name> => {
    const terms = drafts[index];
    const party = (of === 0 ? terms?.seller : terms?.buyer) ?? "operator";
    return fc.constantFrom(party, party, party, "operator", "issuer");
  };
  return fc.oneof(
    weighing(
      14,
      fc.tuple(acting, readiness).map(([on, ready]) => ({ type: "instruct", ...on, readiness: ready })),
    ),
    weighing(
      14,
      fc.tuple(acting, readiness).map(([on, ready]) => ({ type: "affirm", ...on, readiness: ready })),
    ),
    weighing(
      8,
      submitted.chain((on) =>
        signer(on.trade, on.side).map((each) => ({ type: "instructSigned", ...on, signer: each })),
      ),
    ),
    weighing(
      6,
      acting.map((on) => ({ type: "affirmThenSettle", ...on })),
    ),
    weighing(
      14,
      acting.map((on) => ({ type: "hold", ...on })),
    ),
    weighing(
      8,
      acting.map((on) => ({ type: "releaseInstruction", ...on })),
    ),
    weighing(
      14,
      submitted.map(({ trade, by }) => ({ type: "settle", trade, by })),
    ),
    weighing(
      12,
      acting.chain(({ trade, by }) =>
        partOf(drafts[trade]).map((quantity) => ({ type: "settlePart", trade, by, quantity })),
      ),
    ),
    weighing(
      4,
      submitted.chain(({ trade, by }) =>
        fc
          .tuple(signer(trade, 0), signer(trade, 1))
          .map((signers) => ({ type: "settleBySignatures", trade, by, signers })),
      ),
    ),
    weighing(
      3,
      acting.map((on) => ({ type: "cancel", ...on })),
    ),
    weighing(
      4,
      trade.map((each) => ({ type: "expire", trade: each, by: "issuer" })),
    ),
    weighing(
      1,
      trade.map((each) => ({ type: "cancelByCourtOrder", trade: each, by: "courtOrder" })),
    ),
  );
}

const amountOf = (name: TokenName): Arbitrary<bigint> => (name === "bond" ? units : money);

const movement = token.chain((name) =>
  fc.record({ token: fc.constant(name), from: holder, to: holder, amount: amountOf(name) }),
);

const id = fc.constantFrom(...CURRENCY_IDS);

const tokenCommand: Arbitrary<Command> = fc.oneof(
  weighing(
    6,
    movement.map((fields) => ({ type: "transfer", ...fields })),
  ),
  weighing(
    1,
    movement.map((fields) => ({ type: "forcedTransfer", ...fields })),
  ),
  weighing(
    2,
    token.chain((name) =>
      fc
        .record({ account: holder, amount: fc.oneof(fc.constant(0n), amountOf(name)) })
        .map((fields) => ({ type: "freezeUnits", token: name, ...fields })),
    ),
  ),
  weighing(
    2,
    fc
      .record({ token, account: holder, frozen: fc.constantFrom(false, false, true) })
      .map((fields) => ({ type: "freezeAccount", ...fields })),
  ),
  weighing(
    1,
    token.map((name) => ({ type: "pause", token: name })),
  ),
  weighing(
    10,
    token.map((name) => ({ type: "unpause", token: name })),
  ),
  weighing(
    1,
    fc.record({ token, account: losable }).map((fields) => ({ type: "recover", ...fields })),
  ),
  weighing(
    3,
    fc.record({ account: holder, amount: money, id }).map((fields) => ({ type: "mint", ...fields })),
  ),
  weighing(
    2,
    fc.record({ amount: money, id }).map((fields) => ({ type: "burn", ...fields })),
  ),
);

const peopleCommand: Arbitrary<Command> = fc.oneof(
  weighing(
    1,
    fc
      .record({ account: fc.constantFrom("outsider", "seller"), classes, expiresIn })
      .map((fields) => ({ type: "admit", ...fields })),
  ),
  weighing(
    2,
    fc.record({ account: trader, classes, expiresIn }).map((fields) => ({ type: "update", ...fields })),
  ),
  weighing(
    1,
    trader.map((account) => ({ type: "suspend", account })),
  ),
  weighing(
    10,
    trader.map((account) => ({ type: "reinstate", account })),
  ),
  weighing(
    1,
    fc.constantFrom("outsider", "third").map((account) => ({ type: "close", account })),
  ),
  weighing(
    2,
    fc
      .record({
        account: trader,
        operator: fc.constantFrom(...AGENTS, "buyer"),
        scopes: fc.nat(7),
        expiresIn,
      })
      .map((fields) => ({ type: "appoint", ...fields })),
  ),
  weighing(
    2,
    fc
      .record({ account: losable, successor: fc.constantFrom("outsider", "spare", "spare") })
      .map((fields) => ({ type: "proposeReplacement", ...fields })),
  ),
  weighing(
    2,
    losable.map((account) => ({ type: "withdrawReplacement", account })),
  ),
  weighing(
    3,
    losable.map((account) => ({ type: "completeReplacement", account })),
  ),
);

/** Some hours or days, or to an edge: of a record date, of the closed period. */
const wait: Arbitrary<Command> = fc.oneof(
  weighing(
    5,
    fc.oneof(fc.nat(DAY), fc.constant(3 * DAY)).map((seconds) => ({ type: "wait", seconds })),
  ),
  weighing(
    1,
    fc
      .tuple(fc.constantFrom(180, 180, 180, 350, 360), fc.integer({ min: -2, max: 1 }))
      .map(([day, seconds]) => ({ type: "waitUntil", until: START + day * DAY + seconds })),
  ),
);

/** How a deal goes on after the first approval. */
const COURSES = [
  "matched",
  "matched",
  "settled",
  "settled",
  "at once",
  "held",
  "on hold",
  "in parts",
  "in parts",
  "cancelled",
  "expired",
] as const;

/** A trade as it mostly goes: both sides approve it, and it comes to an end, or is left open. */
function deal(drafts: readonly Draft[]): Arbitrary<Command[]> {
  const choices = fc.record({
    on: onSide,
    course: fc.constantFrom(...COURSES),
    first: readiness,
    second: readiness,
    part: fc.constantFrom(1n, 1n, 2n, 3n),
    byOperator: fc.constantFrom(false, false, true),
  });
  return choices.map(({ on: { trade, side }, course, first, second, part, byOperator }) => {
    const terms = drafts[trade];
    const other: Side = side === 0 ? 1 : 0;
    const actorOf = (of: Side): Name => {
      if (terms === undefined || byOperator) return terms?.venue ?? "operator";
      return terms.venue ?? (of === 0 ? terms.seller : terms.buyer);
    };
    const own = { trade, side, by: actorOf(side) };
    const others = { trade, side: other, by: actorOf(other) };
    const instructed: Command = { type: "instruct", ...own, readiness: first };
    const affirmed: Command = { type: "affirm", ...others, readiness: second };
    const end = { trade, by: terms?.venue ?? "issuer" };
    switch (course) {
      case "matched":
        return [instructed, affirmed];
      case "settled":
        return [instructed, affirmed, { type: "settle", ...end }];
      case "at once":
        return [instructed, { type: "affirmThenSettle", ...others }];
      case "held":
        return [instructed, affirmed, { type: "hold", ...own }, { type: "hold", ...others }];
      case "on hold":
        return [
          { ...instructed, readiness: 2 },
          affirmed,
          { type: "releaseInstruction", ...own },
          { type: "settle", ...end },
        ];
      case "in parts": {
        const least = terms?.minimumPart ?? 1n;
        const most = (terms?.quantity ?? 1n) / part;
        const quantity = least > most ? least : most;
        const settled: Command = { type: "settlePart", trade, by: own.by, quantity };
        const another = { ...settled, by: others.by };
        return [instructed, affirmed, settled, another, { type: "settle", ...end }, settled];
      }
      case "cancelled":
        return [
          instructed,
          affirmed,
          { type: "cancel", ...own },
          { type: "cancel", ...others },
          { type: "settlePart", trade, by: own.by, quantity: terms?.minimumPart ?? 1n },
        ];
      case "expired":
        return [
          instructed,
          affirmed,
          { type: "waitUntil", until: Math.min(terms?.settleBy ?? START, START + 20 * DAY) },
          { type: "expire", ...end },
        ];
    }
  });
}

/** A lost key, from the proposal to the last token. */
const loss: Arbitrary<Command[]> = losable.map((account) => [
  { type: "proposeReplacement", account, successor: "spare" },
  { type: "wait", seconds: 3 * DAY },
  { type: "completeReplacement", account },
  { type: "recover", token: "bond", account },
  { type: "recover", token: "cash", account },
]);

/** Drafts of trades, and what everybody does. */
export function storyOf(length: number): Arbitrary<Story> {
  const alone = (weight: number, command: Arbitrary<Command>) =>
    weighted(
      weight,
      command.map((each) => [each]),
    );
  return fc.tuple(...Array.from({ length: TRADES }, (_, index) => draft(index))).chain((drafts) => {
    const sets = setCommands(drafts);
    return fc
      .array(
        fc.oneof(
          weighted(18, deal(drafts)),
          weighted(10, sets.deal),
          alone(12, sets.alone),
          alone(36, tradeCommand(drafts)),
          alone(24, tokenCommand),
          alone(12, peopleCommand),
          alone(5, wait),
          weighted(1, loss),
        ),
        { minLength: length / 2, maxLength: length, size: "max" },
      )
      .map((commands) => ({ drafts, commands: commands.flat() }));
  });
}
