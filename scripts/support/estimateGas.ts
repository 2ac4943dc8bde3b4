import { isError } from "ethers";
import type { Provider } from "ethers";

import type { Call } from "../../sdk/client/Call.ts";
import type { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import { decodeRevert } from "../../sdk/errors/decodeRevert.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";

/** What the node says about a call: what it takes, that a contract refuses it, or that no transaction has gas for it. */
export type GasEstimate =
  | { readonly gas: bigint }
  | { readonly refusal: ContractRevertError }
  | {
      /** What the node says, as far as it says anything. */
      readonly tooLarge: string;
    };

/** Refusals that more gas would cure. */
const LACK_OF_GAS = new Set(["SetOutOfGas", "TradeWalletOutOfGas"]);

/** Asks the node how much gas a call takes. */
export async function estimateGas(
  provider: Provider,
  { to, data }: Call,
  { from, names }: { readonly from: string; readonly names: AccountNames },
): Promise<GasEstimate> {
  try {
    return { gas: await provider.estimateGas({ from, to, data }) };
  } catch (error) {
    const refusal = decodeRevert(error, names);
    if (refusal !== undefined && !LACK_OF_GAS.has(refusal.revert)) return { refusal };
    if (isError(error, "NETWORK_ERROR") || isError(error, "TIMEOUT") || isError(error, "SERVER_ERROR"))
      throw error;
    return { tooLarge: refusal?.message ?? (error instanceof Error ? error.message : String(error)) };
  }
}
