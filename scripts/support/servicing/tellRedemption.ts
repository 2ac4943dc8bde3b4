import { holdersAt } from "../../../sdk/client/readers/holdersAt.ts";
import { positions } from "../../../sdk/client/readers/positions.ts";
import { redemptionProofs } from "../../../sdk/client/readers/redemptionProofs.ts";
import { redemptionStatus } from "../../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule } from "../../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { redemptionWords } from "./numbers.ts";
import { tellFaults } from "./tellFaults.ts";
import { SHOWN_HOLDERS } from "./tellPayment.ts";
import { tellSuspense } from "./tellSuspense.ts";

/** Proves what a redemption has ended and paid so far, and shows it, with the units that are held for trades. */
export async function tellRedemption(
  context: JobContext,
  schedule: BondSchedule,
  redemption: number,
): Promise<void> {
  const { kessai, names, reporter } = context;
  const { isin, currency } = schedule;
  const proofs = await redemptionProofs(kessai, { schedule, redemption });
  reporter.data("proofs", {
    ...proofs,
    holders: proofs.holders.map((holder) => ({ party: names(holder.holder) ?? null, ...holder })),
  });
  if (proofs.holders.length > 0) {
    tellFaults(reporter, `prove ${redemptionWords(redemption)} of ${isin}`, proofs.faults);
    const money = (amount: bigint): string => (amount === 0n ? "-" : formatMoney(amount, currency.code));
    reporter.table(
      ["holder", "units ended", "amount", "tax", `net ${currency.code}`, ""],
      [
        ...proofs.holders
          .slice(0, SHOWN_HOLDERS)
          .map((each) => [
            names(each.holder) ?? each.holder,
            formatAmount(each.units),
            money(each.amount),
            money(each.nationalTax + each.localTax),
            money(each.net),
            each.isKept ? "kept" : "paid",
          ]),
        [
          `all ${formatAmount(BigInt(new Set(proofs.holders.map(({ holder }) => holder)).size))}`,
          formatAmount(proofs.units),
          money(proofs.amount),
          money(proofs.nationalTax + proofs.localTax),
          money(proofs.net),
          "",
        ],
      ],
      [1, 2, 3, 4],
    );
    const more = proofs.holders.length - SHOWN_HOLDERS;
    if (more > 0) reporter.say(`and ${formatAmount(BigInt(more))} more holders; --json gives all.`);
    await tellHeld(context, schedule, redemption);
  }
  const supply = await (await kessai.bond(isin)).totalSupply();
  reporter.say(`${isin} has ${formatAmount(supply)} units outstanding.`);
  reporter.data("outstanding", supply);
  await tellSuspense(context, schedule);
}

/** Says whose units could not be redeemed because they are held for trades. */
async function tellHeld(
  { kessai, names, reporter }: JobContext,
  { isin, bond, options }: BondSchedule,
  redemption: number,
): Promise<void> {
  const { isCompleted, redeemedUnits } = await redemptionStatus(kessai, { isin, redemption });
  if (isCompleted || redeemedUnits === 0n) return;
  const accounts = (await holdersAt(kessai, { isin })).map(({ account }) => account);
  const held = (await positions(kessai, { accounts, tokens: [bond] })).filter((each) => each.held > 0n);
  for (const { account, held: units } of held)
    reporter.say(
      `${formatAmount(units)} units of ${names(account) ?? account} are held for trades: settle, cancel or expire those, then run this again.`,
    );
  if (held.length > 0 && options[redemption - 1]?.kind === "callByLot")
    reporter.say("Meanwhile --end-draw lets transfers go on; what is sold of the drawn units lapses then.");
}
