import type { z } from "zod";

import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";

/**
 * What a schema found wrong with an input, as issues.
 *
 * @param path where the input stands: `terms`, `parties[2]`
 */
export function inputIssues(error: z.ZodError, input: unknown, path: string): readonly InputIssue[] {
  return error.issues.flatMap((found) => asIssues(found, input, path));
}

function asIssues(found: z.core.$ZodIssue, input: unknown, root: string): readonly InputIssue[] {
  const path = found.path.reduce<string>(append, root);
  const value = found.path.reduce<unknown>((inner, key) => asRecord(inner)[String(key)], input);
  if (found.code === "unrecognized_keys") {
    return found.keys.map((key) =>
      issue(
        append(path, key),
        asRecord(value)[key],
        "is not a field known here: remove it or correct its name",
      ),
    );
  }
  return [issue(path, value, ruleOf(found, value))];
}

function ruleOf(found: z.core.$ZodIssue, value: unknown): string {
  if (found.code === "invalid_value")
    return missingOr(value, `must be one of ${found.values.map(String).join(", ")}`);
  if (found.code !== "invalid_type") return found.message;
  if (found.expected === "object") return missingOr(value, "must be a group of fields");
  if (found.expected === "array") return missingOr(value, "must be a list");
  return found.message;
}

function missingOr(value: unknown, rule: string): string {
  return value === undefined ? `is required: ${rule}` : rule;
}

function append(path: string, key: PropertyKey): string {
  return typeof key === "number" ? `${path}[${key}]` : `${path}.${String(key)}`;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
