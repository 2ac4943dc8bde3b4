/** What a contract's refusal means, and what to do about it. `{name}` stands for the argument of that name. */
export interface RevertSentence {
  readonly sentence: string;
  readonly hint: string;
}

const ask = (who: string): string => `Ask ${who}.`;
const WAIT = "Wait until then.";
const INTERNAL = "This is a fault in a program: report it with the error's name.";
const CLEAR = "Look at the register entry with the registrar.";

/** Participants and operators. */
const participants: Readonly<Record<string, RevertSentence>> = {
  ParticipantNotAdmitted: {
    sentence: "{account} is not in the participant register.",
    hint: "Have the registrar admit the account first.",
  },
  ParticipantIsSuspended: {
    sentence: "{account} is suspended.",
    hint: ask("compliance whether the suspension can be lifted"),
  },
  ParticipantIsClosed: {
    sentence: "{account} was closed for good.",
    hint: "Use another account of the participant.",
  },
  ParticipantIsReplaced: {
    sentence: "{account} was replaced by {successor}.",
    hint: "Use the account that took its place.",
  },
  ParticipantExpired: {
    sentence: "The identity check of {account} was valid until {kycExpiry} only; it is {timestamp}.",
    hint: "Have the registrar renew the identity check.",
  },
  ParticipantLacksClasses: {
    sentence: "{account} is {classes}; the token may be held only by {required}.",
    hint: "Trade with a holder of the right class, or have the registrar correct the class.",
  },
  ParticipantAlreadyKnown: {
    sentence: "{account} is in the register already ({status}).",
    hint: "Nothing needs to be done; to change the entry, update it.",
  },
  ParticipantWrongStatus: {
    sentence: "{account} is {actual}; this needs it to be {expected}.",
    hint: CLEAR,
  },
  ParticipantInvalidAccount: {
    sentence: "{account} cannot be a participant.",
    hint: "Give the participant's own account, not the zero address.",
  },
  ParticipantInvalidExpiry: {
    sentence: "The identity check of {account} would have expired on {kycExpiry}; it is {timestamp}.",
    hint: "Give a date in the future.",
  },
  ParticipantMissingCommitment: {
    sentence: "No identity commitment was given for {account}.",
    hint: "Make one from a salt and the legal identity.",
  },
  OperatorInvalid: {
    sentence: "{operator} cannot be the operator of {account}.",
    hint: "Appoint an account other than one's own and other than zero.",
  },
  OperatorUnknownScopes: {
    sentence: "The scopes {scopes} are unknown; the known ones are {known}.",
    hint: "Use the scopes trade, cancel and issue.",
  },
  OperatorInvalidExpiry: {
    sentence: "The appointment of {operator} would be over on {expiry}; it is {timestamp}.",
    hint: "Give a date in the future, or no scope and no date to end the appointment.",
  },
  ReplacementPending: {
    sentence: "{lost} is about to be replaced by {successor} already.",
    hint: "Complete or withdraw that replacement first.",
  },
  ReplacementNotProposed: {
    sentence: "No replacement of {lost} is waiting.",
    hint: "Propose the replacement first.",
  },
  ReplacementTooEarly: {
    sentence: "The replacement of {lost} takes effect at {effectiveAt}; it is {timestamp}.",
    hint: WAIT,
  },
  ReplacementNotAllowed: {
    sentence: "{caller} may not withdraw the replacement of {lost}.",
    hint: "Only the account itself or the registrar may.",
  },
};

