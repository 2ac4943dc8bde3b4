import { constants } from "node:os";

/** What this process has started or written and must not outlive it, however it ends (save by SIGKILL). */
export class Leftovers {
  readonly #stops = new Set<() => void>();

  constructor() {
    process.once("exit", () => {
      for (const stop of this.#stops) stop();
    });
    // Not once: Ctrl-C comes from the terminal and from the launcher, and the second must not end the tidying up.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }

  /**
   * Has `stop` called when the process ends. It must do its work at once, without waiting for anything.
   *
   * @returns forgets it again, when it was stopped
   */
  add(stop: () => void): () => void {
    this.#stops.add(stop);
    return () => {
      this.#stops.delete(stop);
    };
  }
}
