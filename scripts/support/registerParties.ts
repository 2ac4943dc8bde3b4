import { parseParties } from "../../sdk/terms/parseParties.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import { readRegisterFile } from "./readRegisterFile.ts";
import type { RegisterFiles } from "./readRegisterFile.ts";

/** Reads the party list. */
export function registerParties(files: RegisterFiles): readonly Party[] {
  return parseParties(readRegisterFile(files, "parties"));
}
