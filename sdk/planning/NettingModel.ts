/** What choosing a trade does to one account's units of one instrument. */
export interface Entry {
  readonly row: Row;
  /** Below zero: it draws on free units. Above zero: it brings units. A held leg does not draw. */
  readonly delta: bigint;
}

/** A trade that could be chosen. */
export interface Column {
  readonly id: string;
  readonly priority: number;
  /** Cash times weight; zero when free of payment. */
  readonly value: bigint;
  readonly entries: readonly Entry[];
}

/** One account's units of one instrument: free, plus what chosen trades bring, less what they draw, is never negative. */
export interface Row {
  readonly account: string;
  readonly instrument: string;
  readonly free: bigint;
  /** ISO 20022 reason code when it is too little. */
  readonly shortageCode: "LACK" | "MONY";
}

/** The question which trades settle together. */
export interface NettingModel {
  /** In code unit order of their ids, so that the order of the input has no influence. */
  readonly columns: readonly Column[];
  /** Columns that share a number: one of each group at most may be chosen. Groups have two columns or more. */
  readonly rivals: readonly (readonly Column[])[];
}
