import { getAddress } from "ethers";
import type { TransactionReceipt } from "ethers";

import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Trade } from "../../trade/Trade.ts";
import { tradeId } from "../../trade/tradeHash.ts";
import type { Kessai } from "../Kessai.ts";

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
  readonly delivery: ProvenLeg;
  readonly payment: ProvenLeg;
  /** What does not hold; empty when delivery and payment are proven. */
  readonly faults: readonly string[];
}

/** What `settlementProof` works on. */
export interface SettlementProofOptions {
  readonly trade: Trade;
  readonly receipt: TransactionReceipt;
}

/**
 * Verifies from a receipt alone that a trade was settled delivery versus payment (INV-1): one transaction that succeeded,
 * the event Settled of this trade, and exactly two movements of tokens, its two legs for its two amounts.
 */
export async function settlementProof(
  kessai: Kessai,
  { trade, receipt }: SettlementProofOptions,
): Promise<SettlementProof> {
  const { seller, buyer, quantity, amount } = trade;
  const [bond, currency] = await Promise.all([kessai.bond(trade.isin), kessai.currency(trade)]);
  const delivery = { token: await bond.getAddress(), from: seller, to: buyer, amount: quantity };
  const payment = { token: await currency.getAddress(), from: buyer, to: seller, amount };
  const id = tradeId(trade);
  const events = decodeLogs(receipt);
  const faults = [
    ...(receipt.status === 1 ? [] : ["the transaction failed"]),
    ...settledFaults(kessai, { id, trade, delivery, payment }, events),
    ...movementFaults(events, [
      ["delivery", delivery],
      ["payment", payment],
    ]),
  ];
  const { hash: transactionHash, blockNumber } = receipt;
  return { id, transactionHash, blockNumber, delivery, payment, faults };
}

interface Expected {
  readonly id: string;
  readonly trade: Trade;
  readonly delivery: ProvenLeg;
  readonly payment: ProvenLeg;
}

function settledFaults(
  kessai: Kessai,
  { id, trade, delivery, payment }: Expected,
  events: readonly ChainEvent[],
): readonly string[] {
  const settled = events.filter(
    ({ name, address }) => name === "Settled" && isSame(address, kessai.deployment.addresses.escrow),
  );
  const [first] = settled;
  if (first === undefined) return ["the settlement contract recorded no settlement in it"];
  if (settled.length > 1) return [`it settles ${settled.length} trades, not this one alone`];
  const { args } = first;
  if (args["id"] !== id) return [`it settles another trade: ${textOf(args["id"])}`];
  const said = [args["quantity"], args["amount"], args["sequence"]];
  const agreed = [delivery.amount, payment.amount, trade.sequence];
  const sameFigures = said.every((value, index) => value === agreed[index]);
  const sameTokens = isSame(args["bond"], delivery.token) && isSame(args["currency"], payment.token);
  return sameFigures && sameTokens ? [] : ["the settlement recorded has other tokens or figures than agreed"];
}

function movementFaults(
  events: readonly ChainEvent[],
  legs: readonly (readonly [string, ProvenLeg])[],
): readonly string[] {
  const moves = events.filter(({ name }) => name === "Transfer");
  const missing = legs.flatMap(([leg, { token, from, to, amount }]) => {
    const found = moves.filter(
      ({ address, args }) =>
        isSame(address, token) &&
        isSame(args["from"], from) &&
        isSame(args["to"], to) &&
        args["value"] === amount,
    );
    return found.length === 1 ? [] : [`the ${leg} moved ${found.length} times, not once`];
  });
  const count =
    moves.length === legs.length ? [] : [`it moves tokens ${moves.length} times, not ${legs.length}`];
  return [...missing, ...count];
}

function isSame(address: unknown, other: string): boolean {
  return typeof address === "string" && getAddress(address) === getAddress(other);
}
