import { layOut } from "../../sdk/register/print/layOut.ts";
import { registerCsv } from "../../sdk/register/print/registerCsv.ts";
import { registerJson } from "../../sdk/register/print/registerJson.ts";
import { registerPdf } from "../../sdk/register/print/registerPdf.ts";
import type { RegisterLanguage, RegisterPrint } from "../../sdk/register/print/RegisterPrint.ts";
import { registerXlsx } from "../../sdk/register/print/registerXlsx.ts";
import { registerFonts } from "./registerFonts.ts";
import type { RegisterFormat } from "./registerOptions.ts";

/** The content of the file that a register is printed as. */
export async function registerFile(
  print: RegisterPrint,
  format: Exclude<RegisterFormat, "table">,
  language: RegisterLanguage,
): Promise<string | Uint8Array> {
  switch (format) {
    case "csv":
      return registerCsv(layOut(print, language));
    case "xlsx":
      return registerXlsx(layOut(print, language));
    case "pdf":
      return await registerPdf(layOut(print, language), registerFonts());
    case "json":
      return registerJson(print);
  }
}
