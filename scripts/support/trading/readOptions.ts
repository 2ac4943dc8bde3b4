import type { z } from "zod";

import { InvalidInputError } from "../../../sdk/errors/InvalidInputError.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import { issue } from "../../../sdk/terms/issue.ts";

/** What `readOptions` works on. */
export interface ReadOptionsOptions<T> {
  readonly schema: z.ZodType<T>;
  /** The options as commander gives them: by name, in camel case. */
  readonly written: unknown;
  /** What they ask for, such as "ticket". */
  readonly subject: string;
  /** Rules between options, asked once each is right by itself. */
  readonly rules?: ((value: T) => readonly InputIssue[]) | undefined;
}

/**
 * Checks the options of a job.
 *
 * @throws InvalidInputError (OPTIONS_INVALID) with every issue found, each under the name of its option: `--valid-until`
 */
export function readOptions<T>({ schema, written, subject, rules = () => [] }: ReadOptionsOptions<T>): T {
  const result = schema.safeParse(written);
  const issues = result.success ? rules(result.data) : optionIssues(result.error, written);
  if (!result.success || issues.length > 0)
    throw new InvalidInputError({ code: "OPTIONS_INVALID", subject, issues });
  return result.data;
}

function optionIssues(error: z.ZodError, written: unknown): readonly InputIssue[] {
  return error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? "");
    return issue(optionName(key), valueOf(written, key), message);
  });
}

/** The option as one writes it: `validUntil` is `--valid-until`. */
function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}

function valueOf(written: unknown, key: string): unknown {
  return typeof written === "object" && written !== null ? Reflect.get(written, key) : undefined;
}
