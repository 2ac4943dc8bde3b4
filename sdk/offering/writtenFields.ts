/** Names of the fields that an input has, right or wrong; those that hold nothing are not written. */
export function writtenFields(input: unknown): ReadonlySet<string> {
  if (typeof input !== "object" || input === null) return new Set();
  return new Set(Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field])));
}
