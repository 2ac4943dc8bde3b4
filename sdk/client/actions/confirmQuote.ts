import type { Interface } from "ethers";

import { encodeQuote } from "../../trading/encodeQuote.ts";
import type { Quote } from "../../trading/Quote.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** What confirming an acceptance needs to know; the event QuoteAwaiting says all of it. */
export interface ConfirmQuoteOptions {
  readonly quote: Quote;
  /** What was accepted: `block_` of the event, or from `encodeBlock`. */
  readonly block: unknown;
  /** Who accepted. */
  readonly by: string;
  /** Last second in which it can be confirmed. */
  readonly deadline: bigint;
}

/** Confirms an acceptance of a quote with last look. Sender: the dealer, or its operator in scope trade. */
export function confirmQuote(kessai: Kessai, { quote, block, by, deadline }: ConfirmQuoteOptions): Call {
  // The block goes back as the log gave it: whether it is what was accepted, the contract judges by its hash.
  const coder: Interface = kessai.requestForQuote.interface;
  const data = coder.encodeFunctionData("confirm", [encodeQuote(quote), block, by, deadline]);
  return tradingCall(kessai, data, `confirm the quote ${quote.sequence} of ${quote.dealer}`);
}
