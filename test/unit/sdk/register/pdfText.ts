import { unzlibSync } from "fflate";

/** What a PDF says, page by page, read from its bytes: enough for those that are printed here. */
export function pdfText(pdf: Uint8Array): readonly string[] {
  const objects = objectsOf(pdf);
  const maps = new Map<string, ReadonlyMap<string, string>>();
  for (const { body } of objects.values()) {
    for (const [, name = "", font = ""] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const reference = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.body ?? "");
      maps.set(name, unicodeMap(objects.get(reference?.[1] ?? "")?.stream ?? ""));
    }
  }
  return [...objects.values()]
    .filter(({ body }) => /\/Type \/Page\b(?!s)/.test(body))
    .map(({ body }) => {
      const contents = /\/Contents (\d+) 0 R/.exec(body);
      return shown(objects.get(contents?.[1] ?? "")?.stream ?? "", maps);
    });
}

interface PdfObject {
  readonly body: string;
  readonly stream: string;
}

function objectsOf(pdf: Uint8Array): ReadonlyMap<string, PdfObject> {
  const text = Buffer.from(pdf).toString("latin1");
  const found = new Map<string, PdfObject>();
  for (const match of text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)(?:\nstream\n|\nendobj)/gm)) {
    const [whole, number = "", body = ""] = match;
    const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0);
    const start = match.index + whole.length;
    const isStream = whole.endsWith("stream\n");
    const bytes = pdf.subarray(start, start + length);
    const isPacked = body.includes("/FlateDecode");
    const stream = isStream ? Buffer.from(isPacked ? unzlibSync(bytes) : bytes).toString("latin1") : "";
    found.set(number, { body, stream });
  }
  return found;
}

/** The characters of glyphs, from lines `<0000> <0064> [<0020> <9F3B 7530>]`. */
function unicodeMap(cmap: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [, first = "", , list = ""] of cmap.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g)) {
    const values = [...list.matchAll(/<([\w ]*)>/g)];
    for (const [index, [, value = ""]] of values.entries()) {
      const glyph = (Number.parseInt(first, 16) + index).toString(16).padStart(4, "0");
      const units = value.replaceAll(" ", "").match(/\w{4}/g) ?? [];
      map.set(glyph, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    }
  }
  return map;
}

/** The texts of a page, a line for each. */
function shown(content: string, maps: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  const lines: string[] = [];
  for (const [, name, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = maps.get(name);
    else {
      const glyphs = [...(array ?? "").matchAll(/<(\w*)>/g)].flatMap(
        ([, hex = ""]) => hex.match(/\w{4}/g) ?? [],
      );
      lines.push(glyphs.map((glyph) => font?.get(glyph.toLowerCase()) ?? "?").join(""));
    }
  }
  return lines.join("\n");
}
