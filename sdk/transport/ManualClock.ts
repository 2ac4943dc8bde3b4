import type { Clock } from "./Clock.ts";
import { Timetable } from "./Timetable.ts";

/** A clock that stands still until it is told to move: for tests, and for scripts that play days in no time. */
export class ManualClock implements Clock {
  readonly #timetable = new Timetable<() => void>();
  #now: bigint;

  /** @param now in milliseconds since 1970-01-01T00:00:00Z */
  constructor(now: bigint) {
    this.#now = now;
  }

  readonly now = (): bigint => this.#now;

  readonly at = (moment: bigint, action: () => void): (() => void) => {
    let isOff = false;
    this.#timetable.add(moment, () => {
      if (!isOff) action();
    });
    return () => {
      isOff = true;
    };
  };

  /** The first moment at which something may be to be done; `undefined` when nothing is. */
  get next(): bigint | undefined {
    return this.#timetable.next;
  }

  /**
   * Moves to a moment and does all that is due on the way there, each at its own moment, in order. A moment that has passed
   * changes nothing but does what is due already.
   */
  moveTo(moment: bigint): void {
    for (;;) {
      const due = this.#timetable.takeDue(moment);
      if (due === undefined) break;
      if (due.at > this.#now) this.#now = due.at;
      due.value();
    }
    if (moment > this.#now) this.#now = moment;
  }

  /** Moves on by so many milliseconds. */
  moveBy(milliseconds: bigint): void {
    this.moveTo(this.#now + milliseconds);
  }
}
