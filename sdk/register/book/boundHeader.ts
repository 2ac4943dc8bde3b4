import { toUtf8Bytes } from "ethers";

import { canonicalJson } from "../../encoding/canonicalJson.ts";
import type { SealedBook } from "./SealedBook.ts";

/** What is authenticated together with the content. */
export function boundHeader({
  format,
  version,
  kdf,
  cipher,
  check,
}: Omit<SealedBook, "content" | "checksum">): Uint8Array {
  return toUtf8Bytes(canonicalJson({ format, version, kdf: { ...kdf }, cipher: { ...cipher }, check }));
}
