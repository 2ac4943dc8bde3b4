import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** The contracts that service bonds. */
export type ServicingContract = "schedules" | "paymentAgent" | "redemptionAgent";

/** A call of a servicing contract. */
export function servicingCall(
  { deployment }: Kessai,
  {
    contract,
    data,
    what,
  }: { readonly contract: ServicingContract; readonly data: string; readonly what: string },
): Call {
  return { to: deployment.addresses[contract], data, what };
}

/** The ISIN as contracts take it. */
export function isinBytes(isin: string): string {
  return encodeAscii(isin, 12);
}
