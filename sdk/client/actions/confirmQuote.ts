import type { Acceptance } from "../../trading/Acceptance.ts";
import { encodeBlock } from "../../trading/encodeBlock.ts";
import { encodeQuote } from "../../trading/encodeQuote.ts";
import type { Quote } from "../../trading/Quote.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** What confirming an acceptance needs to know. */
export interface ConfirmQuoteOptions {
  readonly quote: Quote;
  /** What was accepted, exactly. */
  readonly acceptance: Acceptance;
  /** Who accepted. */
  readonly by: string;
  /** Last second in which it can be confirmed, as the event QuoteAwaiting says. */
  readonly deadline: bigint;
}

/** Confirms an acceptance of a quote with last look. Sender: the dealer, or its operator in scope trade. */
export function confirmQuote(kessai: Kessai, { quote, acceptance, by, deadline }: ConfirmQuoteOptions): Call {
  const args = [encodeQuote(quote), encodeBlock(acceptance), by, deadline] as const;
  const data = kessai.requestForQuote.interface.encodeFunctionData("confirm", [...args]);
  return tradingCall(kessai, data, `confirm the quote ${quote.sequence} of ${quote.dealer}`);
}
