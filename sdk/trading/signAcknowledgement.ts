import { Signature } from "ethers";
import type { Signer } from "ethers";

import type { Acknowledgement, SignedAcknowledgement } from "./Acknowledgement.ts";
import { ACKNOWLEDGEMENT_TYPES } from "./acknowledgementTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** What `signAcknowledgement` works on. */
export interface SignAcknowledgementOptions {
  readonly domain: TradingDomain;
  readonly acknowledgement: Acknowledgement;
}

/** Signs an acknowledgement for its dealer: 64 bytes (ERC-2098). */
export async function signAcknowledgement(
  signer: Signer,
  { domain, acknowledgement }: SignAcknowledgementOptions,
): Promise<SignedAcknowledgement> {
  const signature = await signer.signTypedData({ ...domain }, ACKNOWLEDGEMENT_TYPES, { ...acknowledgement });
  return { acknowledgement, signature: Signature.from(signature).compactSerialized };
}
