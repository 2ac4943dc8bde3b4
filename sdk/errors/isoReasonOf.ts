import { SIDES } from "../trade/Trade.ts";
import type { Side, Trade } from "../trade/Trade.ts";
import type { ContractRevertError } from "./ContractRevertError.ts";

/** Why a trade did not settle, in the codes of ISO 20022. */
export interface IsoReason {
  /** Pending, failing or rejection reason, four letters, as `explainTrade` gives them. */
  readonly code: string;
  /** The account concerned; left out when none in particular. */
  readonly account?: string | undefined;
}

/** A refusal that says nothing about the trade that these codes could say. */
export const OTHER_REASON = "OTHR";

/** What a refusal of a leg is called: lack of bonds is the seller's, lack of money the buyer's. */
const LACK_OF: Readonly<Record<Side, string>> = { seller: "LACK", buyer: "MONY" };

/** The errors by which a leg lacks units. */
const LACKS: ReadonlySet<string> = new Set([
  "ERC20InsufficientBalance",
  "RegulatedTokenUnitsHeld",
  "RegulatedTokenInsufficientHold",
]);

/** The code of each error that can stop a settlement; those of LACKS depend on the leg. */
const CODES: Readonly<Record<string, string>> = {
  // the trade: contracts/interfaces/ITrades.sol
  TradeSameParty: "VALR",
  TradeEmptyLeg: "VALR",
  TradeInvalidDates: "VALR",
  TradeInvalidMinimum: "VALR",
  TradeIndivisible: "VALR",
  TradeInvalidPart: "VALR",
  TradeUnpaidPart: "VALR",
  TradeUnknownBond: "DSEC",
  TradeUnknownCurrency: "NCRR",
  TradeClosed: "REFE",
  TradeNumberTaken: "REFE",
  TradeLineOccupied: "REFE",
  TradeExpired: "LATE",
  TradeNotDue: "FUTU",
  TradeNotInstructed: "NMAS",
  TradeNotMatched: "NMAS",
  TradeNotApproved: "NMAS",
  TradeInvalidSignature: "NMAS",
  TradeOnHold: "PREA",
  // its set: contracts/interfaces/ITradeSets.sol
  SetInvalidListSignature: "NMAS",
  SetMissingApprovals: "NMAS",
  SetUnknownBond: "DSEC",
  SetUnknownCurrency: "NCRR",
  SetEmpty: "VALR",
  SetFieldTooWide: "VALR",
  SetInvalidForm: "VALR",
  SetLegMismatch: "VALR",
  SetMalformed: "VALR",
  SetSurplusApprovals: "VALR",
  SetUnknownPosition: "VALR",
  // its tokens: contracts/interfaces/IRegulatedToken.sol, IBondToken.sol
  RegulatedTokenAccountFrozen: "FROZ",
  ERC7943InsufficientUnfrozenBalance: "FROZ",
  RegulatedTokenPaused: "PRSY",
  RegulatedTokenNotSettlement: "SETS",
  ERC20InvalidSender: "VALR",
  ERC20InvalidReceiver: "VALR",
  BondTokenNotOutstanding: "NEWI",
  BondTokenNotPaidFor: "NEWI",
  BondTokenClosed: "SBLO",
  BondTokenStopped: "SBLO",
  BondTokenLockedUp: "FROZ",
  // its parties: contracts/interfaces/IParticipantRegistry.sol
  ParticipantNotAdmitted: "BLOC",
  ParticipantIsSuspended: "BLOC",
  ParticipantExpired: "BLOC",
  ParticipantIsClosed: "BLOC",
  ParticipantIsReplaced: "BLOC",
  ParticipantLacksClasses: "REGT",
  // who sends it, and how: no fault of the trade
  TradeNotAuthorised: OTHER_REASON,
  TradeNotItsVenue: OTHER_REASON,
  TradeWalletOutOfGas: OTHER_REASON,
  SetNotItsVenue: OTHER_REASON,
  SetOutOfGas: OTHER_REASON,
  SetOnlyItself: OTHER_REASON,
  SetsHaveNoBooks: OTHER_REASON,
  NetTooLarge: OTHER_REASON,
  NetsUnbalanced: OTHER_REASON,
  RegulatedTokenAccountsUnordered: OTHER_REASON,
};

/** The names of the errors that can stop a settlement. */
export const SETTLEMENT_ERRORS: readonly string[] = [...LACKS, ...Object.keys(CODES)];

/**
 * What a contract's refusal to settle a trade is called in ISO 20022: the code that `IDvPEscrow.explain` would have given
 * beforehand, and the account concerned.
 *
 * @param refusal `undefined` when the trade used up its gas
 * @param trade its parties tell whether bonds or money are lacking
 */
export function isoReasonOf(
  refusal: Pick<ContractRevertError, "revert" | "args"> | undefined,
  trade: Pick<Trade, Side>,
): IsoReason {
  if (refusal === undefined) return { code: OTHER_REASON };
  const account = accountOf(refusal, trade);
  const code = LACKS.has(refusal.revert) ? lackOf(account, trade) : CODES[refusal.revert];
  return { code: code ?? OTHER_REASON, account };
}

function lackOf(account: string | undefined, trade: Pick<Trade, Side>): string | undefined {
  const side = SIDES.find((each) => trade[each].toLowerCase() === account?.toLowerCase());
  return side === undefined ? undefined : LACK_OF[side];
}

/** Where errors name the account that they concern. */
const ACCOUNT_ARGUMENTS = ["account", "sender", "party"] as const;

function accountOf(
  { args }: Pick<ContractRevertError, "args">,
  trade: Pick<Trade, Side>,
): string | undefined {
  for (const name of ACCOUNT_ARGUMENTS) {
    const value = args[name];
    if (typeof value === "string") return value;
  }
  const side = typeof args["side"] === "bigint" ? SIDES[Number(args["side"])] : undefined;
  return side === undefined ? undefined : trade[side];
}
