import { z } from "zod";

import { acceptedQuotes } from "../../../sdk/client/readers/acceptedQuotes.ts";
import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { plainValues } from "../../../sdk/contracts/plainValue.ts";
import { isSameHex } from "../../../sdk/encoding/isSameHex.ts";
import { decodeQuote } from "../../../sdk/trading/encodeQuote.ts";
import type { EncodedQuote } from "../../../sdk/trading/encodeQuote.ts";
import type { Quote } from "../../../sdk/trading/Quote.ts";
import { quoteId } from "../../../sdk/trading/quoteHash.ts";

/** A quote as it stands in a call. */
const encoded: z.ZodType<EncodedQuote> = z.object({
  request: z.string(),
  dealer: z.string(),
  investor: z.string(),
  broker: z.string(),
  isin: z.string(),
  currency: z.string(),
  settlementBank: z.string(),
  side: z.bigint(),
  kind: z.bigint(),
  cleanPriceE7: z.bigint(),
  cashPerUnit: z.bigint(),
  minimumQuantity: z.bigint(),
  maximumQuantity: z.bigint(),
  tradeDate: z.bigint(),
  settleFrom: z.bigint(),
  settleBy: z.bigint(),
  validUntil: z.bigint(),
  lastLook: z.bigint(),
  sequence: z.bigint(),
  commonReference: z.string(),
});

/**
 * The quote from which a trade came: it stands in the transaction in which it was accepted, or confirmed, and is the one whose id the
 * market recorded.
 *
 * @returns nothing when the market knows no such trade, or another contract made the call, so that it cannot be read
 */
export async function dealtQuote(kessai: Kessai, trade: string): Promise<Quote | undefined> {
  const accepted = (await acceptedQuotes(kessai)).find((each) => isSameHex(each.trade, trade));
  if (accepted === undefined) return undefined;
  const sent = await kessai.provider.getTransaction(accepted.transactionHash);
  if (sent === null) return undefined;
  const call = kessai.requestForQuote.interface.parseTransaction({ data: sent.data });
  if (call === null) return undefined;
  // Whichever way it was accepted, the quote comes first.
  const [value] = Object.values(plainValues(call.fragment.inputs.slice(0, 1), call.args));
  const read = encoded.safeParse(value);
  if (!read.success) return undefined;
  const quote = decodeQuote(read.data);
  return isSameHex(quoteId(quote), accepted.quote) ? quote : undefined;
}
