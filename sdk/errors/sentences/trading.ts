import type { RevertSentences } from "./RevertSentence.ts";

const ASK_AGAIN = "Ask the dealers again: npm run kessai -- rfq";
const APPOINT =
  "Have the account appoint the caller as operator in scope trade, or send it from the account.";
const TICKET = "Have the fund manager sign a ticket for what is to be traded: npm run kessai -- ticket";
const CONSENT = "Ask the broker for a consent to this trade.";
const ALLOCATION = "Share out what is traded in proportion to the ticket's split, in its order.";
const LINK = "Give the trades of the link as one set, all of them and no others.";
const CUSTODIAN = "Have the fund's custodian send it.";

/** The secondary market: quotes, acceptances, tickets, give-ups, accounts of funds. */
export const trading: RevertSentences = {
  QuoteNotYours: {
    sentence: "{caller} may not act for {dealer} in what it has quoted.",
    hint: "Send it from the account, or from its operator: in scope cancel to take back, in scope trade to confirm.",
  },
  QuoteExposureNotSet: {
    sentence: "{dealer} has not said how many units of {isin} it may be taken up on.",
    hint: "The dealer sets its limits first: the dealer job does when it starts.",
  },
  QuoteExceedsExposure: {
    sentence: "{dealer} can be taken up on {left} more units of {isin}, not on {quantity}.",
    hint: "Accept fewer units, or take another dealer's quote.",
  },
  QuoteUsed: {
    sentence: "The quote {quote}, number {sequence} of its dealer, was accepted or cancelled.",
    hint: ASK_AGAIN,
  },
  QuoteCancelled: {
    sentence: "The quote {quote}, number {sequence}, was cancelled with all others before number {floor}.",
    hint: ASK_AGAIN,
  },
  QuoteTooManyBonds: {
    sentence: "{dealer} has set limits for {maximum} bonds, and can have no more.",
    hint: "Quote other bonds from another account.",
  },
  QuoteWithoutPrice: { sentence: "The quote {quote} has no price.", hint: ASK_AGAIN },
  QuoteHasBroker: {
    sentence: "The dealer of the quote {quote} trades with {broker}, not with the investor itself.",
    hint: "Accept it as a block, with the broker's consent: the rfq job does.",
  },
  QuoteWrongBroker: {
    sentence: "The dealer of the quote {quote} trades with {broker}, and {given} is to stand between.",
    hint: "Go through the broker that the quote names, or through none when it names none.",
  },
  QuoteOpenLastLook: {
    sentence: "The quote {quote} has last look and is open to anybody: nobody can accept it.",
    hint: "Ask the dealer for a quote of your own.",
  },
  QuoteInvalidRange: {
    sentence:
      "Quotes number {from} to {to} cannot be cancelled together: at most {maximum} can, from a lower to a higher number.",
    hint: "Cancel them in several ranges.",
  },
  QuoteIndicative: {
    sentence: "The quote {quote} is indicative: it binds nobody.",
    hint: "Ask for a firm quote.",
  },
  QuoteExpired: {
    sentence: "The quote {quote} was valid until {validUntil}: it is {timestamp}.",
    hint: ASK_AGAIN,
  },
  QuoteNotOnTradeDate: {
    sentence: "The quote {quote} is for the trade date that starts at {tradeDate}: it is {timestamp}.",
    hint: ASK_AGAIN,
  },
  QuoteQuantityOutsideRange: {
    sentence: "The quote {quote} is for {minimum} to {maximum} units, not for {quantity}.",
    hint: "Accept a quantity within its range, or all that is left of it.",
  },
  QuoteForAnother: {
    sentence: "The quote {quote} is for {investor}, not for {account}.",
    hint: "An anonymous request's quotes are opened with the salt of the request.",
  },
  QuoteInvalidSignature: {
    sentence: "The quote {quote} is not signed by {dealer}, or by an operator of it, as it stands.",
    hint: "Take the quote as it was received; a changed quote is nobody's.",
  },
  QuoteNotAuthorised: {
    sentence: "{caller} may not accept the quote {quote} for {account}.",
    hint: `${APPOINT} For a fund under dual control: ${TICKET}`,
  },
  QuoteWithoutEvidence: {
    sentence: "The quote {quote} cannot be accepted without a commitment to all answers.",
    hint: "Give the hash of the evidence: the rfq job writes it.",
  },
  QuoteNeedsConfirmation: {
    sentence:
      "The dealer of the quote {quote} confirms within {lastLook} seconds: it is accepted as a block.",
    hint: "Accept it with acceptBlock: the rfq job does.",
  },
  QuoteLastLookDivisible: {
    sentence: "The quote {quote} has last look and can be taken in parts: one or the other.",
    hint: "Ask the dealer for a quote without last look, or for a single use.",
  },
  QuoteNotAwaiting: {
    sentence: "No such acceptance of the quote {quote} waits for its dealer: {actual} instead of {expected}.",
    hint: "Confirm it with what was accepted, once: the log says what.",
  },
  QuoteConfirmedTooLate: {
    sentence: "The acceptance of the quote {quote} could be confirmed until {deadline}: it is {timestamp}.",
    hint: "Nobody is bound any more. Quote again.",
  },
  QuoteNoAllocations: {
    sentence: "The quote {quote} was accepted for no account.",
    hint: "Name at least one account and its units.",
  },
  GiveUpExceeded: {
    sentence: "The broker's consent {giveUp} is good for {left} more units, not for {quantity}.",
    hint: CONSENT,
  },
  GiveUpExpired: {
    sentence: "The broker's consent {giveUp} was valid until {validUntil}: it is {timestamp}.",
    hint: CONSENT,
  },
  GiveUpMismatch: {
    sentence:
      "The broker's consent {giveUp} is not for the quote {quote}: another bond, request or investor.",
    hint: CONSENT,
  },
  GiveUpInvalidSignature: {
    sentence: "The consent {giveUp} is not signed by {broker}, or by an operator of it.",
    hint: CONSENT,
  },
  GiveUpFeeTooHigh: {
    sentence:
      "The broker's fee of {feePerUnit} for a unit leaves nothing of the price of {cashPerUnit}: consent {giveUp}.",
    hint: CONSENT,
  },
  LinkUnknown: {
    sentence: "There are no linked trades from number {firstSequence} on that are still to be settled.",
    hint: "Look the number up in the log (GivenUp); linked trades settle once.",
  },
  LinkIncomplete: {
    sentence: "The link from number {firstSequence} on has {trades} trades, and {given} were given.",
    hint: LINK,
  },
  LinkBroken: {
    sentence:
      "The trade {sequence} of the link from number {firstSequence} on is not as the others: open, or ended.",
    hint: "Give the trades of the link itself; when one was ended otherwise, cancel the others.",
  },
  LinkOtherTrades: {
    sentence:
      "These are not the trades of the link from number {firstSequence} on: {actual} instead of {expected}.",
    hint: LINK,
  },
  LinkNotAuthorised: {
    sentence: "{caller} may not agree for {account} to cancel the link from number {firstSequence} on.",
    hint: "Send it from a party of the linked trades, or from its operator in scope cancel.",
  },
  TicketSettlesTooLate: {
    sentence: "The quote settles until {settleBy}, later than the ticket {ticket} allows.",
    hint: "Take a quote that settles in time, or have the manager sign another ticket.",
  },
  TicketFeeBeyondLimit: {
    sentence: "A broker's fee of {feePerUnit} for a unit is beyond the limit {limit} of the ticket {ticket}.",
    hint: "Trade with the dealer itself, or have the manager sign another ticket.",
  },
  TicketExpired: {
    sentence: "The ticket {ticket} was valid until {validUntil}: it is {timestamp}.",
    hint: TICKET,
  },
  TicketWithoutCompliance: {
    sentence: "The ticket {ticket} names no report of compliance checks.",
    hint: "Have the trade checked before it is signed: the ticket job does.",
  },
  TicketInvalidSignature: {
    sentence: "The ticket {ticket} is not signed by {manager} as it stands.",
    hint: TICKET,
  },
  TicketWrongManager: {
    sentence: "{manager}, who signed the ticket {ticket}, is no fund manager of {account}.",
    hint: "Have a manager of every fund of the ticket sign it; the custodian gives the duty.",
  },
  TicketWrongTrader: {
    sentence: "{trader}, who executes the ticket {ticket}, is no trader of {account}.",
    hint: "Have a trader of every fund of the ticket execute it; the custodian gives the duty.",
  },
  TicketMismatch: {
    sentence: "The ticket {ticket} is for another bond, money or side than the quote {quote}.",
    hint: "Execute the ticket with a quote for what it says.",
  },
  TicketPriceBeyondLimit: {
    sentence: "The clean price of {priceE7} is beyond the limit {limitE7} of the ticket {ticket}.",
    hint: "Wait for a better price, or have the manager sign another ticket.",
  },
  TicketCashBeyondLimit: {
    sentence: "{cashPerUnit} for one unit is beyond the limit {limit} of the ticket {ticket}.",
    hint: "Wait for a better price, or have the manager sign another ticket.",
  },
  TicketExceeded: {
    sentence: "The ticket {ticket} is good for {left} more units, not for {quantity}.",
    hint: "Accept fewer units, or have the manager sign another ticket.",
  },
  TicketInvalidSplit: {
    sentence: "The split of the ticket {ticket} sums to {sum} units instead of {maximumQuantity}.",
    hint: "Have the manager sign a ticket whose split is the whole.",
  },
  TicketUnevenAllocation: {
    sentence: "{account} would have {filled} units of the ticket {ticket}, where about {due} are its share.",
    hint: ALLOCATION,
  },
  TicketUnknownAllocation: {
    sentence: "The ticket {ticket} names no {account} in this place.",
    hint: ALLOCATION,
  },
  TicketNotYours: {
    sentence: "{caller} did not sign the ticket {ticket}.",
    hint: "The manager that signed it takes it back.",
  },
  TicketAccountNeedsAffirmation: {
    sentence: "{account} settles what its custodian has affirmed: the ticket {ticket} cannot settle at once.",
    hint: "Accept it to be matched; the custodian affirms it, and then it settles.",
  },
  FundAlreadyOpen: {
    sentence: "{custodian} has opened the account of this fund already: {account}.",
    hint: "Use that account, or give the fund another name.",
  },
  FundOnlyCustodian: {
    sentence: "Only the custodian {custodian} may do this, not {caller}.",
    hint: CUSTODIAN,
  },
  FundInvalidPerson: {
    sentence: "{person} can have no duty here.",
    hint: "A duty is somebody's who is neither the custodian nor the account itself.",
  },
  FundDutyTaken: {
    sentence: "{person} is the fund's {current} and cannot be its {wanted} as well.",
    hint: "Nobody has two duties. Take the first one away before, if that is meant.",
  },
  FundForbiddenTarget: {
    sentence: "The fund's account does not call {target} on an instruction.",
    hint: "It trades under tickets; its one operator was appointed when it was opened.",
  },
  FundForbiddenCall: {
    sentence: "The fund's account gives no approvals: {selector} is refused.",
    hint: "Have each payment signed by itself.",
  },
  FundNoObjection: {
    sentence: "{caller} has nothing to object to for {person}.",
    hint: "Those who have a duty can object to one that is not effective yet.",
  },
  FundNotManager: {
    sentence: "{person} is no fund manager here but {duty}.",
    hint: "Have a manager of the fund sign the instruction.",
  },
  FundInvalidSignature: {
    sentence: "The instruction {instruction} is not signed by {manager} as it stands.",
    hint: "Have the manager sign it as it is to be performed.",
  },
  FundInstructionExpired: {
    sentence: "The instruction {instruction} was valid until {validUntil}: it is {timestamp}.",
    hint: "Have the manager sign it again.",
  },
  FundInstructionUsed: {
    sentence: "The instruction {instruction} was performed already.",
    hint: "Nothing is left to do. For another one, have the manager sign it with another salt.",
  },
};
