/** EIP-712 types of an acknowledgement: it is sent to the asker and never to the chain. */
export const ACKNOWLEDGEMENT_TYPES = {
  Acknowledgement: [
    { name: "request", type: "bytes32" },
    { name: "dealer", type: "address" },
    { name: "answers", type: "bytes32[]" },
    { name: "at", type: "uint64" },
  ],
};
