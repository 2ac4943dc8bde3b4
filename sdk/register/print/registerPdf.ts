import PDFDocument from "pdfkit";

import { PdfPages } from "./PdfPages.ts";
import type { PdfFonts } from "./PdfPages.ts";
import type { PrintedPages } from "./PrintedPages.ts";

/**
 * A register as a PDF of A4 pages, with the parts of the fonts that it uses. The same register and fonts give the same
 * bytes: documents say that they were made at the register's moment.
 *
 * @param fonts TrueType fonts that have Japanese characters
 */
export async function registerPdf(pages: PrintedPages, fonts: PdfFonts): Promise<Uint8Array> {
  const made = new Date(Number(pages.madeAt) * 1000);
  const document = new PDFDocument({
    size: "A4",
    layout: "landscape",
    margins: { top: 36, bottom: 44, left: 36, right: 36 },
    bufferPages: true,
    lang: pages.language,
    info: {
      Title: `${pages.title} ${pages.subtitle}`,
      Author: "Kessai",
      Creator: "Kessai",
      Producer: "Kessai",
      CreationDate: made,
      ModDate: made,
    },
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  new PdfPages(document, fonts).write(pages);
  document.end();
  await ended;
  return joined(chunks);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const chunk of chunks) {
    whole.set(chunk, place);
    place += chunk.length;
  }
  return whole;
}
