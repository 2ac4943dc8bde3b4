import { keccak256, toUtf8Bytes } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";
import type { CanonicalValue } from "../encoding/canonicalJson.ts";

/**
 * The hash of data: keccak256 of its canonical JSON text in UTF-8, addresses in lower case. Fields that are undefined do not
 * exist; the order of lists counts.
 *
 * @throws TypeError when something is in it that JSON and bigint do not have
 */
export function contentHash(value: unknown): string {
  return keccak256(toUtf8Bytes(canonicalJson(canonical(value) ?? null)));
}

function canonical(value: unknown): CanonicalValue | undefined {
  if (typeof value === "string") return /^0x[0-9a-f]{40}$/i.test(value) ? value.toLowerCase() : value;
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") return value;
  if (value === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => canonical(each) ?? null);
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} has no hash`);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonical(inner)]));
}
