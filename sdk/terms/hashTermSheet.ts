import { keccak256, toUtf8Bytes } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";
import type { CanonicalValue } from "../encoding/canonicalJson.ts";
import type { TermSheet } from "./TermSheet.ts";

/**
 * The hash by which the chain knows a term sheet: keccak256 of its canonical JSON text in UTF-8. Comments, order of
 * fields and notation of the file make no difference; any change of a term does.
 */
export function hashTermSheet(termSheet: TermSheet): string {
  return keccak256(toUtf8Bytes(canonicalJson(plain({ ...termSheet }))));
}

/** Groups of fields as plain records, which types with named fields are not to the compiler; dates are texts already. */
function plain(value: unknown): CanonicalValue {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)]])),
    );
  if (isScalar(value)) return value;
  throw new TypeError(`A term sheet cannot hold a ${typeof value}.`);
}

function isScalar(value: unknown): value is string | number | bigint | boolean | null {
  return value === null || ["string", "number", "bigint", "boolean"].includes(typeof value);
}
