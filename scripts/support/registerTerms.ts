import { couponSchedule } from "../../sdk/bonds/couponSchedule.ts";
import type { TermParticularsOptions } from "../../sdk/register/print/termParticulars.ts";
import { parseTermSheet } from "../../sdk/terms/parseTermSheet.ts";
import { readRegisterFile } from "./readRegisterFile.ts";
import type { RegisterFiles } from "./readRegisterFile.ts";
import { registerParties } from "./registerParties.ts";

/** Reads term sheet and party list, each from its own path or from the scenario's folder; `undefined` when none is named. */
export function registerTerms(files: RegisterFiles): TermParticularsOptions | undefined {
  if (files.scenario === undefined && files.terms === undefined) return undefined;
  const terms = parseTermSheet(readRegisterFile(files, "terms"));
  return { terms, schedule: couponSchedule(terms), parties: registerParties(files) };
}
