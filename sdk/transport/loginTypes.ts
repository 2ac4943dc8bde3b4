/** EIP-712 types of a login: it is sent to the hub and to nobody else. */
export const LOGIN_TYPES = {
  Login: [
    { name: "account", type: "address" },
    { name: "role", type: "string" },
    { name: "challenge", type: "bytes32" },
  ],
};
