import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { PdfFonts } from "../../sdk/register/print/PdfPages.ts";

/** BIZ UDPGothic (SIL Open Font License 1.1), which has the Japanese characters that names are written in. */
const PACKAGE = "@expo-google-fonts/biz-udpgothic";

/** The fonts that a register is printed in. */
export function registerFonts(): PdfFonts {
  const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  const font = (style: string): Uint8Array => readFileSync(join(folder, style, `BIZUDPGothic_${style}.ttf`));
  return { regular: font("400Regular"), bold: font("700Bold") };
}
