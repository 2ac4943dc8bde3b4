import { FUND_DUTIES } from "../../participants/fundDuties.ts";
import type { FundDuty } from "../../participants/fundDuties.ts";
import type { Call } from "../Call.ts";
import { fundInterface } from "./fundInterface.ts";

/** What assigning a duty needs to know. */
export interface AssignDutyOptions {
  /** The fund's account. */
  readonly account: string;
  readonly person: string;
  readonly duty: FundDuty;
}

/** Gives somebody a duty in a fund's account, or takes it away. Sender: the custodian. */
export function assignDuty({ account, person, duty }: AssignDutyOptions): Call {
  const data = fundInterface.encodeFunctionData("assign", [person, BigInt(FUND_DUTIES.indexOf(duty))]);
  return { to: account, data, what: `make ${person} ${duty} of ${account}` };
}
