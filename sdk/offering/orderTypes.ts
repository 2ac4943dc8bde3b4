/** EIP-712 types of an order, as in contracts/libraries/OrderHash.sol. */
export const ORDER_TYPES = {
  Order: [
    { name: "isin", type: "bytes12" },
    { name: "offering", type: "uint32" },
    { name: "investor", type: "address" },
    { name: "firm", type: "address" },
    { name: "units", type: "uint112" },
    { name: "minimumUnits", type: "uint112" },
    { name: "maximumPrice", type: "uint112" },
    { name: "minimumSpreadE8", type: "int40" },
    { name: "salt", type: "bytes32" },
  ],
};
