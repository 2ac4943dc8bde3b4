import { addBusinessDays } from "../../../sdk/calendar/addBusinessDays.ts";
import { addDays } from "../../../sdk/calendar/addDays.ts";
import type { CalendarDate } from "../../../sdk/calendar/CalendarDate.ts";
import { dateAt } from "../../../sdk/calendar/dateAt.ts";
import { isBusinessDay } from "../../../sdk/calendar/isBusinessDay.ts";
import { secondsAtStartOfDay } from "../../../sdk/calendar/secondsAtStartOfDay.ts";
import { bondInfo } from "../../../sdk/client/readers/bondInfo.ts";
import { currencies } from "../../../sdk/client/readers/currencies.ts";
import { checkCompliance } from "../../../sdk/compliance/checkCompliance.ts";
import type { ComplianceReport } from "../../../sdk/compliance/ComplianceReport.ts";
import { SettlementDateError } from "../../../sdk/errors/SettlementDateError.ts";
import { hashTermSheet } from "../../../sdk/terms/hashTermSheet.ts";
import { quoteTerms } from "../../../sdk/trading/quoteTerms.ts";
import type { QuoteTerms } from "../../../sdk/trading/quoteTerms.ts";
import type { JobContext } from "../JobContext.ts";
import { parseCutOff } from "../parseCutOff.ts";
import { runningCoupon } from "../runningCoupon.ts";
import { UsageError } from "../UsageError.ts";
import { factsOf } from "./factsFile.ts";
import type { WrittenProposal } from "./proposalOptions.ts";

/** Business days from the trade date to the settlement of a corporate bond in Japan (T+2). */
const SETTLEMENT_DAYS = 2;

/** What is asked of a job here. */
type Context = Pick<JobContext, "kessai" | "book" | "names">;

/**
 * Holds a proposal against its guidelines: the limit of the price becomes the limit of what one unit costs on the settlement date,
 * accrued interest and the broker's fee included.
 *
 * @throws UsageError when the bond is not here, or not by these terms; when nothing is settled on the date; when the bank or the fee
 * cannot be
 */
export async function checkProposal(context: Context, written: WrittenProposal): Promise<ComplianceReport> {
  const { book } = context;
  const { termSheet, side, split, dealers, guidelines, facts } = written;
  const accountOf = (party: string): string => book.accountOf(party);
  await requireTerms(context, written);
  const settlementDate = await settlementDateOf(context, written);
  const terms = await termsAt(context, written, settlementDate);
  return checkCompliance({
    guidelines,
    facts: factsOf(facts, accountOf),
    ticketProposal: {
      isin: termSheet.isin,
      currency: termSheet.currency,
      settlementBank:
        written.bank === undefined ? await onlyBank(context, termSheet.currency) : accountOf(written.bank),
      side,
      limitPriceE7: terms.cleanPriceE7,
      limitCashPerUnit: cashLimit(written, terms),
      maximumFeePerUnit: written.fee,
      settlementDate,
      settleBy: settleByOf(written, settlementDate),
      dealers: dealers.map(accountOf),
      split: split.map(({ fund, face }) => ({ account: accountOf(fund), faceAmount: face })),
    },
  });
}

async function requireTerms({ kessai }: Context, { termSheet }: WrittenProposal): Promise<void> {
  const { isin } = termSheet;
  const info = await bondInfo(kessai, isin);
  if (info === undefined)
    throw new UsageError(`There is no bond ${isin} here.`, "Check the ISIN: the status job lists all bonds.");
  if (info.termsHash !== hashTermSheet(termSheet))
    throw new UsageError(
      `The term sheet is not the one that ${isin} was created with: it has another hash.`,
      "Give the term sheet as it was then: --terms <file>.",
    );
}

async function settlementDateOf(
  { kessai }: Context,
  { settleDate, termSheet }: WrittenProposal,
): Promise<CalendarDate> {
  const { businessCentre: centre } = termSheet;
  const today = dateAt(await kessai.now(), centre);
  const date = settleDate ?? addBusinessDays({ date: today, days: SETTLEMENT_DAYS, centre });
  if (date < today)
    throw new UsageError(
      `--settle-date is ${date}; on the chain it is ${today}.`,
      "Give a day that is to come.",
    );
  if (isBusinessDay(date, centre)) return date;
  throw new UsageError(`--settle-date is ${date}, when banks are closed.`, "Give a business day.");
}

function settleByOf({ cutOff, termSheet }: WrittenProposal, date: CalendarDate): bigint {
  const { businessCentre: centre } = termSheet;
  return cutOff === undefined
    ? secondsAtStartOfDay(addDays(date, 1), centre)
    : parseCutOff(cutOff, { date, centre });
}

async function termsAt(
  { kessai }: Context,
  { termSheet, schedule, limit }: WrittenProposal,
  settlementDate: CalendarDate,
): Promise<QuoteTerms> {
  try {
    const running = await runningCoupon(kessai, termSheet, settlementDate);
    return quoteTerms({ termSheet, schedule, settlementDate, cleanPrice: limit, ...running });
  } catch (error) {
    if (!(error instanceof SettlementDateError)) throw error;
    throw new UsageError(
      error.message,
      "Give another --settle-date; the schedule job shows the dates of the bond.",
    );
  }
}

/** A fund that buys bears the fee, one that sells gets that much less. */
function cashLimit({ side, fee }: WrittenProposal, { cashPerUnit }: QuoteTerms): bigint {
  if (side === "buyer") return cashPerUnit + fee;
  if (fee < cashPerUnit) return cashPerUnit - fee;
  throw new UsageError(
    `--fee is ${fee}, and one unit brings ${cashPerUnit}.`,
    "Give a smaller fee for one unit.",
  );
}

async function onlyBank({ kessai, names }: Context, currency: string): Promise<string> {
  const all = (await currencies(kessai)).filter((each) => each.currency === currency);
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only.settlementBank;
  const banks = all.map(({ settlementBank }) => names(settlementBank) ?? settlementBank).join(", ");
  throw new UsageError(
    only === undefined ? `No bank has ${currency} here.` : `Several banks have ${currency}: ${banks}.`,
    only === undefined ? "Run the mint-cash job first." : "Say which one's money pays: --bank <party>.",
  );
}
