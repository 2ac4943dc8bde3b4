import { basename } from "node:path";

import { readIfThere, writeNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";
import { UsageError } from "../UsageError.ts";

/** A file that a job makes: JSON that names its format. */
export interface ResultFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes a file that a job makes, unless it says the same already; in a dry run it is only said.
 *
 * @throws UsageError when something of another kind is in its place, which is not written over
 */
export function writeResult(
  { reporter, options }: Pick<JobContext, "reporter" | "options">,
  { path, text }: ResultFile,
): void {
  const what = `write ${basename(path)}`;
  const present = readIfThere(path);
  if (present === text) {
    reporter.step({ what, outcome: "already done" });
    return;
  }
  if (present !== undefined && formatOf(present) !== formatOf(text))
    throw new UsageError(`${path} holds something else, which is kept.`, "Name another file to write.");
  if (!options.dryRun) writeNamedFile(path, text);
  reporter.step({ what, outcome: options.dryRun ? "would do" : "done" });
}

function formatOf(text: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? Reflect.get(content, "format") : undefined;
  } catch {
    return undefined;
  }
}
