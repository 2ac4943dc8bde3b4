import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { FailsCharge } from "../../sdk/fails/chargeTypes.ts";
import type { Fail } from "../../sdk/fails/Fail.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import { claimOf } from "./claimCharges.ts";
import type { PaymentDays } from "./claimCharges.ts";
import type { FailCharge } from "./failCharges.ts";
import type { JobContext } from "./JobContext.ts";
import { wrapText } from "./wrapText.ts";

/** Shows what fails cost until now, and which charges can be claimed. */
export function tellCharges(
  { reporter, names }: JobContext,
  charges: readonly FailCharge[],
  days: PaymentDays,
): void {
  const told = charges.map((piece) => {
    const claim = claimOf(piece, days);
    return { piece, unclaimed: "unclaimed" in claim ? claim.unclaimed : undefined };
  });
  if (told.length === 0) reporter.say("No day of a fail is left to be charged.");
  else
    reporter.table(
      ["charge of", "from\nuntil", "days", "amount", "who pays whom"],
      told.map(({ piece: { fail, from, until, charge }, unclaimed }) => [
        fail.trade.commonReference,
        `${from}\n${until}`,
        charge === undefined ? "" : `${charge.days.length}`,
        charge === undefined ? "-" : chargeCell(charge),
        unclaimed === undefined ? payersOf(fail, names) : wrapText(unclaimed, 40),
      ]),
      [2, 3],
    );
  reporter.data(
    "charges",
    told.map(({ piece: { fail, from, until, charge, error }, unclaimed }) => ({
      reference: fail.trade.commonReference,
      tradeId: fail.tradeId,
      from,
      until,
      charge,
      error: error?.toJSON(),
      claimable: unclaimed === undefined,
      unclaimed,
    })),
  );
}

function chargeCell({ total, currency }: FailsCharge): string {
  return `${formatAmount(total)} ${currency}`;
}

function payersOf({ failingSide, trade }: Fail, names: AccountNames): string {
  const [payer, payee] = failingSide === "seller" ? [trade.seller, trade.buyer] : [trade.buyer, trade.seller];
  return `${names(payer) ?? payer} ->\n${names(payee) ?? payee}`;
}
