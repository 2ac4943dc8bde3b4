import { Signature } from "ethers";
import type { Signer } from "ethers";

import { encodeRequest } from "./encodeRequest.ts";
import { AnonymousRequestError } from "./errors/AnonymousRequestError.ts";
import type { Request, SignedRequest } from "./Request.ts";
import { REQUEST_TYPES } from "./requestTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** What `signRequest` works on. */
export interface SignRequestOptions {
  readonly domain: TradingDomain;
  readonly request: Request;
}

/**
 * Signs a request for its asker: 64 bytes (ERC-2098).
 *
 * @throws AnonymousRequestError when the asker is not to be known
 */
export async function signRequest(
  signer: Signer,
  { domain, request }: SignRequestOptions,
): Promise<SignedRequest> {
  if (request.isAnonymous) throw new AnonymousRequestError(request.asker);
  const signature = await signer.signTypedData({ ...domain }, REQUEST_TYPES, encodeRequest(request));
  return { request, signature: Signature.from(signature).compactSerialized };
}
