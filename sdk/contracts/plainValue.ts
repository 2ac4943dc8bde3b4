import { Result } from "ethers";
import type { ParamType } from "ethers";

import type { DetailValue } from "../errors/KessaiError.ts";

/** Decoded values as plain data by name: structs become records, lists stay lists, whole numbers are bigint. */
export function plainValues(
  inputs: readonly ParamType[],
  values: Result,
): Readonly<Record<string, DetailValue>> {
  return Object.fromEntries(
    inputs.map((input, index): [string, DetailValue] => {
      const value: unknown = values[index];
      return [input.name, plainValue(input, value)];
    }),
  );
}

function plainValue(input: ParamType, value: unknown): DetailValue {
  if (input.isTuple()) return plainValues(input.components, asResult(value));
  if (input.isArray()) {
    const { arrayChildren } = input;
    return Array.from(asResult(value), (inner: unknown) => plainValue(arrayChildren, inner));
  }
  switch (typeof value) {
    case "string":
    case "bigint":
    case "boolean":
    case "number":
      return value;
    default:
      // An indexed text or list is known by its hash alone (ethers: Indexed).
      return typeof value === "object" && value !== null && "hash" in value ? String(value.hash) : null;
  }
}

function asResult(value: unknown): Result {
  if (value instanceof Result) return value;
  throw new TypeError("a struct or list was expected from the decoder");
}
