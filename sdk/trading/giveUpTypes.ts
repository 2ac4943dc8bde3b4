/** EIP-712 types of a give-up, as in contracts/libraries/QuoteHash.sol. */
export const GIVE_UP_TYPES = {
  GiveUp: [
    { name: "broker", type: "address" },
    { name: "investor", type: "address" },
    { name: "request", type: "bytes32" },
    { name: "isin", type: "bytes12" },
    { name: "currency", type: "bytes3" },
    { name: "settlementBank", type: "address" },
    { name: "maximumQuantity", type: "uint112" },
    { name: "feePerUnit", type: "uint112" },
    { name: "validUntil", type: "uint40" },
    { name: "salt", type: "bytes32" },
  ],
};
