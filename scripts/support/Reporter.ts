import { formatTable } from "./formatTable.ts";

/** What became of a step. */
export type Outcome = "done" | "already done" | "would do" | "waits" | "failed" | "not due";

/** A step of a job, as it is reported. */
export interface ReportedStep {
  readonly what: string;
  readonly outcome: Outcome;
  /** What there is to say: why it waits, why it failed, what to do. */
  readonly remark?: string | undefined;
  readonly transaction?: string | undefined;
}

/** Where a job tells what it does: people read stderr and tables on stdout, programs read one JSON text on stdout. */
export class Reporter {
  readonly steps: ReportedStep[] = [];
  readonly #json: boolean;
  readonly #data: Record<string, unknown> = {};
  readonly #lists = new Map<string, readonly unknown[]>();

  constructor({ json }: { readonly json: boolean }) {
    this.#json = json;
  }

  /** A line of progress, for people, on stderr. */
  progress(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** Tells what became of a step. */
  step(step: ReportedStep): void {
    this.steps.push(step);
    const { what, outcome, remark, transaction } = step;
    const hash = transaction === undefined ? "" : ` (${transaction.slice(0, 10)}...)`;
    const why = remark === undefined ? "" : `\n    ${remark.replaceAll("\n", "\n    ")}`;
    this.progress(`  ${outcome}: ${what}${hash}${why}`);
  }

  /** A line of the result, for people. */
  say(text: string): void {
    if (!this.#json) process.stdout.write(`${text}\n`);
  }

  /** A table of the result, for people. */
  table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    numeric: readonly number[] = [],
  ): void {
    if (this.#json) return;
    this.say(formatTable(head, rows, numeric));
  }

  /** A part of the result, for programs. */
  data(key: string, value: unknown): void {
    this.#data[key] = value;
  }

  /** One more item of a list in the result, for programs. */
  addTo(key: string, item: unknown): void {
    this.#lists.set(key, [...(this.#lists.get(key) ?? []), item]);
  }

  /** Ends the report: the table of steps, or the JSON text. */
  finish(head: Readonly<Record<string, unknown>>): void {
    if (this.#json) {
      const result = { ...head, steps: this.steps, ...this.#data, ...Object.fromEntries(this.#lists) };
      process.stdout.write(`${JSON.stringify(result, bigintAsDigits, 2)}\n`);
      return;
    }
    if (this.steps.length === 0) return;
    const count = (outcome: Outcome): number => this.steps.filter((step) => step.outcome === outcome).length;
    const outcomes = ["done", "already done", "would do", "not due", "waits", "failed"] as const;
    const counts = outcomes.flatMap((each) => (count(each) === 0 ? [] : [`${count(each)} ${each}`]));
    this.say(`${counts.join(", ")}.`);
  }
}

function bigintAsDigits(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
