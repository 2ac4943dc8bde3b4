/** What a hub allows, so that no client can use up what is there for all. */
export interface HubLimits {
  /** Longest message, in UTF-16 code units (bytes, for all that is ever sent). */
  readonly messageLength: number;
  /** Connections at one time. */
  readonly connections: number;
  /** Time for the login of a connection, in milliseconds. */
  readonly loginTime: bigint;
  /** Messages of one login in a minute; as many may come at once. */
  readonly messagesPerMinute: number;
  /** Open requests of one asker. */
  readonly openRequests: number;
  /** Requests of all askers that are open, or are kept since they closed. */
  readonly keptRequests: number;
  /** Dealers that a request may go to. */
  readonly dealers: number;
  /** Longest time that a request may be open, in milliseconds. */
  readonly openTime: bigint;
  /** Quotes, passes and withdrawals of one dealer to one request. */
  readonly answers: number;
  /** Time for which a request is kept after it was to be answered, for what still comes to it, in milliseconds. */
  readonly keepTime: bigint;
}

/** What a hub allows unless it is told otherwise. */
export const HUB_LIMITS: HubLimits = {
  messageLength: 65_536,
  connections: 1_000,
  loginTime: 10_000n,
  messagesPerMinute: 12_000,
  openRequests: 200,
  keptRequests: 20_000,
  dealers: 100,
  openTime: 86_400_000n,
  answers: 200,
  keepTime: 600_000n,
};
