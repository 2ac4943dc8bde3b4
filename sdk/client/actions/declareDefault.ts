import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What was not paid: a payment by its number from 1, or a redemption, 0 at maturity, else the number of the option. */
export type Obligation =
  | { readonly kind: "payment"; readonly number: number }
  | { readonly kind: "redemption"; readonly number: number };

/** What `declareDefault` declares. */
export interface DeclareDefaultOptions {
  readonly isin: string;
  readonly obligation: Obligation;
  /** Hash of the file that proves it. */
  readonly evidence: string;
}

/** The numbers of IRedemptionAgent.Obligation. */
const OBLIGATIONS = { payment: 0n, redemption: 1n } as const;

/** Declares that the issuer has not paid in time. Sender: the fiscal agent; holders too, 30 days later. */
export function declareDefault(kessai: Kessai, { isin, obligation, evidence }: DeclareDefaultOptions): Call {
  const { kind, number } = obligation;
  const index = kind === "payment" ? indexOfNumber(number) : BigInt(number);
  const args = [isinBytes(isin), OBLIGATIONS[kind], index, evidence] as const;
  const data = kessai.redemptionAgent.interface.encodeFunctionData("declareDefault", [...args]);
  return servicingCall(kessai, { contract: "redemptionAgent", data, what: `declare ${isin} in default` });
}
