import type { Clock } from "./Clock.ts";

/** Things to be done later, one for each key: what is set for a key takes the place of what was set for it before. */
export class Timers {
  readonly #clock: Clock;
  readonly #callOffs = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param moment in milliseconds */
  set(key: string, moment: bigint, action: () => void): void {
    this.#callOffs.get(key)?.();
    const callOff = this.#clock.at(moment, () => {
      this.#callOffs.delete(key);
      action();
    });
    this.#callOffs.set(key, callOff);
  }

  /** Calls everything off. */
  clear(): void {
    for (const callOff of this.#callOffs.values()) callOff();
    this.#callOffs.clear();
  }
}
