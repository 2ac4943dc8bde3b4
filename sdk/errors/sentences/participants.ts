import { ask, HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

/** Participants and operators. */
export const participants: RevertSentences = {
  ParticipantNotAdmitted: {
    sentence: "{account} is not in the participant register.",
    hint: "Have the registrar admit the account first (the admit job).",
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
    hint: HINTS.register,
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
    hint: HINTS.wait,
  },
  ReplacementNotAllowed: {
    sentence: "{caller} may not withdraw the replacement of {lost}.",
    hint: "Only the account itself or the registrar may.",
  },
};
