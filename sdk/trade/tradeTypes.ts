/** EIP-712 types of a trade, as in contracts/libraries/TradeHash.sol. */
export const TRADE_TYPES = {
  Trade: [
    { name: "isin", type: "bytes12" },
    { name: "currency", type: "bytes3" },
    { name: "settlementBank", type: "address" },
    { name: "seller", type: "address" },
    { name: "buyer", type: "address" },
    { name: "quantity", type: "uint112" },
    { name: "amount", type: "uint112" },
    { name: "tradeDate", type: "uint40" },
    { name: "settleFrom", type: "uint40" },
    { name: "settleBy", type: "uint40" },
    { name: "venue", type: "address" },
    { name: "sequence", type: "uint48" },
    { name: "commonReference", type: "bytes16" },
    { name: "minimumPart", type: "uint112" },
  ],
};

/** EIP-712 types of a list of trades: what a party signs for all its trades in a set. */
export const TRADE_LIST_TYPES = {
  TradeList: [
    { name: "party", type: "address" },
    { name: "rollingHash", type: "bytes32" },
  ],
};

/** EIP-712 types of a mandate: what an operator signs to approve a trade for an account. */
export const MANDATE_TYPES = {
  Mandate: [
    { name: "account", type: "address" },
    { name: "trade", type: "Trade" },
  ],
  ...TRADE_TYPES,
};
