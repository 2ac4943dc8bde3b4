import { ZeroHash } from "ethers";

import { acceptQuote } from "../../../sdk/client/actions/acceptQuote.ts";
import { setOutcome } from "../../../sdk/client/readers/setOutcome.ts";
import { send } from "../../../sdk/client/send.ts";
import type { Acceptance } from "../../../sdk/trading/Acceptance.ts";
import { buildEvidence } from "../../../sdk/trading/buildEvidence.ts";
import { rankQuotes } from "../../../sdk/trading/rankQuotes.ts";
import { signRequest } from "../../../sdk/trading/signRequest.ts";
import type { AskOptions } from "../../../sdk/transport/asker/RfqClient.ts";
import { systemClock } from "../../../sdk/transport/systemClock.ts";
import { ISIN } from "../throughput/Market.ts";
import type { Floor } from "./openFloor.ts";
import { questionAt } from "./rfqMarket.ts";
import type { TradeFigure } from "./TradeFigure.ts";
import type { BenchDealer, TradingHouse } from "./TradingHouse.ts";

/** What a trade is made with. */
export interface TradeOnceOptions {
  readonly house: TradingHouse;
  readonly floor: Floor;
  readonly dealers: readonly BenchDealer[];
  /** In seconds. */
  readonly tradeDate: bigint;
  /** The buyer's own count of its trades. */
  readonly sequence: number;
}

/** Milliseconds of the steps of one trade. */
export type Steps = TradeFigure["steps"];

const HALF_A_DAY = 43_200n;
/** What an asker has to say whom only one quotes for. */
const JUSTIFICATION = { referencePriceE7: 998_000_000n, source: "bench", text: "one dealer is asked" };

/** Asks all dealers, takes the best quote and settles it at once; checks that it did. */
export async function tradeOnce(options: TradeOnceOptions): Promise<Steps> {
  const { house, floor, dealers, sequence } = options;
  const { kessai, buyer } = house;
  const question = await questionOf(options);

  const began = performance.now();
  const book = await floor.client.ask(question).closed;
  const asked = performance.now();
  const { request } = question.request;
  const { best } = rankQuotes({ request, quotes: book.standing, at: book.closedAt });
  if (best === undefined) throw new Error("nobody quotes");
  const { hash: evidence } = buildEvidence({
    ...book,
    domain: kessai.tradingDomain,
    chosen: best.id,
    decidedAt: book.closedAt,
    justification: dealers.length === 1 ? JUSTIFICATION : undefined,
  });
  const decided = performance.now();
  const allocation = { account: buyer.address, quantity: request.quantity, sequence: BigInt(sequence) };
  const acceptance: Acceptance = { allocations: [allocation], then: "settle", salt: ZeroHash, evidence };
  const { receipt } = await send(acceptQuote(kessai, { signed: best, acceptance }), { signer: buyer });
  const settled = performance.now();

  if (book.standing.length !== dealers.length || book.silent.length > 0)
    throw new Error(`${book.standing.length} of ${dealers.length} dealers have answered`);
  if (setOutcome(receipt).settled.length !== 1) throw new Error("the trade was not settled");
  return { ask: asked - began, decide: decided - asked, settle: settled - decided };
}

/** What is asked, signed: of a bond and for dates that the chain knows. */
async function questionOf({ house, dealers, tradeDate, sequence }: TradeOnceOptions): Promise<AskOptions> {
  const { kessai, buyer, settlementBank } = house;
  const accounts = dealers.map(({ signer }) => signer.address);
  const { request: asked, dealersSalt } = questionAt(sequence, accounts, systemClock.now());
  const dates = { tradeDate, settleFrom: tradeDate, settleBy: tradeDate + HALF_A_DAY };
  const request = { ...asked, ...dates, isin: ISIN, settlementBank, asker: buyer.address };
  const signed = await signRequest(buyer, { domain: kessai.tradingDomain, request });
  return { request: signed, dealers: accounts, dealersSalt, closesWhenAnswered: true };
}
