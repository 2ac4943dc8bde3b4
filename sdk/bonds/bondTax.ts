import { addMonths } from "../calendar/addMonths.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { BondTax, InstrumentClass } from "./kinds.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { PRICE_DECIMALS } from "./types.ts";

/** What `bondTax` works on: a checked term sheet has it all. */
export interface BondTaxOptions {
  readonly tax?: BondTax | undefined;
  readonly zeroCoupon?: boolean | undefined;
  readonly fiscalAgent: string;
  readonly issueDate: CalendarDate;
  readonly maturityDate: CalendarDate;
}

/** How a bond is taxed at source, with everything that its term sheet leaves out. */
export interface ResolvedTax {
  readonly instrumentClass: InstrumentClass;
  /** Party id of the one whose account the tax withheld is paid to. */
  readonly account: string;
  /** The part of the redemption money that is taxed as gain, in units of 10^-6, truncated; zero for none. */
  readonly taxableRedemptionE6: bigint;
}

/**
 * How a bond is taxed at source. The gain on a discount bond is deemed to be 25 % of the redemption money, or 0.2 % when
 * the bond lives one year at most, whatever the holder paid. Interest of other bonds is taxed, their redemption is not.
 *
 * Source: Act on Special Measures Concerning Taxation, article 41-12-2(6)(iii).
 */
export function bondTax(terms: BondTaxOptions): ResolvedTax {
  const { tax = {}, zeroCoupon, fiscalAgent } = terms;
  const instrumentClass = tax.instrumentClass ?? (zeroCoupon === true ? "discountBond" : "publicBond");
  return {
    instrumentClass,
    account: tax.account ?? fiscalAgent,
    taxableRedemptionE6:
      instrumentClass === "discountBond" ? partOf(tax.taxableRedemptionPercent ?? deemedGain(terms)) : 0n,
  };
}

function deemedGain({ issueDate, maturityDate }: BondTaxOptions): string {
  return maturityDate <= addMonths({ date: issueDate, months: 12 }) ? "0.2" : "25";
}

function partOf(percent: string): bigint {
  return parseDecimal(percent, PRICE_DECIMALS) / 10n ** BigInt(PRICE_DECIMALS - 4);
}
