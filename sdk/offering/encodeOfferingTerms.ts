import { encodeAscii } from "../encoding/asciiBytes.ts";
import { FAILURE_RULES, OFFERING_METHODS, PLACEMENTS } from "./OfferingTerms.ts";
import type { OfferingTerms } from "./OfferingTerms.ts";

/** Terms of an offering as the contract takes them: choices are numbers, the ISIN fixed bytes. */
export type EncodedOfferingTerms = Readonly<
  Omit<OfferingTerms, "method" | "placement" | "ifPaymentFails" | "syndicate">
> & { readonly method: number; readonly placement: number; readonly ifPaymentFails: number };

/** The terms in the form of the contract, without the syndicate, which goes beside them. */
export function encodeOfferingTerms({ syndicate: _, ...terms }: OfferingTerms): EncodedOfferingTerms {
  return {
    ...terms,
    isin: encodeAscii(terms.isin, 12),
    method: OFFERING_METHODS.indexOf(terms.method),
    placement: PLACEMENTS.indexOf(terms.placement),
    ifPaymentFails: FAILURE_RULES.indexOf(terms.ifPaymentFails),
  };
}
