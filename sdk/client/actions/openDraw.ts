import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `openDraw` opens. */
export interface OpenDrawOptions {
  readonly isin: string;
  /** Number of the option, from 1. */
  readonly option: number;
  /** The seed whose hash was announced: 32 bytes. */
  readonly seed: string;
}

/** Opens the draw of a call by lot; transfers stop until the drawn units are redeemed. Sender: the fiscal agent. */
export function openDraw(kessai: Kessai, { isin, option, seed }: OpenDrawOptions): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("openDraw", [
    isinBytes(isin),
    option,
    seed,
  ]);
  const what = `open the draw of option ${option} of ${isin}`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
