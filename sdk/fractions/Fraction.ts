/** An exact rational number in lowest terms, with a denominator above zero. Its value is numerator / denominator. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}
