import { readFileSync } from "node:fs";

import { isHexString, keccak256 } from "ethers";

import { UsageError } from "../UsageError.ts";

/**
 * The hash of a file that proves something, or the hash itself: 0x and 64 digits. The chain keeps the hash, so that the
 * file can be checked against it for ever.
 *
 * @throws UsageError when it is neither
 */
export function readEvidence(option: string, text: string): string {
  if (isHexString(text, 32) && BigInt(text) !== 0n) return text.toLowerCase();
  try {
    return keccak256(readFileSync(text));
  } catch {
    throw new UsageError(
      `${option}: the file ${text} cannot be read.`,
      "Name the file that proves it, or give its keccak-256 hash: 0x and 64 digits.",
    );
  }
}
