import { movementRefusals, move } from "./tokens.ts";
import type { Movement } from "./tokens.ts";
import {
  binds,
  closedRefusals,
  given,
  legs,
  numberOf,
  numberTaken,
  partyOf,
  restOf,
  settlementRefusals,
  settleRest,
  tradeAt,
  unsound,
} from "./trades.ts";
import type { BatchCommand, Ledger, Name, SetCommand, SetEntry, Side, TokenName, Trade } from "./types.ts";

const SIDES = [0, 1] as const;
const TOKENS = ["bond", "cash"] as const;

/** Every reason why the set would be refused now as a whole. */
export function setRefusals(ledger: Ledger, command: SetCommand): string[] {
  const venue = tradeAt(ledger, command.entries[0]?.trade ?? -1).draft.venue;
  const notVenue = given(venue !== undefined && venue !== command.by, "SetNotItsVenue");
  switch (command.type) {
    case "settleBatch":
      return notVenue;
    case "settleChain":
    case "settleNet":
      return [...notVenue, ...allRefusals(ledger, command)];
  }
}

/** What becomes of the trades of a batch. */
export interface BatchVerdict {
  /** Whether they all settle together. */
  readonly isAtOnce: boolean;
  /** For each trade every reason why it does not settle; none when it does. */
  readonly reasons: readonly string[][];
}

/** All at once if nothing is in the way; else each by itself, in order, those before it having settled or not. */
export function batchVerdict(ledger: Ledger, command: BatchCommand): BatchVerdict {
  const { entries } = command;
  if (allRefusals(ledger, command).length === 0) return { isAtOnce: true, reasons: entries.map(() => []) };
  const scratch = structuredClone(ledger);
  const reasons = entries.map((entry) => {
    const trade = tradeAt(scratch, entry.trade);
    const found = [
      ...unsound(trade.draft),
      ...signatureRefusals(scratch, entry),
      ...settlementRefusals(scratch, trade),
    ];
    if (found.length === 0) settleRest(scratch, trade);
    return found;
  });
  return { isAtOnce: false, reasons };
}

export function applyToSets(ledger: Ledger, command: SetCommand): void {
  const { entries } = command;
  const reasons = command.type === "settleBatch" ? batchVerdict(ledger, command).reasons : undefined;
  for (const [index, { trade }] of entries.entries()) {
    // gross or net, at once or not: in the end everybody has what its trades say
    if ((reasons?.[index] ?? []).length === 0) settleRest(ledger, tradeAt(ledger, trade));
  }
}

// ------------------------------------------------------------------ all or none

/** Every reason why the trades would not settle together now. */
function allRefusals(ledger: Ledger, command: SetCommand): string[] {
  const { entries } = command;
  const scratch = structuredClone(ledger);
  const trades = entries.map(({ trade }) => tradeAt(scratch, trade));
  const lists = command.type === "settleBatch" ? undefined : command.lists;
  return [
    ...trades.flatMap((trade, index) => tradeRefusals(scratch, trade, trades.slice(0, index))),
    ...(lists === undefined
      ? entries.flatMap((entry) => signatureRefusals(scratch, entry))
      : listRefusals(scratch, trades, lists)),
    ...(command.type === "settleNet" ? netRefusals(scratch, trades) : grossRefusals(scratch, trades)),
  ];
}

/** What is wrong with a trade, apart from its legs and its approvals. */
function tradeRefusals(ledger: Ledger, trade: Trade, before: readonly Trade[]): string[] {
  const { draft } = trade;
  return [
    ...unsound(draft),
    ...closedRefusals(ledger, trade),
    ...given(
      before.some((other) => numberOf(other.draft) === numberOf(draft)),
      "TradeClosed",
    ),
    ...numberTaken(ledger, trade),
    ...given(ledger.now < draft.settleFrom, "TradeNotDue"),
    ...given(ledger.now >= draft.settleBy, "TradeExpired"),
    ...given(trade.onHold[0] || trade.onHold[1], "TradeOnHold"),
  ];
}

/** Legs in gross amounts, one after the other: bonds in the order of the trades, money in the opposite one. */
function grossRefusals(scratch: Ledger, trades: readonly Trade[]): string[] {
  const all = trades.flatMap((trade) => legs(trade, restOf(trade)).map(({ movement }) => movement));
  const tooLittle = TOKENS.flatMap((token) => {
    for (const trade of token === "bond" ? trades : trades.toReversed()) {
      for (const { movement, fromHold } of legs(trade, restOf(trade))) {
        if (movement.token !== token) continue;
        const reasons = movementRefusals(scratch, movement, fromHold ? "hold" : "free");
        if (reasons.length > 0) return reasons; // what would come next is not asked
        move(scratch, movement);
        trade.held[token === "bond" ? 0 : 1] = false;
      }
    }
    return [];
  });
  return [...exclusions(scratch, all), ...tooLittle];
}

/** What was held for the trades is free again; then each party parts with what it owes on balance. */
function netRefusals(scratch: Ledger, trades: readonly Trade[]): string[] {
  for (const { held } of trades) held.fill(false);
  const movements = trades.flatMap((trade) => legs(trade, restOf(trade)).map(({ movement }) => movement));
  const tooLittle = TOKENS.flatMap((token) =>
    [...netsOf(movements, token)].flatMap(([from, net]) =>
      net < 0n ? movementRefusals(scratch, { token, from, to: undefined, amount: -net }, "free") : [],
    ),
  );
  return [...exclusions(scratch, movements), ...tooLittle];
}

/** Why a token or an account takes part in no movement at all, however small. */
const exclusions = (ledger: Ledger, movements: readonly Movement[]): string[] =>
  movements.flatMap((movement) => movementRefusals(ledger, { ...movement, amount: 0n }, "free"));

/** What each account receives on balance. */
function netsOf(movements: readonly Movement[], token: TokenName): ReadonlyMap<Name, bigint> {
  const nets = new Map<Name, bigint>();
  const add = (account: Name | undefined, amount: bigint): void => {
    if (account !== undefined) nets.set(account, (nets.get(account) ?? 0n) + amount);
  };
  for (const { from, to, amount } of movements.filter((movement) => movement.token === token)) {
    add(from, -amount);
    add(to, amount);
  }
  return nets;
}

// ------------------------------------------------------------------ approvals

function signatureRefusals(ledger: Ledger, { trade: index, signers }: SetEntry): string[] {
  const trade = tradeAt(ledger, index);
  return SIDES.flatMap((side) => {
    const signer = signers[side];
    if (signer === undefined) return recordRefusals(trade, side);
    return given(!binds(ledger, partyOf(trade.draft, side), signer), "TradeInvalidSignature");
  });
}

function listRefusals(
  ledger: Ledger,
  trades: readonly Trade[],
  lists: Extract<SetCommand, { readonly lists: unknown }>["lists"] & object,
): string[] {
  return lists.flatMap(({ party, signer, isStale }) => {
    if (signer !== undefined)
      return given(isStale || !binds(ledger, party, signer), "SetInvalidListSignature");
    return trades.flatMap((trade) =>
      SIDES.flatMap((side) => (partyOf(trade.draft, side) === party ? recordRefusals(trade, side) : [])),
    );
  });
}

const recordRefusals = ({ approved }: Trade, side: Side): string[] =>
  given(!approved[side], "TradeNotApproved");
