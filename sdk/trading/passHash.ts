import { TypedDataEncoder } from "ethers";

import type { Pass } from "./Pass.ts";
import { PASS_TYPES } from "./passTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * The EIP-712 struct hash of a pass: its id.
 *
 * @throws an error of ethers when a field does not fit its type
 */
export function passId(pass: Pass): string {
  return TypedDataEncoder.hashStruct("Pass", PASS_TYPES, { ...pass });
}

/**
 * The digest that its dealer signs.
 *
 * @throws as {@link passId}
 */
export function passDigest(domain: TradingDomain, pass: Pass): string {
  return TypedDataEncoder.hash({ ...domain }, PASS_TYPES, { ...pass });
}
