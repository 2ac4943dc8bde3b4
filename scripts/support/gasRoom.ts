import type { Provider } from "ethers";

/** Most gas that one transaction may have on any chain with EIP-7825: 2^24. */
export const TRANSACTION_GAS = 16_777_216n;

/** How much gas there is for one transaction. */
export interface GasRoom {
  /** What it may have: the block's limit, or the transaction's if that is less. */
  readonly maximum: bigint;
  /** What a set may be estimated at: a tenth less, so that a small change until it is in a block does no harm. */
  readonly forSets: bigint;
}

/** How much gas the chain gives one transaction now. */
export async function gasRoom(provider: Provider): Promise<GasRoom> {
  const block = await provider.getBlock("latest");
  if (block === null) throw new TypeError("the node gives no newest block");
  const maximum = block.gasLimit < TRANSACTION_GAS ? block.gasLimit : TRANSACTION_GAS;
  return { maximum, forSets: maximum - maximum / 10n };
}
