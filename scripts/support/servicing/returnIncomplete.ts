import { returnFunding } from "../../../sdk/client/actions/returnFunding.ts";
import { paymentStatus } from "../../../sdk/client/readers/paymentStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import { fiscalAgent } from "./fiscalAgent.ts";
import { obligationWords } from "./numbers.ts";
import type { Obligation } from "./obligations.ts";

/** Gives the incomplete funding of a payment, or that of a void one, back to the issuer. */
export async function returnIncomplete(
  context: JobContext,
  { isin, currency }: BondSchedule,
  obligation: Obligation,
): Promise<void> {
  const { kessai, reporter } = context;
  const { number, state, funded, missing } = obligation;
  const words = `${obligationWords(obligation)} of ${isin}`;
  const money = `${formatMoney(funded, currency.code)} ${currency.code}`;
  if (funded === 0n)
    reporter.step({
      what: `return what ${words} was funded with`,
      outcome: "already done",
      remark: "There is no money for it.",
    });
  else if (state === "completed" || (state !== "void" && missing === 0n))
    reporter.step({
      what: `return ${money} of ${words}`,
      outcome: "failed",
      remark:
        state === "completed"
          ? "It is paid; what truncation left has gone back already."
          : `All it needs is there: the money belongs to the holders. Pay them: npm run kessai -- pay-coupon --isin ${isin} --payment ${number}`,
    });
  else
    await perform(context, {
      what: `return ${money} of ${words} to the issuer`,
      sender: fiscalAgent(context),
      isDone: async () => (await paymentStatus(kessai, { isin, payment: number })).funded === 0n,
      call: () => returnFunding(kessai, { isin, payment: number }),
    });
}
