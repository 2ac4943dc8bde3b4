import type { DetailValue } from "../../../sdk/errors/KessaiError.ts";
import { encodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import type { ChainEvent } from "../../../sdk/events/ChainEvent.ts";
import { readSet } from "../../../sdk/sets/readSet.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeKind } from "../../../sdk/trade/tradeKind.ts";

/** An event, and the time of its block. */
export type TimedEvent = ChainEvent & { readonly timestamp: number };

type Fields = Readonly<Record<string, DetailValue>>;

export interface RebuiltToken {
  readonly balances: Map<string, bigint>;
  readonly held: Map<string, bigint>;
  readonly frozen: Map<string, bigint>;
  readonly frozenAccounts: Set<string>;
  supply: bigint;
  paused: boolean;
  settlement: string | undefined;
  readonly formerSettlements: Set<string>;
  /** Bonds only: when each record date is over, and what everybody held then. */
  readonly recordCutoffs: number[];
  readonly recordDates: { readonly supply: bigint; readonly balances: ReadonlyMap<string, bigint> }[];
}

export interface RebuiltTrade {
  readonly approved: [boolean, boolean];
  readonly held: [boolean, boolean];
  readonly agreed: [boolean, boolean];
  readonly onHold: [boolean, boolean];
  settledQuantity: bigint;
  settledAmount: bigint;
  /** Its tokens, as far as it was instructed and has them. */
  bond: string | undefined;
  currency: string | undefined;
  ending: Finality | "Cancelled" | "Expired" | undefined;
}

/** Everything that the house knows, from its log alone (INV-10). */
export interface Rebuilt {
  /** "role/account" */
  readonly roles: Set<string>;
  readonly participants: Map<
    string,
    { status: bigint; classes: bigint; kycExpiry: bigint; commitment: string }
  >;
  /** "account/operator" */
  readonly appointments: Map<string, { readonly scopes: bigint; readonly expiry: bigint }>;
  readonly replacements: Map<string, { readonly successor: string; readonly effectiveAt: bigint }>;
  readonly successors: Map<string, string>;
  readonly tokens: Map<string, RebuiltToken>;
  readonly trades: Map<string, RebuiltTrade>;
  /** {@link numberKey} */
  readonly usedNumbers: Set<string>;
  /** Tokens by what a trade calls them: a bond's ISIN, a currency's "code/bank". */
  readonly instruments: Map<string, string>;
  /** "currency/id" of deposits and redemptions. */
  readonly currencyIds: Set<string>;
  /** Trades that were said to be final in a set which is still to be told, and how. */
  readonly announced: Map<string, Finality>;
}

/** How a trade is final: against payment, free of payment, a payment. */
type Finality = "Settled" | "Delivered" | "Paid";

const ZERO = "0x" + "00".repeat(20);
/** Readiness.OnHold */
const ON_HOLD = 2n;
const STATUS = { active: 1n, suspended: 2n, closed: 3n, replaced: 4n } as const;

/** A venue's number, or one of seller and buyer. */
export const numberKey = (venue: string, seller: string, buyer: string, sequence: bigint): string =>
  venue === ZERO ? `${seller}/${buyer}#${sequence}` : `${venue}#${sequence}`;

/** Rebuilds the house from its whole log, in order, as it is at `now`. */
export function rebuild(events: readonly TimedEvent[], now: number): Rebuilt {
  const state: Rebuilt = {
    roles: new Set(),
    participants: new Map(),
    appointments: new Map(),
    replacements: new Map(),
    successors: new Map(),
    tokens: new Map(),
    trades: new Map(),
    usedNumbers: new Set(),
    instruments: new Map(),
    currencyIds: new Set(),
    announced: new Map(),
  };
  for (const event of events) apply(state, event);
  if (state.announced.size > 0) throw new Error("the log never told the set of trades that are final");
  for (const token of state.tokens.values()) passRecordDates(token, now);
  return state;
}

function apply(state: Rebuilt, event: TimedEvent): void {
  const { args } = event;
  switch (event.name) {
    case "RoleGranted":
      state.roles.add(`${integer(args, "roleId")}/${text(args, "account")}`);
      return;
    case "RoleRevoked":
      state.roles.delete(`${integer(args, "roleId")}/${text(args, "account")}`);
      return;
    case "DepositRecorded":
      state.currencyIds.add(`${event.address}/${text(args, "depositId")}`);
      return;
    case "RedemptionRecorded":
      state.currencyIds.add(`${event.address}/${text(args, "redemptionId")}`);
      return;
    case "BondCreated": {
      const cutoffs = fields(args, "terms")["recordCutoffs"];
      const token = tokenAt(state, text(args, "bond"));
      if (Array.isArray(cutoffs)) token.recordCutoffs.push(...cutoffs.map(Number));
      state.instruments.set(text(args, "isin"), text(args, "bond"));
      return;
    }
    case "CurrencyCreated":
      state.instruments.set(
        `${text(args, "currencyCode")}/${text(args, "settlementBank")}`,
        text(args, "currency"),
      );
      return;
    default:
      applyToPeople(state, event);
      applyToToken(state, event);
      applyToTrade(state, event);
  }
}

function applyToPeople(state: Rebuilt, { name, args }: TimedEvent): void {
  switch (name) {
    case "ParticipantAdmitted":
      state.participants.set(text(args, "account"), word({ ...args, status: STATUS.active }));
      return;
    case "ParticipantUpdated":
      state.participants.set(text(args, "account"), word(fields(args, "current")));
      return;
    case "ParticipantSuspended":
      setStatus(state, text(args, "account"), STATUS.suspended);
      return;
    case "ParticipantReinstated":
      setStatus(state, text(args, "account"), STATUS.active);
      return;
    case "ParticipantClosed":
      setStatus(state, text(args, "account"), STATUS.closed);
      return;
    case "OperatorAppointed": {
      const current = fields(args, "current");
      state.appointments.set(`${text(args, "account")}/${text(args, "operator")}`, {
        scopes: integer(current, "scopes"),
        expiry: integer(current, "expiry"),
      });
      return;
    }
    case "ReplacementProposed":
      state.replacements.set(text(args, "lost"), {
        successor: text(args, "successor"),
        effectiveAt: integer(args, "effectiveAt"),
      });
      return;
    case "ReplacementWithdrawn":
      state.replacements.delete(text(args, "lost"));
      return;
    case "ParticipantReplaced": {
      const lost = text(args, "lost");
      const successor = text(args, "successor");
      state.replacements.delete(lost);
      state.successors.set(lost, successor);
      state.participants.set(successor, { ...participant(state, lost) });
      setStatus(state, lost, STATUS.replaced);
      return;
    }
    default:
  }
}

function applyToToken(state: Rebuilt, { name, args, address, timestamp }: TimedEvent): void {
  switch (name) {
    case "Transfer": {
      const token = tokenAt(state, address);
      const amount = integer(args, "value");
      passRecordDates(token, timestamp);
      if (text(args, "from") === ZERO) token.supply += amount;
      else add(token.balances, text(args, "from"), -amount);
      if (text(args, "to") === ZERO) token.supply -= amount;
      else add(token.balances, text(args, "to"), amount);
      return;
    }
    case "UnitsHeld":
    case "UnitsReleased":
      tokenAt(state, address).held.set(text(args, "account"), integer(args, "heldAfter"));
      return;
    case "Frozen":
      tokenAt(state, address).frozen.set(text(args, "account"), integer(args, "amount"));
      return;
    case "AccountFrozen": {
      const { frozenAccounts } = tokenAt(state, address);
      if (args["frozenAfter"] === true) frozenAccounts.add(text(args, "account"));
      else frozenAccounts.delete(text(args, "account"));
      return;
    }
    case "Paused":
      tokenAt(state, address).paused = true;
      return;
    case "Unpaused":
      tokenAt(state, address).paused = false;
      return;
    case "SettlementChanged": {
      const token = tokenAt(state, address);
      if (text(args, "settlementBefore") !== ZERO)
        token.formerSettlements.add(text(args, "settlementBefore"));
      token.settlement = text(args, "settlementAfter");
      return;
    }
    default:
  }
}

function applyToTrade(state: Rebuilt, { name, args }: TimedEvent): void {
  switch (name) {
    case "Instructed": {
      const trade = tradeAt(state, text(args, "id"));
      const terms = fields(args, "trade");
      trade.bond = state.instruments.get(text(terms, "isin"));
      trade.currency = state.instruments.get(`${text(terms, "currency")}/${text(terms, "settlementBank")}`);
      approve(trade, args);
      return;
    }
    case "Matched":
      approve(tradeAt(state, text(args, "id")), args);
      return;
    case "InstructionReleased":
      tradeAt(state, text(args, "id")).onHold[side(args)] = false;
      return;
    case "LegHeld":
      tradeAt(state, text(args, "id")).held[side(args)] = true;
      return;
    case "LegReleased":
      tradeAt(state, text(args, "id")).held[side(args)] = false;
      return;
    case "CancellationAgreed":
      tradeAt(state, text(args, "id")).agreed[side(args)] = true;
      return;
    case "PartSettled": {
      const trade = tradeAt(state, text(args, "id"));
      const [quantity, amount] = [integer(args, "quantity"), integer(args, "amount")];
      takeHeld(state, trade, 0, trade.bond, text(args, "seller"), quantity);
      takeHeld(state, trade, 1, trade.currency, text(args, "buyer"), amount);
      trade.settledQuantity += quantity;
      trade.settledAmount += amount;
      return;
    }
    case "Settled":
    case "Delivered":
    case "Paid": {
      if (args["seller"] === undefined) {
        state.announced.set(text(args, "id"), name);
        return;
      }
      const trade = tradeAt(state, text(args, "id"));
      if (name !== "Paid")
        takeHeld(state, trade, 0, text(args, "bond"), text(args, "seller"), integer(args, "quantity"));
      if (name !== "Delivered")
        takeHeld(state, trade, 1, text(args, "currency"), text(args, "buyer"), integer(args, "amount"));
      trade.held.fill(false);
      trade.ending = name;
      useNumber(state, args);
      return;
    }
    case "SetSettled":
      for (const { id, trade } of readSet(text(args, "trades"))) settleInSet(state, id, trade);
      return;
    case "Cancelled":
    case "Expired": {
      const trade = tradeAt(state, text(args, "id"));
      trade.ending = name;
      useNumber(state, args);
      return;
    }
    default:
  }
}

function passRecordDates(token: RebuiltToken, now: number): void {
  const { recordCutoffs, recordDates, supply, balances } = token;
  const passed = recordCutoffs.filter((cutoff) => cutoff <= now).length;
  while (recordDates.length < passed) recordDates.push({ supply, balances: new Map(balances) });
}

function useNumber(state: Rebuilt, args: Fields): void {
  const key = numberKey(
    text(args, "venue"),
    text(args, "seller"),
    text(args, "buyer"),
    integer(args, "sequence"),
  );
  state.usedNumbers.add(key);
}

const FINAL = { dvp: "Settled", "free of payment": "Delivered", payment: "Paid" } as const;

/** A trade of a set: what was left of it is final, as was announced. Its terms are in the set. */
function settleInSet(state: Rebuilt, id: string, { seller, buyer, venue, sequence, ...terms }: Trade): void {
  const finality = FINAL[tradeKind(terms)];
  if (state.announced.get(id) !== finality) throw new Error(`the log never said that ${id} is ${finality}`);
  state.announced.delete(id);
  const trade = tradeAt(state, id);
  const bond = state.instruments.get(encodeAscii(terms.isin, 12));
  const currency = state.instruments.get(`${encodeAscii(terms.currency, 3)}/${terms.settlementBank}`);
  takeHeld(state, trade, 0, bond, seller, terms.quantity - trade.settledQuantity);
  takeHeld(state, trade, 1, currency, buyer, terms.amount - trade.settledAmount);
  trade.held.fill(false);
  trade.ending = finality;
  state.usedNumbers.add(numberKey(venue, seller, buyer, sequence));
}

/** A hold is gone with its units. */
function takeHeld(
  state: Rebuilt,
  { held }: RebuiltTrade,
  side: 0 | 1,
  token: string | undefined,
  account: string,
  amount: bigint,
): void {
  if (held[side] && token !== undefined) add(tokenAt(state, token).held, account, -amount);
}

function approve(trade: RebuiltTrade, args: Fields): void {
  trade.approved[side(args)] = true;
  trade.onHold[side(args)] = integer(args, "readiness") === ON_HOLD;
}

function add(amounts: Map<string, bigint>, account: string, amount: bigint): void {
  amounts.set(account, (amounts.get(account) ?? 0n) + amount);
}

function tokenAt(state: Rebuilt, address: string): RebuiltToken {
  const known = state.tokens.get(address);
  if (known !== undefined) return known;
  const fresh: RebuiltToken = {
    balances: new Map(),
    held: new Map(),
    frozen: new Map(),
    frozenAccounts: new Set(),
    supply: 0n,
    paused: false,
    settlement: undefined,
    formerSettlements: new Set(),
    recordCutoffs: [],
    recordDates: [],
  };
  state.tokens.set(address, fresh);
  return fresh;
}

function tradeAt(state: Rebuilt, id: string): RebuiltTrade {
  const known = state.trades.get(id);
  if (known !== undefined) return known;
  const fresh = untouched();
  state.trades.set(id, fresh);
  return fresh;
}

/** A trade of which the log says nothing yet. */
export const untouched = (): RebuiltTrade => ({
  approved: [false, false],
  held: [false, false],
  agreed: [false, false],
  onHold: [false, false],
  settledQuantity: 0n,
  settledAmount: 0n,
  bond: undefined,
  currency: undefined,
  ending: undefined,
});

function participant(state: Rebuilt, account: string) {
  const known = state.participants.get(account);
  if (known === undefined) throw new Error(`the log never said that ${account} was admitted`);
  return known;
}

function setStatus(state: Rebuilt, account: string, status: bigint): void {
  participant(state, account).status = status;
}

const word = (from: Fields) => ({
  status: integer(from, "status"),
  classes: integer(from, "classes"),
  kycExpiry: integer(from, "kycExpiry"),
  commitment: text(from, "identityCommitment"),
});

const side = (args: Fields): 0 | 1 => (integer(args, "side") === 0n ? 0 : 1);

function text(from: Fields, name: string): string {
  const value = from[name];
  if (typeof value === "string") return value;
  throw new Error(`the event has no text ${name}`);
}

function integer(from: Fields, name: string): bigint {
  const value = from[name];
  if (typeof value === "bigint" || typeof value === "number") return BigInt(value);
  throw new Error(`the event has no number ${name}`);
}

function fields(from: Fields, name: string): Fields {
  const value = from[name];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error(`the event has no struct ${name}`);
}
