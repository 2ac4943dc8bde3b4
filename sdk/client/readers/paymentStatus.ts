import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";

/** Where a payment stands. Amounts are minor units of the bond's currency. */
export interface PaymentStatus {
  /** From 1. */
  readonly number: number;
  /** Units that are paid: those at the record date, before it those of now. */
  readonly supply: bigint;
  /** What all of them need at most, tax included. */
  readonly required: bigint;
  readonly funded: bigint;
  /** What has still to be funded. */
  readonly missing: bigint;
  /** What was paid, kept and withheld so far. */
  readonly spent: bigint;
  /** Units whose holders were paid. */
  readonly paidUnits: bigint;
  readonly isCompleted: boolean;
  /** Whether money is missing after the grace period. */
  readonly isOverdue: boolean;
}

/** Where a payment of a bond stands, by its number from 1. */
export async function paymentStatus(
  { paymentAgent }: Kessai,
  { isin, payment }: { readonly isin: string; readonly payment: number },
): Promise<PaymentStatus> {
  const [id, index] = [encodeAscii(isin, 12), indexOfNumber(payment)];
  const [{ supply, required, funded, spent, paidUnits, isCompleted }, isOverdue] = await Promise.all([
    paymentAgent.statusOf(id, index),
    paymentAgent.isOverdue(id, index),
  ]);
  const missing = isCompleted || funded >= required ? 0n : required - funded;
  return { number: payment, supply, required, funded, missing, spent, paidUnits, isCompleted, isOverdue };
}
