/** A transaction that is to be sent: everything but who sends it. */
export interface Call {
  readonly to: string;
  /** Function and arguments, ABI-encoded. */
  readonly data: string;
  /** What it does, in words: "admit jpx". */
  readonly what: string;
}
