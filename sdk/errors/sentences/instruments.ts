import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

/** Bonds and currencies. */
export const instruments: RevertSentences = {
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
    hint: HINTS.wait,
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
    hint: HINTS.internal,
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
