import Table from "cli-table3";

/** Widest line that the story prints. */
export const WIDTH = 100;

/** A table: its heading, its columns (right: a figure), its rows. */
export interface Tabulated {
  readonly head: readonly string[];
  readonly right: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** What the story is told through: text for people, or one JSON line an item for machines. */
export class Narrator {
  readonly #write: (line: string) => void;
  readonly #json: boolean;
  #chapter = 0;

  constructor({ write, json }: { readonly write: (line: string) => void; readonly json: boolean }) {
    this.#write = write;
    this.#json = json;
  }

  /** A new case. */
  title(text: string, facts: readonly (readonly [string, string])[]): void {
    this.#chapter = 0;
    if (this.#json) {
      this.#emit({ kind: "case", title: text, facts: Object.fromEntries(facts) });
      return;
    }
    this.#write("");
    this.#write("=".repeat(WIDTH));
    this.#write(text);
    this.#write("=".repeat(WIDTH));
    const longest = Math.max(...facts.map(([name]) => name.length));
    for (const [name, value] of facts) this.#write(`  ${name.padEnd(longest)}  ${value}`.trimEnd());
  }

  /** A new step of a case. */
  step(text: string, moment: string): void {
    this.#chapter += 1;
    if (this.#json) {
      this.#emit({ kind: "step", number: this.#chapter, text, moment });
      return;
    }
    this.#write("");
    this.#write(`${this.#chapter}. ${text}`);
    this.#write(`   ${moment}`);
    this.#write("-".repeat(WIDTH));
  }

  /** Something that happened; `details` go to machines only. */
  say(text: string, details: Readonly<Record<string, string>> = {}): void {
    if (this.#json) this.#emit({ kind: "event", text, ...details });
    else for (const line of wrap(text, WIDTH - 4)) this.#write(`    ${line}`);
  }

  table(name: string, { head, right, rows }: Tabulated): void {
    if (this.#json) {
      const records = rows.map((row) =>
        Object.fromEntries(head.map((column, index) => [column, row[index] ?? ""])),
      );
      this.#emit({ kind: "table", name, rows: records });
      return;
    }
    const table = new Table({
      head: [...head],
      colAligns: head.map((_, index) => (right.includes(index) ? "right" : "left")),
      style: { head: [], border: [], compact: true, "padding-left": 1, "padding-right": 1 },
    });
    table.push(...rows.map((row) => [...row]));
    this.#write("");
    for (const line of table.toString().split("\n")) this.#write(`  ${line}`);
  }

  #emit(record: unknown): void {
    this.#write(JSON.stringify(record));
  }
}

/** Breaks a text at spaces into lines of at most `width` characters; further lines are indented a little more. */
export function wrap(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const [first = "", ...words] = text.trim().split(" ");
  const lines: string[] = [];
  let line = indent + first;
  for (const word of words) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else {
      line = `${line} ${word}`;
    }
  }
  return [...lines, line];
}
