/** EIP-712 types of a withdrawal: it is sent to the asker and never to the chain. */
export const WITHDRAWAL_TYPES = {
  Withdrawal: [
    { name: "request", type: "bytes32" },
    { name: "quote", type: "bytes32" },
    { name: "dealer", type: "address" },
    { name: "at", type: "uint64" },
  ],
};
