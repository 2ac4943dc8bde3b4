import { getAddress, isAddress } from "ethers";

import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";

/** In which terms two offerings differ, in words; empty when they are the same. */
export function otherTerms(onChain: OfferingTerms, written: OfferingTerms): readonly string[] {
  const { syndicate: signed, ...terms } = onChain;
  const fields = Object.entries(terms).flatMap(([field, value]) => {
    const asked = Object.entries(written).find(([name]) => name === field)?.[1];
    const [here, there] = [wordsOf(value), wordsOf(asked)];
    return here === there ? [] : [`${field} is ${here} on the chain, ${there} in the sheet`];
  });
  const [firms, asked] = [signed, written.syndicate].map((members) =>
    members.map(({ firm, commitment }) => `${getAddress(firm)} ${commitment}`).join(", "),
  );
  return firms === asked ? fields : [...fields, "the syndicate or its commitments are others"];
}

function wordsOf(value: unknown): string {
  const text = String(value);
  return isAddress(text) ? getAddress(text) : text;
}
