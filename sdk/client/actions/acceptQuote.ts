import { ZeroHash } from "ethers";

import { formatAmount } from "../../encoding/formatAmount.ts";
import { OUTCOMES } from "../../trading/Acceptance.ts";
import type { Acceptance } from "../../trading/Acceptance.ts";
import { encodeBlock } from "../../trading/encodeBlock.ts";
import { encodeQuote } from "../../trading/encodeQuote.ts";
import type { SignedQuote } from "../../trading/Quote.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** What accepting a quote needs to know. */
export interface AcceptQuoteOptions {
  readonly signed: SignedQuote;
  readonly acceptance: Acceptance;
}

/**
 * Accepts a firm quote. One account without ticket, broker and last look takes the way that costs least gas. Sender: the
 * account or its operator in scope trade; under a ticket a trader of its funds.
 */
export function acceptQuote(kessai: Kessai, { signed, acceptance }: AcceptQuoteOptions): Call {
  const { quote, signature } = signed;
  const { allocations, ticket, giveUp, then, salt, evidence } = acceptance;
  const [first] = allocations;
  const coder = kessai.requestForQuote.interface;
  const quantity = allocations.reduce((sum, each) => sum + each.quantity, 0n);
  const what = `accept the quote ${quote.sequence} of ${quote.dealer} for ${formatAmount(quantity)} units of ${quote.isin}`;
  const isPlain = allocations.length === 1 && ticket === undefined && giveUp === undefined;
  if (isPlain && first !== undefined && quote.lastLook === 0n) {
    const plain = { ...first, then: OUTCOMES.indexOf(then), salt: salt ?? ZeroHash, evidence };
    const args = [encodeQuote(quote), signature, plain] as const;
    return tradingCall(kessai, coder.encodeFunctionData("accept", [...args]), what);
  }
  const block = encodeBlock(acceptance);
  return tradingCall(
    kessai,
    coder.encodeFunctionData("acceptBlock", [encodeQuote(quote), signature, block]),
    what,
  );
}
