import { InvalidInputError } from "../../../sdk/errors/InvalidInputError.ts";

/** Runs what must be refused and returns its issues, one line each: `path: value - rule`. */
export function issuesOf(action: () => unknown): readonly string[] {
  try {
    action();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues.map(({ path, value, rule }) => `${path}: ${value} - ${rule}`);
  }
  throw new Error("nothing was refused");
}
