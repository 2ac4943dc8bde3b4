import { getAddress } from "ethers";

/** Where a trade settles. */
export interface PlaceOfSettlementOptions {
  readonly chainId: bigint;
  /** Address of DvPEscrow. */
  readonly escrow: string;
}

/**
 * The place of settlement (決済場所) in a confirmation: chain and contract in one text.
 * Source: CAIP-10, account id in the namespace eip155.
 */
export function placeOfSettlement({ chainId, escrow }: PlaceOfSettlementOptions): string {
  return `eip155:${chainId}:${getAddress(escrow)}`;
}
