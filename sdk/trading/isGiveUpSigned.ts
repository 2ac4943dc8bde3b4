import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { SignedGiveUp } from "./GiveUp.ts";
import { giveUpDigest } from "./giveUpHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * Whether the broker's own key has signed a give-up, in a form that the chain takes. False for anything else. What a contract
 * wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isGiveUpSigned(domain: TradingDomain, { giveUp, signature }: SignedGiveUp): boolean {
  return isSignatureOf({ digest: () => giveUpDigest(domain, giveUp), signature, signer: giveUp.broker });
}
