import { TypedDataEncoder } from "ethers";

import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { Waiver } from "./Waiver.ts";
import { WAIVER_TYPES } from "./waiverTypes.ts";

/**
 * The EIP-712 struct hash of a waiver: its id.
 *
 * @throws an error of ethers when a field does not fit its type
 */
export function waiverId(waiver: Waiver): string {
  return TypedDataEncoder.hashStruct("Waiver", WAIVER_TYPES, { ...waiver });
}

/**
 * The digest that its officer signs.
 *
 * @throws as {@link waiverId}
 */
export function waiverDigest(domain: TradingDomain, waiver: Waiver): string {
  return TypedDataEncoder.hash({ ...domain }, WAIVER_TYPES, { ...waiver });
}
