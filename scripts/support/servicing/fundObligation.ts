import { DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { approveMoney } from "../../../sdk/client/actions/approveMoney.ts";
import { fundPayment } from "../../../sdk/client/actions/fundPayment.ts";
import { fundRedemption } from "../../../sdk/client/actions/fundRedemption.ts";
import { paymentStatus } from "../../../sdk/client/readers/paymentStatus.ts";
import { redemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import type { Obligation } from "./obligations.ts";
import { obligationWords } from "./numbers.ts";

/** What `fundObligation` funds. */
export interface FundObligationOptions {
  readonly schedule: BondSchedule;
  readonly obligation: Obligation;
  /** The account that pays. */
  readonly issuer: string;
  /** How much shall be there in all; left out: all that is needed. */
  readonly upTo?: bigint | undefined;
  /** What is missing at most, when units are about to lapse. */
  readonly atMost?: bigint | undefined;
}

/** Approves the money and funds a payment or a redemption with it, up to what is needed. */
export async function fundObligation(context: JobContext, options: FundObligationOptions): Promise<void> {
  const { kessai, names, reporter } = context;
  const { schedule, obligation, issuer, upTo, atMost } = options;
  const { isin, currency } = schedule;
  const { kind, number } = obligation;
  const what = `fund ${obligationWords(obligation)} of ${isin}`;
  const still = async (): Promise<bigint> => {
    const { missing, funded } =
      kind === "payment"
        ? await paymentStatus(kessai, { isin, payment: number })
        : await redemptionStatus(kessai, { isin, redemption: number });
    if (upTo === undefined) return missing;
    const wanted = upTo > funded ? upTo - funded : 0n;
    return wanted < missing ? wanted : missing;
  };
  const lacks = await still();
  const amount = atMost !== undefined && atMost < lacks ? atMost : lacks;
  const money = `${formatMoney(amount, currency.code)} ${currency.code}`;
  if (amount === 0n) {
    reporter.step({ what, outcome: "already done" });
    return;
  }
  const spender = kind === "payment" ? "paymentAgent" : "redemptionAgent";
  const token = DigitalCurrency__factory.connect(currency.address, kessai.provider);
  const { free } = await token.positionOf(issuer);
  if (free < amount) {
    const has = `${names(issuer) ?? issuer} has ${formatMoney(free, currency.code)} ${currency.code} to dispose of`;
    const remark = `${has}; ${money} are needed: ${formatMoney(amount - free, currency.code)} are missing. Have the settlement bank credit a deposit (mint-cash), then run this again.`;
    reporter.step({ what, outcome: "failed", remark });
    return;
  }
  await perform(context, {
    what: `approve ${money} to ${what}`,
    sender: issuer,
    isDone: async () => (await token.allowance(issuer, kessai.deployment.addresses[spender])) >= amount,
    call: () => approveMoney(kessai, { isin, spender, amount }),
  });
  await perform(context, {
    what: `${what} with ${money}`,
    sender: issuer,
    isDone: async () => (await still()) === 0n,
    call: () =>
      kind === "payment"
        ? fundPayment(kessai, { isin, payment: number, amount })
        : fundRedemption(kessai, { isin, redemption: number, amount }),
  });
}
