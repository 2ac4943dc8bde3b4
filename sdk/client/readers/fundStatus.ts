import { FundAccount__factory } from "../../../typechain-types/index.ts";
import { FUND_DUTIES } from "../../participants/fundDuties.ts";
import type { FundDuty } from "../../participants/fundDuties.ts";
import type { Kessai } from "../Kessai.ts";

/** Who keeps the account of a fund, and whether the custodian affirms its trades. */
export interface FundStatus {
  readonly custodian: string;
  readonly needsAffirmation: boolean;
}

/** What the account of a fund says; `undefined` when there is no such account. */
export async function fundStatus(kessai: Kessai, account: string): Promise<FundStatus | undefined> {
  if ((await kessai.provider.getCode(account)) === "0x") return undefined;
  const fund = FundAccount__factory.connect(account, kessai.provider);
  const [custodian, needsAffirmation] = await Promise.all([fund.custodian(), fund.needsAffirmation()]);
  return { custodian, needsAffirmation };
}

/** What somebody does for a fund. */
export async function fundDutyOf(kessai: Kessai, account: string, person: string): Promise<FundDuty> {
  const duty = await FundAccount__factory.connect(account, kessai.provider).dutyOf(person);
  return FUND_DUTIES[Number(duty)] ?? "without a duty";
}
