import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

const PACK = "Pack the set with packSet and packApprovals of this library.";

/** Sets of trades. */
export const sets: RevertSentences = {
  SetMalformed: { sentence: "The set has {length} bytes, where its head asks for {expected}.", hint: PACK },
  SetFieldTooWide: {
    sentence: "A field of the set would have {width} bytes; it can have {maximum}.",
    hint: PACK,
  },
  SetEmpty: { sentence: "The set has no trade.", hint: "Choose the trades that shall settle together." },
  SetInvalidForm: { sentence: "Form {form} of the set names what is in none of its tables.", hint: PACK },
  SetUnknownPosition: {
    sentence: "Trade {trade} of the set names what is in none of its tables.",
    hint: PACK,
  },
  SetLegMismatch: {
    sentence: "The trade {id} of the set has another leg than its form.",
    hint: PACK,
  },
  SetUnknownBond: { sentence: "The bond {isin} was not created.", hint: "Create and issue the bond first." },
  SetUnknownCurrency: {
    sentence: "{settlementBank} has no digital {currency}.",
    hint: "Have the settlement bank create its currency first.",
  },
  SetMissingApprovals: {
    sentence: "The list of signatures is {missingBytes} bytes short.",
    hint: "Give two signatures for each trade, or one for each party, in the order of the set; an empty one where the approval is on chain.",
  },
  SetSurplusApprovals: {
    sentence: "The list of signatures is {surplusBytes} bytes too long.",
    hint: "Give two signatures for each trade, or one for each party, in the order of the set.",
  },
  SetInvalidListSignature: {
    sentence: "The signature of {party} is not for its trades in this set, in this order.",
    hint: "Have the party sign the list of its trades again: another set, or another order, needs another signature.",
  },
  SetNotItsVenue: {
    sentence: "Only the venue {venue} may submit this set, not {caller}.",
    hint: "Send it through the venue.",
  },
  SetOutOfGas: {
    sentence: "There was not enough gas left for trade {trade} of the batch.",
    hint: "Send the batch with more gas, or fewer trades at once.",
  },
  SetOnlyItself: {
    sentence: "{caller} called a function that only the settlement contract calls.",
    hint: "Use settleBatch.",
  },
  SetsHaveNoBooks: {
    sentence: "This contract settles for the settlement contract only.",
    hint: "Send the set to the settlement contract.",
  },
  NetTooLarge: {
    sentence: "On balance {amount} would move at once, more than any account can hold.",
    hint: "Correct the amounts of the trades.",
  },
  NetsUnbalanced: {
    sentence: "The nets of the set do not sum to zero: {debits} are owed where {credits} are due.",
    hint: HINTS.internal,
  },
};
