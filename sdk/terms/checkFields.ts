import type { z } from "zod";

import type { InputIssue } from "../errors/InvalidInputError.ts";
import { inputIssues } from "./inputIssues.ts";

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
  const issues = inputIssues(result.error, input, path);
  const wrong = new Set(result.error.issues.map((found) => found.path[0]));
  const rest = Object.entries(asRecord(input)).filter(([key]) => !wrong.has(key));
  const draft = draftSchema.safeParse(Object.fromEntries(rest));
  return { value: undefined, draft: draft.success ? draft.data : {}, issues };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
