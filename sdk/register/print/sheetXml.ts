import type { PrintedCell } from "./PrintedPages.ts";
import { xmlText } from "./xmlText.ts";

/** How a cell looks: the number of its format in the workbook's styles. */
export const CELL_STYLES = { plain: 0, bold: 1, head: 2, number: 3, title: 4 } as const;

/** A cell of a sheet. */
export interface SheetCell {
  readonly value: PrintedCell;
  readonly style: keyof typeof CELL_STYLES;
}

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  /** Widths of columns, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Rows at the top that stay in view; none when left out. */
  readonly frozenRows?: number | undefined;
}

/** Beyond this a spreadsheet's numbers, which are floating point, would lose digits: they are written as text. */
const LARGEST_NUMBER = 999_999_999_999_999n;

const SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** The XML of a worksheet (ECMA-376). Texts stand in the cells themselves and are never formulas. */
export function sheetXml({ widths, rows, frozenRows = 0 }: Sheet): string {
  const columns = widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  const view =
    frozenRows === 0
      ? ""
      : `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  const lines = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`)).join("")}</row>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${SPREADSHEET}">` +
    `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0">${view}</sheetView></sheetViews>` +
    `<cols>${columns}</cols><sheetData>${lines.join("")}</sheetData>` +
    `<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
  );
}

function cellXml({ value, style }: SheetCell, place: string): string {
  const format = CELL_STYLES[style];
  if (value === "") return `<c r="${place}" s="${format}"/>`;
  if (typeof value === "bigint" && value <= LARGEST_NUMBER && value >= -LARGEST_NUMBER)
    return `<c r="${place}" s="${format}"><v>${value}</v></c>`;
  const text = xmlText(value.toString());
  return `<c r="${place}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A, B, ... Z, AA, AB, ... */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnName(Math.floor(index / 26) - 1)}${last}`;
}
