/** EIP-712 types of a pass: it is sent to the asker and never to the chain. */
export const PASS_TYPES = {
  Pass: [
    { name: "request", type: "bytes32" },
    { name: "dealer", type: "address" },
    { name: "reason", type: "string" },
    { name: "at", type: "uint64" },
  ],
};
