import { basename } from "node:path";

import { readIfThere, writeNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";

/** A file that a job makes. */
export interface ResultFile {
  readonly path: string;
  readonly text: string;
}

/** Writes a file that a job makes, unless it says the same already; in a dry run it is only said. */
export function writeResult(
  { reporter, options }: Pick<JobContext, "reporter" | "options">,
  { path, text }: ResultFile,
): void {
  const what = `write ${basename(path)}`;
  if (readIfThere(path) === text) reporter.step({ what, outcome: "already done" });
  else if (options.dryRun) reporter.step({ what, outcome: "would do" });
  else {
    writeNamedFile(path, text);
    reporter.step({ what, outcome: "done" });
  }
}
