import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { paymentProofs } from "../../../sdk/client/readers/paymentProofs.ts";
import type { PaymentProofs } from "../../../sdk/client/readers/paymentProofs.ts";
import type { BondSchedule, ScheduledPayment } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { paymentWords } from "./numbers.ts";
import { tellFaults } from "./tellFaults.ts";
import { tellSuspense } from "./tellSuspense.ts";

/** Holders that a table shows; all are in the JSON text. */
export const SHOWN_HOLDERS = 20;

/** Proves what a payment has paid so far, and shows it: holder by holder, tax, what is kept. */
export async function tellPayment(
  context: JobContext,
  schedule: BondSchedule,
  payment: ScheduledPayment,
): Promise<void> {
  const { kessai, names, reporter } = context;
  const { isin, currency } = schedule;
  const proofs = await paymentProofs(kessai, { schedule, payment: payment.number });
  reporter.data("proofs", {
    ...proofs,
    holders: proofs.holders.map((holder) => ({ party: names(holder.holder) ?? null, ...holder })),
  });
  if (proofs.holders.length === 0) return;
  tellFaults(reporter, `prove ${paymentWords(payment)} of ${isin}`, proofs.faults);
  const money = (amount: bigint): string => (amount === 0n ? "-" : formatMoney(amount, currency.code));
  const shown = proofs.holders.slice(0, SHOWN_HOLDERS);
  reporter.table(
    ["holder", "units", "interest", "principal", "tax", `net ${currency.code}`, ""],
    [
      ...shown.map((each) => [
        names(each.holder) ?? each.holder,
        formatAmount(each.units),
        money(each.interest),
        money(each.principal),
        money(each.nationalTax + each.localTax),
        money(each.net),
        each.isKept ? "kept" : "paid",
      ]),
      totalRow(proofs, money),
    ],
    [1, 2, 3, 4, 5],
  );
  const more = proofs.holders.length - shown.length;
  if (more > 0) reporter.say(`and ${formatAmount(BigInt(more))} more holders; --json gives all.`);
  const code = currency.code;
  const receiver = names(schedule.taxAccount) ?? schedule.taxAccount;
  reporter.say(
    `Record date ${formatMoment(payment.recordCutoff - 1n).slice(0, 10)}. National tax ${formatMoney(proofs.nationalTax, code)}, ` +
      `local tax ${formatMoney(proofs.localTax, code)} to ${receiver}.`,
  );
  if (proofs.returned !== undefined)
    reporter.say(`Left by truncation, back to the issuer: ${formatMoney(proofs.returned, code)} ${code}.`);
  await tellSuspense(context, schedule);
}

function totalRow(proofs: PaymentProofs, money: (amount: bigint) => string): readonly string[] {
  const { holders, interest, principal, nationalTax, localTax, net } = proofs;
  return [
    `all ${formatAmount(BigInt(holders.length))}`,
    formatAmount(holders.reduce((sum, { units }) => sum + units, 0n)),
    money(interest),
    money(principal),
    money(nationalTax + localTax),
    money(net),
    "",
  ];
}
