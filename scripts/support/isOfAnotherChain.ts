import type { Folder } from "./Folder.ts";
import type { Chain } from "./openChain.ts";

/**
 * Whether a folder describes another chain than the one that answers. Two runs of a development node that start at the
 * same moment have the same first block, so it is asked as well whether the contracts are there.
 */
export async function isOfAnotherChain({ provider, genesis }: Chain, folder: Folder): Promise<boolean> {
  const record = folder.record();
  if (record === undefined) return false;
  if (record.genesis !== genesis) return true;
  const addresses = folder.deployedAddresses();
  const codes = await Promise.all(addresses.map((address) => provider.getCode(address)));
  if (codes.includes("0x")) return true;
  // Begun, but nothing is known to be deployed: if the chain has no block since, whatever was sent went elsewhere.
  return addresses.length === 0 && (await provider.getBlockNumber()) <= record.block;
}
