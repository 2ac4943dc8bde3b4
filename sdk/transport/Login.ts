/** Who may log in to a hub: those who ask for prices, and those who give them. */
export const ROLES = ["asker", "dealer"] as const;

/** What an account logs in as; one that asks and deals logs in twice. */
export type Role = (typeof ROLES)[number];

/** What an account signs to show a hub that it is there. */
export interface Login {
  readonly account: string;
  readonly role: Role;
  /** 32 random bytes that the hub has just made up for this connection. */
  readonly challenge: string;
}

/** A login with the signature of its account. */
export interface SignedLogin {
  readonly login: Login;
  readonly signature: string;
}
