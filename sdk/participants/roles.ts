/** The duties of the house and their ids in the access manager, as in contracts/libraries/Roles.sol. */
export const ROLE_IDS = {
  admin: 0n,
  registrar: 1n,
  settlementBank: 2n,
  issuerAgent: 3n,
  compliance: 4n,
  pauser: 5n,
  courtOrder: 6n,
} as const;

/** A duty of the house. */
export type Role = keyof typeof ROLE_IDS;

/** The duties in the order of their ids. */
export const ROLES = [
  "admin",
  "registrar",
  "settlementBank",
  "issuerAgent",
  "compliance",
  "pauser",
  "courtOrder",
] as const satisfies readonly Role[];
