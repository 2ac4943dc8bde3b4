/** A member of the cast, by name: the model knows no addresses. */
export type Name = string;
export type Agent = "paymentAgent" | "redemptionAgent";

export type OptionKind = "call" | "callByLot" | "callProRata" | "put";
export type Standing = "performing" | "inDefault" | "accelerated";
export type Obligation = "payment" | "redemption";

export interface Payment {
  readonly recordCutoff: number;
  readonly payFrom: number;
  readonly accrueFrom: number;
  readonly accrueTo: number;
  /** Of the year; zero: no interest. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  principalPerUnit: bigint;
}

export interface Step {
  readonly decideBy: number;
  readonly firstPayment: number;
  readonly stepE8: bigint;
}

export interface Option {
  readonly kind: OptionKind;
  readonly noticeBy: number;
  readonly date: number;
  pricePerUnit: bigint;
}

/** The term sheet of a bond. */
export interface Draft {
  readonly denomination: bigint;
  readonly isFloating: boolean;
  readonly rateE8: bigint;
  readonly marginE8: bigint;
  readonly floorE8: bigint;
  readonly capE8: bigint;
  readonly redemptionPerUnit: bigint;
  readonly taxableRedemptionE6: bigint;
  readonly gracePeriod: number;
  readonly tradesInDefault: boolean;
  readonly maturityDate: number;
  readonly closedFrom: number;
  readonly payments: readonly Payment[];
  readonly steps: readonly Step[];
  readonly options: readonly Option[];
}

/** What holders had when a record date was over: written down once. */
export interface Noted {
  readonly cutoff: number;
  readonly balances: ReadonlyMap<Name, bigint>;
}

/** How far a payment has come. */
export interface Run {
  funded: bigint;
  spent: bigint;
  readonly paid: Set<Name>;
  paidUnits: bigint;
  isCompleted: boolean;
}

/** How far a redemption has come. */
export interface Redemption {
  isAnnounced: boolean;
  funded: bigint;
  spent: bigint;
  redeemedUnits: bigint;
  isCompleted: boolean;
  readonly asked: Map<Name, bigint>;
  /** Named apart from what each holder asked for: a call by lot names it before the draw. */
  askedUnits: bigint;
  draw: Draw | undefined;
}

/** A draw that was committed to, and perhaps opened. */
export interface Draw {
  readonly seed: string;
  isOpen: boolean;
  isCompleted: boolean;
  start: bigint;
  supply: bigint;
  counted: bigint;
  last: Name | undefined;
}

/** A bond, what its schedule has become, and what was done with it. */
export interface Bond {
  readonly draft: Draft;
  readonly payments: Payment[];
  readonly options: readonly Option[];
  redemptionPerUnit: bigint;
  /** Index by payment. */
  readonly fixings: Map<number, bigint>;
  /** Whether it applies, by step. */
  readonly decisions: Map<number, boolean>;

  readonly balances: Map<Name, bigint>;
  readonly held: Map<Name, bigint>;
  readonly frozen: Map<Name, bigint>;
  readonly frozenAccounts: Set<Name>;
  readonly issued: bigint;
  redeemed: bigint;
  cancelled: bigint;
  /** In order of time; so are the record dates that have passed, and they never change. */
  readonly cutoffs: number[];
  readonly noted: Noted[];

