import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** What `signUnderwriting` needs to know. */
export interface SignUnderwritingOptions {
  readonly isin: string;
  /** The offering whose terms are signed, as the chain counts them: from 0. */
  readonly number: bigint;
  readonly firm: string;
}

/** Signs the underwriting for a member of the syndicate. Sender: the firm, or its operator in scope trade. */
export function signUnderwriting(kessai: Kessai, { isin, number, firm }: SignUnderwritingOptions): Call {
  const data = kessai.offering.interface.encodeFunctionData("underwrite", [isinBytes(isin), number, firm]);
  return offeringCall(kessai, data, `sign the underwriting of ${isin} for ${firm}`);
}
