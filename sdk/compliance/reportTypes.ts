/** EIP-712 types of a compliance report: only its hash goes to the chain, in the ticket. */
export const REPORT_TYPES = {
  ComplianceReport: [
    { name: "proposal", type: "Proposal" },
    { name: "guidelines", type: "bytes32" },
    { name: "facts", type: "bytes32" },
    { name: "denomination", type: "uint112" },
    { name: "asOf", type: "uint40" },
    { name: "validUntil", type: "uint40" },
    { name: "results", type: "Result[]" },
  ],
  Proposal: [
    { name: "isin", type: "bytes12" },
    { name: "currency", type: "bytes3" },
    { name: "settlementBank", type: "address" },
    { name: "side", type: "uint8" },
    { name: "limitPriceE7", type: "uint64" },
    { name: "limitCashPerUnit", type: "uint112" },
    { name: "maximumFeePerUnit", type: "uint112" },
    { name: "settlementDate", type: "string" },
    { name: "settleBy", type: "uint40" },
    { name: "dealers", type: "address[]" },
    { name: "split", type: "ProposedShare[]" },
  ],
  ProposedShare: [
    { name: "account", type: "address" },
    { name: "faceAmount", type: "uint112" },
  ],
  Result: [
    { name: "rule", type: "string" },
    { name: "fund", type: "address" },
    { name: "status", type: "uint8" },
    { name: "value", type: "string" },
    { name: "limit", type: "string" },
    { name: "text", type: "string" },
  ],
};