  readonly runs: Map<number, Run>;
  readonly redemptions: Map<number, Redemption>;
  readonly suspense: Readonly<Record<Agent, Map<Name, bigint>>>;
  standing: Standing;
  acceleratedAt: number | undefined;
  /** What an accelerated unit is redeemed for, before recoveries. */
  claim: bigint;
}

export interface Person {
  status: "active" | "suspended" | "replaced";
  classes: bigint;
  kycExpiry: number;
}

/** Units earmarked by their seller for a trade. */
export interface Trade {
  readonly bond: number;
  readonly seller: Name;
  readonly buyer: Name;
  readonly units: bigint;
  isOpen: boolean;
}

export interface Ledger {
  now: number;
  readonly bonds: readonly Bond[];
  readonly people: Map<Name, Person>;
  readonly successors: Map<Name, Name>;
  readonly cash: Map<Name, bigint>;
  readonly frozenCash: Set<Name>;
  isCashPaused: boolean;
  readonly trades: Trade[];
  /** Everybody, in ascending order of their accounts. */
  readonly inOrder: readonly Name[];
}

interface OfType<Type extends string> {
  readonly type: Type;
}
interface OnBond<Type extends string> extends OfType<Type> {
  readonly bond: number;
}
interface OnPayment<Type extends string> extends OnBond<Type> {
  readonly payment: number;
}
interface OnRedemption<Type extends string> extends OnBond<Type> {
  readonly redemption: number;
}
interface OnOption<Type extends string> extends OnBond<Type> {
  readonly option: number;
}

/** Commands of other rooms, whose own tests say when they are refused: the model takes their outcome as it is. */
export type OutsideCommand =
  | (OnBond<"transfer" | "forcedTransfer"> & {
      readonly from: Name;
      readonly to: Name;
      readonly units: bigint;
    })
  | (OnBond<"earmark"> & { readonly seller: Name; readonly buyer: Name; readonly units: bigint })
  | (OfType<"settleTrade" | "cancelTrade"> & { readonly trade: number })
  | (OnBond<"freezeAccount"> & { readonly account: Name; readonly frozen: boolean })
  | (OnBond<"freezeUnits"> & { readonly account: Name; readonly units: bigint })
  | (OfType<"freezeCash"> & { readonly account: Name; readonly frozen: boolean })
  | (OfType<"pauseCash"> & { readonly paused: boolean })
  | (OfType<"suspend" | "reinstate"> & { readonly account: Name })
  | (OfType<"classify"> & { readonly account: Name; readonly classes: bigint; readonly expiresIn: number })
  | (OfType<"replaceKey"> & { readonly account: Name; readonly successor: Name })
  | (OnBond<"recover"> & { readonly account: Name });

export type PaymentCommand =
  | (OnPayment<"fixRate"> & { readonly indexE8: bigint })
  | (OnBond<"decideStep"> & { readonly step: number; readonly applies: boolean })
  | (OnPayment<"fund"> & { readonly by: Name; readonly amount: bigint })
  | OnPayment<"returnFunding">
  | (OnPayment<"pay"> & { readonly holders: readonly Name[] })
  | (OnBond<"claim"> & { readonly agent: Agent; readonly account: Name })
  | (OnBond<"seizeSuspense"> & { readonly agent: Agent; readonly account: Name; readonly receiver: Name });

export type RedemptionCommand =
  | (OnRedemption<"fundRedemption"> & { readonly by: Name; readonly amount: bigint })
  | (OnRedemption<"redeem" | "lapse"> & { readonly holders: readonly Name[] })
  | (OnBond<"cancelUnits"> & { readonly units: bigint });

export type OptionCommand =
  | (OnOption<"announceCall"> & { readonly units: bigint; readonly seed: string | undefined })
  | (OnOption<"announceRepayment"> & { readonly payment: number; readonly principalPerUnit: bigint })
  | (OnOption<"exercisePut"> & { readonly account: Name; readonly units: bigint })
  | (OnRedemption<"openDraw"> & { readonly seed: string })
  | (OnRedemption<"draw"> & { readonly holders: readonly Name[] })
  | OnRedemption<"restartDraw" | "endDraw">;

export type DefaultCommand =
  | (OnBond<"declareDefault"> & {
      readonly obligation: Obligation;
      readonly index: number;
      readonly by: Name;
    })
  | OnBond<"cureDefault" | "accelerate">
  | (OnBond<"openRecovery"> & {
      readonly recordCutoff: number;
      readonly payFrom: number;
      readonly amountPerUnit: bigint;
    })
  | (OnBond<"closeOut"> & { readonly pricePerUnit: bigint });

/** Commands that the model foretells: whether they go through, and every event of servicing that they leave. */
export type ServicingCommand = PaymentCommand | RedemptionCommand | OptionCommand | DefaultCommand;
export type Command = OutsideCommand | ServicingCommand;
