import { settlementProofs } from "../../sdk/client/readers/settlementProofs.ts";
import type { SettlementProof } from "../../sdk/client/readers/settlementProof.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { tradeKind } from "../../sdk/trade/tradeKind.ts";
import type { JobContext } from "./JobContext.ts";
import type { Reason } from "./reasons.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { referenceCell } from "./tradeWords.ts";

/** What became of a trade. */
export interface SettlementResult {
  readonly record: TradeRecord;
  /** Of a trade that is settled, now or before. */
  readonly proof?: SettlementProof | undefined;
  /** Of one that is not. */
  readonly obstacles: readonly Reason[];
}

/** A trade that is final, and the transaction that made it so. */
export interface FinalTrade {
  readonly record: TradeRecord;
  readonly hash: string;
}

/**
 * Proves from their receipts that trades are settled. One that is not proven is reported as failed.
 *
 * @returns the proofs without fault, by the trades' ids
 */
export async function proveFinal(
  context: JobContext,
  trades: readonly FinalTrade[],
): Promise<ReadonlyMap<string, SettlementProof>> {
  const proven = new Map<string, SettlementProof>();
  for (const [hash, group] of Map.groupBy(trades, (each) => each.hash)) {
    const proofs = await proofsOf(context, group, hash);
    for (const { record } of group) {
      const proof = proofs.find(({ id }) => id === record.id);
      if (proof?.faults.length === 0) proven.set(record.id, proof);
      else reportUnproven(context, record, hash, proof?.faults ?? [`the node has no receipt of ${hash}`]);
    }
  }
  return proven;
}

function reportUnproven(
  { reporter }: JobContext,
  { trade: { commonReference } }: TradeRecord,
  transaction: string,
  faults: readonly string[],
): void {
  const hint = "Ask a node that keeps the whole chain, or have an auditor look at the transaction.";
  reporter.step({
    what: `prove the settlement of ${commonReference}`,
    outcome: "failed",
    remark: `The settlement of ${commonReference} is not proven: ${faults.join("; ")}. ${hint}`,
    transaction,
  });
}

async function proofsOf(
  { kessai }: JobContext,
  group: readonly FinalTrade[],
  hash: string,
): Promise<readonly SettlementProof[]> {
  const receipt = await kessai.provider.getTransactionReceipt(hash);
  if (receipt === null) return [];
  return settlementProofs(kessai, { trades: group.map(({ record }) => record.trade), receipt });
}

/** The proofs as rows of a table, and what became of every trade for programs. */
export function proofTable({ names, reporter }: JobContext, results: readonly SettlementResult[]): void {
  const name = (account: string): string => names(account) ?? account;
  const rows = results.flatMap(({ record: { trade }, proof }) => {
    if (proof === undefined) return [];
    const legs = [
      { leg: proof.delivery, instrument: `x ${trade.isin}` },
      { leg: proof.payment, instrument: trade.currency },
    ].flatMap(({ leg, instrument }) => (leg === undefined ? [] : [{ ...leg, instrument }]));
    return [
      [
        referenceCell(trade),
        legs.map(({ amount, instrument }) => `${formatAmount(amount)} ${instrument}`).join("\n"),
        legs.map(({ from, to }) => `${name(from)} -> ${name(to)}`).join("\n"),
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
      kind: tradeKind(trade),
      settled: proof !== undefined,
      proof,
      obstacles,
    })),
  );
}
