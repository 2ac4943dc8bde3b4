import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** What entering an order needs to know. */
export interface EnterOrderOptions {
  readonly isin: string;
  /** A member of the syndicate for its client, or the investor for itself. */
  readonly account: string;
  /** From `orderCommitment`. */
  readonly commitment: string;
}

/** Enters the commitment to an order into the book. Sender: the account, or its operator in scope trade. */
export function enterOrder(kessai: Kessai, { isin, account, commitment }: EnterOrderOptions): Call {
  const args = [isinBytes(isin), account, commitment] as const;
  const data = kessai.offering.interface.encodeFunctionData("enterOrder", [...args]);
  return offeringCall(kessai, data, `enter an order into the book of ${isin}`);
}
