/** A compliance officer's consent to one breach of one report, as it signs it (EIP-712). */
export interface Waiver {
  /** Hash of the report (`complianceHash`). */
  readonly report: string;
  /** Id of the rule that is breached. */
  readonly rule: string;
  /** Account of the fund for which it is. */
  readonly fund: string;
  /** Why the breach is borne with; never empty. */
  readonly reason: string;
  /** First second (since 1970-01-01T00:00:00Z) in which it is of no use. */
  readonly validUntil: bigint;
}

/** A waiver with its officer's signature. */
export interface SignedWaiver {
  readonly waiver: Waiver;
  /** Account of the officer that signs. */
  readonly officer: string;
  readonly signature: string;
}
