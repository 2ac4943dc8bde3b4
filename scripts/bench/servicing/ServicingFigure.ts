/** A coupon paid to so many holders, end to end. */
export interface ServicingFigure {
  readonly holders: number;
  /** Transactions that paid them. */
  readonly pages: number;
  /** Finding the holders of the record date, funding, paying page by page, proving from the log; and all of it. */
  readonly seconds: {
    readonly find: number;
    readonly fund: number;
    readonly pay: number;
    readonly prove: number;
    readonly all: number;
  };
  /** All seconds grow from the size before as the number of holders to the power of this; left out at the first size. */
  readonly growth?: number | undefined;
  /** Gas of all pages over the holders, rounded up. */
  readonly gasPerHolder: number;
  /** Over all seconds. */
  readonly holdersPerSecond: number;
}
