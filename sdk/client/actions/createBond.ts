import type { OnChainTerms } from "../../bonds/onChainTerms.ts";
import { decodeAscii } from "../../encoding/asciiBytes.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** Creates a bond, planned. Sender: an issuer agent whom the issuer has appointed in scope issue. */
export function createBond(kessai: Kessai, terms: OnChainTerms): Call {
  const { bondFactory, deployment } = kessai;
  return {
    to: deployment.addresses.bondFactory,
    data: bondFactory.interface.encodeFunctionData("createBond", [terms]),
    what: `create the bond ${decodeAscii(terms.isin)}`,
  };
}
