import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { SignedLogin } from "./Login.ts";
import { loginDigest } from "./loginHash.ts";

/** Whether the account's own key has signed a login. False for anything else. */
export function isLoginSigned(domain: TradingDomain, { login, signature }: SignedLogin): boolean {
  return isSignatureOf({ digest: () => loginDigest(domain, login), signature, signer: login.account });
}
