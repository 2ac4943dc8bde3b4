import { id } from "ethers";

import { isQuoteSigned } from "../../../sdk/trading/isQuoteSigned.ts";
import type { SignedQuote } from "../../../sdk/trading/Quote.ts";
import { requestId } from "../../../sdk/trading/requestHash.ts";
import { signQuote } from "../../../sdk/trading/signQuote.ts";
import { quoteOf } from "../../../sdk/transport/dealer/quoteOf.ts";
import { median } from "../median.ts";
import type { SignatureCost } from "./RfqFigure.ts";
import { ASKER, dealerAt, DOMAIN, questionAt } from "./rfqMarket.ts";

const PRICE = {
  kind: "single use",
  cleanPriceE7: 998_720_000n,
  cashPerUnit: 100_270_175n,
  minimumQuantity: 1n,
  maximumQuantity: 10n,
  validUntil: 2n ** 32n,
  lastLook: 0n,
} as const;

/** What it costs to sign a quote and to check one, in this process, one after the other. */
export async function measureSignature(repetitions: number): Promise<SignatureCost> {
  const signer = dealerAt(0);
  const { request } = questionAt(0, [signer.address, ASKER.address], 0n);
  const quote = { request, id: requestId(request), dealer: signer.address, price: PRICE };
  const [sign, check]: [number[], number[]] = [[], []];
  for (let number = 0; number < repetitions; number += 1) {
    const unsigned = { ...quoteOf({ ...quote, sequence: BigInt(number) }), request: id(`${number}`) };
    const began = performance.now();
    const signed: SignedQuote = await signQuote(signer, { domain: DOMAIN, quote: unsigned });
    const middle = performance.now();
    if (!isQuoteSigned(DOMAIN, signed)) throw new Error("a signature of ours is not found good");
    sign.push(middle - began);
    check.push(performance.now() - middle);
  }
  return { sign: median(sign), check: median(check) };
}
