import { csdrConventions, CSDR_FAIL_TYPES } from "../../sdk/fails/csdrConventions.ts";
import type { FailsConvention } from "../../sdk/fails/FailsConvention.ts";
import { jsdaConvention } from "../../sdk/fails/jsdaConvention.ts";
import { parseFailsConvention } from "../../sdk/fails/parseFailsConvention.ts";
import { tmpgAgencyMbsConvention } from "../../sdk/fails/tmpgAgencyMbsConvention.ts";
import { tmpgConvention } from "../../sdk/fails/tmpgConvention.ts";
import { readDocument } from "../../sdk/terms/readDocument.ts";
import { readNamedFile } from "./files.ts";
import { UsageError } from "./UsageError.ts";

const CONVENTIONS: ReadonlyMap<string, FailsConvention> = new Map([
  ["jsda", jsdaConvention],
  ["tmpg", tmpgConvention],
  ["tmpg-mbs", tmpgAgencyMbsConvention],
  ...CSDR_FAIL_TYPES.map((type) => [`csdr-${withHyphens(type)}`, csdrConventions[type]] as const),
]);

/** The names of the conventions that the house knows. */
export const CONVENTION_NAMES: readonly string[] = [...CONVENTIONS.keys()];

/**
 * The convention of a name, or of a house's own file.
 *
 * @throws UsageError when there is neither
 * @throws InvalidInputError, UnreadableDocumentError when the file is not a convention
 */
export function readConvention(nameOrFile: string): FailsConvention {
  const known = CONVENTIONS.get(nameOrFile);
  if (known !== undefined) return known;
  if (/\.(ya?ml|json)$/.test(nameOrFile))
    return parseFailsConvention(readDocument(readNamedFile(nameOrFile), nameOrFile));
  throw new UsageError(
    `No convention is called ${nameOrFile}.`,
    `Give one of ${CONVENTION_NAMES.join(", ")}, or a file of your own (.yaml).`,
  );
}

function withHyphens(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
