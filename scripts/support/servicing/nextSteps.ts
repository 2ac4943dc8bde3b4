import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { isPending } from "./obligations.ts";
import type { Obligation } from "./obligations.ts";

/** How many days of payments ahead are told. */
const DAYS_AHEAD = 2;

/** What has to be done for a bond, in order of time, each with the job that does it. */
export function nextSteps(
  schedule: BondSchedule,
  obligations: readonly Obligation[],
  now: bigint,
): readonly string[] {
  const { isin } = schedule;
  const pending = obligations.filter(isPending);
  const days = [...new Set(pending.map(({ payFrom }) => payFrom))].slice(0, DAYS_AHEAD);
  const steps: { readonly by: bigint; readonly text: string }[] = [];
  for (const each of schedule.steps)
    if (each.decision === "open")
      steps.push({
        by: each.decideBy - 1n,
        text: `decide-step --isin ${isin} --step ${each.number} --applies <yes|no> --evidence <file>`,
      });
  for (const each of pending.filter(({ payFrom }) => days.includes(payFrom))) {
    const which =
      each.kind === "payment"
        ? `--payment ${each.number}`
        : `--redemption ${each.number === 0 ? "maturity" : `${each.number}`}`;
    const scheduled = each.kind === "payment" ? schedule.payments[each.number - 1] : undefined;
    if (
      schedule.rateKind === "floating" &&
      scheduled?.indexE8 === undefined &&
      scheduled?.isRateFinal === false
    )
      steps.push({
        by: scheduled.recordCutoff - 1n,
        text: `fix-rate --isin ${isin} ${which} --index <percent> --source <file>`,
      });
    if (each.missing > 0n || each.state === "rate open")
      steps.push({ by: each.payFrom, text: `fund --isin ${isin} ${which}` });
    const pay = each.kind === "payment" ? "pay-coupon" : "redeem";
    steps.push({ by: each.payFrom, text: `${pay} --isin ${isin} ${which}` });
    if (each.state === "overdue" && schedule.life.standing === "performing")
      steps.push({ by: each.payFrom, text: `or: default --isin ${isin} --declare --evidence <file>` });
  }
  if (schedule.life.standing === "in default") {
    const isOverdue = pending.some(({ state }) => state === "overdue");
    const act = isOverdue ? "or: default --accelerate" : "default --cure";
    steps.push({ by: now, text: `${act} --isin ${isin} --evidence <file>` });
  }
  return steps
    .toSorted((one, other) => (one.by === other.by ? 0 : one.by < other.by ? -1 : 1))
    .map(({ by, text }) => `${formatMoment(by).slice(0, 10)}${by <= now ? " (now)" : ""}  ${text}`);
}
