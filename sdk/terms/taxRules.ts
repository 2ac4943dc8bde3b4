import { parseDecimal } from "../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Draft } from "./checkFields.ts";
import { issue } from "./issue.ts";
import type { TermSheet } from "./TermSheet.ts";

/** Issue price per 100 up to which a bond with coupons counts as a discount bond. */
const DISCOUNT_LIMIT = 90n;

/**
 * The rules of tax: only a discount bond has a deemed gain, and a bond with coupons is one only if it was issued at 90 %
 * of its face or less.
 *
 * Source: Act on Special Measures Concerning Taxation, article 41-12-2(6)(i); its Order for Enforcement, article 26-17.
 */
export function taxRules(terms: Draft<TermSheet>, path: string): readonly InputIssue[] {
  const { tax, zeroCoupon, underwriting } = terms;
  if (tax === undefined) return [];
  const { instrumentClass, taxableRedemptionPercent } = tax;
  const isDiscount =
    (instrumentClass ?? (zeroCoupon === true ? "discountBond" : "publicBond")) === "discountBond";
  if (!isDiscount && taxableRedemptionPercent !== undefined) {
    const rule = "must be left out: only the redemption of a discount bond is taxed by a deemed gain";
    return [issue(`${path}.tax.taxableRedemptionPercent`, taxableRedemptionPercent, rule)];
  }
  if (!isDiscount || zeroCoupon === true || underwriting === undefined) return [];
  const { issuePricePer100 } = underwriting;
  const limit = DISCOUNT_LIMIT * 10n ** BigInt(PRICE_DECIMALS);
  if (parseDecimal(issuePricePer100, PRICE_DECIMALS) <= limit) return [];
  const rule =
    `must be publicBond or privateBond: a bond with coupons is a discount bond only when issued at ${DISCOUNT_LIMIT} ` +
    `per 100 or less, and this one is issued at ${issuePricePer100}`;
  return [issue(`${path}.tax.instrumentClass`, instrumentClass, rule)];
}
