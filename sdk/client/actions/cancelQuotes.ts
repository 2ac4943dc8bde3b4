import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** Which quotes of a dealer to cancel. */
export interface CancelQuotesOptions {
  readonly dealer: string;
  /** Lowest number; left out for all numbers up to the highest. */
  readonly from?: bigint | undefined;
  /** Highest number. */
  readonly to: bigint;
}

/**
 * Cancels quotes of a dealer in one transaction: one number, a range of at most 65,536, or all up to a number. Sender: the
 * dealer, or its operator in scope cancel.
 */
export function cancelQuotes(kessai: Kessai, { dealer, from, to }: CancelQuotesOptions): Call {
  const coder = kessai.requestForQuote.interface;
  if (from === undefined) {
    const all = coder.encodeFunctionData("cancelAllQuotes", [dealer, to]);
    return tradingCall(kessai, all, `cancel all quotes of ${dealer} up to number ${to}`);
  }
  const data = coder.encodeFunctionData("cancelQuotes", [dealer, from, to]);
  const which = from === to ? `the quote ${from}` : `the quotes ${from} to ${to}`;
  return tradingCall(kessai, data, `cancel ${which} of ${dealer}`);
}
