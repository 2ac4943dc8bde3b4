import { InvalidAmountError } from "../errors/InvalidAmountError.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { PRICE_DECIMALS } from "./types.ts";

/** What `settlementAmount` works on. */
export interface SettlementAmountOptions {
  /** Face traded, in yen. */
  readonly face: bigint;
  /**
   * Price of 100 yen of face without accrued interest (裸値段), a decimal text of at most PRICE_DECIMALS
   * decimals.
   */
  readonly pricePer100: string;
  /** Accrued interest on the face, in yen. */
  readonly accrued: bigint;
}

/** What the buyer pays, in yen. */
export interface SettlementAmount {
  /** Price times face, truncated below 1 yen. */
  readonly clean: bigint;
  readonly accrued: bigint;
  /** The sum of both: what is paid on settlement (受渡代金). */
  readonly total: bigint;
}

/**
 * The amount a buyer pays for a bond: price times face / 100, truncated below 1 yen, and the accrued
 * interest.
 * Source: customary calculation of the Japanese secondary market (約定代金 and 経過利子, each 円未満切捨て).
 *
 * @throws InvalidDecimalError when the price is not a plain decimal number of at most PRICE_DECIMALS decimals
 * @throws InvalidAmountError when face or accrued interest is negative
 */
export function settlementAmount({ face, pricePer100, accrued }: SettlementAmountOptions): SettlementAmount {
  if (face < 0n) throw new InvalidAmountError("face", face);
  if (accrued < 0n) throw new InvalidAmountError("accrued interest", accrued);
  const price = parseDecimal(pricePer100, PRICE_DECIMALS);
  const clean = (face * price) / (100n * 10n ** BigInt(PRICE_DECIMALS));
  return { clean, accrued, total: clean + accrued };
}
