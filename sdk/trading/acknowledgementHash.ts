import { TypedDataEncoder } from "ethers";

import type { Acknowledgement } from "./Acknowledgement.ts";
import { ACKNOWLEDGEMENT_TYPES } from "./acknowledgementTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * The EIP-712 struct hash of an acknowledgement: its id.
 *
 * @throws an error of ethers when a field does not fit its type
 */
export function acknowledgementId(acknowledgement: Acknowledgement): string {
  return TypedDataEncoder.hashStruct("Acknowledgement", ACKNOWLEDGEMENT_TYPES, { ...acknowledgement });
}

/**
 * The digest that its dealer signs.
 *
 * @throws as {@link acknowledgementId}
 */
export function acknowledgementDigest(domain: TradingDomain, acknowledgement: Acknowledgement): string {
  return TypedDataEncoder.hash({ ...domain }, ACKNOWLEDGEMENT_TYPES, { ...acknowledgement });
}
