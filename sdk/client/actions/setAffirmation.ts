import type { Call } from "../Call.ts";
import { fundInterface } from "./fundInterface.ts";

/** What changing a fund's affirmation needs to know. */
export interface SetAffirmationOptions {
  /** The fund's account. */
  readonly account: string;
  readonly isNeeded: boolean;
}

/** Says whether the custodian affirms each trade of a fund before it can settle. Sender: the custodian. */
export function setAffirmation({ account, isNeeded }: SetAffirmationOptions): Call {
  const data = fundInterface.encodeFunctionData("setAffirmation", [isNeeded]);
  return { to: account, data, what: `affirm ${isNeeded ? "each trade" : "no trade"} of ${account}` };
}
