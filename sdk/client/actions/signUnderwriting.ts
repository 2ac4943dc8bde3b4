import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Signs the underwriting for a member of the syndicate. Sender: the firm, or its operator in scope trade. */
export function signUnderwriting(
  kessai: Kessai,
  { isin, firm }: { readonly isin: string; readonly firm: string },
): Call {
  const data = kessai.offering.interface.encodeFunctionData("underwrite", [isinBytes(isin), firm]);
  return offeringCall(kessai, data, `sign the underwriting of ${isin} for ${firm}`);
}
