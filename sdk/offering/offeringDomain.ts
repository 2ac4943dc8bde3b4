/** EIP-712 domain of the contract that brings bonds to market. */
export interface OfferingDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: bigint;
  readonly verifyingContract: string;
}

/** Where bonds are offered. */
export interface OfferingDomainOptions {
  readonly chainId: bigint;
  /** Address of Offering. */
  readonly offering: string;
}

/** The EIP-712 domain in which orders of one house are signed: a signature is of no use on another chain or contract. */
export function offeringDomain({ chainId, offering }: OfferingDomainOptions): OfferingDomain {
  return { name: "Kessai Offering", version: "1", chainId, verifyingContract: offering };
}
