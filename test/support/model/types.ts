/** A member of the cast, by name: the model knows no addresses. */
export type Name = string;
export type TokenName = "bond" | "cash";
export type Side = 0 | 1; // seller, buyer

export interface Draft {
  readonly seller: Name;
  readonly buyer: Name;
  readonly quantity: bigint;
  readonly amount: bigint;
  readonly tradeDate: number;
  readonly settleFrom: number;
  readonly settleBy: number;
  readonly venue: Name | undefined;
  readonly sequence: number;
}

export type Ending = "settled" | "cancelled" | "expired";

/** A trade, what its parties did, and how it ended. */
export interface Trade {
  readonly draft: Draft;
  readonly approved: [boolean, boolean];
  readonly held: [boolean, boolean];
  readonly agreed: [boolean, boolean];
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

interface Kind<Type extends string> {
  readonly type: Type;
}
interface OnAccount<Type extends string> extends Kind<Type> {
  readonly account: Name;
}
interface OnToken<Type extends string> extends Kind<Type> {
  readonly token: TokenName;
}
interface OnTrade<Type extends string> extends Kind<Type> {
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
  | (Kind<"mint"> & { readonly account: Name; readonly amount: bigint; readonly id: string })
  | (Kind<"burn"> & { readonly amount: bigint; readonly id: string });

export type TradeCommand =
  | (OnSide<"instruct" | "affirm"> & { readonly withHold: boolean })
  | OnSide<"affirmThenSettle" | "hold" | "cancel">
  | OnTrade<"settle" | "expire">
  | (OnTrade<"settleBySignatures"> & { readonly signers: readonly [Name, Name] })
  | (OnSide<"instructSigned"> & { readonly signer: Name })
  | OnTrade<"cancelByCourtOrder">;

export type TimeCommand =
  (Kind<"wait"> & { readonly seconds: number }) | (Kind<"waitUntil"> & { readonly until: number });

export type Command = PeopleCommand | TokenCommand | TradeCommand | TimeCommand;
