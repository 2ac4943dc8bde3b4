import type { ClientMessage, LoginMessage } from "./messages/ClientMessage.ts";
import type { HubMessage } from "./messages/HubMessage.ts";

/** What a client sends once it is logged in. */
export type SentMessage = Exclude<ClientMessage, LoginMessage>;

/** What a client hears of a transport. */
export type TransportEvent =
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected"; readonly reason: string }
  | { readonly kind: "message"; readonly message: HubMessage }
  /** Something has come that is no message of a hub. */
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * What askers and dealers need of whatever carries their messages. It connects by itself, again and again until it is closed, and
 * carries messages in order while it is connected; what is under way when the connection breaks may be lost. Nothing that comes
 * through it is to be believed for that.
 */
export interface Transport {
  readonly isConnected: boolean;
  /**
   * Hands a message over.
   *
   * @throws NotConnectedError when there is no connection; a later `connected` event says that there is one again
   */
  send(message: SentMessage): Promise<void>;
  /**
   * Has events told to a listener, from the next one on.
   *
   * @returns ends it
   */
  subscribe(listener: (event: TransportEvent) => void): () => void;
  /** Ends the connection, for good: nothing is heard any more. */
  close(): Promise<void>;
}
