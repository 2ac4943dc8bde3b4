/** The grades of one or several rating agencies (格付会社). */
export interface RatingScale {
  /** Names of the agencies that rate by it. */
  readonly agencies: readonly string[];
  /** From the best to the worst. */
  readonly grades: readonly string[];
}
