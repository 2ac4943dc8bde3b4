import { houseInterface } from "../../contracts/houseInterface.ts";
import { decodeAscii } from "../../encoding/asciiBytes.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** A quote that was accepted, for one account. */
export interface AcceptedQuote {
  readonly quote: string;
  readonly dealer: string;
  readonly account: string;
  /** Id of the account's trade. */
  readonly trade: string;
  readonly isin: string;
  readonly quantity: bigint;
  /** Commitment to all answers to the request. */
  readonly evidence: string;
  readonly by: string;
  readonly transactionHash: string;
  readonly blockNumber: number;
}

/** Every acceptance of a quote, or of all quotes, in the order of the chain. */
export async function acceptedQuotes(kessai: Kessai, quote?: string): Promise<readonly AcceptedQuote[]> {
  const kind = houseInterface.getEvent("QuoteAccepted")?.topicHash ?? null;
  const address = kessai.deployment.addresses.requestForQuote;
  const topics = quote === undefined ? [kind] : [kind, quote];
  return decodeLogs(await queryLogs(kessai, { address, topics })).map(({ args, ...place }) => {
    const { quote: id, dealer, account, trade, isin, quantity, evidence, by } = args;
    return {
      quote: textOf(id),
      dealer: textOf(dealer),
      account: textOf(account),
      trade: textOf(trade),
      isin: decodeAscii(textOf(isin)),
      quantity: BigInt(textOf(quantity)),
      evidence: textOf(evidence),
      by: textOf(by),
      transactionHash: place.transactionHash,
      blockNumber: place.blockNumber,
    };
  });
}
