import { ZeroAddress } from "ethers";
import fc from "fast-check";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { cashInstrument } from "../../../../sdk/planning/cashInstrument.ts";
import type { Position } from "../../../../sdk/planning/Position.ts";
import { account, BANK, NOW } from "./samples.ts";

export interface SmallMarket {
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
}

export const SMALL_MARKET_CLASSES = 3;

const PARTIES = ["a", "b", "c", "d"].map(account);
const BONDS = ["JP3633400001", "JP3633400002"];
const CURRENCIES = ["JPY", "USD"];

/** Figures among which equal sums are frequent, and others that no double can hold. */
const UNITS = fc.oneof(
  { weight: 30, arbitrary: fc.bigInt(1n, 6n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 60n, 2n ** 60n + 3n) },
);

const often = (percent: number) => fc.nat(99).map((drawn) => drawn < percent);

/** Markets in which much is short: several bonds, currencies and classes, holds, shared numbers, one-legged trades. */
export function smallMarkets(mostTrades: number): fc.Arbitrary<SmallMarket> {
  return fc.record({
    candidates: fc
      .array(CANDIDATE, { minLength: Math.ceil(mostTrades / 2), maxLength: mostTrades, size: "max" })
      .map((list) => list.map((one, index) => ({ ...one, id: `T${index}` }))),
    positions: fc
      .array(fc.tuple(fc.constantFrom(...PARTIES), fc.constantFrom(...INSTRUMENTS), UNITS), {
        minLength: 6,
        maxLength: 16,
        size: "max",
      })
      .map((list) => list.map(([owner, instrument, free]) => ({ account: owner, instrument, free })))
      .map((list) => [...new Map(list.map((one) => [`${one.account} ${one.instrument}`, one])).values()]),
  });
}

const INSTRUMENTS = [
  ...BONDS,
  ...CURRENCIES.map((currency) => cashInstrument({ currency, settlementBank: BANK })),
];

const CANDIDATE: fc.Arbitrary<Candidate> = fc
  .record({
    parties: fc.shuffledSubarray(PARTIES, { minLength: 2, maxLength: 2 }),
    isin: fc.constantFrom(...BONDS),
    currency: fc.constantFrom(...CURRENCIES),
    quantity: UNITS,
    amount: UNITS,
    legs: fc.constantFrom("both", "both", "both", "delivery", "payment"),
    sequence: fc.bigInt(0n, 5n),
    priority: fc.nat(SMALL_MARKET_CLASSES - 1),
    bondsHeld: often(15),
    cashHeld: often(15),
    isOnHold: often(5),
  })
  .map(({ parties: [seller = "", buyer = ""], legs, ...drawn }) => ({
    id: "",
    trade: {
      isin: drawn.isin,
      currency: drawn.currency,
      settlementBank: BANK,
      seller,
      buyer,
      quantity: legs === "payment" ? 0n : drawn.quantity,
      amount: legs === "delivery" ? 0n : drawn.amount,
      settleFrom: NOW,
      settleBy: NOW + 1n,
      venue: ZeroAddress,
      sequence: drawn.sequence,
    },
    priority: drawn.priority,
    isMatched: true,
    isOnHold: drawn.isOnHold,
    bondsHeld: drawn.bondsHeld,
    cashHeld: drawn.cashHeld,
    obstacles: [],
  }));
