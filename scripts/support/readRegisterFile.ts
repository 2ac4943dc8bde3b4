import { readDocument } from "../../sdk/terms/readDocument.ts";
import { readNamedFile } from "./files.ts";
import { scenarioFile } from "./scenarioFile.ts";
import { UsageError } from "./UsageError.ts";

/** Where the files are that a register is explained by. */
export interface RegisterFiles {
  readonly scenario?: string | undefined;
  readonly terms?: string | undefined;
  readonly parties?: string | undefined;
}

/** The data of a file, from its own path or from the scenario's folder. */
export function readRegisterFile(files: RegisterFiles, file: "terms" | "parties"): unknown {
  const path = files[file] ?? (files.scenario && scenarioFile(files.scenario, file));
  if (path === undefined || path === "")
    throw new UsageError(`No ${file} file was named.`, `Give --scenario <name>, or --${file} <file>.`);
  return readDocument(readNamedFile(path), path);
}
