import { ZeroAddress } from "ethers";

import type { CandidateTerms } from "./Candidate.ts";

/**
 * The number of a trade with whom it belongs to: the venue, or without one the pair of seller and buyer. Of the trades that
 * share it only one can ever settle.
 */
export function numberOf({ venue, seller, buyer, sequence }: CandidateTerms): string {
  const owner = venue === ZeroAddress ? `${seller}>${buyer}` : venue;
  return `${owner.toLowerCase()}#${sequence}`;
}
