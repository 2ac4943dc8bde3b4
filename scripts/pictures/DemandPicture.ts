/** Demand down to a price, or up to a spread. */
export interface DemandLevel {
  /** The price for 100 of face, or the spread in basis points. */
  readonly level: number;
  /** What is asked for at this level, that of better levels included; in whole units of `unit`. */
  readonly amount: number;
}

/** What a picture of the demand for an issue shows. */
export interface DemandPicture {
  readonly title: string;
  /** Smaller, below the title. */
  readonly subtitle: string;
  /** Whether levels are prices, which fall as demand rises, or spreads, which rise with it. */
  readonly measure: "price" | "spread";
  /** What amounts are counted in: the currency of face (ISO 4217), or "units". */
  readonly unit: string;
  /** In order of amount, as `demandCurve` gives them; empty when nobody orders. */
  readonly steps: readonly DemandLevel[];
  /** Amount offered. */
  readonly offered: number;
  /** The level at which the issue is priced. Left out: it is not priced yet. */
  readonly clearing?: number | undefined;
  /** Amount allotted. Left out: what is asked for at the clearing level, at most what is offered. */
  readonly filled?: number | undefined;
}
