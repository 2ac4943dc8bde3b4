import { contentHash } from "./contentHash.ts";
import type { Guidelines } from "./Guidelines.ts";

/** The hash by which a report knows the guidelines: keccak256 of their canonical JSON text in UTF-8. */
export function guidelinesHash(guidelines: Guidelines): string {
  return contentHash(guidelines);
}
