import { parseWaivers } from "../../../sdk/compliance/parseWaivers.ts";
import type { SignedWaiver } from "../../../sdk/compliance/Waiver.ts";
import { jsonOf } from "./jsonOf.ts";

/**
 * The waivers in a file.
 *
 * @throws UsageError, InvalidInputError when it is no such file
 */
export function readWaivers(path: string, text: string): readonly SignedWaiver[] {
  return parseWaivers(jsonOf({ path, text, what: "waivers, as ticket waive writes them" }));
}
