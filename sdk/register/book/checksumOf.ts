import { concat, keccak256, toUtf8Bytes } from "ethers";

import { boundHeader } from "./boundHeader.ts";
import type { SealedBook } from "./SealedBook.ts";

/** The checksum of a sealed book. */
export function checksumOf({ content, ...header }: Omit<SealedBook, "checksum">): string {
  return keccak256(concat([boundHeader(header), toUtf8Bytes(content)]));
}
