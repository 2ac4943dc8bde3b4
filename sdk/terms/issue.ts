import type { InputIssue } from "../errors/InvalidInputError.ts";
import { describeValue } from "./describeValue.ts";

/** Makes an issue: where it stands, what stands there, which rule it breaks. */
export function issue(path: string, value: unknown, rule: string): InputIssue {
  return { path, value: describeValue(value), rule };
}
