import type { Side, Trade } from "../trade/Trade.ts";
import { ChargeBelowThresholdError } from "./errors/ChargeBelowThresholdError.ts";
import { FailsCurrencyError } from "./errors/FailsCurrencyError.ts";
import { FailsPeriodError } from "./errors/FailsPeriodError.ts";
import { SideNotChargedError } from "./errors/SideNotChargedError.ts";
import { UndecidedFailError } from "./errors/UndecidedFailError.ts";
import { ZeroFailsChargeError } from "./errors/ZeroFailsChargeError.ts";
import type { Fail } from "./Fail.ts";
import type { FailsCharge } from "./chargeTypes.ts";
import { failsChargeReference } from "./failsChargeReference.ts";
import { paymentOnlyTrade } from "./paymentOnlyTrade.ts";

/** What `failsChargeTrade` works on. Moments are seconds since 1970-01-01T00:00:00Z. */
export interface FailsChargeTradeOptions {
  readonly fail: Pick<Fail, "tradeId" | "trade" | "intendedSettlementDate" | "failingSide">;
  readonly charge: FailsCharge;
  /** Start of the day on which the charge is claimed. */
  readonly tradeDate: bigint;
  /** Start of the day on which it is paid. */
  readonly settleFrom: bigint;
  /** Cut-off of the payment. */
  readonly settleBy: bigint;
  /** Number of the payment: the venue's own, or without a venue the one of payee and payer. */
  readonly sequence: bigint;
  /** That of the failed trade when left out. */
  readonly venue?: string | undefined;
}

/**
 * The payment of a fails charge: a trade without a delivery leg, in which the failing side is the `buyer`, who pays,
 * and the side that suffered is the `seller`, who is paid, through the settlement bank of the failed trade. It is
 * paid when the failing side approves it, like any trade.
 *
 * @throws ZeroFailsChargeError when there is nothing to pay
 * @throws ChargeBelowThresholdError when the charge does not reach the claim threshold
 * @throws UndecidedFailError when neither side is the one that fails, or both are
 * @throws SideNotChargedError when the convention does not charge that side
 * @throws FailsCurrencyError when the charge is in another currency than the failed trade
 * @throws FailsPeriodError when the charge begins before the trade failed
 */
export function failsChargeTrade(options: FailsChargeTradeOptions): Trade {
  const { fail, charge, tradeDate, settleFrom, settleBy, sequence } = options;
  const { tradeId, trade } = fail;
  const [payer, payee] = sidesOf(options);
  return paymentOnlyTrade({
    currency: charge.currency,
    settlementBank: trade.settlementBank,
    seller: trade[payee],
    buyer: trade[payer],
    amount: charge.total,
    tradeDate,
    settleFrom,
    settleBy,
    venue: options.venue ?? trade.venue,
    sequence,
    commonReference: failsChargeReference({
      tradeId,
      commonReference: trade.commonReference,
      from: charge.from,
      until: charge.until,
    }),
  });
}

/** The side that pays and the side that is paid, once nothing speaks against it. */
function sidesOf({ fail, charge }: FailsChargeTradeOptions): readonly [Side, Side] {
  const { tradeId, trade, failingSide, intendedSettlementDate } = fail;
  const { from, until, currency, total, claim, claimThreshold, convention, chargedSides } = charge;
  if (currency !== trade.currency) throw new FailsCurrencyError(currency, trade.currency);
  if (from < intendedSettlementDate) {
    const rule = `the intended settlement date of the trade ${tradeId} is ${intendedSettlementDate}`;
    throw new FailsPeriodError(from, until, rule);
  }
  if (total === 0n) throw new ZeroFailsChargeError(tradeId, from, until);
  if (claimThreshold !== undefined && !charge.reachesThreshold) {
    throw new ChargeBelowThresholdError({ tradeId, currency, claim, threshold: claimThreshold.amount });
  }
  if (failingSide === "undecided") throw new UndecidedFailError(tradeId);
  if (!chargedSides.includes(failingSide)) {
    throw new SideNotChargedError({ tradeId, failingSide, convention, chargedSides });
  }
  return failingSide === "seller" ? ["seller", "buyer"] : ["buyer", "seller"];
}
