import type { TradeFigure } from "./TradeFigure.ts";

/** How requests for quotes go through a hub for WebSockets at one rate, hub, dealers and asker each in a process of its own. */
export interface RfqFigure {
  readonly dealers: number;
  /** Requests to all dealers that were asked, one after the other at even distances. */
  readonly requests: number;
  /** At which they were to be asked, a minute. */
  readonly offeredPerMinute: number;
  /** Requests that were open at a time, at most: the next one waited until one was answered. */
  readonly mostOpen: number;
  /** Requests that all dealers answered in time, a minute, from the first question to the last answer. */
  readonly answeredPerMinute: number;
  /** Answers taken over answers asked for, from 0 to 1. */
  readonly answeredShare: number;
  /** From the question to the last dealer's answer as the asker has checked it; of requests that all have answered. */
  readonly milliseconds: { readonly median: number; readonly p99: number; readonly most: number };
  /** Time of a processor that each process took for a request: milliseconds. */
  readonly cpuPerRequest: { readonly hub: number; readonly dealers: number; readonly asker: number };
}

/** What one signature costs on this machine, and its check: milliseconds, medians. */
export interface SignatureCost {
  readonly sign: number;
  readonly check: number;
}

/** All of it. */
export interface RfqFigures {
  readonly signature: SignatureCost;
  /** By rising number of dealers, then by rising rate. */
  readonly rates: readonly RfqFigure[];
  /** By rising number of dealers. */
  readonly trades: readonly TradeFigure[];
}
