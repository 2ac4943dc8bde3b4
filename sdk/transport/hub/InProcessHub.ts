import type { Dial, Line } from "../Line.ts";
import type { HubCounters } from "./HubCounters.ts";
import { HubHost } from "./HubHost.ts";
import type { HubOptions } from "./HubHost.ts";

/**
 * A hub in the process of its clients, which reach it without a network: for tests and scripts. Everything is the same as over a
 * socket, but that messages arrive at once, in the order in which they were sent.
 */
export class InProcessHub {
  readonly #host: HubHost;
  readonly #cuts = new Set<() => void>();

  constructor(options: HubOptions) {
    this.#host = new HubHost(options);
  }

  /** How the hub does. */
  get counters(): HubCounters {
    return this.#host.counters;
  }

  /** Connects to this hub. */
  readonly dial: Dial = (listener) => {
    let isCut = false;
    const later = (action: () => void): void => {
      queueMicrotask(() => {
        if (!isCut) action();
      });
    };
    const cut = (reason: string): void => {
      if (isCut) return;
      isCut = true;
      this.#cuts.delete(fail);
      queueMicrotask(() => {
        atHub.closed(reason);
        listener.closed(reason);
      });
    };
    const fail = (): void => {
      cut("the connection was cut");
    };
    const toClient: Line = {
      send: (text) => {
        later(() => {
          listener.received(text);
        });
      },
      hangUp: () => {
        later(() => {
          cut("the hub has hung up");
        });
      },
    };
    this.#cuts.add(fail);
    const atHub = this.#host.accept(toClient);
    return {
      send: (text) => {
        later(() => {
          atHub.received(text);
        });
      },
      hangUp: () => {
        later(() => {
          cut("hung up");
        });
      },
    };
  };

  /** Cuts all connections, as a network does that fails; what is under way is lost. */
  cut(): void {
    for (const cut of [...this.#cuts]) cut();
  }

  /** Tells everybody that the hub closes, and hangs up. */
  close(): void {
    this.#host.close();
  }
}
