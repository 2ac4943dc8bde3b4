import { UsageError } from "../UsageError.ts";

/** A file whose content is JSON. */
export interface JsonFile {
  readonly path: string;
  readonly text: string;
  /** What it should be and which job writes it: "a ticket, as the job ticket sign writes it". */
  readonly what: string;
}

/**
 * The data in a file that a job of ours has written.
 *
 * @throws UsageError when it is not JSON
 */
export function jsonOf({ path, text, what }: JsonFile): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is no JSON text.`, `Name the file of ${what}.`);
  }
}
