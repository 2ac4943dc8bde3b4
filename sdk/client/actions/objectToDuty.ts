import type { Call } from "../Call.ts";
import { fundInterface } from "./fundInterface.ts";

/** What objecting to a duty needs to know. */
export interface ObjectToDutyOptions {
  /** The fund's account. */
  readonly account: string;
  /** Who was given a duty that is not effective yet. */
  readonly person: string;
}

/** Ends a duty in a fund's account before it is effective. Sender: anybody who has a duty there that is. */
export function objectToDuty({ account, person }: ObjectToDutyOptions): Call {
  const data = fundInterface.encodeFunctionData("object", [person]);
  return { to: account, data, what: `object to the duty of ${person} in ${account}` };
}
