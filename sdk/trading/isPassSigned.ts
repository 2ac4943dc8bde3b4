import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { SignedPass } from "./Pass.ts";
import { passDigest } from "./passHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * Whether the dealer's own key has signed a pass, in a form that the chain takes. False for anything else. What a contract
 * wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isPassSigned(domain: TradingDomain, { pass, signature }: SignedPass): boolean {
  return isSignatureOf({ digest: () => passDigest(domain, pass), signature, signer: pass.dealer });
}
