import Table from "cli-table3";

/** A table of at most 100 columns for a terminal; the columns named are numbers and stand at the right. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    wrapOnWordBoundary: false,
    colAligns: head.map((_title, index) => (numeric.includes(index) ? "right" : "left")),
    colWidths: widths(head, rows),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** Widest line that is printed. */
export const MAX_COLUMNS = 100;

/** Widths as wide as the content, the widest column cut until the table fits. */
function widths(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wide = head.map(
    (title, index) => Math.max(...[title, ...rows.map((row) => row[index] ?? "")].map(widthOf)) + 2,
  );
  const total = (): number => wide.reduce((sum, width) => sum + width + 1, 1);
  while (total() > MAX_COLUMNS) {
    const widest = wide.indexOf(Math.max(...wide));
    wide[widest] = (wide[widest] ?? 0) - 1;
  }
  return wide;
}

/** Columns that a text takes on a terminal: the widest of its lines, East Asian characters two each. */
function widthOf(text: string): number {
  const lines = text
    .split("\n")
    .map((line) => line.length + (line.match(/[\u1100-\u115f\u2e80-\uffdc]/g) ?? []).length);
  return Math.max(...lines);
}
