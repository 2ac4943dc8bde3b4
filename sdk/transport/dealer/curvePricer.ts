import { nl365 } from "../../bonds/dayCount/nl365.ts";
import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { priceFromSimpleYield } from "../../bonds/priceFromSimpleYield.ts";
import { PRICE_DECIMALS } from "../../bonds/types.ts";
import { dateAt } from "../../calendar/dateAt.ts";
import { SPREAD_DECIMALS } from "../../offering/offeringFields.ts";
import type { Side } from "../../trade/Trade.ts";
import type { PricedBond } from "../../trading/quoteTerms.ts";
import type { Request } from "../../trading/Request.ts";
import type { Curve } from "./Curve.ts";
import type { Inventory, Position } from "./Inventory.ts";
import type { Pricer, PricerAnswer } from "./Pricer.ts";
import { priceRequest } from "./priceRequest.ts";
import type { QuoteStyle } from "./QuoteStyle.ts";
import { formatYield, YIELD_DECIMALS, yieldOnCurve } from "./yieldOnCurve.ts";

/** How a dealer quotes a bond around a curve. */
export interface CurveStyle extends QuoteStyle {
  /** Basis points of yield below the curve at which it sells, and above it at which it buys: a decimal text, not negative. */
  readonly spreadBp: string;
  /**
   * Basis points of yield by which both prices move when the inventory is at its most, or at nothing: down when there is more than
   * wanted, up when there is less, in proportion between. A decimal text, not negative.
   */
  readonly skewBp: string;
}

/** What `curvePricer` works on. */
export interface CurvePricerOptions {
  /** The curve as it is when a price is asked for. */
  readonly curve: () => Curve;
  /** The bonds that are quoted, by ISIN: straight ones with a fixed rate. */
  readonly bonds: ReadonlyMap<string, PricedBond>;
  /** By ISIN. */
  readonly styles: ReadonlyMap<string, CurveStyle>;
  readonly inventory: Inventory;
}

const MILLISECONDS = 1_000n;
const NOT_QUOTED: PricerAnswer = { kind: "pass", reason: "not quoted" };

/**
 * A pricer that takes the yield of a curve for the bond's time to maturity, adds or takes off a spread, leans against its inventory,
 * and makes a price of it by `priceFromSimpleYield`. It sells no more than it has, and buys no more than it wants.
 */
export function curvePricer({ curve, bonds, styles, inventory }: CurvePricerOptions): Pricer {
  return {
    price: (request, { id, now }) => {
      const bond = bonds.get(request.isin);
      const style = styles.get(request.isin);
      const position = inventory.position(request.isin);
      const today = curve();
      if (bond === undefined || style === undefined || position === undefined) return NOT_QUOTED;
      if (!isQuoted(bond, request, today)) return NOT_QUOTED;
      const side = request.side === "buyer" ? "seller" : "buyer";
      if (inventory.available(request.isin, side, now) < request.quantity) {
        return { kind: "pass", reason: "more than we quote for" };
      }
      const cleanPrice = priceOf({ bond, request, side, curve: today, style, position });
      const answer = priceRequest({ request, bond, cleanPrice, style });
      if (answer.kind === "price" && style.kind !== "indicative") {
        const { maximumQuantity: units, validUntil } = answer.price;
        inventory.reserve({ request: id, isin: request.isin, side, units, until: validUntil * MILLISECONDS });
      }
      return answer;
    },
  };
}

/** A bond has a simple yield when its rate is fixed and its whole face is repaid at once, at its face. */
function isQuoted({ termSheet }: PricedBond, request: Request, { currency }: Curve): boolean {
  const { floating, steps = [], amortisation, redemptionPricePer100 = "100" } = termSheet;
  const isStraight = floating === undefined && steps.length === 0 && amortisation === undefined;
  const isAtFace =
    parseDecimal(redemptionPricePer100, PRICE_DECIMALS) === 100n * 10n ** BigInt(PRICE_DECIMALS);
  return isStraight && isAtFace && termSheet.currency === request.currency && currency === request.currency;
}

interface PriceOfOptions {
  readonly bond: PricedBond;
  readonly request: Request;
  /** The dealer's. */
  readonly side: Side;
  readonly curve: Curve;
  readonly style: CurveStyle;
  readonly position: Position;
}

function priceOf({ bond, request, side, curve, style, position }: PriceOfOptions): string {
  const { couponRatePercent, maturityDate, businessCentre } = bond.termSheet;
  const settlementDate = dateAt(request.settleFrom, businessCentre);
  const { days } = nl365({ startDate: settlementDate, endDate: maturityDate });
  const spread = percentOfBp(style.spreadBp);
  const yieldPercent = formatYield(
    yieldOnCurve(curve, days) + skewOf(style, position) + (side === "seller" ? -spread : spread),
  );
  const date = { settlementDate, maturityDate };
  return priceFromSimpleYield({ couponRatePercent, yieldPercent, ...date, decimals: PRICE_DECIMALS });
}

/** A higher yield, which is a lower price, with more units than wanted; a lower one with fewer. */
function skewOf({ skewBp }: CurveStyle, { units, targetUnits, mostUnits }: Position): bigint {
  const away = units - targetUnits;
  const furthest = away > 0n ? mostUnits - targetUnits : targetUnits;
  if (away === 0n || furthest <= 0n) return 0n;
  const bounded = away > furthest ? furthest : away;
  return (percentOfBp(skewBp) * bounded) / furthest;
}

/** Basis points as percent, in units of 10^-YIELD_DECIMALS. */
function percentOfBp(bp: string): bigint {
  return parseDecimal(bp, SPREAD_DECIMALS) * 10n ** BigInt(YIELD_DECIMALS - SPREAD_DECIMALS - 2);
}
