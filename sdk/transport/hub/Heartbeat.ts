import type { WebSocket } from "ws";

import type { Clock } from "../Clock.ts";

/** What a `Heartbeat` is made of. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Milliseconds from one look after the clients to the next. */
  readonly every: bigint;
}

/** Finds clients that are gone without a word, as when a cable is pulled: each look wants an answer before the next one. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  /** Whether each has answered since the last look. */
  readonly #clients = new Map<WebSocket, boolean>();
  #callOff: () => void;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#callOff = this.#schedule();
  }

  watch(client: WebSocket): void {
    this.#clients.set(client, true);
    client.on("pong", () => {
      this.#clients.set(client, true);
    });
    client.once("close", () => {
      this.#clients.delete(client);
    });
  }

  stop(): void {
    this.#callOff();
  }

  #schedule(): () => void {
    const { clock, every } = this.#options;
    return clock.at(clock.now() + every, () => {
      this.#look();
      this.#callOff = this.#schedule();
    });
  }

  #look(): void {
    for (const [client, hasAnswered] of this.#clients) {
      this.#clients.set(client, false);
      if (hasAnswered) client.ping();
      else client.terminate();
    }
  }
}
