import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { SignedWaiver } from "./Waiver.ts";
import { WAIVER_TYPES } from "./waiverTypes.ts";

/** The name and the version of a file of waivers. */
export const WAIVERS_FORMAT = "kessai-waivers";
export const WAIVERS_VERSION = 1;

/**
 * The text of a file of waivers, in the order given, as it is kept with the report: JSON in which whole numbers are texts of
 * digits. `parseWaivers` reads it.
 */
export function formatWaivers(waivers: readonly SignedWaiver[]): string {
  const content = {
    format: WAIVERS_FORMAT,
    version: WAIVERS_VERSION,
    waivers: waivers.map(({ waiver, officer, signature }) => ({
      waiver: writtenStruct({ types: WAIVER_TYPES, name: "Waiver", value: waiver }),
      officer,
      signature,
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
