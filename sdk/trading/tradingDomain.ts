/** EIP-712 domain of the contract through which quotes are accepted. */
export interface TradingDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: bigint;
  readonly verifyingContract: string;
}

/** Where quotes are accepted. */
export interface TradingDomainOptions {
  readonly chainId: bigint;
  /** Address of RequestForQuote. */
  readonly rfq: string;
}

/**
 * The EIP-712 domain in which quotes, and all messages around them, are signed: a signature is of no use on another chain or
 * contract.
 */
export function tradingDomain({ chainId, rfq }: TradingDomainOptions): TradingDomain {
  return { name: "Kessai RFQ", version: "1", chainId, verifyingContract: rfq };
}
