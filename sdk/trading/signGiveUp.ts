import { Signature } from "ethers";
import type { Signer } from "ethers";

import { encodeGiveUp } from "./encodeGiveUp.ts";
import type { GiveUp, SignedGiveUp } from "./GiveUp.ts";
import { GIVE_UP_TYPES } from "./giveUpTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** What `signGiveUp` works on. */
export interface SignGiveUpOptions {
  readonly domain: TradingDomain;
  readonly giveUp: GiveUp;
}

/** Signs a give-up for its broker: 64 bytes (ERC-2098). */
export async function signGiveUp(
  signer: Signer,
  { domain, giveUp }: SignGiveUpOptions,
): Promise<SignedGiveUp> {
  const signature = await signer.signTypedData({ ...domain }, GIVE_UP_TYPES, encodeGiveUp(giveUp));
  return { giveUp, signature: Signature.from(signature).compactSerialized };
}
