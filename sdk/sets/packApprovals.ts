import { concat, dataLength, toBeHex } from "ethers";

/**
 * Signatures as ITradeSets takes them: for each its length in two bytes, and its bytes. One that is left out stands for an
 * approval that is recorded on chain. The twin of contracts/libraries/PackedApprovals.sol.
 */
export function packApprovals(signatures: readonly (string | undefined)[]): string {
  return concat(signatures.flatMap((signature = "0x") => [toBeHex(dataLength(signature), 2), signature]));
}
