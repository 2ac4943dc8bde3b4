import { KessaiError } from "./KessaiError.ts";

/** One thing that is wrong with an input: where it stands, what was found there, which rule it breaks. */
export interface InputIssue {
  /** Where: `terms.isin`, `trades[2].faceAmount`. */
  readonly path: string;
  /** What was found, as one would write it: text in quotes, numbers bare, `(missing)` for nothing. */
  readonly value: string;
  /** The rule, in words a back office understands. */
  readonly rule: string;
}

/** What InvalidInputError is made of. */
export interface InvalidInputOptions {
  /** Stable code of the kind of input, such as "TERMS_INVALID". */
  readonly code: string;
  /** What the input is, such as "term sheet". */
  readonly subject: string;
  /** Everything that is wrong with it, never empty. */
  readonly issues: readonly InputIssue[];
}

/** An input was refused at the border. It lists every issue found, not only the first. */
export class InvalidInputError extends KessaiError {
  readonly issues: readonly InputIssue[];

  constructor({ code, subject, issues }: InvalidInputOptions) {
    const count = issues.length === 1 ? "1 issue" : `${issues.length} issues`;
    const lines = issues.map((issue) => `  ${issue.path}: ${issue.value} - ${issue.rule}`);
    super({
      code,
      message: [`The ${subject} was refused: ${count}.`, ...lines].join("\n"),
      hint: "Correct every line listed and hand the input in again; nothing was changed.",
      details: { issues: issues.map(({ path, value, rule }) => ({ path, value, rule })) },
    });
    this.issues = issues;
  }
}
