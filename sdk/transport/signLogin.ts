import { Signature } from "ethers";
import type { Signer } from "ethers";

import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { Login, SignedLogin } from "./Login.ts";
import { LOGIN_TYPES } from "./loginTypes.ts";

/** What `signLogin` works on. */
export interface SignLoginOptions {
  readonly domain: TradingDomain;
  readonly login: Login;
}

/** Signs a login: 64 bytes (ERC-2098). It is good for the connection whose challenge it answers, and for nothing else. */
export async function signLogin(signer: Signer, { domain, login }: SignLoginOptions): Promise<SignedLogin> {
  const signature = await signer.signTypedData({ ...domain }, LOGIN_TYPES, { ...login });
  return { login, signature: Signature.from(signature).compactSerialized };
}
