import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { SignedRequest } from "./Request.ts";
import { requestDigest } from "./requestHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * Whether a request is signed as it has to be: by its asker's own key, or, when it is anonymous, not at all ("0x"). What a
 * contract wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isRequestSigned(domain: TradingDomain, { request, signature }: SignedRequest): boolean {
  if (request.isAnonymous) return signature === "0x";
  return isSignatureOf({ digest: () => requestDigest(domain, request), signature, signer: request.asker });
}
