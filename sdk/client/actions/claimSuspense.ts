import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `claimSuspense` claims. */
export interface ClaimSuspenseOptions {
  readonly isin: string;
  readonly account: string;
  /** The contract that keeps the money. */
  readonly keptBy: "paymentAgent" | "redemptionAgent";
}

/** Pays what is kept for an account to it, or to the successor of its lost key. Sender: anybody. */
export function claimSuspense(kessai: Kessai, { isin, account, keptBy }: ClaimSuspenseOptions): Call {
  const data = kessai[keptBy].interface.encodeFunctionData("claim", [isinBytes(isin), account]);
  return servicingCall(kessai, {
    contract: keptBy,
    data,
    what: `claim what is kept for ${account} from ${isin}`,
  });
}
