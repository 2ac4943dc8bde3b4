import type { Trade } from "../../../sdk/trade/Trade.ts";
import { median } from "../median.ts";
import type { BareTokens } from "./BareTokens.ts";
import type { Engine } from "./Engine.ts";
import type { Market } from "./Market.ts";
import { settleThroughSdk } from "./settleThroughSdk.ts";
import type { SdkRound } from "./settleThroughSdk.ts";
import { swapBare } from "./swapBare.ts";
import type { BareRound } from "./swapBare.ts";
import type { ThroughputFigure } from "./ThroughputFigure.ts";
import type { Way } from "./Way.ts";

/** What a way is measured on. */
export interface MeasureWayOptions {
  readonly engine: Engine;
  readonly market: Market;
  readonly tokens: BareTokens;
  /** Rounds that count; one more comes before them. */
  readonly rounds: number;
}

/** A round of bare pairs takes so little time that several are measured. */
const BARE_ROUNDS = 3;

/** Settles rounds of trades through the sdk and as bare pairs in turn, so that both meet the same machine. */
export async function measureWay(
  way: Way,
  { engine, market, tokens, rounds }: MeasureWayOptions,
): Promise<ThroughputFigure> {
  const sdk: SdkRound[] = [];
  const bare: BareRound[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const sets = setsOf(market, way);
    const swapped: BareRound[] = [];
    for (let time = 0; time < BARE_ROUNDS; time += 1)
      swapped.push(await swapBare({ engine, tokens, sender: market.venue, sets }));
    const settled = await settleThroughSdk(market, way, sets);
    if (round === 0) continue; // the first one warms the machine up
    bare.push(...swapped);
    sdk.push(settled);
  }
  return figureOf(way, sdk, bare);
}

function setsOf(
  market: Market,
  { transactions, perTransaction, pairing }: Way,
): readonly (readonly Trade[])[] {
  const trades = market.trades(transactions * perTransaction, pairing);
  return Array.from({ length: transactions }, (_, index) =>
    trades.slice(index * perTransaction, (index + 1) * perTransaction),
  );
}

function figureOf(way: Way, sdk: readonly SdkRound[], bare: readonly BareRound[]): ThroughputFigure {
  const trades = way.transactions * way.perTransaction;
  const milliseconds = (secondsOf: (round: SdkRound) => number): number =>
    (median(sdk.map(secondsOf)) * 1_000) / trades;
  const venue = ({ build, submitAndConfirm }: SdkRound): number => build + submitAndConfirm;
  const perSecond = {
    all: trades / median(sdk.map((round) => round.sign + venue(round))),
    signedBefore: trades / median(sdk.map(venue)),
    bare: trades / median(bare.map(({ seconds }) => seconds)),
  };
  const gas = (rounds: readonly { readonly gas: bigint }[]): number =>
    Math.ceil(median(rounds.map((round) => Number(round.gas))) / trades);
  return {
    way: way.name,
    perTransaction: way.perTransaction,
    trades,
    rounds: sdk.length,
    millisecondsPerTrade: {
      sign: milliseconds(({ sign }) => sign),
      build: milliseconds(({ build }) => build),
      submitAndConfirm: milliseconds(({ submitAndConfirm }) => submitAndConfirm),
    },
    tradesPerSecond: perSecond,
    shareOfBare: {
      all: perSecond.all / perSecond.bare,
      signedBefore: perSecond.signedBefore / perSecond.bare,
    },
    gasPerTrade: { kessai: gas(sdk), bare: gas(bare) },
  };
}
