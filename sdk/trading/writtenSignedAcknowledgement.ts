import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { WrittenStruct } from "../encoding/writtenStruct.ts";
import type { SignedAcknowledgement } from "./Acknowledgement.ts";
import { ACKNOWLEDGEMENT_TYPES } from "./acknowledgementTypes.ts";

/**
 * An acknowledgement with its signature as it goes over the wire: plain data for JSON, in which whole numbers are texts of digits.
 * `parseSignedAcknowledgement` reads it.
 */
export function writtenSignedAcknowledgement({
  acknowledgement,
  signature,
}: SignedAcknowledgement): WrittenStruct {
  return {
    acknowledgement: writtenStruct({
      types: ACKNOWLEDGEMENT_TYPES,
      name: "Acknowledgement",
      value: acknowledgement,
    }),
    signature,
  };
}
