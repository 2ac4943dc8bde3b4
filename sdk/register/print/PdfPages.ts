import { formatAmount } from "../../encoding/formatAmount.ts";
import type { FactsSection, PrintedCell, PrintedPages, TableSection } from "./PrintedPages.ts";

/** Fonts, as the content of TrueType files. */
export interface PdfFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** Points: sizes of letters, and distances. */
const SIZE = { title: 18, subtitle: 10, section: 10.5, text: 8, table: 7, foot: 6.5 } as const;
const PADDING = 3.5;
/** Between the lines of a cell. */
const LINE_GAP = 1.4;
const LABEL_WIDTH = 190;
const INK = "#1b2430";
const FAINT = "#6b7684";
const RULE = "#c3cad3";
const SHADE = "#e8edf3";

interface Line {
  readonly cells: readonly string[];
  readonly font: "regular" | "bold";
  readonly fill?: string | undefined;
}

/** Writes the pages of a register into a PDF document. */
export class PdfPages {
  readonly #document: PDFKit.PDFDocument;
  readonly #left: number;
  readonly #width: number;
  readonly #bottom: number;

  constructor(document: PDFKit.PDFDocument, { regular, bold }: PdfFonts) {
    this.#document = document;
    const { page } = document;
    this.#left = page.margins.left;
    this.#width = page.width - page.margins.left - page.margins.right;
    this.#bottom = page.height - page.margins.bottom;
    document.registerFont("regular", Buffer.from(regular)).registerFont("bold", Buffer.from(bold));
  }

  write(pages: PrintedPages): void {
    const { title, subtitle, sections } = pages;
    this.#document.font("bold").fontSize(SIZE.title).fillColor(INK).text(title, this.#left);
    this.#document
      .font("regular")
      .fontSize(SIZE.subtitle)
      .text(subtitle, this.#left, this.#document.y + 6);
    for (const section of sections) {
      if (section.kind === "facts") this.#facts(section);
      else this.#table(section);
    }
    this.#feet(pages);
  }

  #facts({ title, facts, note }: FactsSection): void {
    const widths = [LABEL_WIDTH, this.#width - LABEL_WIDTH];
    const lines = facts.map(({ label, value }): Line => ({ cells: [label, shown(value)], font: "regular" }));
    this.#heading(title, lines[0], widths);
    for (const line of lines) this.#line(line, { widths, numeric: [], size: SIZE.text });
    this.#note(note);
  }

  #table({ title, columns, rows, note }: TableSection): void {
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (this.#width * share) / shares);
    const numeric = columns.flatMap((column, index) => (column.numeric === true ? [index] : []));
    const head: Line = { cells: columns.map((column) => column.head), font: "bold", fill: SHADE };
    const shape = { widths, numeric, size: SIZE.table, head };
    this.#heading(title, head, widths);
    this.#line(head, { ...shape, head: undefined });
    for (const row of rows) {
      const isTotal = row[0] === "";
      this.#line({ cells: row.map(shown), font: isTotal ? "bold" : "regular" }, shape);
    }
    this.#note(note);
  }

  /** A heading never stands alone at the foot of a page. */
  #heading(title: string, next: Line | undefined, widths: readonly number[]): void {
    const below = next === undefined ? 20 : this.#heightOf(next, widths, SIZE.text) + 20;
    const { y } = this.#document;
    const isFull = y + 14 + SIZE.section * 1.6 + below > this.#bottom;
    if (isFull) this.#document.addPage();
    const top = isFull ? this.#document.page.margins.top : y + 14;
    this.#document.font("bold").fontSize(SIZE.section).fillColor(INK).text(title, this.#left, top);
    this.#document.y += 3;
  }

  #note(note: string | undefined): void {
    if (note === undefined) return;
    this.#document.font("regular").fontSize(SIZE.table);
    const height = this.#document.heightOfString(note, { width: this.#width, lineGap: LINE_GAP });
    if (this.#document.y + 4 + height > this.#bottom) this.#document.addPage();
    this.#document.fillColor(FAINT).text(note, this.#left, this.#document.y + 4, {
      width: this.#width,
      lineGap: LINE_GAP,
    });
  }

  #line(
    line: Line,
    shape: {
      readonly widths: readonly number[];
      readonly numeric: readonly number[];
      readonly size: number;
      /** Written again at the top of each page. */
      readonly head?: Line | undefined;
    },
  ): void {
    const { widths, numeric, size, head } = shape;
    const height = this.#heightOf(line, widths, size);
    if (this.#document.y + height > this.#bottom) {
      this.#document.addPage();
      if (head !== undefined) this.#line(head, { ...shape, head: undefined });
    }
    const top = this.#document.y;
    if (line.fill !== undefined)
      this.#document.rect(this.#left, top, this.#width, height).fillColor(line.fill).fill();
    this.#document.font(line.font).fontSize(size).fillColor(INK);
    let left = this.#left;
    for (const [index, cell] of line.cells.entries()) {
      const width = widths[index] ?? 0;
      const align = numeric.includes(index) ? "right" : "left";
      this.#document.text(cell, left + PADDING, top + PADDING, {
        width: width - 2 * PADDING,
        lineGap: LINE_GAP,
        align,
      });
      left += width;
    }
    const foot = top + height;
    this.#document
      .moveTo(this.#left, foot)
      .lineTo(this.#left + this.#width, foot)
      .lineWidth(0.4)
      .strokeColor(RULE)
      .stroke();
    this.#document.x = this.#left;
    this.#document.y = foot;
  }

  #heightOf({ cells, font }: Line, widths: readonly number[], size: number): number {
    this.#document.font(font).fontSize(size);
    const heights = cells.map((cell, index) =>
      this.#document.heightOfString(cell, {
        width: (widths[index] ?? 0) - 2 * PADDING,
        lineGap: LINE_GAP,
      }),
    );
    return Math.max(size, ...heights) - LINE_GAP + 2 * PADDING;
  }

  /** The feet of all pages, once their number is known. */
  #feet({ footer, page: word }: PrintedPages): void {
    const { start, count } = this.#document.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#document.switchToPage(page);
      // A text below the margin would begin a new page.
      this.#document.page.margins.bottom = 0;
      const top = this.#bottom + 12;
      const size = { width: this.#width, lineBreak: false } as const;
      this.#document.font("regular").fontSize(SIZE.foot).fillColor(FAINT);
      this.#document.text(footer, this.#left, top, size);
      this.#document.text(`${word} ${page - start + 1} / ${count}`, this.#left, top, {
        ...size,
        align: "right",
      });
    }
  }
}

function shown(cell: PrintedCell): string {
  return typeof cell === "bigint" ? formatAmount(cell) : cell;
}
