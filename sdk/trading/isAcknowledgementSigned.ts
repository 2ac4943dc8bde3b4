import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { SignedAcknowledgement } from "./Acknowledgement.ts";
import { acknowledgementDigest } from "./acknowledgementHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * Whether the dealer's own key has signed an acknowledgement, in a form that the chain takes. False for anything else. What a contract
 * wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isAcknowledgementSigned(
  domain: TradingDomain,
  { acknowledgement, signature }: SignedAcknowledgement,
): boolean {
  return isSignatureOf({
    digest: () => acknowledgementDigest(domain, acknowledgement),
    signature,
    signer: acknowledgement.dealer,
  });
}
