import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** A call of the contract that turns accepted quotes into trades. */
export function tradingCall({ deployment }: Kessai, data: string, what: string): Call {
  return { to: deployment.addresses.requestForQuote, data, what };
}
