import type { Clock } from "./Clock.ts";

/** Longest time that a timer of the platform can wait, in milliseconds: 2^31 - 1, some 24 days. */
const LONGEST_WAIT = 2n ** 31n - 1n;

/** The clock and the timers of the machine, to be handed in where a program begins. */
export const systemClock: Clock = {
  now: () => BigInt(Date.now()),
  at: (moment, action) => {
    let timer = setTimeout(wake, wait());
    function wait(): number {
      const left = moment - BigInt(Date.now());
      if (left <= 0n) return 0;
      return Number(left < LONGEST_WAIT ? left : LONGEST_WAIT);
    }
    function wake(): void {
      // Timers may fire a little early, and cannot wait for months.
      if (wait() === 0) action();
      else timer = setTimeout(wake, wait());
    }
    return () => {
      clearTimeout(timer);
    };
  },
};
