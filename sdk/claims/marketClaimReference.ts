import { id } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";

/** What `marketClaimReference` works on. */
export interface MarketClaimReferenceOptions {
  /** Id of the trade that settled late; it names the bond. */
  readonly tradeId: string;
  /** Number of the payment, from 1. */
  readonly payment: number;
  /** Units of the trade that had settled before. */
  readonly settledBefore: bigint;
}

/**
 * The reference of a market claim: MC- and 13 letters and digits. The same for everybody, so that a claim is never made
 * twice, and another one for every part of a trade and payment: the end of a keccak-256 hash of the three, 67 bits of it.
 */
export function marketClaimReference({
  tradeId,
  payment,
  settledBefore,
}: MarketClaimReferenceOptions): string {
  const hash = BigInt(id(canonicalJson({ tradeId, payment, settledBefore: settledBefore.toString() })));
  return `MC-${(hash % 36n ** 13n).toString(36).toUpperCase().padStart(13, "0")}`;
}
