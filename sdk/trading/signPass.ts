import { Signature } from "ethers";
import type { Signer } from "ethers";

import type { Pass, SignedPass } from "./Pass.ts";
import { PASS_TYPES } from "./passTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** What `signPass` works on. */
export interface SignPassOptions {
  readonly domain: TradingDomain;
  readonly pass: Pass;
}

/** Signs a pass for its dealer: 64 bytes (ERC-2098). */
export async function signPass(signer: Signer, { domain, pass }: SignPassOptions): Promise<SignedPass> {
  const signature = await signer.signTypedData({ ...domain }, PASS_TYPES, { ...pass });
  return { pass, signature: Signature.from(signature).compactSerialized };
}
