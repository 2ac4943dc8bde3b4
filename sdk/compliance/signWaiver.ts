import { Signature } from "ethers";
import type { Signer } from "ethers";

import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { SignedWaiver, Waiver } from "./Waiver.ts";
import { WAIVER_TYPES } from "./waiverTypes.ts";

/** What `signWaiver` works on. */
export interface SignWaiverOptions {
  readonly domain: TradingDomain;
  readonly waiver: Waiver;
}

/** Signs a waiver for its compliance officer: 64 bytes (ERC-2098). */
export async function signWaiver(
  signer: Signer,
  { domain, waiver }: SignWaiverOptions,
): Promise<SignedWaiver> {
  const officer = await signer.getAddress();
  const signature = await signer.signTypedData({ ...domain }, WAIVER_TYPES, { ...waiver });
  return { waiver, officer, signature: Signature.from(signature).compactSerialized };
}
