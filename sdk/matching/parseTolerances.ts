import { readMessage } from "../trading/readMessage.ts";
import type { Tolerances } from "./Tolerance.ts";
import { toleranceSchema } from "./toleranceSchema.ts";

/**
 * Checks a file of tolerances: `tolerances`, by field, of which those left out must agree exactly.
 *
 * @param input plain data, as JSON.parse or `readDocument` returns it
 * @throws InvalidInputError (TOLERANCES_INVALID) with every issue found, its path beginning with `file`
 */
export function parseTolerances(input: unknown): Tolerances {
  const kind = { code: "TOLERANCES_INVALID", subject: "file of tolerances" };
  return readMessage({ schema: toleranceSchema, input, path: "file", ...kind }).tolerances;
}
