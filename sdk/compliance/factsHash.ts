import type { ComplianceFacts } from "./ComplianceFacts.ts";
import { contentHash } from "./contentHash.ts";

/** The hash by which a report knows its facts: keccak256 of their canonical JSON text in UTF-8, addresses in lower case. */
export function factsHash(facts: ComplianceFacts): string {
  return contentHash(facts);
}
