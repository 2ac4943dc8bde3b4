import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { CheckedFields, Draft } from "./checkFields.ts";
import { issue } from "./issue.ts";

/** What `checkList` works on. */
export interface CheckListOptions<T> {
  readonly input: unknown;
  /** Where the list stands: `parties`. */
  readonly path: string;
  readonly checkItem: (input: unknown, path: string) => CheckedFields<T>;
  /** Fields in which no two items may agree. */
  readonly unique: readonly (keyof T & string)[];
}

/** What `checkList` found. */
export interface CheckedList<T> {
  /** The items that are right; all of them when there are no issues. */
  readonly values: readonly T[];
  readonly issues: readonly InputIssue[];
}

/** Checks every item of a list, and that no two items agree in a field that must differ. */
export function checkList<T>({ input, path, checkItem, unique }: CheckListOptions<T>): CheckedList<T> {
  if (!Array.isArray(input) || input.length === 0) {
    return { values: [], issues: [issue(path, input, "must be a list of at least one item")] };
  }
  const items = input.map((item: unknown, index) => checkItem(item, `${path}[${index}]`));
  const drafts = items.map((item) => item.draft);
  return {
    values: items.flatMap((item) => (item.value === undefined ? [] : [item.value])),
    issues: [
      ...items.flatMap((item) => item.issues),
      ...unique.flatMap((field) => repeated(drafts, field, path)),
    ],
  };
}

function repeated<T>(
  drafts: readonly Draft<T>[],
  field: keyof T & string,
  path: string,
): readonly InputIssue[] {
  const values = drafts.map((draft) => draft[field]);
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    const rule = `must differ from ${path}[${first}].${field}`;
    return value === undefined || first === index ? [] : [issue(`${path}[${index}].${field}`, value, rule)];
  });
}