/** Bonds and currencies. */
const instruments: Readonly<Record<string, RevertSentence>> = {
  BondFactoryInvalidIsin: {
    sentence: "{isin} is not a valid ISIN.",
    hint: "Correct the ISIN; its last digit is a check digit (ISO 6166).",
  },
  BondFactoryDuplicateIsin: {
    sentence: "The bond {isin} exists already, at {bond}.",
    hint: "Nothing needs to be done; another bond needs another ISIN.",
  },
  BondFactoryInvalidTerms: {
    sentence: "The terms of the bond {isin} are wrong: {field}.",
    hint: "Correct the term sheet.",
  },
  BondFactoryInvalidRecordCutoff: {
    sentence: "Record date number {index} of the bond {isin} ends at {cutoff}, which does not fit.",
    hint: "Record dates must rise and lie between issue date and maturity: correct the term sheet.",
  },
  BondFactoryNotAppointed: {
    sentence: "{issuer} has not appointed {caller} to create the bond {isin}.",
    hint: "Have the issuer appoint its fiscal agent as operator in scope issue.",
  },
  BondTokenNotAppointed: {
    sentence: "{issuer} has not appointed {caller} to act for the bond {isin}.",
    hint: "Have the issuer appoint its fiscal agent as operator in scope issue.",
  },
  BondTokenAlreadyIssued: {
    sentence: "The bond {isin} is issued already.",
    hint: "Nothing needs to be done.",
  },
  BondTokenNotOutstanding: {
    sentence: "The bond {isin} is not issued yet.",
    hint: "Have the issuer agent issue it first.",
  },
  BondTokenNotPaidFor: {
    sentence: "The bond {isin} is not transferable before its issue date {issueDate}; it is {timestamp}.",
    hint: "Settle on or after the issue date; until then the issue can be held for its underwriter.",
  },
  BondTokenClosed: {
    sentence: "The register of the bond {isin} is closed before redemption since {closedFrom}.",
    hint: "The bond cannot be delivered any more: its holders are redeemed at maturity.",
  },
  BondTokenUnknownRecordDate: {
    sentence: "The bond {isin} has no record date number {index}; it has {count}.",
    hint: "Count record dates from 0.",
  },
  BondTokenRecordDateOpen: {
    sentence: "Record date number {index} of the bond {isin} ends at {cutoff}; it is {timestamp}.",
    hint: WAIT,
  },
  BondTokenUnknownDocument: {
    sentence: "The bond {isin} has no document {name}.",
    hint: "Ask for the list of its documents.",
  },
  CurrencyFactoryInvalidCode: {
    sentence: "{currencyCode} is not a currency code.",
    hint: "Use three capital letters (ISO 4217).",
  },
  CurrencyFactoryInvalidDecimals: {
    sentence: "The currency {currencyCode} cannot have {decimals} decimals: at most {maximum}.",
    hint: "Use the number of decimals of ISO 4217.",
  },
  CurrencyFactoryMissingName: {
    sentence: "The currency {currencyCode} has no name.",
    hint: "Give the name under which the bank issues it.",
  },
  CurrencyFactoryDuplicate: {
    sentence: "{settlementBank} has its digital {currencyCode} already, at {currency}.",
    hint: "Nothing needs to be done.",
  },
  InstrumentFactoryInvalidSettlement: {
    sentence: "{settlement} cannot be the settlement contract.",
    hint: "Name a contract that is not the present one.",
  },
  InstrumentFactoryNotCreating: {
    sentence: "{caller} asked for a definition while no instrument is being created.",
    hint: INTERNAL,
  },
  DigitalCurrencyNotItsBank: {
    sentence: "This money is issued by {settlementBank}, not by {caller}.",
    hint: "Sign as the settlement bank of this currency.",
  },
  DigitalCurrencyIdUsed: {
    sentence: "The deposit or redemption {id} is recorded already.",
    hint: "Nothing needs to be done: a reference counts once. Another deposit needs another reference.",
  },
  DigitalCurrencyMissingId: {
    sentence: "The deposit or redemption has no reference.",
    hint: "Give the bank's reference.",
  },
};

