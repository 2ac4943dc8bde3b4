import { AbiCoder, id, isHexString, keccak256 } from "ethers";

import { readNamedFile } from "../files.ts";
import { UsageError } from "../UsageError.ts";

/**
 * The seed of a draw from its file: 32 bytes as 0x and 64 digits, or any text, whose keccak-256 hash is the seed then. Blanks
 * at the ends do not count. It stays secret until the draw is opened.
 *
 * @throws UsageError when the file is empty or cannot be read
 */
export function readSeed(path: string): string {
  const text = readNamedFile(path).trim();
  if (text === "")
    throw new UsageError(
      `The seed file ${path} is empty.`,
      "Write 32 random bytes into it: 0x and 64 digits.",
    );
  return isHexString(text, 32) ? text.toLowerCase() : id(text);
}

/** The hash by which a seed is announced. */
export function seedHash(seed: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32"], [seed]));
}
