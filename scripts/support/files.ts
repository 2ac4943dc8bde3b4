import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

import { UsageError } from "./UsageError.ts";

/** The text of a file that the user has named. */
export function readNamedFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`The file ${path} cannot be read.`, "Check the path; nothing was sent.");
  }
}

/** Writes a file that the user has named, as `writeWhole` does. */
export function writeNamedFile(path: string, text: string): void {
  try {
    writeWhole(path, text);
  } catch {
    throw new UsageError(
      `The file ${path} cannot be written.`,
      "Name a file in a folder that you may write to.",
    );
  }
}

/** Whether a text is not the whole of a JSON text: a program that writes in place was killed meanwhile. */
export function isHalfWritten(text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** The text of a file, or `undefined` when there is none. */
export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/**
 * Writes a file so that it is always whole: whoever reads it, or a process that is killed here, sees the old text or the
 * new one, never a part.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, "w");
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
}
