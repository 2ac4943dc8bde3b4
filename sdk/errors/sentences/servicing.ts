import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

const APPOINT = "Have the issuer appoint its fiscal agent as operator in scope issue.";
const FUND = "Have the issuer fund what is missing: npm run kessai -- fund";
const EVIDENCE = "Give the hash of the file that proves it.";

/** Schedules, payments, redemptions, default, tax and printed registers. */
export const servicing: RevertSentences = {
  BondFactoryInvalidServicing: {
    sentence: "{servicing} cannot be the servicing contract.",
    hint: "Name a contract that is not the present one.",
  },
  BondTokenNotScheduled: {
    sentence: "The schedule of the bond {isin} is not stored with {servicing}.",
    hint: "Store the schedule of the term sheet first: the issue job does.",
  },
  BondTokenNotServicing: {
    sentence: "Only {servicing} services the bond {isin}, not {caller}.",
    hint: HINTS.internal,
  },
  BondTokenStopped: {
    sentence: "Transfers of the bond {isin} are stopped: it is being redeemed, or in default.",
    hint: "Look at its state with the servicing job; transfers may go on later.",
  },
  BondTokenRecordDatePassed: {
    sentence: "A record date of the bond {isin} cannot end at {cutoff}: it is {timestamp}.",
    hint: "Give a later record date.",
  },
  BondTokenDuplicateRecordDate: {
    sentence: "The bond {isin} has a record date that ends at {cutoff} already.",
    hint: "Give another record date.",
  },
  BondTokenTooManyRecordDates: {
    sentence: "The bond {isin} has {count} record dates, and room for no more.",
    hint: HINTS.internal,
  },
  ScheduleMissing: {
    sentence: "No schedule of the bond {isin} is stored.",
    hint: "Store the schedule of the term sheet first: the issue job does.",
  },
  ScheduleAlreadyAdopted: {
    sentence: "The schedule of the bond {isin} is stored already.",
    hint: "Nothing needs to be done.",
  },
  ScheduleMismatch: {
    sentence: "This is not the schedule that the terms of the bond {isin} name: {actual}, not {expected}.",
    hint: "Use the term sheet and the accounts with which the bond was created.",
  },
  ScheduleInvalid: {
    sentence: "The schedule of the bond {isin} does not fit together: {field} of number {index}.",
    hint: "Correct the term sheet. If it is settlementBank: have that bank create its currency first (the mint-cash job).",
  },
  ScheduleUnknownBond: {
    sentence: "There is no bond {isin}.",
    hint: "Create the bond first.",
  },
  ScheduleUnknownPayment: {
    sentence: "The bond {isin} has no payment number {payment}; it has {count}.",
    hint: "Count payments from 1; the servicing job lists them.",
  },
  ScheduleUnknownOption: {
    sentence: "The bond {isin} has no option number {option}; it has {count}.",
    hint: "Count options from 1; the servicing job lists them.",
  },
  ScheduleUnknownStep: {
    sentence: "The bond {isin} has no step number {step}; it has {count}.",
    hint: "Count steps from 1; the servicing job lists them.",
  },
  ScheduleRateNotFloating: {
    sentence: "The rate of the bond {isin} is not floating: there is nothing to fix.",
    hint: "Nothing needs to be done.",
  },
  ScheduleRateAlreadyFixed: {
    sentence: "The rate of payment {payment} of the bond {isin} is fixed already.",
    hint: "A rate is fixed once; it cannot be changed.",
  },
  ScheduleTooLate: {
    sentence: "It is too late for number {index} of the bond {isin}: until {deadline}; it is {timestamp}.",
    hint: "What the terms foresee for a missing fixing or decision applies; the servicing job shows it.",
  },
  ScheduleStepDecided: {
    sentence: "Step {step} of the bond {isin} is decided already.",
    hint: "A step is decided once; it cannot be changed.",
  },
  ScheduleMissingEvidence: {
    sentence: "No source or evidence is given for the bond {isin}.",
    hint: EVIDENCE,
  },
  ScheduleNotServicing: {
    sentence: "Only {servicing} can change the schedule of the bond {isin}, not {caller}.",
    hint: HINTS.internal,
  },
  ScheduleNotAppointed: {
    sentence: "{issuer} has not appointed {caller} to service the bond {isin}.",
    hint: APPOINT,
  },
  ScheduleFaceExceeded: {
    sentence: "The bond {isin} cannot repay {repaid} of a unit more: only {face} is left.",
    hint: "Repay less; what remains is redeemed at maturity.",
  },
  SuspenseEmpty: {
    sentence: "Nothing is kept for {account} from the bond {isin}.",
    hint: "Nothing needs to be done.",
  },
  SuspenseFrozen: {
    sentence: "{account} is frozen in the register of the bond {isin}.",
    hint: "The money is kept until compliance lifts the freeze, or a court decides.",
  },
  SuspenseInvalidReceiver: {
    sentence: "The paying contract {receiver} of the bond {isin} cannot be paid by itself.",
    hint: "Name another receiver; what units in its account earn is kept for a court to decide.",
  },
  SuspenseMissingEvidence: {
    sentence: "No evidence is given for seizing what is kept for {account}.",
    hint: EVIDENCE,
  },
  PaymasterNotAppointed: {
    sentence: "{issuer} has not appointed {caller} to service the bond {isin}.",
    hint: APPOINT,
  },
  PaymasterStopped: {
    sentence:
      "The paying contract itself is stopped in the currency {currency}: not admitted, suspended or frozen.",
    hint: "Have the registrar admit it, or compliance lift what stops it; nothing is lost.",
  },
  PaymasterOutOfGas: {
    sentence: "The gas did not suffice to pay {account} of the bond {isin}.",
    hint: "Send a smaller page, or give more gas.",
  },
  PaymentTooEarly: {
    sentence: "Payment {payment} of the bond {isin} is due at {payFrom}; it is {timestamp}.",
    hint: HINTS.wait,
  },
  PaymentUnderfunded: {
    sentence:
      "Payment {payment} of the bond {isin} needs {required} and has {funded}: {missing} are missing.",
    hint: FUND,
  },
  PaymentFullyFunded: {
    sentence: "Payment {payment} of the bond {isin} has all it needs: {funded}.",
    hint: "Nothing needs to be funded: pay the holders.",
  },
  PaymentAlreadyCompleted: {
    sentence: "Payment {payment} of the bond {isin} is completed.",
    hint: "Nothing needs to be done.",
  },
  PaymentVoid: {
    sentence: "Payment {payment} of the bond {isin} is void: the principal fell due at {acceleratedAt}.",
    hint: "Fund and pay the redemption instead.",
  },
  PaymentRateOpen: {
    sentence: "The rate of payment {payment} of the bond {isin} is not final yet.",
    hint: "Fix the rate or decide the step: npm run kessai -- fix-rate",
  },
  PaymentFundsBound: {
    sentence: "Payment {payment} of the bond {isin} is funded in full: {funded} belong to the holders.",
    hint: "Pay the holders.",
  },
  RedemptionNotOpen: {
    sentence: "Redemption {redemption} of the bond {isin} does not take place: nobody has given notice.",
    hint: "Give notice in time, or redeem at maturity.",
  },
  RedemptionTooEarly: {
    sentence: "Redemption {redemption} of the bond {isin} is due at {payFrom}; it is {timestamp}.",
    hint: HINTS.wait,
  },
  RedemptionUnderfunded: {
    sentence:
      "Redemption {redemption} of the bond {isin} needs {required} and has {funded}: {missing} are missing.",
    hint: FUND,
  },
  RedemptionFullyFunded: {
    sentence: "Redemption {redemption} of the bond {isin} has all it needs: {funded}.",
    hint: "Nothing needs to be funded: redeem the holders.",
  },
  RedemptionUndrawn: {
    sentence: "The units of redemption {redemption} of the bond {isin} are not drawn yet.",
    hint: "Draw from all holders first.",
  },
  OptionWrongKind: {
    sentence: "Option {option} of the bond {isin} is of another kind.",
    hint: "Look at the options with the servicing job.",
  },
  OptionNoticeTooLate: {
    sentence:
      "Notice for option {option} of the bond {isin} was possible until {noticeBy}; it is {timestamp}.",
    hint: "The option has lapsed; use the next one.",
  },
  OptionAlreadyExercised: {
    sentence: "Option {option} of the bond {isin} is exercised already.",
    hint: "Nothing needs to be done.",
  },
  OptionInvalidUnits: {
    sentence:
      "Option {option} of the bond {isin} cannot be exercised for {units} units; the limit is {limit}.",
    hint: "A call of everything names no units, one by lot fewer than are outstanding, a put at most the holder's.",
  },
  OptionNotPaymentDate: {
    sentence: "Option {option} of the bond {isin} is on {date}, the payment on {payFrom}.",
    hint: "Name the payment that is due on the option's date.",
  },
  OptionNotHolder: {
    sentence: "{caller} cannot put units of {account} of the bond {isin}.",
    hint: "Sign as the holder, or as its operator in scope trade.",
  },
  DrawWrongSeed: {
    sentence: "This is not the seed of redemption {redemption} of the bond {isin}.",
    hint: "Give the seed whose hash was announced with the call.",
  },
  DrawNotOpen: {
    sentence: "No draw of redemption {redemption} of the bond {isin} is open.",
    hint: "Announce a call by lot, and open its draw on the option's date.",
  },
  DrawAlreadyOpen: {
    sentence: "The draw of redemption {redemption} of the bond {isin} is open already.",
    hint: "Nothing needs to be done.",
  },
  DrawUnordered: {
    sentence: "The holder {holder} does not come after {previous} in the draw of the bond {isin}.",
    hint: "Send holders in ascending order of their accounts, each once.",
  },
  DrawExceeded: {
    sentence: "The draw of the bond {isin} has counted {counted} units of {supply}.",
    hint: HINTS.internal,
  },
  CancellationExceeds: {
    sentence: "The issuer of the bond {isin} cannot cancel {units} units: it has {free} free.",
    hint: "Buy them back first; units held for a trade or frozen do not count.",
  },
  DefaultNotDue: {
    sentence: "What is named of the bond {isin} is not overdue: it is paid for, or within its grace period.",
    hint: "Wait for the end of the grace period.",
  },
  DefaultWrongStanding: {
    sentence: "The bond {isin} is {actual}; for this it must be {expected}.",
    hint: "The servicing job shows how it stands and what comes next.",
  },
  DefaultNotAllowed: {
    sentence:
      "{caller} cannot declare a default of the bond {isin} yet: holders can from {holdersFrom}; it is {timestamp}.",
    hint: "Ask the fiscal agent, or wait.",
  },
  DefaultMissingEvidence: { sentence: "No evidence is given for the bond {isin}.", hint: EVIDENCE },
  DefaultNotCured: {
    sentence: "The default of the bond {isin} is not cured: something is still overdue.",
    hint: FUND,
  },
  RecoveryInvalid: {
    sentence:
      "A recovery of {amountPerUnit} a unit of the bond {isin} does not fit: record date until {recordCutoff}, paid from {payFrom}.",
    hint: "Give an amount, and a payment date that is not before the end of the record date.",
  },
  CloseOutTooHigh: {
    sentence: "The bond {isin} cannot be closed out at {pricePerUnit} a unit: {limit} is claimed.",
    hint: "Give what the court's plan leaves of the claim.",
  },
  TaxRateMissing: {
    sentence: "No tax rate is known for instrument class {instrumentClass} at {moment}.",
    hint: "Have the admin set the rate.",
  },
  TaxRateNotLater: {
    sentence: "A tax rate cannot begin at {from}: the earliest is {earliest}.",
    hint: "Rates never change backwards: give a later date.",
  },
  TaxRateTooHigh: {
    sentence: "Tax rates of {sum} exceed the whole, {limit}.",
    hint: "Rates are in units of 10^-5: 15.315 % is 15315.",
  },
  RegisterAlreadyAnchored: {
    sentence: "This register of the bond {isin} was anchored at {anchoredAt}.",
    hint: "Nothing needs to be done.",
  },
  RegisterInvalidMoment: {
    sentence:
      "A register of the bond {isin} of {asOf}, block {blockNumber}, cannot be anchored: it is {timestamp}.",
    hint: "Anchor a register of a block that is past.",
  },
  RegisterMissingHash: {
    sentence: "No hash of the register of the bond {isin} is given.",
    hint: HINTS.internal,
  },
};
