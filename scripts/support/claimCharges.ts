import { ZeroAddress } from "ethers";

import { addBusinessDays } from "../../sdk/calendar/addBusinessDays.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import { failsChargeTrade } from "../../sdk/fails/failsChargeTrade.ts";
import { DEFAULT_CUT_OFF } from "../../sdk/terms/TradeTicket.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { approveFor } from "./approveTrade.ts";
import { CENTRE } from "./centre.ts";
import type { FailCharge } from "./failCharges.ts";
import type { JobContext } from "./JobContext.ts";
import { parseCutOff } from "./parseCutOff.ts";
import { planRecord } from "./planRecord.ts";
import { readTrade } from "./readTrades.ts";
import { recordedTrades } from "./recordedTrades.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

/** When claims are paid. */
export interface ClaimDates {
  /** Left out: the next business day. */
  readonly settleDate: CalendarDate | undefined;
  /** As it was written; left out: DEFAULT_CUT_OFF, five business days after the settlement date. */
  readonly cutOff: string | undefined;
}

/** Business days for which a claim can be paid when no cut-off is given. */
const DAYS_TO_PAY = 5;

/** The days of the payments that claim charges. */
export type PaymentDays = Pick<Trade, "tradeDate" | "settleFrom" | "settleBy">;

/**
 * The days of claims that are made today.
 *
 * @throws UsageError when they are past
 */
export function paymentDays(today: CalendarDate, { settleDate, cutOff }: ClaimDates): PaymentDays {
  const date = settleDate ?? addBusinessDays({ date: today, days: 1, centre: CENTRE });
  if (date < today)
    throw new UsageError(
      `The settlement date ${date} is past: on the chain it is ${today}.`,
      "Give a later --settle-date.",
    );
  const last = addBusinessDays({ date, days: DAYS_TO_PAY, centre: CENTRE });
  return {
    tradeDate: secondsAtStartOfDay(today, CENTRE),
    settleFrom: secondsAtStartOfDay(date, CENTRE),
    settleBy:
      cutOff === undefined
        ? secondsAtTimeOfDay({ date: last, time: DEFAULT_CUT_OFF, centre: CENTRE })
        : parseCutOff(cutOff, { date, centre: CENTRE }),
  };
}

/** The payment that claims a charge, but for its number; or why there is none to claim. */
export type Claim = { readonly withSequence: (sequence: bigint) => Trade } | { readonly unclaimed: string };

/** Makes the payment of a charge, if the convention lets it be claimed. */
export function claimOf({ fail, charge, error }: FailCharge, days: PaymentDays): Claim {
  // A back office knows its trades by their references.
  const inWords = (text: string): string => text.replaceAll(fail.tradeId, fail.trade.commonReference);
  if (charge === undefined) return { unclaimed: inWords(error?.message ?? "It has no charge.") };
  // The parties settle a claim by themselves, also when the trade that failed has a venue.
  const withSequence = (sequence: bigint): Trade =>
    failsChargeTrade({ fail, charge, ...days, sequence, venue: ZeroAddress });
  try {
    withSequence(0n);
    return { withSequence };
  } catch (refusal) {
    if (refusal instanceof KessaiError) return { unclaimed: inWords(refusal.message) };
    throw refusal;
  }
}

/** Writes down the payments that claim charges, and has the payees approve them as far as their keys are at hand. */
export async function claimCharges(
  context: JobContext,
  charges: readonly FailCharge[],
  days: PaymentDays,
): Promise<void> {
  const { reporter, options } = context;
  for (const piece of charges) {
    const claim = claimOf(piece, days);
    if ("unclaimed" in claim || piece.charge === undefined) continue;
    const { fail, from, until, charge } = piece;
    const period = { trade: fail.tradeId, convention: charge.convention, from, until };
    const { trade } = await planRecord(context, { withSequence: claim.withSequence, charge: period });
    const money = `${formatAmount(charge.total)} ${charge.currency}`;
    const what = `claim ${money} for ${fail.trade.commonReference} from ${from} until ${until} as ${trade.commonReference}`;
    reporter.step({ what, outcome: options.dryRun ? "would do" : "done" });
  }
  // Also what an interrupted run has written down.
  for (const record of claimsOf(context)) await approveForPayee(context, record);
}

/** The claims that are written down. */
export function claimsOf({ folder }: Pick<JobContext, "folder">): readonly TradeRecord[] {
  return recordedTrades(folder).filter(({ charge }) => charge !== undefined);
}

async function approveForPayee(context: JobContext, record: TradeRecord): Promise<void> {
  const { kessai } = context;
  const { state } = await readTrade(context, record);
  if (state.status === "closed" || (await kessai.now()) >= record.trade.settleBy) return;
  await approveFor(context, record, "seller", "ready");
}
