import { instructSigned } from "../../sdk/client/actions/instructSigned.ts";
import { settlePart as settlePartCall } from "../../sdk/client/actions/settlePart.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import type { JobContext } from "./JobContext.ts";
import { nothingPending, perform } from "./perform.ts";
import { readTrade, restOf } from "./readTrades.ts";
import type { KnownTrade } from "./readTrades.ts";
import { formatReasons, refusalReason } from "./reasons.ts";
import { noteAttempts } from "./noteAttempts.ts";
import { reportEnded, reportKept } from "./reportUnsettled.ts";
import { proveFinal } from "./settlementResults.ts";
import type { SettlementResult } from "./settlementResults.ts";
import { partSender } from "./submitters.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

/**
 * Settles some units of a trade that allows parts. That it was begun is written down first: a run after one that was
 * interrupted sees whether its part has settled, and settles no second one.
 */
export async function settlePart(
  context: JobContext,
  record: TradeRecord,
  quantity: bigint,
): Promise<SettlementResult> {
  const { kessai, reporter } = context;
  const { trade, part } = record;
  const what = `settle ${formatAmount(quantity)} units of ${trade.commonReference}`;
  const sender = await partSender(context, trade);
  await nothingPending(context.chain.provider, sender);
  const known = await readTrade(context, record);
  const { settledQuantity } = known.state;
  if (part?.quantity === quantity && settledQuantity >= part.settledBefore + quantity) {
    saveIntent(context, record, undefined);
    const remark = `a run that was interrupted has settled them: ${restInWords(known)}`;
    reporter.step({ what, outcome: "already done", remark });
    return { record, obstacles: [] };
  }
  const [ended] = await reportEnded(context, known.ending === undefined ? [] : [known]);
  if (ended !== undefined) return ended;
  requirePart(known, quantity);
  // A part may need less than what is lacking for the whole.
  const reasons = known.reasons.filter(({ code }) => code !== "LACK" && code !== "MONY");
  const [kept] = await reportKept(context, reasons.length === 0 ? [] : [{ record, reasons }]);
  if (kept !== undefined) return kept;
  await recordSignatures(context, known, sender);

  try {
    const sent = await perform(context, {
      what,
      sender,
      isDone: async () => (await tradeState(kessai, trade)).settledQuantity > settledQuantity,
      call: () => {
        saveIntent(context, record, { quantity, settledBefore: settledQuantity });
        return settlePartCall(kessai, { trade, quantity });
      },
    });
    if (sent === undefined) return { record, obstacles: [] };
    saveIntent(context, record, undefined);
    const now = await readTrade(context, record);
    const { quantity: restQuantity, amount: restAmount } = restOf(now);
    if (now.ending === undefined) {
      reporter.addTo("parts", { reference: trade.commonReference, quantity, restQuantity, restAmount });
      reporter.say(`${trade.commonReference}: ${formatAmount(quantity)} units settled, ${restInWords(now)}.`);
      return { record, obstacles: [] };
    }
    return {
      record,
      obstacles: [],
      proof: (await proveFinal(context, [{ record, hash: sent.hash }])).get(record.id),
    };
  } catch (error) {
    if (!(error instanceof ContractRevertError)) throw error;
    saveIntent(context, record, undefined);
    const reason = refusalReason(error, trade);
    await noteAttempts(context, [{ record, reasons: [reason] }]);
    reporter.step({ what, outcome: "failed", remark: formatReasons([reason]) });
    return { record, obstacles: [reason] };
  }
}

/** @throws UsageError when the trade does not allow such a part */
function requirePart(known: KnownTrade, quantity: bigint): void {
  const { commonReference, minimumPart } = known.record.trade;
  if (minimumPart === 0n)
    throw new UsageError(
      `${commonReference} settles as a whole or not at all.`,
      "Leave --part out, or agree a trade with a minimum part.",
    );
  const { quantity: rest } = restOf(known);
  if (quantity <= rest && (quantity >= minimumPart || quantity === rest)) return;
  throw new UsageError(
    `A part of ${commonReference} has at least ${formatAmount(minimumPart)} units and at most the ${formatAmount(rest)} that are left; this one has ${formatAmount(quantity)}.`,
    "Choose a part between them, or all that is left.",
  );
}

/** Signatures settle a trade as a whole only: for a part they must be recorded on the chain. */
async function recordSignatures(context: JobContext, { record }: KnownTrade, sender: string): Promise<void> {
  const { kessai, names } = context;
  const { trade, signatures } = record;
  for (const side of SIDES) {
    const signature = signatures[side];
    if (signature === undefined) continue;
    const isDone = async (): Promise<boolean> => (await tradeState(kessai, trade))[`${side}Approved`];
    if (await isDone()) continue;
    await perform(context, {
      what: `record the signature of ${names(trade[side]) ?? trade[side]} for ${trade.commonReference}`,
      sender,
      isDone,
      call: () => instructSigned(kessai, { trade, side, signature }),
    });
  }
}

function saveIntent(
  { folder, options }: JobContext,
  { trade }: TradeRecord,
  part: TradeRecord["part"],
): void {
  const trades = folder.trades();
  const record = trades[trade.commonReference];
  if (options.dryRun || record === undefined) return;
  const { part: _before, ...rest } = record;
  const changed = part === undefined ? rest : { ...rest, part };
  folder.saveTrades({ ...trades, [trade.commonReference]: changed });
}

function restInWords(known: KnownTrade): string {
  const { quantity, amount } = restOf(known);
  if (known.ending !== undefined) return "nothing is left";
  const money = amount === 0n ? "" : ` and ${formatAmount(amount)} ${known.record.trade.currency}`;
  const units = `${formatAmount(quantity)} of ${formatAmount(known.record.trade.quantity)} units`;
  return `${units}${money} are left`;
}
