/** A member of the cast, by name: the model knows no addresses. */
export type Name = string;
export type TokenName = "bond" | "cash";
export type Side = 0 | 1; // seller, buyer
export type Readiness = 0 | 1 | 2; // ready, earmarked, on hold
/** What a trade exchanges: units for cash, units for nothing, or cash alone. */
export type Kind = "dvp" | "free of payment" | "payment";

export interface Draft {
  readonly kind: Kind;
  readonly seller: Name;
  readonly buyer: Name;
  readonly quantity: bigint;
  readonly amount: bigint;
  readonly tradeDate: number;
  readonly settleFrom: number;
  readonly settleBy: number;
  readonly venue: Name | undefined;
  readonly sequence: number;
  readonly minimumPart: bigint;
}

export type Ending = "settled" | "cancelled" | "expired";

/** A trade, what its parties did, and how it ended. */
export interface Trade {
  readonly draft: Draft;
  readonly approved: [boolean, boolean];
  readonly held: [boolean, boolean];
  readonly agreed: [boolean, boolean];
  readonly onHold: [boolean, boolean];
  /** Whether its number is its own for good: once a leg was held, a side had it on hold, or a part settled. */
  bound: boolean;
  settledQuantity: bigint;
  settledAmount: bigint;
  ending: Ending | undefined;
}

export type Status = "active" | "suspended" | "closed" | "replaced";

export interface Participant {
  status: Status;
  classes: number;
  kycExpiry: number;
}

export interface Token {
  readonly balances: Map<Name, bigint>;
  readonly frozen: Map<Name, bigint>;
  readonly frozenAccounts: Set<Name>;
  paused: boolean;
}

/** What never changes in a run. */
export interface Rules {
  readonly issuer: Name;
  readonly requiredClasses: number;
  readonly closedFrom: number;
  readonly recordCutoffs: readonly number[];
  readonly replacementDelay: number;
}

export interface Ledger {
  readonly rules: Rules;
  now: number;
  readonly participants: Map<Name, Participant>;
  readonly appointments: Map<string, { scopes: number; expiry: number }>;
  readonly replacements: Map<Name, { successor: Name; effectiveAt: number }>;
  readonly successors: Map<Name, Name>;
  readonly tokens: Readonly<Record<TokenName, Token>>;
  readonly usedIds: Set<string>;
  readonly trades: readonly Trade[];
  /** One map of balances for each record date that has passed. */
  readonly recordDates: Map<Name, bigint>[];
}

interface OfType<Type extends string> {
  readonly type: Type;
}
interface OnAccount<Type extends string> extends OfType<Type> {
  readonly account: Name;
}
interface OnToken<Type extends string> extends OfType<Type> {
  readonly token: TokenName;
}
interface OnTrade<Type extends string> extends OfType<Type> {
  /** Index in the ledger's trades. */
  readonly trade: number;
  readonly by: Name;
}
interface OnSide<Type extends string> extends OnTrade<Type> {
  readonly side: Side;
}

export type PeopleCommand =
  | (OnAccount<"admit" | "update"> & { readonly classes: number; readonly expiresIn: number })
  | OnAccount<"suspend" | "reinstate" | "close" | "withdrawReplacement" | "completeReplacement">
  | (OnAccount<"proposeReplacement"> & { readonly successor: Name })
  | (OnAccount<"appoint"> & {
      readonly operator: Name;
      readonly scopes: number;
      readonly expiresIn: number;
    });

export type TokenCommand =
  | (OnToken<"transfer" | "forcedTransfer"> & {
      readonly from: Name;
      readonly to: Name;
      readonly amount: bigint;
    })
  | (OnToken<"freezeUnits"> & { readonly account: Name; readonly amount: bigint })
  | (OnToken<"freezeAccount"> & { readonly account: Name; readonly frozen: boolean })
  | OnToken<"pause" | "unpause">
  | (OnToken<"recover"> & { readonly account: Name })
  | (OfType<"mint"> & { readonly account: Name; readonly amount: bigint; readonly id: string })
  | (OfType<"burn"> & { readonly amount: bigint; readonly id: string });

export type TradeCommand =
  | (OnSide<"instruct" | "affirm"> & { readonly readiness: Readiness })
  | OnSide<"affirmThenSettle" | "hold" | "cancel" | "releaseInstruction">
  | OnTrade<"settle" | "expire">
  | (OnTrade<"settlePart"> & { readonly quantity: bigint })
  | (OnTrade<"settleBySignatures"> & { readonly signers: readonly [Name, Name] })
  | (OnSide<"instructSigned"> & { readonly signer: Name })
  | OnTrade<"cancelByCourtOrder">;

/** A trade of a set, and who signs it for seller and buyer; undefined: that side's approval is on chain. */
export interface SetEntry {
  /** Index in the ledger's trades. */
  readonly trade: number;
  readonly signers: readonly [Name | undefined, Name | undefined];
}

/** Who signs for a party all its trades in a set; undefined: its approvals are on chain. */
export interface SetList {
  readonly party: Name;
  readonly signer: Name | undefined;
  /** Whether what is signed is the list of another set. */
  readonly isStale: boolean;
}

interface OnSet<Type extends string> extends OfType<Type> {
  readonly entries: readonly SetEntry[];
  readonly by: Name;
}

export type BatchCommand = OnSet<"settleBatch">;
export type SetCommand =
  | BatchCommand
  | (OnSet<"settleChain" | "settleNet"> & {
      /** What approves the trades in the place of the signatures of each; undefined: those do. */
      readonly lists: readonly SetList[] | undefined;
    });

export type TimeCommand =
  (OfType<"wait"> & { readonly seconds: number }) | (OfType<"waitUntil"> & { readonly until: number });

export type Command = PeopleCommand | TokenCommand | TradeCommand | SetCommand | TimeCommand;
