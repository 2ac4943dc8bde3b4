import type { TransactionReceipt } from "ethers";

import type { Trade } from "../../trade/Trade.ts";
import { tradeId } from "../../trade/tradeHash.ts";
import type { Kessai } from "../Kessai.ts";
import { settlementProofs } from "./settlementProofs.ts";

/** One leg that moved. */
export interface ProvenLeg {
  readonly token: string;
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
}

/** What a transaction shows about the settlement of a trade. */
export interface SettlementProof {
  readonly id: string;
  readonly transactionHash: string;
  readonly blockNumber: number;
  /** How it settled: by itself, or with others in a set. */
  readonly settledBy: "itself" | "set";
  /** What has moved, or was counted into the set; `undefined` for a leg that the trade has not. */
  readonly delivery: ProvenLeg | undefined;
  readonly payment: ProvenLeg | undefined;
  /** What does not hold; empty when delivery and payment are proven. */
  readonly faults: readonly string[];
}

/** What `settlementProof` works on. */
export interface SettlementProofOptions {
  readonly trade: Trade;
  readonly receipt: TransactionReceipt;
}

/**
 * Verifies from a receipt that a trade was settled delivery versus payment (INV-1), as `settlementProofs` does for many.
 */
export async function settlementProof(
  kessai: Kessai,
  { trade, receipt }: SettlementProofOptions,
): Promise<SettlementProof> {
  const [proof] = await settlementProofs(kessai, { trades: [trade], receipt });
  if (proof === undefined) throw new TypeError(`no proof was made for ${tradeId(trade)}`);
  return proof;
}
