import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { WrittenStruct } from "../encoding/writtenStruct.ts";
import type { SignedQuote } from "./Quote.ts";
import { QUOTE_TYPES } from "./quoteTypes.ts";

/**
 * A quote with its signature as it goes over the wire: plain data for JSON, in which whole numbers are texts of digits.
 * `parseSignedQuote` reads it.
 */
export function writtenSignedQuote({ quote, signature }: SignedQuote): WrittenStruct {
  return { quote: writtenStruct({ types: QUOTE_TYPES, name: "Quote", value: quote }), signature };
}
