import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

/** What OpenZeppelin's libraries refuse. */
export const foundations: RevertSentences = {
  AddressEmptyCode: {
    sentence: "There is no contract at {target}.",
    hint: "Check the address and the network.",
  },
  Create2EmptyBytecode: { sentence: "The code of the new contract is missing.", hint: HINTS.internal },
  ECDSAInvalidSignature: { sentence: "The signature is not valid.", hint: "Have it signed again." },
  ECDSAInvalidSignatureLength: {
    sentence: "A signature has 64 or 65 bytes, not {length}.",
    hint: "Have it signed again.",
  },
  ECDSAInvalidSignatureS: {
    sentence: "The signature is not in its canonical form.",
    hint: "Have it signed again.",
  },
  FailedCall: { sentence: "A call to another contract failed without a reason.", hint: HINTS.internal },
  FailedDeployment: {
    sentence: "The contract could not be created.",
    hint: "Look whether it exists already; otherwise raise the gas limit.",
  },
  InsufficientBalance: {
    sentence: "The contract has {balance} of the chain's own coin; {needed} are needed.",
    hint: HINTS.internal,
  },
  InvalidAccountNonce: {
    sentence: "The signature of {account} has another number than {currentNonce}, which is next.",
    hint: "Have it signed again with the next number.",
  },
  InvalidShortString: { sentence: "A short text is stored wrongly.", hint: HINTS.internal },
  SafeCastOverflowedUintDowncast: {
    sentence: "{value} does not fit into {bits} bits.",
    hint: "Give a smaller number.",
  },
  StringTooLong: { sentence: 'The text "{str}" is too long.', hint: "Shorten it to 31 bytes." },
};
