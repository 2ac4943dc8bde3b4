import { encodeOfferingTerms } from "../../offering/encodeOfferingTerms.ts";
import type { OfferingTerms } from "../../offering/OfferingTerms.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";

/** Opens an offering of a bond. Sender: the fiscal agent. */
export function openOffering(kessai: Kessai, terms: OfferingTerms): Call {
  const syndicate = terms.syndicate.map((member) => ({ ...member }));
  const data = kessai.offering.interface.encodeFunctionData("offer", [encodeOfferingTerms(terms), syndicate]);
  return offeringCall(kessai, data, `offer ${terms.units} units of ${terms.isin}`);
}
