import { concat, dataSlice, keccak256, toUtf8Bytes } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";

/** Who a participant legally is: what the commitment on chain stands for. */
export interface LegalIdentity {
  /** ISO 17442. */
  readonly lei: string;
  readonly legalName: string;
}

/**
 * The commitment to a legal identity that the chain keeps: the first 22 bytes of keccak256 of a salt and the identity's
 * canonical JSON text. Without the salt nobody can tell whose it is; with it anybody can check it.
 *
 * @param salt 32 random bytes, hexadecimal, which stay in the registrar's book
 */
export function identityCommitment(salt: string, { lei, legalName }: LegalIdentity): string {
  const identity = toUtf8Bytes(canonicalJson({ lei, legalName }));
  return dataSlice(keccak256(concat([salt, identity])), 0, 22);
}
