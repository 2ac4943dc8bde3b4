import { keccak256, toUtf8Bytes } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";
import type { TermSheet } from "./TermSheet.ts";

/**
 * The hash by which the chain knows a term sheet: keccak256 of its canonical JSON text in UTF-8. Comments, order of
 * fields and notation of the file make no difference; any change of a term does.
 */
export function hashTermSheet(termSheet: TermSheet): string {
  return keccak256(toUtf8Bytes(canonicalJson({ ...termSheet, ...nested(termSheet) })));
}

/** The groups of fields as plain records, which a type with named fields is not to the compiler. */
function nested({ recordDateRule, closedPeriodRule, underwriting, documents }: TermSheet): {
  readonly recordDateRule: Readonly<Record<string, number>>;
  readonly closedPeriodRule: Readonly<Record<string, number>>;
  readonly underwriting: Readonly<Record<string, string>>;
  readonly documents: readonly Readonly<Record<string, string>>[] | undefined;
} {
  return {
    recordDateRule: { ...recordDateRule },
    closedPeriodRule: { ...closedPeriodRule },
    underwriting: { ...underwriting },
    documents: documents?.map((document) => ({ ...document })),
  };
}
