import { formatTable, MAX_COLUMNS } from "../support/formatTable.ts";

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
    this.#write("=".repeat(MAX_COLUMNS));
    this.#write(text);
    this.#write("=".repeat(MAX_COLUMNS));
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
    this.#write("-".repeat(MAX_COLUMNS));
  }

  /** Something that happened; `details` go to machines only. */
  say(text: string, details: Readonly<Record<string, string>> = {}): void {
    if (this.#json) this.#emit({ kind: "event", text, ...details });
    else for (const line of wrap(text, MAX_COLUMNS - 4)) this.#write(`    ${line}`);
  }

  table(name: string, { head, right, rows }: Tabulated): void {
    if (this.#json) {
      const records = rows.map((row) =>
        Object.fromEntries(head.map((column, index) => [column, row[index] ?? ""])),
      );
      this.#emit({ kind: "table", name, rows: records });
      return;
    }
    this.#write("");
    for (const line of formatTable(head, rows, right).split("\n")) this.#write(line);
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
