import { addBusinessDays } from "../../../sdk/calendar/addBusinessDays.ts";
import { adjustDate } from "../../../sdk/calendar/adjustDate.ts";
import { dateAt } from "../../../sdk/calendar/dateAt.ts";
import { secondsAtStartOfDay } from "../../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../../sdk/calendar/secondsAtTimeOfDay.ts";
import { marketClaims } from "../../../sdk/claims/marketClaims.ts";
import type { MarketClaim } from "../../../sdk/claims/marketClaims.ts";
import { marketClaimTrade } from "../../../sdk/claims/marketClaimTrade.ts";
import { paymentStatus } from "../../../sdk/client/readers/paymentStatus.ts";
import type { BondSchedule, ScheduledPayment } from "../../../sdk/client/readers/scheduledTypes.ts";
import { settledUnits } from "../../../sdk/client/readers/settledUnits.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import { DEFAULT_CUT_OFF } from "../../../sdk/terms/TradeTicket.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { approveTrade } from "../approveTrade.ts";
import { CENTRE } from "../centre.ts";
import type { JobContext } from "../JobContext.ts";
import { planRecord } from "../planRecord.ts";
import { readTrade } from "../readTrades.ts";
import type { TradeRecord } from "../tradeRecords.ts";
import { tradeTable } from "../tradeTable.ts";

/** Business days for which a claim can be paid. */
const DAYS_TO_PAY = 5;

/**
 * Makes a payment of every market claim on the payments until number `until` that are completed: written down under the
 * claim's reference, approved for the sides whose keys are at hand; the settle job pays it. A claim that is written down or on
 * the chain already stays as it is.
 */
export async function claimOnTrades(
  context: JobContext,
  schedule: BondSchedule,
  until: number,
): Promise<void> {
  const { kessai, names, reporter, options, folder } = context;
  const { isin, currency } = schedule;
  const payments = await completed(context, schedule, until);
  const first = payments[0];
  if (first === undefined) return;
  const { settled, trades, unknown } = await settledUnits(kessai, { isin, since: first.recordCutoff });
  for (const id of unknown)
    reporter.step({
      what: `look for market claims of the trade ${id.slice(0, 10)}...`,
      outcome: "failed",
      remark: "It settled after a record date, but nothing on the chain tells its terms. Ask its parties.",
    });
  const claims = marketClaims({ settled, payments: payments.map((payment) => ({ isin, ...payment })) });
  const onChain = new Map([...trades.values()].map((trade) => [trade.commonReference, trade]));
  const records: TradeRecord[] = [];
  for (const claim of claims) {
    const money = `${formatMoney(claim.amount, currency.code)} ${currency.code}`;
    const parties = `${names(claim.payer) ?? claim.payer} to ${names(claim.payee) ?? claim.payee}`;
    const what = `claim ${money} from ${parties}: payment ${claim.payment} on ${claim.trade.commonReference}, as ${claim.reference}`;
    const known = folder.trades()[claim.reference];
    const made = known === undefined ? onChain.get(claim.reference) : undefined;
    const record = known ?? (await plan(context, schedule, claim, made));
    const isOld = known !== undefined || made !== undefined;
    reporter.step({ what, outcome: isOld ? "already done" : options.dryRun ? "would do" : "done" });
    records.push(record);
    const { state } = await readTrade(context, record);
    const isOpen = state.status !== "closed" && (await kessai.now()) < record.trade.settleBy;
    if (isOpen) await approveTrade(context, record, { signatures: false, readiness: "ready" });
  }
  reporter.data("marketClaims", claims);
  if (records.length === 0) return;
  await tradeTable(context, records);
  reporter.say(
    `They are paid by: npm run kessai -- settle --only ${records.map(({ trade }) => trade.commonReference).join(" ")}`,
  );
}

async function completed(
  { kessai }: JobContext,
  { isin, payments }: BondSchedule,
  until: number,
): Promise<readonly ScheduledPayment[]> {
  const asked = payments.filter(({ number }) => number <= until);
  const states = await Promise.all(
    asked.map(({ number }) => paymentStatus(kessai, { isin, payment: number })),
  );
  return asked.filter((_payment, index) => states[index]?.isCompleted === true);
}

/** Writes a claim down: as it is on the chain, or due from today. */
async function plan(
  context: JobContext,
  { currency }: BondSchedule,
  claim: MarketClaim,
  made: Trade | undefined,
): Promise<TradeRecord> {
  const today = dateAt(await context.kessai.now(), CENTRE);
  const date = adjustDate({ date: today, convention: "following", centre: CENTRE });
  const last = addBusinessDays({ date, days: DAYS_TO_PAY, centre: CENTRE });
  const terms = {
    claim,
    currency: currency.code,
    settlementBank: currency.settlementBank,
    tradeDate: secondsAtStartOfDay(today, CENTRE),
    settleFrom: secondsAtStartOfDay(date, CENTRE),
    settleBy: secondsAtTimeOfDay({ date: last, time: DEFAULT_CUT_OFF, centre: CENTRE }),
  };
  const withSequence = (sequence: bigint): Trade =>
    made === undefined ? marketClaimTrade({ ...terms, sequence }) : { ...made, sequence };
  return planRecord(context, { withSequence });
}
