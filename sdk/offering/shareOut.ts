import { InvalidAmountError } from "../errors/InvalidAmountError.ts";

/**
 * Shares a whole amount out by weights, so that the parts add up to it exactly (累積端数処理): part i is
 * floor(amount x (w1 + .. + wi) / W) less the same up to i - 1, W being the sum of weights. Each part is its exact share,
 * rounded down or up. When all weights are zero the first takes everything.
 *
 * @returns one part for each weight
 * @throws InvalidAmountError when the amount or a weight is negative
 */
export function shareOut(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  if (amount < 0n) throw new InvalidAmountError("amount to share out", amount);
  for (const weight of weights) if (weight < 0n) throw new InvalidAmountError("weight", weight);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map((_weight, index) => (index === 0 ? amount : 0n));
  let weighed = 0n;
  let given = 0n;
  return weights.map((weight) => {
    weighed += weight;
    const part = (amount * weighed) / whole - given;
    given += part;
    return part;
  });
}
