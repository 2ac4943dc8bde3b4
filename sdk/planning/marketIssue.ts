import type { InputIssue } from "../errors/InvalidInputError.ts";
import { describeValue } from "../terms/describeValue.ts";

/** Something that is wrong with a value of a market. */
export function marketIssue(path: string, value: unknown, rule: string): InputIssue {
  return { path, value: describeValue(value), rule };
}
