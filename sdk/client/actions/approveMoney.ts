import { DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes } from "./servicingCall.ts";

/** What `approveMoney` approves. */
export interface ApproveMoneyOptions {
  /** The bond whose currency it is. */
  readonly isin: string;
  /** The contract that will take the money. */
  readonly spender: "paymentAgent" | "redemptionAgent";
  /** In minor units: what may be taken from now on, no more. */
  readonly amount: bigint;
}

/** Lets a paying contract take money from the sender's account, for funding. Sender: who funds. */
export async function approveMoney(
  { schedules, deployment }: Kessai,
  { isin, spender, amount }: ApproveMoneyOptions,
): Promise<Call> {
  const { currency } = await schedules.headerOf(isinBytes(isin));
  const data = DigitalCurrency__factory.createInterface().encodeFunctionData("approve", [
    deployment.addresses[spender],
    amount,
  ]);
  return { to: currency, data, what: `approve ${amount} for the ${spender}` };
}
