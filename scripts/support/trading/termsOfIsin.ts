import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { readDocument } from "../../../sdk/terms/readDocument.ts";
import { readNamedFile } from "../files.ts";

/** Where scenarios are, and what their term sheets are called. */
const SCENARIOS = "scenarios";
const TERM_SHEET = "terms.yaml";

/**
 * The path of the term sheet of a bond among the scenarios.
 *
 * @returns nothing when no scenario has the bond
 */
export function termsOfIsin(isin: string, root: string = SCENARIOS): string | undefined {
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .map((scenario) => join(root, scenario, TERM_SHEET))
    .find((path) => existsSync(path) && isinOf(path) === isin);
}

function isinOf(path: string): unknown {
  const sheet = readDocument(readNamedFile(path), path);
  return typeof sheet === "object" && sheet !== null ? Reflect.get(sheet, "isin") : undefined;
}
