import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { SignedWaiver } from "./Waiver.ts";
import { waiverDigest } from "./waiverHash.ts";

/**
 * Whether the officer's own key has signed a waiver. False for anything else: an officer is a person, so that neither a contract
 * wallet (ERC-1271) nor an operator signs for it.
 */
export function isWaiverSigned(domain: TradingDomain, { waiver, officer, signature }: SignedWaiver): boolean {
  return isSignatureOf({ digest: () => waiverDigest(domain, waiver), signature, signer: officer });
}
