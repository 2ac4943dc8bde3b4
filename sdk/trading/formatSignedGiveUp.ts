import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { SignedGiveUp } from "./GiveUp.ts";
import { GIVE_UP_TYPES } from "./giveUpTypes.ts";

/** The name and the version of a file of a give-up. */
export const GIVE_UP_FORMAT = "kessai-give-up";
export const GIVE_UP_VERSION = 1;

/**
 * The text of a file of a give-up, as a broker hands it to its client: JSON in which whole numbers are texts of digits.
 * `parseSignedGiveUp` reads it.
 */
export function formatSignedGiveUp({ giveUp, signature }: SignedGiveUp): string {
  const content = {
    format: GIVE_UP_FORMAT,
    version: GIVE_UP_VERSION,
    giveUp: writtenStruct({ types: GIVE_UP_TYPES, name: "GiveUp", value: giveUp }),
    signature,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
