import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { Reporter } from "../Reporter.ts";
import type { Obligation } from "./obligations.ts";

/** Shows what a bond pays and where each of it stands. */
export function obligationTable(
  reporter: Reporter,
  { currency }: BondSchedule,
  obligations: readonly Obligation[],
): void {
  const money = (amount: bigint): string => (amount === 0n ? "-" : formatMoney(amount, currency.code));
  reporter.table(
    ["what", "due", "units", `needed ${currency.code}`, "funded", "missing", "state"],
    obligations.map((each) => [
      shortWords(each),
      formatMoment(each.payFrom).slice(0, 10),
      formatAmount(each.units),
      money(each.required),
      money(each.funded),
      money(each.missing),
      each.state,
    ]),
    [2, 3, 4, 5],
  );
}

/** What people call it, in a cell of a table. */
export function shortWords({ kind, number }: Pick<Obligation, "kind" | "number">): string {
  if (kind === "payment") return `payment ${number}`;
  return number === 0 ? "redemption,\nat maturity" : `redemption,\noption ${number}`;
}
