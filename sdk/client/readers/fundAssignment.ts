import { FundAccount__factory } from "../../../typechain-types/index.ts";
import { FUND_DUTIES } from "../../participants/fundDuties.ts";
import type { FundDuty } from "../../participants/fundDuties.ts";
import type { Kessai } from "../Kessai.ts";

/** What somebody does for a fund, or will do. */
export interface FundAssignment {
  readonly duty: FundDuty;
  /** From when on, in seconds since 1970-01-01T00:00:00Z; before it, those who have a duty can object. */
  readonly effectiveAt: bigint;
}

/** The duty that somebody was given in a fund's account, whether or not it is effective yet. */
export async function fundAssignment(
  kessai: Kessai,
  account: string,
  person: string,
): Promise<FundAssignment> {
  const { duty, effectiveAt } = await FundAccount__factory.connect(account, kessai.provider).assignmentOf(
    person,
  );
  return { duty: FUND_DUTIES[Number(duty)] ?? "without a duty", effectiveAt };
}
