/** A value that is there; the test fails where it is not. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a value is missing");
  return value;
}
