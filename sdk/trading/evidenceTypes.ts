/** EIP-712 types of evidence: only its hash goes to the chain. */
export const EVIDENCE_TYPES = {
  Evidence: [
    { name: "request", type: "bytes32" },
    { name: "answers", type: "Answer[]" },
    { name: "chosen", type: "bytes32" },
    { name: "reason", type: "string" },
    { name: "justification", type: "Justification" },
    { name: "decidedAt", type: "uint64" },
  ],
  Answer: [
    { name: "kind", type: "uint8" },
    { name: "dealer", type: "address" },
    { name: "id", type: "bytes32" },
    { name: "receivedAt", type: "uint64" },
  ],
  Justification: [
    { name: "referencePriceE7", type: "uint64" },
    { name: "source", type: "string" },
    { name: "text", type: "string" },
  ],
};
