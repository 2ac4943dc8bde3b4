import { strToU8, zipSync } from "fflate";

import type { FactsSection, PrintedPages, TableSection } from "./PrintedPages.ts";
import { sheetXml } from "./sheetXml.ts";
import type { Sheet, SheetCell } from "./sheetXml.ts";
import { xmlText } from "./xmlText.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A register as an Excel workbook (Office Open XML, ECMA-376): a sheet of facts, and one for each table. The same register
 * gives the same bytes. Written here, since all that is needed of the format is a few parts.
 */
export function registerXlsx(pages: PrintedPages): Uint8Array {
  const sheets = sheetsOf(pages);
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(sheets.length),
    "_rels/.rels": relations([
      ["officeDocument/2006/relationships/officeDocument", "xl/workbook.xml"],
      ["package/2006/relationships/metadata/core-properties", "docProps/core.xml"],
    ]),
    "docProps/core.xml": coreProperties(pages),
    "xl/workbook.xml": workbook(sheets),
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map(
        (_sheet, index) =>
          ["officeDocument/2006/relationships/worksheet", `worksheets/sheet${index + 1}.xml`] as const,
      ),
      ["officeDocument/2006/relationships/styles", "styles.xml"],
    ]),
    "xl/styles.xml": STYLES,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]),
    ),
  };
  const files = Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)] as const);
  // The first moment that an archive can hold, which has the same digits in every time zone, as archives tell local time.
  return zipSync(Object.fromEntries(files), { level: 6, mtime: new Date(1980, 0, 1) });
}

function sheetsOf(pages: PrintedPages): readonly Sheet[] {
  const { sections, title, subtitle, name } = pages;
  const facts = sections.filter((section) => section.kind === "facts");
  const tables = sections.filter((section) => section.kind === "table");
  const front: Sheet = {
    name,
    widths: [34, 92],
    rows: [[cell(title, "title")], [cell(subtitle, "bold")], ...facts.flatMap(factRows)],
  };
  return [front, ...tables.map(tableSheet)];
}

function factRows({ title, facts, note }: FactsSection): readonly (readonly SheetCell[])[] {
  return [
    [],
    [cell(title, "head"), cell("", "head")],
    ...facts.map(({ label, value }) => [
      cell(label),
      cell(value, typeof value === "bigint" ? "number" : "plain"),
    ]),
    ...(note === undefined ? [] : [[cell(""), cell(note)]]),
  ];
}

function tableSheet({ name, columns, rows, note }: TableSection): Sheet {
  return {
    name,
    widths: columns.map(({ share }) => Math.max(8, Math.round(share * 1.3))),
    frozenRows: 1,
    rows: [
      columns.map(({ head }) => cell(head, "head")),
      ...rows.map((row) => row.map((value) => cell(value, typeof value === "bigint" ? "number" : "plain"))),
      ...(note === undefined ? [] : [[], [cell(""), cell(note)]]),
    ],
  };
}

function cell(value: SheetCell["value"], style: SheetCell["style"] = "plain"): SheetCell {
  return { value, style };
}

function contentTypes(sheets: number): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${type}"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    part("xl/workbook.xml", `${SHEET_TYPE}.sheet.main+xml`) +
    part("xl/styles.xml", `${SHEET_TYPE}.styles+xml`) +
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") +
    Array.from({ length: sheets }, (_none, index) =>
      part(`xl/worksheets/sheet${index + 1}.xml`, `${SHEET_TYPE}.worksheet+xml`),
    ).join("") +
    `</Types>`
  );
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const each = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each.join("")}</sheets></workbook>`;
}

function coreProperties({ title, subtitle, madeAt, language }: PrintedPages): string {
  const time = new Date(Number(madeAt) * 1000).toISOString().replace(/\.\d+/, "");
  const made = (name: string): string =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`;
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"` +
    ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(`${title} ${subtitle}`)}</dc:title>` +
    `<dc:creator>Kessai</dc:creator><dc:language>${language}</dc:language>${made("created")}${made("modified")}` +
    `</cp:coreProperties>`
  );
}

/** The formats of CELL_STYLES, in their order. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="3">` +
  `<font><sz val="10"/><name val="Yu Gothic"/></font>` +
  `<font><b/><sz val="10"/><name val="Yu Gothic"/></font>` +
  `<font><b/><sz val="16"/><name val="Yu Gothic"/></font></fonts>` +
  `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
  `<fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EF"/></patternFill></fill></fills>` +
  `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">` +
  `<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
  `<xf fontId="1" applyFont="1"/>` +
  `<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
  `<xf numFmtId="3" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>` +
  `<xf fontId="2" applyFont="1"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
