import { getAddress, isAddress } from "ethers";

import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";

/** Terms that a message tells; of the others it tells how many there are. */
const TOLD = 3;

/** In which terms two offerings differ, as the end of a sentence; `undefined` when they are the same. */
export function otherTermsWords(onChain: OfferingTerms, written: OfferingTerms): string | undefined {
  const others = otherTerms(onChain, written);
  if (others.length === 0) return undefined;
  const more = others.length > TOLD ? [`and ${others.length - TOLD} more terms`] : [];
  return [...others.slice(0, TOLD), ...more].join("; ");
}

/** In which terms two offerings differ, in words; empty when they are the same. */
export function otherTerms(onChain: OfferingTerms, written: OfferingTerms): readonly string[] {
  const { syndicate: signed, ...terms } = onChain;
  const sheet: Readonly<Record<string, unknown>> = { ...written };
  const fields = Object.entries<unknown>(terms).flatMap(([field, value]) => {
    const [here, there] = [wordsOf(field, value), wordsOf(field, sheet[field])];
    return here === there ? [] : [`${field} is ${here} on the chain, ${there} in the sheet`];
  });
  const [firms, asked] = [signed, written.syndicate].map((members) =>
    members.map(({ firm, commitment }) => `${getAddress(firm)} ${commitment}`).join(", "),
  );
  return firms === asked ? fields : [...fields, "the syndicate or its commitments are others"];
}

function wordsOf(field: string, value: unknown): string {
  if (typeof value === "bigint" && /(From|Until|By)$/.test(field) && value > 0n) return formatMoment(value);
  const text = String(value);
  return isAddress(text) ? getAddress(text) : text;
}
