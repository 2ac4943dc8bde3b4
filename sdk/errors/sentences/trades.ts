import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

/** Trades. */
export const trades: RevertSentences = {
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
    hint: "Create and issue the bond first (the issue job).",
  },
  TradeUnknownCurrency: {
    sentence: "{settlementBank} has no digital {currency}.",
    hint: "Have the settlement bank create its currency first (the mint-cash job).",
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
  TradeNotDue: { sentence: "The trade settles from {settleFrom} on; it is {timestamp}.", hint: HINTS.wait },
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
  TradeNothingToHold: {
    sentence: "The {side} has no leg in this trade that could be held.",
    hint: "In a trade with one leg only its deliverer, or its payer, can hold.",
  },
  TradeOnHold: {
    sentence: "The {side} has the trade on hold.",
    hint: "Have that side release it.",
  },
  TradeNotOnHold: {
    sentence: "The {side} does not have this trade on hold.",
    hint: "Nothing needs to be done.",
  },
  TradeInvalidMinimum: {
    sentence: "The smallest part of {minimumPart} is more than the whole trade of {quantity}.",
    hint: "Correct the minimum part; zero means that the trade settles as a whole.",
  },
  TradeIndivisible: {
    sentence: "The trade does not allow parts.",
    hint: "Settle it as a whole, or agree a trade with a minimum part.",
  },
  TradeInvalidPart: {
    sentence: "A part has at least {minimum} and at most the {rest} that are left; this one has {quantity}.",
    hint: "Choose a part between them, or all that is left.",
  },
  TradeUnpaidPart: {
    sentence: "The cash of a part of {quantity} would round down to nothing.",
    hint: "Choose a larger part.",
  },
  TradeWalletOutOfGas: {
    sentence: "The wallet {wallet} may use {requiredGas} gas to verify its signature, and less was sent.",
    hint: "Send the transaction with more gas; what is not used is not paid.",
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
