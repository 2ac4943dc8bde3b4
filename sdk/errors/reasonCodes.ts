/** What an ISO 20022 reason code of `IDvPEscrow.explain` means, and what to do about it. */
export interface ReasonSentence {
  /** Name of the code in the ISO 20022 external code sets. */
  readonly title: string;
  /** `{account}` stands for the account concerned. */
  readonly sentence: string;
  readonly hint: string;
}

/** The reason codes of contracts/libraries/SettlementReasons.sol. */
export const REASON_SENTENCES: Readonly<Record<string, ReasonSentence>> = {
  FUTU: {
    title: "awaiting settlement date",
    sentence: "the settlement date has not come: it settles from {settleFrom} on",
    hint: "Wait until then.",
  },
  LATE: {
    title: "received after market deadline",
    sentence: "its cut-off has passed: {settleBy}",
    hint: "Expire the trade to free what it holds, and agree a new settlement date.",
  },
  NMAS: {
    title: "instruction has not been matched",
    sentence: "not both sides have approved it",
    hint: "Have the missing side affirm it.",
  },
  PREA: {
    title: "preadvice, for matching only",
    sentence: "{account} has it on hold",
    hint: "Have that side release it.",
  },
  REFE: {
    title: "reference identical to another instruction's",
    sentence: "its number {sequence} is used up or taken by another trade",
    hint: "Look at the trade's history. A new trade needs a new number.",
  },
  DSEC: {
    title: "unrecognised financial instrument",
    sentence: "the bond {isin} was not created",
    hint: "Create and issue the bond first (the issue job).",
  },
  SETS: {
    title: "unrecognised or invalid settlement system",
    sentence: "its bond or its money settles through another settlement contract now",
    hint: "Cancel the trade to free what it holds, and agree it again at the present settlement contract.",
  },
  NCRR: {
    title: "unrecognised settlement amount currency",
    sentence: "the settlement bank has no digital {currency}",
    hint: "Have the settlement bank create its currency first (the mint-cash job).",
  },
  VALR: {
    title: "validation rule rejection",
    sentence:
      "it breaks a rule: two parties, a leg at least, none of them half there, trade date, settlement date, cut-off in this order",
    hint: "Correct the trade; it needs approval anew.",
  },
  LACK: {
    title: "insufficient financial instruments",
    sentence: "{account} has too few bonds: {needed} needed, {free} free",
    hint: "Deliver the missing bonds to the seller first.",
  },
  MONY: {
    title: "insufficient money",
    sentence: "{account} has too little money: {needed} needed, {free} free",
    hint: "Have the buyer deposit the missing money with its settlement bank.",
  },
  FROZ: {
    title: "blocked",
    sentence: "{account} or units of it are frozen",
    hint: "Ask compliance whether the freeze can be lifted.",
  },
  BLOC: {
    title: "account is blocked",
    sentence: "{account} is not an eligible participant now",
    hint: "Look at the register entry with the registrar: admission, suspension, identity check.",
  },
  REGT: {
    title: "rejected by the registrar",
    sentence: "{account} does not belong to the classes that the bond requires",
    hint: "Trade with a holder of the right class, or have the registrar correct the class.",
  },
  PRSY: {
    title: "put on hold by the system",
    sentence: "the token is paused",
    hint: "Ask the holder of the pauser duty when it will run again.",
  },
  NEWI: {
    title: "new issue",
    sentence: "the bond {isin} is not issued, or its payment date has not come",
    hint: "Have the issuer agent issue it, and wait for its payment date.",
  },
  SBLO: {
    title: "blocked due to a corporate action event",
    sentence: "the register of the bond {isin} is closed before redemption, or its transfers are stopped",
    hint: "Look at the bond with the servicing job: transfers that a draw or a default stops may go on later.",
  },
};
