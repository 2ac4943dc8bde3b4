import { ZeroAddress } from "ethers";

import type { Candidate, CandidateTerms } from "../../../../sdk/planning/Candidate.ts";
import { cashInstrument } from "../../../../sdk/planning/cashInstrument.ts";
import type { Position } from "../../../../sdk/planning/Position.ts";

/** Seconds since 1970-01-01T00:00:00Z at which the tests plan. */
export const NOW = 1_800_000_000n;

export const BOND = "JP3633400001";
export const BANK = account("bank");
export const YEN = cashInstrument({ currency: "JPY", settlementBank: BANK });

/** An account by a name of at most 20 ASCII letters. */
export function account(name: string): string {
  return `0x${Buffer.from(name, "ascii").toString("hex").padStart(40, "0")}`;
}

export interface SampleOptions extends Partial<Omit<Candidate, "trade">> {
  readonly seller?: string;
  readonly buyer?: string;
  readonly terms?: Partial<CandidateTerms>;
}

let numbers = 0n;

/** A matched trade of one bond for 100 yen from `a` to `b`, due now, with a number of its own. */
export function candidate({ seller = "a", buyer = "b", terms, ...options }: SampleOptions = {}): Candidate {
  numbers++;
  return {
    id: `${seller}>${buyer}`,
    trade: {
      isin: BOND,
      currency: "JPY",
      settlementBank: BANK,
      seller: account(seller),
      buyer: account(buyer),
      quantity: 1n,
      amount: 100n,
      settleFrom: NOW,
      settleBy: NOW + 1n,
      venue: ZeroAddress,
      sequence: numbers,
      ...terms,
    },
    priority: 0,
    isMatched: true,
    isOnHold: false,
    bondsHeld: false,
    cashHeld: false,
    obstacles: [],
    ...options,
  };
}

export function bonds(name: string, free: bigint): Position {
  return { account: account(name), instrument: BOND, free };
}

export function yen(name: string, free: bigint): Position {
  return { account: account(name), instrument: YEN, free };
}
