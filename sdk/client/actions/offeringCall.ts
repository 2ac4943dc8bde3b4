import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** A call of the contract that brings bonds to market. */
export function offeringCall({ deployment }: Kessai, data: string, what: string): Call {
  return { to: deployment.addresses.offering, data, what };
}
