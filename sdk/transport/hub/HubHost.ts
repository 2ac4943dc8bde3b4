import { hexlify } from "ethers";

import type { Clock } from "../Clock.ts";
import type { Line, LineListener } from "../Line.ts";
import { formatMessage } from "../messages/formatMessage.ts";
import type { HubMessage } from "../messages/HubMessage.ts";
import type { HubCounters } from "./HubCounters.ts";
import type { HubEffects } from "./HubEffects.ts";
import { HUB_LIMITS } from "./HubLimits.ts";
import type { HubLimits } from "./HubLimits.ts";
import { HubState } from "./HubState.ts";
import type { HubStateOptions } from "./HubState.ts";

/** What a hub is made of, whatever it is reached through. */
export interface HubOptions extends Omit<HubStateOptions, "limits"> {
  readonly clock: Clock;
  /** So many random bytes, which nobody can foretell. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** Those of HUB_LIMITS that are otherwise here; none when left out. */
  readonly limits?: Partial<HubLimits> | undefined;
}

/** Does what a `HubState` says: it has the clock and the lines to the clients. */
export class HubHost {
  readonly #clock: Clock;
  readonly #randomBytes: (length: number) => Uint8Array;
  readonly #state: HubState;
  readonly #lines = new Map<string, Line>();
  #connections = 0;
  #wake: { readonly at: bigint; readonly callOff: () => void } | undefined;
  /** The message that was sent last, since the same one often goes to many. */
  #formatted: { readonly message: HubMessage; readonly text: string } | undefined;

  constructor({ clock, randomBytes, limits, ...options }: HubOptions) {
    this.#clock = clock;
    this.#randomBytes = randomBytes;
    this.#state = new HubState({ ...options, limits: { ...HUB_LIMITS, ...limits } });
  }

  /** How the hub does. */
  get counters(): HubCounters {
    return this.#state.counters;
  }

  /**
   * Somebody has connected.
   *
   * @param line to the client
   * @returns what to tell when something comes from it
   */
  accept(line: Line): LineListener {
    this.#connections += 1;
    const name = this.#connections.toString();
    this.#lines.set(name, line);
    this.#do(this.#state.connect(name, hexlify(this.#randomBytes(32)), this.#clock.now()));
    return {
      received: (text) => {
        this.#do(this.#state.receive(name, text, this.#clock.now()));
      },
      closed: () => {
        this.#lines.delete(name);
        this.#do(this.#state.disconnect(name, this.#clock.now()));
      },
    };
  }

  /** Tells everybody that the hub closes, and hangs up. */
  close(): void {
    this.#do(this.#state.close(this.#clock.now()));
    this.#wake?.callOff();
    this.#wake = undefined;
  }

  #do({ sendings, hangUps }: HubEffects): void {
    for (const { connection, message } of sendings) this.#lines.get(connection)?.send(this.#textOf(message));
    for (const connection of hangUps) {
      this.#lines.get(connection)?.hangUp();
      this.#lines.delete(connection);
    }
    this.#setWake(this.#state.wakeAt);
  }

  #textOf(message: HubMessage): string {
    if (this.#formatted?.message !== message) this.#formatted = { message, text: formatMessage(message) };
    return this.#formatted.text;
  }

  #setWake(at: bigint | undefined): void {
    if (this.#wake?.at === at) return;
    this.#wake?.callOff();
    this.#wake = undefined;
    if (at === undefined) return;
    const callOff = this.#clock.at(at, () => {
      this.#wake = undefined;
      this.#do(this.#state.wake(this.#clock.now()));
    });
    this.#wake = { at, callOff };
  }
}
