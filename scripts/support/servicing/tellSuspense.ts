import { suspense } from "../../../sdk/client/readers/suspense.ts";
import type { KeptMoney } from "../../../sdk/client/readers/suspense.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { tellFaults } from "./tellFaults.ts";

/** Shows what is kept for holders that could not be paid, and why. */
export async function tellSuspense(
  context: JobContext,
  { isin, currency }: BondSchedule,
): Promise<readonly KeptMoney[]> {
  const { kessai, names, reporter } = context;
  const kept = await suspense(kessai, { isin, names });
  reporter.data(
    "suspense",
    kept.map((each) => ({ party: names(each.account) ?? null, ...each })),
  );
  const faults = kept.flatMap((each) => each.faults.map((fault) => `${each.account}: ${fault}`));
  if (faults.length > 0) tellFaults(reporter, `reconcile what is kept of ${isin}`, faults);
  if (kept.length === 0) return kept;
  reporter.table(
    ["kept for", `amount ${currency.code}`, "why it could not be paid"],
    kept.map(({ account, amount, reason }) => [
      names(account) ?? account,
      formatMoney(amount, currency.code),
      reason,
    ]),
    [1],
  );
  reporter.say(`Once the reason is gone: npm run kessai -- claim-suspense --isin ${isin} --holder <party>`);
  return kept;
}
