import type { HubMessage } from "../messages/HubMessage.ts";

/** A message for one connection. */
export interface Sending {
  /** Name of the connection, as it was given. */
  readonly connection: string;
  readonly message: HubMessage;
}

/** What a hub is to do next, in this order. */
export interface HubEffects {
  readonly sendings: readonly Sending[];
  /** Connections to be hung up, by name; nothing more comes of them. */
  readonly hangUps: readonly string[];
}
