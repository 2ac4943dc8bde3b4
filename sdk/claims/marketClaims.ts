import { couponAmount } from "../bonds/couponAmount.ts";
import type { Trade } from "../trade/Trade.ts";
import { tradeKind } from "../trade/tradeKind.ts";
import { marketClaimReference } from "./marketClaimReference.ts";

/** Units of a trade that settled at one moment: all of them, or a part. */
export interface SettledUnits {
  readonly tradeId: string;
  readonly trade: Trade;
  readonly units: bigint;
  /** Units of the same trade that had settled before. */
  readonly settledBefore: bigint;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly settledAt: bigint;
}

/** What a payment pays on one unit. */
export interface ClaimedPayment {
  readonly isin: string;
  /** From 1. */
  readonly number: number;
  /** First second after the record date. */
  readonly recordCutoff: bigint;
  /** Face of one unit that bears interest, in minor units. */
  readonly facePerUnit: bigint;
  readonly interestPerYenE13: bigint;
  /** Face of one unit that is repaid. */
  readonly principalPerUnit: bigint;
}

/** What a seller owes its buyer because it was paid in the buyer's stead. Amounts are minor units. */
export interface MarketClaim {
  /** MC- and 13 letters and digits: the same for everybody, and another one for every settlement and payment. */
  readonly reference: string;
  readonly tradeId: string;
  readonly trade: Trade;
  /** Number of the payment, from 1. */
  readonly payment: number;
  /** The seller of the bonds, who pays. */
  readonly payer: string;
  /** The buyer of the bonds, who is paid. */
  readonly payee: string;
  readonly units: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
  /** Both. */
  readonly amount: bigint;
}

/** What `marketClaims` works on. */
export interface MarketClaimsOptions {
  readonly settled: readonly SettledUnits[];
  readonly payments: readonly ClaimedPayment[];
  /** Whether bonds delivered free of payment give claims as well; no when left out, for nothing was bought with them. */
  readonly includeFree?: boolean | undefined;
}

/**
 * The market claims of payments on a bond. A trade agreed with the payment (cum: trade date on or before the record date)
 * that settles only after the record date leaves the seller registered on it, so that the seller is paid what the buyer has
 * bought: it owes the buyer the gross interest on the units and the face repaid with them. Its own tax was withheld from it by
 * its own class, and does not lower what it owes. A trade agreed later (ex) gives no claim, nor does one that settled in time. In a
 * chain of late trades every seller owes its own buyer.
 *
 * Interest is that on the total face of the units that settled together, truncated, as for a holder.
 *
 * Source: Market Standards for Corporate Actions Processing (Corporate Actions Joint Working Group), part on market claims:
 * detected by trade date and settlement after the record date, paid apart from the trade.
 */
export function marketClaims({
  settled,
  payments,
  includeFree = false,
}: MarketClaimsOptions): readonly MarketClaim[] {
  return payments.flatMap((payment) =>
    settled.flatMap((each) => {
      const { trade, tradeId, units, settledAt } = each;
      const isClaimable =
        tradeKind(trade) === "dvp" || (includeFree && tradeKind(trade) === "free of payment");
      const isCum = trade.tradeDate < payment.recordCutoff;
      const isLate = settledAt >= payment.recordCutoff;
      if (!isClaimable || trade.isin !== payment.isin || !isCum || !isLate) return [];
      const { interestPerYenE13, facePerUnit, principalPerUnit, number } = payment;
      const interest = couponAmount({ totalFace: units * facePerUnit, interestPerYenE13 });
      const principal = units * principalPerUnit;
      const amount = interest + principal;
      if (amount === 0n) return [];
      return [
        {
          reference: marketClaimReference({ tradeId, payment: number, settledBefore: each.settledBefore }),
          tradeId,
          trade,
          payment: number,
          payer: trade.seller,
          payee: trade.buyer,
          units,
          interest,
          principal,
          amount,
        },
      ];
    }),
  );
}
