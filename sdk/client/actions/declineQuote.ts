import { encodeQuote } from "../../trading/encodeQuote.ts";
import type { Quote } from "../../trading/Quote.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** Declines an acceptance of a quote with last look. Sender: the dealer, or its operator in scope trade. */
export function declineQuote(kessai: Kessai, quote: Quote): Call {
  const data = kessai.requestForQuote.interface.encodeFunctionData("decline", [encodeQuote(quote)]);
  return tradingCall(
    kessai,
    data,
    `decline the acceptance of the quote ${quote.sequence} of ${quote.dealer}`,
  );
}
