import { TypedDataEncoder } from "ethers";

import { encodeRequest } from "./encodeRequest.ts";
import type { Request } from "./Request.ts";
import { REQUEST_TYPES } from "./requestTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * The EIP-712 struct hash of a request: its id, which quotes and passes name.
 *
 * @throws InvalidTextError when a text does not fit; an error of ethers when another field does not fit its type
 */
export function requestId(request: Request): string {
  return TypedDataEncoder.hashStruct("Request", REQUEST_TYPES, encodeRequest(request));
}

/**
 * The digest that the asker signs, unless it is anonymous.
 *
 * @throws as {@link requestId}
 */
export function requestDigest(domain: TradingDomain, request: Request): string {
  return TypedDataEncoder.hash({ ...domain }, REQUEST_TYPES, encodeRequest(request));
}
