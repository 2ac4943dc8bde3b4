import { z } from "zod";

import { parseCalendarDate } from "../../sdk/calendar/parseCalendarDate.ts";
import type { BusinessCentre } from "../../sdk/calendar/BusinessCentre.ts";
import type { ReadRegisterOptions } from "../../sdk/client/readers/readRegister.ts";
import { REGISTER_LANGUAGES } from "../../sdk/register/print/RegisterPrint.ts";
import type { RegisterLanguage } from "../../sdk/register/print/RegisterPrint.ts";
import type { TermParticularsOptions } from "../../sdk/register/print/termParticulars.ts";
import { CENTRE } from "./centre.ts";
import { parseIsin } from "./parseIsin.ts";
import { registerTerms } from "./registerTerms.ts";
import { UsageError } from "./UsageError.ts";

/** The forms in which a register is given. */
export const REGISTER_FORMATS = ["table", "csv", "xlsx", "pdf", "json"] as const;

/** A form in which a register is given. */
export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

/** What the job `register` is to do. */
export type RegisterTask =
  | { readonly task: "verify"; readonly file: string }
  | {
      readonly task: "print";
      readonly isin: string;
      readonly time: ReadRegisterOptions["time"];
      readonly centre: BusinessCentre;
      readonly format: RegisterFormat;
      readonly out: string | undefined;
      readonly language: RegisterLanguage;
      readonly book: string | undefined;
      readonly anchor: boolean;
      readonly terms: TermParticularsOptions | undefined;
    };

const written = z.object({
  isin: z.string().optional(),
  date: z.string().optional(),
  block: z.string().optional(),
  recordDate: z.string().optional(),
  format: z.enum(REGISTER_FORMATS),
  language: z.enum(REGISTER_LANGUAGES),
  out: z.string().optional(),
  book: z.string().optional(),
  anchor: z.boolean().default(false),
  verify: z.string().optional(),
  scenario: z.string().optional(),
  terms: z.string().optional(),
  parties: z.string().optional(),
  json: z.boolean().default(false),
});

/**
 * Reads and checks the options of the job `register`.
 *
 * @throws UsageError, InvalidInputError, InvalidDateError when they do not say what to do
 */
export function readRegisterOptions(options: unknown): RegisterTask {
  const given = written.parse(options);
  if (given.verify !== undefined) return { task: "verify", file: given.verify };
  const { format, out, language, book, anchor, json } = given;
  const terms = registerTerms(given);
  const isin = isinOf(given.isin, terms);
  if (out === undefined && (format === "pdf" || format === "xlsx"))
    throw new UsageError(`Where shall the ${format} file be written?`, "Give --out <file>.");
  if (out !== undefined && format === "table")
    throw new UsageError("A table is for the terminal.", "Give --format csv, xlsx, pdf or json with --out.");
  if (out === undefined && format !== "table" && (json || anchor))
    throw new UsageError(
      `The ${format} text and the job's own report cannot both be printed.`,
      "Give --out <file> for the register.",
    );
  const centre = terms?.terms.businessCentre ?? CENTRE;
  return {
    task: "print",
    isin,
    time: timeOf(given, centre),
    centre,
    format,
    out,
    language,
    book,
    anchor,
    terms,
  };
}

function isinOf(isin: string | undefined, terms: TermParticularsOptions | undefined): string {
  const known = isin ?? terms?.terms.isin;
  if (known === undefined) throw new UsageError("The register of which bond?", "Give --isin <isin>.");
  parseIsin(known);
  if (terms !== undefined && terms.terms.isin !== known)
    throw new UsageError(
      `The term sheet is of ${terms.terms.isin}, not of ${known}.`,
      "Give the term sheet of that bond, or none.",
    );
  return known;
}

function timeOf(
  { date, block, recordDate }: z.infer<typeof written>,
  centre: BusinessCentre,
): ReadRegisterOptions["time"] {
  if ([date, block, recordDate].filter((each) => each !== undefined).length > 1)
    throw new UsageError(
      "A register is of one moment.",
      "Give --date, --block or --record-date, one of them.",
    );
  if (date !== undefined) return { at: "endOfDay", date: parseCalendarDate(date), centre };
  if (block !== undefined) return { at: "block", blockNumber: numberOf("--block", block, 0) };
  if (recordDate !== undefined) return { at: "recordDate", number: numberOf("--record-date", recordDate, 1) };
  return { at: "newest" };
}

function numberOf(option: string, text: string, least: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= least) return number;
  throw new UsageError(
    `${option} is "${text}"; it must be a whole number from ${least} on.`,
    "Write digits only.",
  );
}
