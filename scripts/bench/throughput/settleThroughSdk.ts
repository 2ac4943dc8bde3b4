import { settleBySignatures } from "../../../sdk/client/actions/settleBySignatures.ts";
import { settleSet } from "../../../sdk/client/actions/settleSet.ts";
import type { Call } from "../../../sdk/client/Call.ts";
import { setOutcome } from "../../../sdk/client/readers/setOutcome.ts";
import { send } from "../../../sdk/client/send.ts";
import type { Sent } from "../../../sdk/client/send.ts";
import { signTradeList } from "../../../sdk/sets/signTradeList.ts";
import { partiesOf } from "../../../sdk/sets/tablesOf.ts";
import { signTrade } from "../../../sdk/trade/signTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { Market } from "./Market.ts";
import type { Way } from "./Way.ts";

/** Seconds that the steps of a round took, and the gas that it used. */
export interface SdkRound {
  /** Both sides of every trade, or every party once, one after the other in this process. */
  readonly sign: number;
  /** Packing, and encoding the calls. */
  readonly build: number;
  /** Signing the transactions, sending them one behind the other, their receipts, and decoding what they say. */
  readonly submitAndConfirm: number;
  readonly gas: bigint;
}

/** Trades with what approves them. */
interface Approved {
  readonly trades: readonly { trade: Trade; sellerSignature: string; buyerSignature: string }[];
  /** By party, where the parties sign once each. */
  readonly lists?: Readonly<Record<string, string>>;
}

/**
 * Signs and settles a round of trades, each set in a transaction of its own, and checks that every trade is settled.
 *
 * @param sets the trades of each transaction
 */
export async function settleThroughSdk(
  market: Market,
  way: Way,
  sets: readonly (readonly Trade[])[],
): Promise<SdkRound> {
  const began = performance.now();
  const approved: Approved[] = [];
  for (const trades of sets) approved.push(await approve(market, way, trades));
  const signed = performance.now();
  const calls = approved.flatMap((set) => build(market, way, set));
  const built = performance.now();
  const sent = await Promise.all(calls.map(async (call) => send(call, { signer: market.venue })));
  const confirmed = performance.now();

  requireSettled(sent, sets.flat().length);
  return {
    sign: (signed - began) / 1_000,
    build: (built - signed) / 1_000,
    submitAndConfirm: (confirmed - built) / 1_000,
    gas: sent.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
  };
}

async function approve(market: Market, { method }: Way, trades: readonly Trade[]): Promise<Approved> {
  const { domain } = market.kessai;
  if (method === "net by parties") {
    const lists: Record<string, string> = {};
    for (const party of partiesOf(trades))
      lists[party] = await signTradeList(market.member(party), { domain, trades, party });
    return { trades: trades.map((trade) => ({ trade, sellerSignature: "", buyerSignature: "" })), lists };
  }
  const approved = [];
  for (const trade of trades) {
    approved.push({
      trade,
      sellerSignature: await signTrade(market.member(trade.seller), { domain, trade }),
      buyerSignature: await signTrade(market.member(trade.buyer), { domain, trade }),
    });
  }
  return { trades: approved };
}

function build({ kessai }: Market, { method }: Way, { trades, lists }: Approved): readonly Call[] {
  switch (method) {
    case "single":
      return trades.map((trade) => settleBySignatures(kessai, trade));
    case "batch":
    case "net":
      return [settleSet(kessai, { method, trades })];
    case "net by parties":
      return [settleSet(kessai, { method: "net", trades: trades.map(({ trade }) => ({ trade })), lists })];
  }
}

function requireSettled(sent: readonly Sent[], trades: number): void {
  const settled = sent.reduce((sum, { receipt }) => sum + setOutcome(receipt).settled.length, 0);
  if (settled !== trades) throw new Error(`${settled} of ${trades} trades were settled`);
}
