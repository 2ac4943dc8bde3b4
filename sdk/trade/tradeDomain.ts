/** EIP-712 domain of the settlement contract. */
export interface TradeDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: bigint;
  readonly verifyingContract: string;
}

/** Where a trade is settled. */
export interface TradeDomainOptions {
  readonly chainId: bigint;
  /** Address of DvPEscrow. */
  readonly escrow: string;
}

/** The EIP-712 domain in which trades of one house are signed: a signature is of no use on another chain or contract. */
export function tradeDomain({ chainId, escrow }: TradeDomainOptions): TradeDomain {
  return { name: "Kessai DvP", version: "1", chainId, verifyingContract: escrow };
}
