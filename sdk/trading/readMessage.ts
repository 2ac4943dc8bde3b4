import type { z } from "zod";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { inputIssues } from "../terms/inputIssues.ts";

/** What `readMessage` works on. */
export interface ReadMessageOptions<T> {
  readonly schema: z.ZodType<T>;
  /** Plain data, as JSON.parse returns it. */
  readonly input: unknown;
  /** Where issues say that it stands: `message` or `file`. */
  readonly path: string;
  /** Stable code of the kind of input. */
  readonly code: string;
  /** What the input is, such as "signed quote". */
  readonly subject: string;
  /** Rules between fields, asked once each field is right by itself. */
  readonly rules?: ((value: T) => readonly InputIssue[]) | undefined;
}

/**
 * Checks a message or a file of trading.
 *
 * @throws InvalidInputError with every issue found
 */
export function readMessage<T>(options: ReadMessageOptions<T>): T {
  const { schema, input, path, code, subject, rules = () => [] } = options;
  const result = schema.safeParse(input);
  const issues = result.success ? rules(result.data) : inputIssues(result.error, input, path);
  if (!result.success || issues.length > 0) throw new InvalidInputError({ code, subject, issues });
  return result.data;
}
