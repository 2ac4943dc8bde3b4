import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { SignedWithdrawal } from "./Withdrawal.ts";
import { withdrawalDigest } from "./withdrawalHash.ts";

/**
 * Whether the dealer's own key has signed a withdrawal. What a contract wallet (ERC-1271) or an operator has signed only the
 * chain can tell: false here.
 */
export function isWithdrawalSigned(
  domain: TradingDomain,
  { withdrawal, signature }: SignedWithdrawal,
): boolean {
  return isSignatureOf({
    digest: () => withdrawalDigest(domain, withdrawal),
    signature,
    signer: withdrawal.dealer,
  });
}
