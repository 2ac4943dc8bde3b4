import { id } from "ethers";

import type { Call } from "../Call.ts";
import type { CurrencyName, Kessai } from "../Kessai.ts";

/** What `mintCash` needs to know. */
export interface MintCashOptions extends CurrencyName {
  readonly account: string;
  /** In minor units. */
  readonly amount: bigint;
  /** The bank's reference of the deposit: the same one is never credited twice. */
  readonly reference: string;
}

/** Issues money against a deposit. Sender: the settlement bank. */
export async function mintCash(kessai: Kessai, options: MintCashOptions): Promise<Call> {
  const { account, amount, reference, currency } = options;
  const token = await kessai.currency(options);
  return {
    to: await token.getAddress(),
    data: token.interface.encodeFunctionData("mint", [account, amount, depositId(reference)]),
    what: `credit ${amount} ${currency} to ${account} for deposit ${reference}`,
  };
}

/** The id by which the chain knows a deposit: keccak256 of its reference. */
export function depositId(reference: string): string {
  return id(reference);
}
