import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import { parseSignedDecimal } from "../../../sdk/bonds/parseSignedDecimal.ts";
import { RATE_DECIMALS } from "../../../sdk/bonds/types.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { NoSimpleYieldError } from "../../../sdk/offering/errors/NoSimpleYieldError.ts";
import { NO_SPREAD_LIMIT } from "../../../sdk/offering/Order.ts";
import type { Order } from "../../../sdk/offering/Order.ts";
import type { SpreadAt } from "../../../sdk/offering/PricePoint.ts";
import { spreadOfPrice } from "../../../sdk/offering/spreadOfPrice.ts";
import { UsageError } from "../UsageError.ts";
import type { OfferingCase } from "./OfferingCase.ts";

/** The spread that each price gives over a reference yield. */
export interface Spreads {
  /** In units of 10^-8. */
  readonly referenceYieldE8: bigint;
  readonly spreadAt: SpreadAt;
  /** Whether the bond has a simple yield; otherwise every spread counts as zero, and no order may ask for one. */
  readonly hasSpreads: boolean;
}

/**
 * The spreads of an offering's prices.
 *
 * @param written the reference yield in percent; left out: that of the sheet
 * @param orders whose limits are to be met
 * @returns `undefined` when no reference yield is known
 * @throws NoSimpleYieldError when an order asks for a spread that the bond cannot have
 */
export function spreadsOf(
  { scenario, sheet, terms, range }: OfferingCase,
  written: string | undefined,
  orders: readonly Pick<Order, "minimumSpreadE8">[],
): Spreads | undefined {
  const { paymentDate, referenceYieldPercent } = sheet;
  const { facePerUnit } = terms;
  const percent = written ?? referenceYieldPercent;
  const referenceYieldE8 = percent === undefined ? 0n : parseSignedDecimal(percent, RATE_DECIMALS);
  const spreadAt = (pricePerUnit: bigint): bigint =>
    spreadOfPrice({ pricePerUnit, termSheet: scenario.terms, paymentDate, referenceYieldE8, facePerUnit });
  try {
    spreadAt(range.priceCap);
  } catch (error) {
    const asksForOne = orders.some(({ minimumSpreadE8 }) => minimumSpreadE8 !== NO_SPREAD_LIMIT);
    if (!(error instanceof NoSimpleYieldError) || asksForOne) throw error;
    return { referenceYieldE8, spreadAt: () => 0n, hasSpreads: false };
  }
  return percent === undefined ? undefined : { referenceYieldE8, spreadAt, hasSpreads: true };
}

/**
 * The reference yield that an option gives.
 *
 * @throws UsageError when it is no percentage between -100 and 100
 */
export function parseReferenceYield(text: string): string {
  const hundred = 100n * 10n ** BigInt(RATE_DECIMALS);
  const value = yieldOf(text);
  if (value !== undefined && value < hundred && value > -hundred) return text;
  throw new UsageError(
    `--reference-yield is "${text}"; it must be a percentage with at most ${RATE_DECIMALS} decimals, between -100 and 100.`,
    "Write a plain number, without the percent sign: 1.100 or -0.05.",
  );
}

function yieldOf(text: string): bigint | undefined {
  try {
    return parseSignedDecimal(text, RATE_DECIMALS);
  } catch {
    return undefined;
  }
}

/** The reference yield to go by, in percent: that of the price once it is fixed, else what the command line says. */
export function referenceYield(
  { pricing }: Pick<OfferingStatus, "pricing">,
  written: string | undefined,
): string | undefined {
  return pricing === undefined ? written : formatDecimal(pricing.referenceYieldE8, RATE_DECIMALS);
}

/** @throws UsageError when no reference yield is known */
export function requireSpreads(spreads: Spreads | undefined): Spreads {
  if (spreads !== undefined) return spreads;
  throw new UsageError(
    "The offering sheet has no referenceYieldPercent, from which spreads are measured.",
    "Give --reference-yield <percent>: the yield of the government bond or swap on the pricing date.",
  );
}
