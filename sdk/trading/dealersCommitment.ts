import { AbiCoder, getAddress, keccak256 } from "ethers";

import { compareAddresses } from "../encoding/compareAddresses.ts";
import { RepeatedDealerError } from "./errors/RepeatedDealerError.ts";

/**
 * The commitment to the dealers that are asked: the hash of their addresses, sorted, and a salt. A dealer that sees it learns
 * nothing of the others; opened in the evidence it shows that none was left out or added afterwards.
 *
 * @param dealers in any order
 * @param salt 32 random bytes, hexadecimal
 * @throws RepeatedDealerError when a dealer is named twice
 */
export function dealersCommitment(dealers: readonly string[], salt: string): string {
  const sorted = dealers.map((dealer) => getAddress(dealer)).toSorted(compareAddresses);
  const repeated = sorted.find((dealer, index) => sorted[index - 1] === dealer);
  if (repeated !== undefined) throw new RepeatedDealerError(repeated);
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address[]", "bytes32"], [sorted, salt]));
}
