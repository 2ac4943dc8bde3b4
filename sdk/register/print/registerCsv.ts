import type { FactsSection, PrintedCell, PrintedPages, TableSection } from "./PrintedPages.ts";

/** Excel opens a CSV file as UTF-8 when it begins with this. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A register as CSV (RFC 4180): UTF-8 with byte order mark, lines ended by CRLF, as many fields in every line; the
 * sections one after the other. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function registerCsv({ title, subtitle, sections }: PrintedPages): string {
  const lines = [[title, subtitle], ...sections.flatMap((section) => [[], ...linesOf(section)])];
  const width = Math.max(...lines.map((line) => line.length));
  const text = lines.map((line) =>
    Array.from({ length: width }, (_none, index) => field(line[index] ?? "")).join(","),
  );
  return `${BYTE_ORDER_MARK}${text.join("\r\n")}\r\n`;
}

function linesOf(section: FactsSection | TableSection): readonly (readonly PrintedCell[])[] {
  const note = section.note === undefined ? [] : [[section.note]];
  if (section.kind === "facts")
    return [[section.title], ...section.facts.map(({ label, value }) => [label, value]), ...note];
  return [[section.title], section.columns.map(({ head }) => head), ...section.rows, ...note];
}

function field(cell: PrintedCell): string {
  if (typeof cell === "bigint") return cell.toString();
  const harmless = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
