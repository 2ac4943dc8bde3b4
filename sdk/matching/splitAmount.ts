/** What `splitAmount` works on. */
export interface SplitAmountOptions {
  readonly quantity: bigint;
  /** Face of one bond that is left on the settlement date, in minor units. */
  readonly facePerUnit: bigint;
  /** Price of 100 of face without accrued interest, in units of 10^-7. */
  readonly cleanPriceE7: bigint;
  /** What one bond costs, accrued interest included and a fee not, in minor units. */
  readonly cashPerUnit: bigint;
}

/** What bonds cost, taken apart. */
export interface SplitAmount {
  /** In minor units. */
  readonly faceAmount: bigint;
  /** What is paid beside the clean price of all bonds, in minor units. */
  readonly accrued: bigint;
  /** Both together, without a fee, in minor units. */
  readonly cash: bigint;
}

/**
 * Takes apart what a quote comes to for a number of bonds: the clean price of their face, truncated below the minor unit
 * (約定代金, 円未満切捨て), and the rest, which is the accrued interest (経過利子).
 */
export function splitAmount({
  quantity,
  facePerUnit,
  cleanPriceE7,
  cashPerUnit,
}: SplitAmountOptions): SplitAmount {
  const faceAmount = quantity * facePerUnit;
  const clean = (faceAmount * cleanPriceE7) / 1_000_000_000n;
  const cash = quantity * cashPerUnit;
  return { faceAmount, accrued: cash - clean, cash };
}
