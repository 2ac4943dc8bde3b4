import type { z } from "zod";

import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";

/** The fields of an input that are right by themselves; the others are missing. */
export type Draft<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What `checkFields` works on. */
export interface CheckFieldsOptions<T> {
  /** Every field with its rule; unknown fields refused. */
  readonly schema: z.ZodType<T>;
  /** The same with every field optional and unknown fields left out. */
  readonly draftSchema: z.ZodType<Draft<T>>;
  readonly input: unknown;
  /** Where the input stands: `terms`, `parties[2]`. */
  readonly path: string;
}

/** What `checkFields` found. */
export interface CheckedFields<T> {
  /** The whole input, when every field is right. */
  readonly value: T | undefined;
  /** The fields that are right, for the rules between fields. */
  readonly draft: Draft<T>;
  readonly issues: readonly InputIssue[];
}

/**
 * Checks each field of an input by itself and keeps those that are right, so that one pass finds every issue.
 */
export function checkFields<T>({
  schema,
  draftSchema,
  input,
  path,
}: CheckFieldsOptions<T>): CheckedFields<T> {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, draft: result.data, issues: [] };
  const issues = result.error.issues.flatMap((found) => asIssues(found, input, path));
  const wrong = new Set(result.error.issues.map((found) => found.path[0]));
  const rest = Object.entries(asRecord(input)).filter(([key]) => !wrong.has(key));
  const draft = draftSchema.safeParse(Object.fromEntries(rest));
  return { value: undefined, draft: draft.success ? draft.data : {}, issues };
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
