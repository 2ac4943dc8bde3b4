import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { WrittenStruct } from "../encoding/writtenStruct.ts";
import type { SignedPass } from "./Pass.ts";
import { PASS_TYPES } from "./passTypes.ts";

/**
 * A pass with its signature as it goes over the wire: plain data for JSON, in which whole numbers are texts of digits.
 * `parseSignedPass` reads it.
 */
export function writtenSignedPass({ pass, signature }: SignedPass): WrittenStruct {
  return { pass: writtenStruct({ types: PASS_TYPES, name: "Pass", value: pass }), signature };
}
