import { bondInfo } from "../../../sdk/client/readers/bondInfo.ts";
import { bondSchedule } from "../../../sdk/client/readers/bondSchedule.ts";
import { detailsOfDeal } from "../../../sdk/matching/detailsOfDeal.ts";
import { MATCH_FIELDS } from "../../../sdk/matching/matchFields.ts";
import type { MatchReport } from "../../../sdk/matching/MatchReport.ts";
import { matchTrade } from "../../../sdk/matching/matchTrade.ts";
import { placeOfSettlement } from "../../../sdk/matching/placeOfSettlement.ts";
import { requireMatched } from "../../../sdk/matching/requireMatched.ts";
import type { Tolerances } from "../../../sdk/matching/Tolerance.ts";
import type { Confirmation, TradeDetails } from "../../../sdk/matching/TradeDetails.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { CENTRE } from "../centre.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { wrapText } from "../wrapText.ts";
import { dealtQuote } from "./dealtQuote.ts";
import type { FundSide } from "./fundTrades.ts";

/** What a trade of a fund is compared with. */
export interface ReceivedConfirmation {
  readonly confirmation: Confirmation;
  readonly tolerances: Tolerances;
}

/** Columns in which a field's values stand. */
const WIDTH = 26;

/**
 * Compares a trade of a fund with the confirmation of the other side (約定照合), field by field, and shows what differs. What the
 * fund has in its books is what the chain says: the trade, and the quote that was accepted.
 *
 * @throws TradeUnmatchedError when a field does not agree; JobError when the chain does not show the quote
 */
export async function matchConfirmation(
  context: JobContext,
  found: FundSide,
  { confirmation, tolerances }: ReceivedConfirmation,
): Promise<void> {
  const { reporter } = context;
  const what = `match ${found.trade.commonReference} with its confirmation`;
  const ours = await detailsOf(context, found);
  const report = matchTrade({ ours, theirs: confirmation, tolerances, centre: CENTRE });
  reporter.data("match", report);
  tellDifferences(context, report);
  requireMatched(report);
  reporter.step({ what, outcome: "done" });
}

async function detailsOf(context: JobContext, { id, trade, side }: FundSide): Promise<TradeDetails> {
  const { kessai } = context;
  const quote = await dealtQuote(kessai, id);
  if (quote === undefined)
    throw new JobError(
      `The chain does not show the quote from which ${trade.commonReference} came, and so not its price.`,
      "Compare the confirmation by hand, and affirm without --confirmation.",
    );
  const { chainId, addresses } = kessai.deployment;
  return detailsOfDeal({
    ticket: { isin: trade.isin, currency: trade.currency, settlementBank: trade.settlementBank, side },
    quote,
    account: trade[side],
    quantity: trade.quantity,
    facePerUnit: await facePerUnitOf(context, trade),
    place: placeOfSettlement({ chainId, escrow: addresses.escrow }),
    centre: CENTRE,
  });
}

/** Face of one bond that is left on the settlement date. */
async function facePerUnitOf({ kessai }: JobContext, { isin, settleFrom }: Trade): Promise<bigint> {
  const schedule = await bondSchedule(kessai, isin);
  const running = schedule?.payments.find(({ isRecovery, payFrom }) => !isRecovery && payFrom > settleFrom);
  return running?.facePerUnit ?? (await bondInfo(kessai, isin))?.denomination ?? 0n;
}

function tellDifferences({ reporter, names }: JobContext, { fields }: MatchReport): void {
  const told = fields.filter(({ status }) => status !== "matched");
  if (told.length === 0) {
    reporter.say(`All ${fields.length} fields agree with the confirmation (約定照合).`);
    return;
  }
  const shown = (value: string): string => {
    const name = /^0x[0-9a-fA-F]{40}$/.test(value) ? names(value) : undefined;
    return wrapText(name ?? (value === "" ? "-" : value), WIDTH);
  };
  const labels = new Map(MATCH_FIELDS.map(({ field, label }) => [field, label]));
  reporter.table(
    ["field", "ours", "confirmed", "may differ", "result"],
    told.map(({ field, ours, theirs, tolerance, status }) => [
      wrapText(labels.get(field) ?? field, WIDTH),
      shown(ours),
      shown(theirs),
      tolerance,
      status,
    ]),
  );
}
