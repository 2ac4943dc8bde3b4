import { columnsOf } from "./columnsOf.ts";

/**
 * Breaks a text into lines of at most so many columns of a terminal: at blanks, and before any East Asian character that
 * may begin a line. A single longer word stays as it is.
 */
export function breakText(text: string, columns: number): string {
  return text
    .split("\n")
    .flatMap((line) => breakLine(line, columns))
    .join("\n");
}

function breakLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const piece of line.match(PIECES) ?? []) {
    if (current !== "" && columnsOf((current + piece).trimEnd()) > columns) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current += piece;
  }
  return [...lines, current.trimEnd()];
}

/** A word with its blanks, or one East Asian character with the marks that must not begin a line. */
const PIECES = /[\u2e80-\uffdc][、。）」』・：]*|[^\s\u2e80-\uffdc]+\s*[、。）」』・：]*|\s+/g;