/** Movements of tokens. */
const tokens: Readonly<Record<string, RevertSentence>> = {
  RegulatedTokenPaused: {
    sentence: "The token {token} is paused: nothing moves.",
    hint: ask("the holder of the pauser duty when it will run again"),
  },
  RegulatedTokenNotPaused: {
    sentence: "The token {token} is not paused.",
    hint: "Nothing needs to be done.",
  },
  RegulatedTokenUnitsHeld: {
    sentence: "{account} can dispose of {free} only; {amount} are needed, and the rest is held or frozen.",
    hint: "Settle or cancel the trades for which units are held, or trade less.",
  },
  RegulatedTokenInsufficientHold: {
    sentence: "Only {held} of {account} are held; {amount} were to leave the hold.",
    hint: INTERNAL,
  },
  RegulatedTokenAccountFrozen: {
    sentence: "The account {account} is frozen.",
    hint: ask("compliance whether the freeze can be lifted"),
  },
  RegulatedTokenNotSettlement: {
    sentence: "{caller} is not the settlement contract; that is {settlement}.",
    hint: "Settle through the settlement contract.",
  },
  RegulatedTokenInvalidSettlement: {
    sentence: "{settlement} cannot be the settlement contract.",
    hint: "Name a contract that is not the present one.",
  },
  RegulatedTokenNotReplaced: {
    sentence: "{account} was not replaced by another account.",
    hint: "Complete its replacement in the register first.",
  },
  RegulatedTokenSupplyExceeded: {
    sentence: "{supply} units would be in circulation; the token can count {maximum}.",
    hint: "Issue less.",
  },
  ERC7943CannotSend: { sentence: "{account} may not send this token.", hint: CLEAR },
  ERC7943CannotReceive: { sentence: "{account} may not receive this token.", hint: CLEAR },
  ERC7943CannotTransfer: {
    sentence: "{amount} may not move from {from} to {to}.",
    hint: "Ask for the restrictions of this transfer: they name the reason.",
  },
  ERC7943InsufficientUnfrozenBalance: {
    sentence: "{account} can dispose of {unfrozen} only, as units are frozen; {amount} are needed.",
    hint: ask("compliance whether the freeze can be lifted"),
  },
  ERC20InsufficientBalance: {
    sentence: "{sender} has {balance}; {needed} are needed.",
    hint: "Provide the missing bonds or the missing money first.",
  },
  ERC20InsufficientAllowance: {
    sentence: "{spender} may spend {allowance}; {needed} are needed.",
    hint: "Have the holder raise the allowance.",
  },
  ERC20InvalidApprover: { sentence: "{approver} cannot give an allowance.", hint: INTERNAL },
  ERC20InvalidReceiver: { sentence: "{receiver} cannot receive.", hint: "Give the receiver's account." },
  ERC20InvalidSender: { sentence: "{sender} cannot send.", hint: "Give the sender's account." },
  ERC20InvalidSpender: { sentence: "{spender} cannot be given an allowance.", hint: INTERNAL },
  ERC2612ExpiredSignature: { sentence: "The signed allowance ended at {deadline}.", hint: "Sign a new one." },
  ERC2612InvalidSigner: {
    sentence: "The allowance was signed by {signer}, not by the holder {owner}.",
    hint: "Have the holder sign, for this token on this chain.",
  },
  ERC3009NotYetValid: {
    sentence: "The authorization is valid after {validAfter}; it is {timestamp}.",
    hint: WAIT,
  },
  ERC3009Expired: {
    sentence: "The authorization ended at {validBefore}; it is {timestamp}.",
    hint: "Have the payer sign a new one.",
  },
  ERC3009NonceUsed: {
    sentence: "The authorization {nonce} of {authorizer} was used or cancelled.",
    hint: "Look whether the payment was made; for another one, have a new authorization signed.",
  },
  ERC3009InvalidSignature: {
    sentence: "The authorization was not signed by {authorizer}.",
    hint: "Have the payer sign, for this token on this chain.",
  },
  ERC3009CallerNotPayee: {
    sentence: "Only the payee {payee} may use this authorization, not {caller}.",
    hint: "Have the payee send it.",
  },
};

