/** Money handed to the settlement bank, for which it issues digital currency. */
export interface CashDeposit {
  /** The bank's reference, at most 16 characters. */
  readonly reference: string;
  /** Party id of the depositor. */
  readonly party: string;
  /** In minor units of the currency: yen. */
  readonly amount: bigint;
}

/** Deposits in one currency. */
export interface CashDeposits {
  /** ISO 4217. */
  readonly currency: string;
  readonly deposits: readonly CashDeposit[];
}
