import { InvalidAmountError } from "../errors/InvalidAmountError.ts";

/** What `couponAmount` works on. */
export interface CouponAmountOptions {
  /** The holder's whole registered face, in yen: all bonds together, never note by note. */
  readonly totalFace: bigint;
  /** Interest on 1 yen, in units of 10^-13 yen. */
  readonly interestPerYenE13: bigint;
}

/**
 * The coupon due to one holder, in yen: the holder's total face times the interest on 1 yen, truncated below
 * 1 yen.
 *
 * Source: terms of Nomura Research Institute's 15th unsecured bonds (2025): the total face registered for the
 * holder times the interest per unit of currency, fractions of a yen dropped (円位未満の端数は切り捨てる).
 *
 * @throws InvalidAmountError when the face is negative
 */
export function couponAmount({ totalFace, interestPerYenE13 }: CouponAmountOptions): bigint {
  if (totalFace < 0n) throw new InvalidAmountError("face", totalFace);
  return (totalFace * interestPerYenE13) / 10n ** 13n;
}