/** Trades. */
const trades: Readonly<Record<string, RevertSentence>> = {
  TradeSameParty: {
    sentence: "Seller and buyer are the same: {party}.",
    hint: "Correct the parties of the trade.",
  },
  TradeEmptyLeg: {
    sentence: "A leg of the trade is empty: {quantity} units for {amount}.",
    hint: "Correct quantity and amount.",
  },
  TradeInvalidDates: {
    sentence:
      "The dates of the trade do not follow each other: trade date {tradeDate}, settlement from {settleFrom}, cut-off {settleBy}.",
    hint: "Correct the dates.",
  },
  TradeUnknownBond: {
    sentence: "The bond {isin} was not created.",
    hint: "Create and issue the bond first.",
  },
  TradeUnknownCurrency: {
    sentence: "{settlementBank} has no digital {currency}.",
    hint: "Have the settlement bank create its currency first.",
  },
  TradeClosed: {
    sentence: "The trade number {sequence} is closed: settled, cancelled or expired.",
    hint: "Look at the trade's history. A new trade needs a new number.",
  },
  TradeExpired: {
    sentence: "The cut-off of the trade was {settleBy}; it is {timestamp}.",
    hint: "Expire the trade to free what it holds, and agree a new settlement date.",
  },
  TradeNotExpired: {
    sentence: "The cut-off of the trade is {settleBy}; it is {timestamp}.",
    hint: "Before the cut-off, cancel the trade instead.",
  },
  TradeNotDue: { sentence: "The trade settles from {settleFrom} on; it is {timestamp}.", hint: WAIT },
  TradeNotInstructed: {
    sentence: "Neither side has instructed this trade.",
    hint: "Have one side instruct it first; every field must be the same on both sides.",
  },
  TradeNotMatched: {
    sentence: "The trade is not matched: not both sides have approved it.",
    hint: "Have the missing side affirm it.",
  },
  TradeAlreadyApproved: {
    sentence: "The {side} has approved this trade already.",
    hint: "Nothing needs to be done.",
  },
  TradeNotApproved: {
    sentence: "The {side} has not approved this trade.",
    hint: "Have that side instruct or affirm it first.",
  },
  TradeAlreadyHeld: { sentence: "The leg of the {side} is held already.", hint: "Nothing needs to be done." },
  TradeCancellationAlreadyAgreed: {
    sentence: "The {side} has agreed to the cancellation already.",
    hint: "The other side has to agree as well.",
  },
  TradeNotAuthorised: {
    sentence: "{caller} may not act for {account} in this trade.",
    hint: "Sign as the party itself, or have it appoint the signer as operator in the right scope.",
  },
  TradeNotItsVenue: {
    sentence: "Only the venue {venue} may submit this trade, not {caller}.",
    hint: "Send it through the venue.",
  },
  TradeInvalidSignature: {
    sentence: "The signature for the {side} is not one of {account} or its operator for this trade.",
    hint: "Have that side sign again: every field, the chain and the contract must be the same.",
  },
  TradeNumberTaken: {
    sentence: "Another trade of these parties is recorded under the number {sequence}.",
    hint: "Settle or cancel that trade by its own terms, or agree this one under a new number.",
  },
  TradeLineOccupied: {
    sentence: "Too many trades of these two parties are open: {sequence} waits for {occupiedBy}.",
    hint: "Settle, cancel or expire trade number {occupiedBy} first.",
  },
};

