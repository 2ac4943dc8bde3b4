import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { WrittenStruct } from "../encoding/writtenStruct.ts";
import type { SignedRequest } from "./Request.ts";
import { REQUEST_TYPES } from "./requestTypes.ts";

/**
 * A request with its signature as it goes over the wire: plain data for JSON, in which whole numbers are texts of digits.
 * `parseSignedRequest` reads it.
 */
export function writtenSignedRequest({ request, signature }: SignedRequest): WrittenStruct {
  return { request: writtenStruct({ types: REQUEST_TYPES, name: "Request", value: request }), signature };
}
