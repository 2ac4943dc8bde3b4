import { ZeroHash } from "ethers";

import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `announceCall` announces. */
export interface AnnounceCallOptions {
  readonly isin: string;
  /** Number of the option, from 1. */
  readonly option: number;
  /** Of a call by lot: how many units, and keccak256 of the seed of the draw. Left out: everything is called. */
  readonly lot?: { readonly units: bigint; readonly seedHash: string } | undefined;
}

/** Gives notice that the issuer calls everything, or a number of units by lot. Sender: the fiscal agent. */
export function announceCall(kessai: Kessai, { isin, option, lot }: AnnounceCallOptions): Call {
  const args = [isinBytes(isin), indexOfNumber(option), lot?.units ?? 0n, lot?.seedHash ?? ZeroHash] as const;
  const data = kessai.redemptionAgent.interface.encodeFunctionData("announceCall", [...args]);
  return servicingCall(kessai, {
    contract: "redemptionAgent",
    data,
    what: `call by option ${option} of ${isin}`,
  });
}