/** Duties. */
const duties: Readonly<Record<string, RevertSentence>> = {
  DutyManagerIncompatibleRoles: {
    sentence: "{account} has the duty {roleHeld} and must not have {roleGranted} as well.",
    hint: "Give the duty to another account.",
  },
  DutyManagerFixedDuty: {
    sentence:
      "The duty {selector} of {target} belongs to the role that the table of duties says, not to {role}.",
    hint: "Grant the role of the table to the account that is to do it.",
  },
  DutyManagerUnknownRole: {
    sentence: "The house has no role {role}.",
    hint: "Use one of the roles in docs/trust.md.",
  },
  DutyManagerDelayTooShort: {
    sentence:
      "{account} would have the duty {role} with a delay of {delay} seconds; at least {minimum} are needed.",
    hint: "Grant it with a longer delay.",
  },
  AccessManagedUnauthorized: {
    sentence: "{caller} does not have the duty that this needs.",
    hint: "Sign with the account that has the duty (the status job lists them).",
  },
  AccessManagedRequiredDelay: {
    sentence: "{caller} may do this only after announcing it and waiting {delay} seconds.",
    hint: "Schedule the call in the access manager, and execute it when the delay has passed.",
  },
  AccessManagedInvalidAuthority: { sentence: "{authority} cannot be the access manager.", hint: INTERNAL },
  AccessManagerAlreadyScheduled: {
    sentence: "The operation {operationId} is scheduled already.",
    hint: "Execute it when its delay has passed.",
  },
  AccessManagerBadConfirmation: {
    sentence: "A duty can be given up only by the account that has it.",
    hint: "Sign with that account.",
  },
  AccessManagerExpired: {
    sentence: "The scheduled operation {operationId} was not executed in time.",
    hint: "Schedule it again.",
  },
  AccessManagerInvalidInitialAdmin: {
    sentence: "{initialAdmin} cannot be the first administrator.",
    hint: "Deploy with an account of your own.",
  },
  AccessManagerLockedFunction: { sentence: "The function {selector} cannot be reassigned.", hint: INTERNAL },
  AccessManagerLockedRole: { sentence: "The duty {roleId} cannot be changed.", hint: INTERNAL },
  AccessManagerNotReady: {
    sentence: "The delay of the scheduled operation {operationId} has not passed.",
    hint: WAIT,
  },
  AccessManagerNotScheduled: {
    sentence: "The operation {operationId} is not scheduled.",
    hint: "Schedule it first and wait for its delay.",
  },
  AccessManagerUnauthorizedAccount: {
    sentence: "{msgsender} does not have the duty {roleId}, which this needs.",
    hint: "Sign with the account that has it (the status job lists them).",
  },
  AccessManagerUnauthorizedCall: {
    sentence: "{caller} may not call the function {selector} of {target}.",
    hint: "Sign with the account that has the duty (the status job lists them).",
  },
  AccessManagerUnauthorizedCancel: {
    sentence: "{msgsender} may not cancel what {caller} has scheduled.",
    hint: "Sign as the one who scheduled it, or as guardian or administrator of the duty.",
  },
  AccessManagerUnauthorizedConsume: {
    sentence: "{target} may not use up a scheduled operation.",
    hint: INTERNAL,
  },
};

/** What OpenZeppelin's libraries refuse. */
const foundations: Readonly<Record<string, RevertSentence>> = {
  AddressEmptyCode: {
    sentence: "There is no contract at {target}.",
    hint: "Check the address and the network.",
  },
  CheckpointUnorderedInsertion: { sentence: "A record date was written out of order.", hint: INTERNAL },
  Create2EmptyBytecode: { sentence: "The code of the new contract is missing.", hint: INTERNAL },
  ECDSAInvalidSignature: { sentence: "The signature is not valid.", hint: "Have it signed again." },
  ECDSAInvalidSignatureLength: {
    sentence: "A signature has 64 or 65 bytes, not {length}.",
    hint: "Have it signed again.",
  },
  ECDSAInvalidSignatureS: {
    sentence: "The signature is not in its canonical form.",
    hint: "Have it signed again.",
  },
  FailedCall: { sentence: "A call to another contract failed without a reason.", hint: INTERNAL },
  FailedDeployment: {
    sentence: "The contract could not be created.",
    hint: "Look whether it exists already; otherwise raise the gas limit.",
  },
  InsufficientBalance: {
    sentence: "The contract has {balance} of the chain's own coin; {needed} are needed.",
    hint: INTERNAL,
  },
  InvalidAccountNonce: {
    sentence: "The signature of {account} has another number than {currentNonce}, which is next.",
    hint: "Have it signed again with the next number.",
  },
  InvalidShortString: { sentence: "A short text is stored wrongly.", hint: INTERNAL },
  SafeCastOverflowedUintDowncast: {
    sentence: "{value} does not fit into {bits} bits.",
    hint: "Give a smaller number.",
  },
  StringTooLong: { sentence: 'The text "{str}" is too long.', hint: "Shorten it to 31 bytes." },
};

/** What every error of every contract of the house means to a back office, by the error's name. */
export const REVERT_SENTENCES: Readonly<Record<string, RevertSentence>> = {
  ...participants,
  ...instruments,
  ...tokens,
  ...trades,
  ...duties,
  ...foundations,
};
