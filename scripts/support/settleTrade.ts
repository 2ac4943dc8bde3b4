import { settle } from "../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../sdk/client/actions/settleBySignatures.ts";
import { settleSet } from "../../sdk/client/actions/settleSet.ts";
import type { Call } from "../../sdk/client/Call.ts";
import type { Kessai } from "../../sdk/client/Kessai.ts";
import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import type { JobContext } from "./JobContext.ts";
import { noteAttempts } from "./noteAttempts.ts";
import { perform } from "./perform.ts";
import { readTrade } from "./readTrades.ts";
import { refusalReason } from "./reasons.ts";
import { reportEnded, reportKept } from "./reportUnsettled.ts";
import { proveFinal } from "./settlementResults.ts";
import type { SettlementResult } from "./settlementResults.ts";
import { settlementSender } from "./submitters.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** Settles a trade if nothing is in its way, and proves it from its receipt; else says what is in its way. */
export async function settleTrade(context: JobContext, record: TradeRecord): Promise<SettlementResult> {
  const { reporter } = context;
  const { trade } = record;
  const what = `settle ${trade.commonReference}`;
  try {
    return await attempt(context, record, what);
  } catch (error) {
    if (!(error instanceof KessaiError)) throw error;
    reporter.step({ what, outcome: "failed", remark: `${error.message} ${error.hint}` });
    if (!(error instanceof ContractRevertError)) return { record, obstacles: [] };
    const reason = refusalReason(error, trade);
    await noteAttempts(context, [{ record, reasons: [reason] }]);
    return { record, obstacles: [reason] };
  }
}

async function attempt(context: JobContext, record: TradeRecord, what: string): Promise<SettlementResult> {
  const { kessai } = context;
  const { trade, id } = record;
  const known = await readTrade(context, record);
  const [ended] = await reportEnded(context, known.ending === undefined ? [] : [known]);
  if (ended !== undefined) return ended;
  const [kept] = await reportKept(context, known.reasons.length === 0 ? [] : [known]);
  if (kept !== undefined) return kept;
  const sent = await perform(context, {
    what,
    sender: await settlementSender(context, [trade]),
    isDone: async () => (await tradeHistory(kessai, id)).outcome !== undefined,
    call: () => settlementOf(kessai, record),
  });
  const history = sent === undefined ? await tradeHistory(kessai, id) : undefined;
  const hash = sent?.hash ?? (history?.isFinal === true ? history.closing?.transactionHash : undefined);
  if (hash === undefined) return { record, obstacles: [] };
  return { record, obstacles: [], proof: (await proveFinal(context, [{ record, hash }])).get(id) };
}

/** The call that settles a trade by the approvals that there are: both signed, both on the chain, or one of each. */
function settlementOf(kessai: Kessai, { trade, signatures: { seller, buyer } }: TradeRecord): Call {
  if (seller === undefined && buyer === undefined) return settle(kessai, trade);
  if (seller === undefined || buyer === undefined) {
    const signed = { trade, sellerSignature: seller, buyerSignature: buyer };
    return settleSet(kessai, { method: "chain", trades: [signed] });
  }
  return settleBySignatures(kessai, { trade, sellerSignature: seller, buyerSignature: buyer });
}
