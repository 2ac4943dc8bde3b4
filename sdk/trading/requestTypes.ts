/** EIP-712 types of a request: it is sent to dealers and never to the chain. */
export const REQUEST_TYPES = {
  Request: [
    { name: "isin", type: "bytes12" },
    { name: "currency", type: "bytes3" },
    { name: "settlementBank", type: "address" },
    { name: "side", type: "uint8" },
    { name: "quantity", type: "uint112" },
    { name: "tradeDate", type: "uint40" },
    { name: "settleFrom", type: "uint40" },
    { name: "settleBy", type: "uint40" },
    { name: "asker", type: "address" },
    { name: "broker", type: "address" },
    { name: "isAnonymous", type: "bool" },
    { name: "dealers", type: "bytes32" },
    { name: "dealerCount", type: "uint16" },
    { name: "askedAt", type: "uint64" },
    { name: "answerBy", type: "uint64" },
    { name: "commonReference", type: "bytes16" },
    { name: "salt", type: "bytes32" },
  ],
};
