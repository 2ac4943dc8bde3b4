import { settle } from "../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../sdk/client/actions/settleBySignatures.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { explainTrade } from "../../sdk/client/readers/explainTrade.ts";
import type { TradeObstacle } from "../../sdk/client/readers/explainTrade.ts";
import { settlementProof } from "../../sdk/client/readers/settlementProof.ts";
import type { SettlementProof } from "../../sdk/client/readers/settlementProof.ts";
import { tradeHistory } from "../../sdk/client/readers/tradeHistory.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { perform } from "./perform.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** What became of a trade. */
export interface SettlementResult {
  readonly record: TradeRecord;
  /** Of a trade that is settled, now or before. */
  readonly proof?: SettlementProof | undefined;
  /** Of one that is not. */
  readonly obstacles: readonly TradeObstacle[];
}

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
    return { record, obstacles: [] };
  }
}

async function attempt(context: JobContext, record: TradeRecord, what: string): Promise<SettlementResult> {
  const { kessai, names, reporter } = context;
  const { trade, id } = record;
  const ended = await reportEnd(context, record, what);
  if (ended !== undefined) return ended;
  const call = callFor(context, record);
  const obstacles = await explainTrade(kessai, trade, { signed: call.signed, names });
  if (obstacles.length > 0) {
    const remark = obstacles.map(({ code, sentence, hint }) => `${code}: ${sentence}. ${hint}`).join("\n");
    reporter.step({ what, outcome: isEarly(obstacles) ? "not due" : "failed", remark });
    return { record, obstacles };
  }
  const sent = await perform(context, {
    what,
    sender: await senderFor(context, record),
    isDone: async () => (await tradeHistory(kessai, id)).outcome !== undefined,
    call: call.make,
  });
  if (sent !== undefined) return { record, obstacles, proof: await proofOf(context, record, sent.hash) };
  const { closing } = await tradeHistory(kessai, id);
  return closing?.name === "Settled"
    ? { record, obstacles, proof: await proofOf(context, record, closing.transactionHash) }
    : { record, obstacles };
}

/** Reports a trade that has ended before; `undefined` when it has not. */
async function reportEnd(
  context: JobContext,
  record: TradeRecord,
  what: string,
): Promise<SettlementResult | undefined> {
  const { kessai, reporter } = context;
  const { outcome, closing } = await tradeHistory(kessai, record.id);
  if (closing === undefined) return undefined;
  const transaction = closing.transactionHash;
  if (outcome === "Settled") {
    const proof = await proofOf(context, record, transaction);
    reporter.step({ what, outcome: "already done", transaction });
    return { record, obstacles: [], proof };
  }
  const remark = outcome === "Expired" ? "it has expired" : "it was cancelled";
  reporter.step({ what, outcome: "already done", remark, transaction });
  return { record, obstacles: [] };
}

/** Whether a trade only waits for its day: until then the other side may still approve. */
function isEarly(obstacles: readonly TradeObstacle[]): boolean {
  const codes = obstacles.map(({ code }) => code);
  return codes.includes("FUTU") && codes.every((code) => !NOT_FOR_TIME_TO_HEAL.has(code));
}

/** What keeps a trade from settling on its day as well. Bonds, money, approval and issue may still come. */
const NOT_FOR_TIME_TO_HEAL = new Set(["REFE", "VALR", "LATE", "SBLO"]);

interface SettlementCall {
  readonly signed: boolean;
  readonly make: () => Call;
}

function callFor({ kessai }: JobContext, { trade, signatures }: TradeRecord): SettlementCall {
  const { seller, buyer } = signatures;
  if (seller === undefined || buyer === undefined)
    return { signed: false, make: () => settle(kessai, trade) };
  const signed = { trade, sellerSignature: seller, buyerSignature: buyer };
  return { signed: true, make: () => settleBySignatures(kessai, signed) };
}

/** Anybody may send a settlement: the first of those concerned whose key is at hand. */
async function senderFor({ keys }: JobContext, { trade }: TradeRecord): Promise<string> {
  for (const account of [trade.buyer, trade.seller, trade.settlementBank]) {
    if ((await keys.signerOf(account)) !== undefined) return account;
  }
  return keys.wallets[0]?.address ?? trade.buyer;
}

async function proofOf(context: JobContext, { trade }: TradeRecord, hash: string): Promise<SettlementProof> {
  const receipt = await context.kessai.provider.getTransactionReceipt(hash);
  if (receipt === null)
    throw new JobError(`The node has no receipt of ${hash}.`, "Ask a node that keeps the whole chain.");
  const proof = await settlementProof(context.kessai, { trade, receipt });
  if (proof.faults.length === 0) return proof;
  throw new JobError(
    `The settlement of ${trade.commonReference} is not proven: ${proof.faults.join("; ")}.`,
    "Have an auditor look at the transaction.",
  );
}

/** The proofs as rows of a table. */
export function proofTable({ names, reporter }: JobContext, results: readonly SettlementResult[]): void {
  const name = (account: string): string => names(account) ?? account;
  const rows = results.flatMap(({ record: { trade }, proof }) => {
    if (proof === undefined) return [];
    const { delivery, payment } = proof;
    return [
      [
        trade.commonReference,
        `${formatAmount(delivery.amount)} x ${trade.isin}\n${formatAmount(payment.amount)} ${trade.currency}`,
        `${name(delivery.from)} -> ${name(delivery.to)}\n${name(payment.from)} -> ${name(payment.to)}`,
        `block ${proof.blockNumber}\n${proof.transactionHash.slice(0, 18)}`,
      ],
    ];
  });
  if (rows.length > 0) reporter.table(["trade", "delivery\npayment", "from -> to", "one transaction"], rows);
  reporter.data(
    "settlements",
    results.map(({ record: { trade, id }, proof, obstacles }) => ({
      reference: trade.commonReference,
      id,
      settled: proof !== undefined,
      proof,
      obstacles,
    })),
  );
}
