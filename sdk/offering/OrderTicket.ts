/** What an investor would pay at most; both limits hold when both are given. */
export interface OrderLimit {
  /** Highest price of 100 of face, accrued interest apart, a decimal text. */
  readonly price?: string | undefined;
  /** Least spread over the reference yield in basis points, a decimal text. */
  readonly spreadBp?: string | undefined;
}

/** An order for bonds that are offered, as an investor gives it to a firm. */
export interface OrderTicket {
  /** Party id. */
  readonly investor: string;
  /** Party id of the member of the syndicate that sells. Left out: the pot, which the lead manager sells from. */
  readonly firm?: string | undefined;
  /** Face asked for, in minor units of the bond's currency: yen. */
  readonly amount: bigint;
  /** Least face that is taken, in minor units. Left out: one bond. */
  readonly minimumAmount?: bigint | undefined;
  /** Left out: any price of the offering. */
  readonly limit?: OrderLimit | undefined;
}
