import { ZeroAddress } from "ethers";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { cashInstrument } from "../../../../sdk/planning/cashInstrument.ts";
import { movementsOf } from "../../../../sdk/planning/movementsOf.ts";
import type { Position } from "../../../../sdk/planning/Position.ts";
import { reportLiquidity } from "../../../../sdk/planning/reportLiquidity.ts";

/** What a random market is made of. Shares are from 0 to 1. */
export interface RandomMarketOptions {
  readonly trades: number;
  /** The same seed gives the same market. */
  readonly seed: number;
  readonly participants?: number;
  readonly bonds?: number;
  /** Priority classes; most trades are of the lowest. */
  readonly priorities?: number;
  /** Share of accounts that have of an instrument all that they deliver of it on balance. */
  readonly funded?: number;
  /** Free units besides, over all accounts, as a share of what all trades would deliver one by one. */
  readonly liquidity?: number;
  /** Share of legs that are held. */
  readonly held?: number;
  /** Share of trades that are free of payment, and of payments only. */
  readonly oneLegged?: number;
  /** Share of trades that are not due, late, unmatched, on hold or obstructed. */
  readonly stopped?: number;
}

export interface RandomMarket {
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly now: bigint;
}

type Random = () => number;

const NOW = 1_800_000_000n;
const DAY = 86_400n;
const SETTLEMENT_BANK = account(0xba2c);

/** Denominations of bonds in yen: digital bonds for institutions, and for individuals. */
const DENOMINATIONS = [100_000_000n, 1_000_000n, 100_000n];

/**
 * Open trades of a day, in yen of one settlement bank: a tenth of the participants are dealers and stand on most sides, few
 * bonds have most trades, and not everybody has what he needs.
 */
export function randomMarket(options: RandomMarketOptions): RandomMarket {
  const random = generator(options.seed);
  const settings = {
    participants: 100,
    bonds: 20,
    priorities: 1,
    funded: 0.7,
    liquidity: 0.05,
    held: 0.1,
    oneLegged: 0.02,
    stopped: 0.05,
    ...options,
  };
  const candidates = Array.from({ length: settings.trades }, (_, index) =>
    randomCandidate(random, settings, index),
  );
  return { candidates, positions: randomPositions(random, candidates, settings), now: NOW };
}

function randomCandidate(random: Random, settings: Required<RandomMarketOptions>, index: number): Candidate {
  const [seller, buyer] = parties(random, settings.participants);
  const bond = Math.floor(random() * random() * settings.bonds);
  const denomination = DENOMINATIONS[bond % DENOMINATIONS.length] ?? 1n;
  const quantity = BigInt(1 + Math.floor(random() * random() * (bond % 3 === 0 ? 20 : 1_000)));
  const pricePerMille = BigInt(970 + Math.floor(random() * 50));
  const isOneLegged = random() < settings.oneLegged;
  const isPaymentOnly = isOneLegged && random() < 0.5;
  const stop = random() < settings.stopped ? Math.floor(random() * 5) : undefined;
  return {
    id: `T${index.toString().padStart(5, "0")}`,
    trade: {
      isin: `JP${(3_000_000_000 + bond).toString()}`,
      currency: "JPY",
      settlementBank: SETTLEMENT_BANK,
      seller,
      buyer,
      quantity: isPaymentOnly ? 0n : quantity,
      amount: isOneLegged && !isPaymentOnly ? 0n : (quantity * denomination * pricePerMille) / 1_000n,
      settleFrom: stop === 0 ? NOW + DAY : NOW - 1n,
      settleBy: stop === 1 ? NOW : NOW + DAY,
      venue: ZeroAddress,
      sequence: BigInt(index),
    },
    priority: settings.priorities - 1 - Math.floor(random() ** 3 * settings.priorities),
    isMatched: stop !== 2,
    isOnHold: stop === 3,
    bondsHeld: random() < settings.held,
    cashHeld: random() < settings.held,
    obstacles: stop === 4 ? [{ code: "BLOC", account: seller }] : [],
  };
}

function parties(random: Random, participants: number): readonly [string, string] {
  const dealers = Math.max(2, Math.floor(participants / 10));
  const pick = (): number => Math.floor(random() * (random() < 0.6 ? dealers : participants));
  const seller = pick();
  let buyer = pick();
  while (buyer === seller) buyer = pick();
  return [account(seller + 1), account(buyer + 1)];
}

/** Gives some accounts what they need on balance, and each one up to twice the liquidity's share of its gross deliveries. */
function randomPositions(
  random: Random,
  candidates: readonly Candidate[],
  { funded, liquidity }: Required<RandomMarketOptions>,
): readonly Position[] {
  return reportLiquidity(candidates.flatMap(movementsOf)).nets.map(
    ({ account, instrument, delivered, net }) => {
      const spare = (delivered * BigInt(Math.floor(random() * 2_000 * liquidity))) / 1_000n;
      const needed = random() < funded && net < 0n ? -net : 0n;
      return { account, instrument, free: needed + spare };
    },
  );
}

function account(number: number): string {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

/** The money of every random market. */
export const RANDOM_MARKET_CASH = cashInstrument({ currency: "JPY", settlementBank: SETTLEMENT_BANK });

/** Numbers from 0 up to 1, the same for the same seed (a linear congruential generator modulo 2^64, upper bits). */
function generator(seed: number): Random {
  let state = BigInt(seed) * 2n + 1n;
  return () => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}
