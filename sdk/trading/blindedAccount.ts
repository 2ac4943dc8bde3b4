import { AbiCoder, dataSlice, getAddress, keccak256 } from "ethers";

/**
 * The address that stands for an account that does not want to be known before it accepts: the last 20 bytes of the hash of
 * account and salt. Without the salt nobody can tell whose it is; the contract takes account and salt and finds out.
 *
 * @param salt 32 random bytes, hexadecimal, of which each is used for one request only: two that share it are of one account
 */
export function blindedAccount(account: string, salt: string): string {
  const hash = keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [account, salt]));
  return getAddress(dataSlice(hash, 12));
}
