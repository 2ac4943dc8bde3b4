import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";

/** When the hash of a register was anchored, in seconds; `undefined` when it never was. */
export async function registerAnchor(
  { registerAnchors }: Kessai,
  { isin, hash }: { readonly isin: string; readonly hash: string },
): Promise<bigint | undefined> {
  const anchoredAt = await registerAnchors.anchoredAt(encodeAscii(isin, 12), hash);
  return anchoredAt === 0n ? undefined : anchoredAt;
}
