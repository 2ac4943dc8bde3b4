/** EIP-712 types of a waiver: it stays with the report and never goes to the chain. */
export const WAIVER_TYPES = {
  Waiver: [
    { name: "report", type: "bytes32" },
    { name: "rule", type: "string" },
    { name: "fund", type: "address" },
    { name: "reason", type: "string" },
    { name: "validUntil", type: "uint40" },
  ],
};
