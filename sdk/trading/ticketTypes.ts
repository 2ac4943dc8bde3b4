/** EIP-712 types of a ticket, as in contracts/libraries/QuoteHash.sol. */
export const TICKET_TYPES = {
  Ticket: [
    { name: "manager", type: "address" },
    { name: "isin", type: "bytes12" },
    { name: "currency", type: "bytes3" },
    { name: "settlementBank", type: "address" },
    { name: "side", type: "uint8" },
    { name: "maximumQuantity", type: "uint112" },
    { name: "limitPriceE7", type: "uint64" },
    { name: "limitCashPerUnit", type: "uint112" },
    { name: "validUntil", type: "uint40" },
    { name: "settleBy", type: "uint40" },
    { name: "maximumFeePerUnit", type: "uint112" },
    { name: "compliance", type: "bytes32" },
    { name: "salt", type: "bytes32" },
    { name: "split", type: "Share[]" },
  ],
  Share: [
    { name: "account", type: "address" },
    { name: "quantity", type: "uint112" },
  ],
};
