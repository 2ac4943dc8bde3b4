import { ask, HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

/** Movements of tokens. */
export const tokens: RevertSentences = {
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
    hint: HINTS.internal,
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
  RegulatedTokenInvalidRegistry: {
    sentence: "{registry} cannot be the participant register: there is no contract.",
    hint: "Give the factory the register of the house.",
  },
  RegulatedTokenNotReplaced: {
    sentence: "{account} was not replaced by another account.",
    hint: "Complete its replacement in the register first.",
  },
  RegulatedTokenAccountsUnordered: {
    sentence: "{account} does not come after {previous}: accounts must be in ascending order, each once.",
    hint: HINTS.internal,
  },
  RegulatedTokenSupplyExceeded: {
    sentence: "{supply} units would be in circulation; the token can count {maximum}.",
    hint: "Issue less.",
  },
  ERC7943CannotSend: { sentence: "{account} may not send this token.", hint: HINTS.register },
  ERC7943CannotReceive: { sentence: "{account} may not receive this token.", hint: HINTS.register },
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
  ERC20InvalidApprover: { sentence: "{approver} cannot give an allowance.", hint: HINTS.internal },
  ERC20InvalidReceiver: { sentence: "{receiver} cannot receive.", hint: "Give the receiver's account." },
  ERC20InvalidSender: { sentence: "{sender} cannot send.", hint: "Give the sender's account." },
  ERC20InvalidSpender: { sentence: "{spender} cannot be given an allowance.", hint: HINTS.internal },
  ERC2612ExpiredSignature: { sentence: "The signed allowance ended at {deadline}.", hint: "Sign a new one." },
  ERC2612InvalidSigner: {
    sentence: "The allowance was signed by {signer}, not by the holder {owner}.",
    hint: "Have the holder sign, for this token on this chain.",
  },
  ERC3009NotYetValid: {
    sentence: "The authorization is valid after {validAfter}; it is {timestamp}.",
    hint: HINTS.wait,
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
