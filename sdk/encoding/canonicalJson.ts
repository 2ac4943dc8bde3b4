/** Data that has one canonical text: plain JSON values and bigint; a field that is undefined does not exist. */
export type CanonicalValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/**
 * The canonical JSON text of data, the same for everybody: keys sorted by code unit, no blanks, whole numbers of
 * type bigint as strings of digits.
 * Source: RFC 8785 (JSON Canonicalization Scheme), whose appendix D has big numbers written as strings.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, inner]) =>
      inner === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(inner)}`],
    );
  return `{${fields.join(",")}}`;
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
