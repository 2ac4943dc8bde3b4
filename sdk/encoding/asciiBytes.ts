import { getBytes, hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import { InvalidTextError } from "../errors/InvalidTextError.ts";

/**
 * Text as left-aligned fixed bytes, as contracts keep ISINs, currency codes and references.
 *
 * @param length number of bytes; a shorter text is filled with zeros
 * @throws InvalidTextError when the text is longer or not printable ASCII
 */
export function encodeAscii(text: string, length: number): string {
  if (text.length > length || !/^[\x20-\x7e]*$/.test(text)) throw new InvalidTextError(text, length);
  return zeroPadBytes(hexlify(toUtf8Bytes(text)), length);
}

/** The text of left-aligned fixed bytes, without the zeros at its end. */
export function decodeAscii(bytes: string): string {
  return String.fromCharCode(...getBytes(bytes)).replace(/\0+$/, "");
}
