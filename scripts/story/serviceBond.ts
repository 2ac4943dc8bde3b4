import { encodeBytes32String } from "ethers";

import { dateAt } from "../../sdk/calendar/dateAt.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { approveMoney } from "../../sdk/client/actions/approveMoney.ts";
import { claimSuspense } from "../../sdk/client/actions/claimSuspense.ts";
import { fundPayment } from "../../sdk/client/actions/fundPayment.ts";
import { fundRedemption } from "../../sdk/client/actions/fundRedemption.ts";
import { payHolders } from "../../sdk/client/actions/payHolders.ts";
import { redeemHolders } from "../../sdk/client/actions/redeemHolders.ts";
import { bondSchedule } from "../../sdk/client/readers/bondSchedule.ts";
import { holdersAt } from "../../sdk/client/readers/holdersAt.ts";
import { paymentProofs } from "../../sdk/client/readers/paymentProofs.ts";
import { paymentStatus } from "../../sdk/client/readers/paymentStatus.ts";
import { redemptionProofs } from "../../sdk/client/readers/redemptionProofs.ts";
import { redemptionStatus } from "../../sdk/client/readers/redemptionStatus.ts";
import type { BondSchedule, ScheduledPayment } from "../../sdk/client/readers/scheduledTypes.ts";
import { suspense } from "../../sdk/client/readers/suspense.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { Case } from "./beginCase.ts";

/** The rest of the bond's life, in two chapters: its first coupon, then its last one and redemption. */
export async function serviceBond(told: Case): Promise<void> {
  const { house, scenario } = told;
  const schedule = await bondSchedule(house.kessai, scenario.terms.isin);
  const [first, last] = [schedule?.payments.at(0), schedule?.payments.at(-1)];
  if (schedule === undefined || first === undefined || last === undefined)
    throw new Error("the bond of this story pays no coupons");
  await told.step(`The first coupon: record date ${dayOf(told, first.recordCutoff - 1n)}`);
  await payCoupon(told, schedule, first);
  await payLater(told, schedule);
  for (const payment of schedule.payments.slice(1, -1)) await payCoupon(told, schedule, payment);
  await told.step("Maturity: the last coupon, and redemption against the end of the units");
  if (last !== first) await payCoupon(told, schedule, last);
  await redeem(told, schedule);
  await told.showPositions();
}

/** The issuer funds on the record date, the fiscal agent pays on the payment date, and the log proves it. */
async function payCoupon(told: Case, schedule: BondSchedule, payment: ScheduledPayment): Promise<void> {
  const { house, narrator, act, scenario } = told;
  const { kessai } = house;
  const { isin, currency } = schedule;
  const { number, recordCutoff, payFrom } = payment;
  await openingOf(told, recordCutoff - 1n);
  const { missing: amount } = await paymentStatus(kessai, { isin, payment: number });
  const { issuer, fiscalAgent } = scenario.terms;
  await act(issuer, await approveMoney(kessai, { isin, spender: "paymentAgent", amount }));
  await act(issuer, fundPayment(kessai, { isin, payment: number, amount }));
  narrator.say(`${issuer} funds coupon ${number}: ${formatAmount(amount)} ${currency.code}, tax included.`);
  await openingOf(told, payFrom);
  const holders = (await holdersAt(kessai, { isin, recordCutoff })).map(({ account }) => account);
  const sent = await act(fiscalAgent, payHolders(kessai, { isin, payment: number, holders }));
  const proofs = await paymentProofs(kessai, { schedule, payment: number });
  if (proofs.faults.length > 0)
    throw new Error(`coupon ${number} is not proven: ${proofs.faults.join("; ")}`);
  narrator.say(
    `PAID by ${fiscalAgent} in ${sent.hash.slice(0, 18)}..., block ${sent.blockNumber}, ${formatAmount(sent.gasUsed)} gas; ` +
      "each amount calculated by the chain, and again here from the log:",
    { transaction: sent.hash },
  );
  const money = (sum: bigint): string => (sum === 0n ? "-" : formatAmount(sum));
  narrator.table(`coupon ${number}`, {
    head: ["holder", "units", "interest", "tax", `net ${currency.code}`, "proof"],
    right: [1, 2, 3, 4],
    rows: proofs.holders.map((each) => [
      house.nameOf(each.holder) ?? each.holder,
      formatAmount(each.units),
      money(each.interest),
      money(each.nationalTax + each.localTax),
      money(each.net),
      each.isKept ? "kept for it" : "paid to it",
    ]),
  });
}

/** A holder that compliance had suspended blocks nobody, and has its money once it is reinstated. */
async function payLater(told: Case, { isin, currency }: BondSchedule): Promise<void> {
  const { house, narrator, act, scenario } = told;
  const { kessai, nameOf } = house;
  for (const { account, amount, reason, keptBy } of await suspense(kessai, { isin, names: nameOf })) {
    narrator.say(`${formatAmount(amount)} ${currency.code} are kept: ${reason}`);
    const data = kessai.registry.interface.encodeFunctionData("reinstate", [
      account,
      encodeBytes32String("order 2"),
    ]);
    await act("compliance", { to: kessai.deployment.addresses.registry, data, what: "reinstate" });
    await act(scenario.terms.fiscalAgent, claimSuspense(kessai, { isin, account, keptBy }));
    narrator.say(`compliance reinstates ${nameOf(account) ?? account}, and it is paid.`);
  }
}

async function redeem(told: Case, schedule: BondSchedule): Promise<void> {
  const { house, narrator, act, scenario } = told;
  const { kessai } = house;
  const { isin, currency } = schedule;
  const { missing: amount } = await redemptionStatus(kessai, { isin, redemption: 0 });
  const { issuer, fiscalAgent } = scenario.terms;
  await act(issuer, await approveMoney(kessai, { isin, spender: "redemptionAgent", amount }));
  await act(issuer, fundRedemption(kessai, { isin, redemption: 0, amount }));
  narrator.say(`${issuer} funds the redemption: ${formatAmount(amount)} ${currency.code}.`);
  const holders = (await holdersAt(kessai, { isin })).map(({ account }) => account);
  const sent = await act(fiscalAgent, redeemHolders(kessai, { isin, redemption: 0, holders }));
  const { units, net, faults } = await redemptionProofs(kessai, { schedule, redemption: 0 });
  if (faults.length > 0) throw new Error(`the redemption is not proven: ${faults.join("; ")}`);
  const supply = await (await kessai.bond(isin)).totalSupply();
  narrator.say(
    `REDEEMED in ${sent.hash.slice(0, 18)}..., block ${sent.blockNumber}: ${units} units of ${holders.length} holders end ` +
      `against ${formatAmount(net)} ${currency.code}, holder by holder. Supply: ${supply}.`,
    { transaction: sent.hash },
  );
}

/** Lets the chain's clock run to nine in the morning of a day. */
async function openingOf(told: Case, moment: bigint): Promise<void> {
  const { house, narrator, scenario } = told;
  const date = dateAt(moment, scenario.terms.businessCentre);
  const opening = secondsAtTimeOfDay({ date, time: "09:00", centre: scenario.terms.businessCentre });
  if ((await house.kessai.now()) >= opening) return;
  await house.waitUntil(opening);
  narrator.say(`... the clock of the chain moves on to ${formatMoment(opening)} ...`);
}

function dayOf({ scenario }: Case, moment: bigint): string {
  return dateAt(moment, scenario.terms.businessCentre);
}
