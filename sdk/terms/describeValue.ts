/**
 * Shows a value of an input as one would write it, at most 60 characters: text in quotes, `(missing)` for
 * nothing.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return "(missing)";
  if (typeof value === "function" || typeof value === "symbol") return `(${typeof value})`;
  if (typeof value === "bigint") return value.toString();
  const written = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}
