import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { payHolders } from "../../sdk/client/actions/payHolders.ts";
import { holdersAt } from "../../sdk/client/readers/holdersAt.ts";
import { paymentStatus } from "../../sdk/client/readers/paymentStatus.ts";
import type { PaymentStatus } from "../../sdk/client/readers/paymentStatus.ts";
import type { BondSchedule, ScheduledPayment } from "../../sdk/client/readers/scheduledTypes.ts";
import { servicingEvents } from "../../sdk/client/readers/servicingEvents.ts";
import { indexOfNumber } from "../../sdk/client/numbering.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import { textOf } from "../../sdk/encoding/textOf.ts";
import type { JobContext } from "../support/JobContext.ts";
import { claimOnTrades } from "../support/servicing/claimOnTrades.ts";
import { parseNumber, paymentWords, requirePayment } from "../support/servicing/numbers.ts";
import { isPending, obligations } from "../support/servicing/obligations.ts";
import { pagesLanded, sendPages } from "../support/servicing/sendPages.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { tellPayment } from "../support/servicing/tellPayment.ts";
import { UsageError } from "../support/UsageError.ts";

const payOptions = z.object({ payment: z.string().optional(), page: z.string().default("200") });

interface PayJob {
  readonly payment: number | undefined;
  readonly page: number;
}

/** Pays the holders of a record date. */
export function payCouponCommand(): Command {
  return servicingCommand({
    description: {
      name: "pay-coupon",
      summary:
        "Pay a coupon, a repayment of face or a recovery to the holders of its record date, page by page; prove it; " +
        "claim it for buyers whose trades settled late.",
      example: "pay-coupon --isin JP9JPXGDTB18 --payment 1",
    },
    withOptions: (command) =>
      command
        .option("--payment <number>", "this payment, the first being 1 (default: the next one)")
        .option("--page <holders>", "most holders in one transaction", "200"),
    read,
    work: payCoupon,
  });
}

function read(written: unknown): PayJob {
  const { payment, page } = payOptions.parse(written);
  return {
    payment: payment === undefined ? undefined : parseNumber("--payment", payment),
    page: parseNumber("--page", page),
  };
}

async function payCoupon(context: JobContext, schedule: BondSchedule, job: PayJob): Promise<void> {
  const { kessai, reporter } = context;
  const payment = requirePayment(schedule, job.payment ?? (await nextPayment(context, schedule)));
  await pagesLanded(context);
  await payAll(context, schedule, { payment, page: job.page });
  await tellPayment(context, schedule, payment);
  const { isCompleted } = await paymentStatus(kessai, { isin: schedule.isin, payment: payment.number });
  if (isCompleted) await claimOnTrades(context, schedule, payment.number);
  reporter.data("payment", payment.number);
}

/** The first payment that is not over; the last one when all are. */
async function nextPayment({ kessai }: JobContext, schedule: BondSchedule): Promise<number> {
  const all = (await obligations(kessai, schedule)).filter(({ kind }) => kind === "payment");
  const next = all.find(isPending) ?? all.at(-1);
  if (next !== undefined) return next.number;
  throw new UsageError(
    `${schedule.isin} pays no coupons.`,
    "It is redeemed at maturity: run the redeem job.",
  );
}

/** Pays those who are not paid yet, if it is time and all the money is there. */
async function payAll(
  context: JobContext,
  { isin, currency, life }: BondSchedule,
  { payment, page }: { readonly payment: ScheduledPayment; readonly page: number },
): Promise<void> {
  const { kessai, reporter } = context;
  const what = `pay ${paymentWords(payment)} of ${isin}`;
  const { number, recordCutoff, payFrom, isVoid, isRateFinal } = payment;
  const status = await paymentStatus(kessai, { isin, payment: number });
  if (status.isCompleted) reporter.step({ what, outcome: "already done" });
  else if (isVoid) {
    const remark = `The principal fell due at ${formatMoment(life.acceleratedAt ?? 0n)}, so this payment is void. Redeem at maturity instead.`;
    reporter.step({ what, outcome: "already done", remark });
  } else if ((await kessai.now()) < payFrom)
    reporter.step({ what, outcome: "not due", remark: `It is due at ${formatMoment(payFrom)}.` });
  else if (!isRateFinal)
    reporter.step({
      what,
      outcome: "waits",
      remark: "Its rate is not final: decide the step (decide-step).",
    });
  else if (status.supply === 0n)
    reporter.step({ what, outcome: "already done", remark: "Nobody had units at the record date." });
  else if (status.missing > 0n)
    reporter.step({ what, outcome: "failed", remark: lack(status, isin, currency.code) });
  else {
    const [holders, paid] = await Promise.all([
      holdersAt(kessai, { isin, recordCutoff }),
      paidHolders(context, isin, number),
    ]);
    const left = holders.flatMap(({ account }) => (paid.has(account.toLowerCase()) ? [] : [account]));
    await sendPages(context, {
      what,
      done: holders.length - left.length,
      total: holders.length,
      holders: left,
      page,
      call: (some) => payHolders(kessai, { isin, payment: number, holders: some }),
    });
  }
}

function lack({ number, required, funded, missing }: PaymentStatus, isin: string, code: string): string {
  const money = (amount: bigint): string => `${formatMoney(amount, code)} ${code}`;
  return (
    `It needs ${money(required)} and has ${money(funded)}: ${money(missing)} are missing, so nobody is paid yet. ` +
    `Have the issuer fund it: npm run kessai -- fund --isin ${isin} --payment ${number}`
  );
}

async function paidHolders(
  { kessai }: JobContext,
  isin: string,
  payment: number,
): Promise<ReadonlySet<string>> {
  const events = await servicingEvents(kessai, {
    contract: "paymentAgent",
    isin,
    index: indexOfNumber(payment),
    names: ["HolderPaid"],
  });
  return new Set(events.map(({ args }) => textOf(args["holder"]).toLowerCase()));
}
