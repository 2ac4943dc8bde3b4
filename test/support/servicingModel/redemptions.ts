import { taxOn } from "./amounts.ts";
import {
  addTo,
  balanceOf,
  bondAt,
  cashRefusals,
  isFrozen,
  least,
  moveCash,
  payOut,
  redemptionOf,
  runOf,
  successorOf,
  sum,
  sumBy,
  supplyOf,
  unheldOf,
} from "./ledger.ts";
import { ISSUER, notRunning, TAX_ACCOUNT, unitsOf } from "./payments.ts";
import type { Bond, Ledger, Name, RedemptionCommand } from "./types.ts";

const AGENT = "redemptionAgent";

/** Whether it ends every unit: at maturity, and when everything is called. */
export function endsAll(bond: Bond, redemption: number): boolean {
  return redemption === 0 || bond.options[redemption - 1]?.kind === "call";
}

export function payFromOf(bond: Bond, redemption: number): number {
  if (redemption === 0) return bond.acceleratedAt ?? bond.draft.maturityDate;
  return bond.options[redemption - 1]?.date ?? 0;
}

/** What a unit is redeemed for; after acceleration what is claimed, less the recoveries that are funded. */
export function priceOf({ now }: Ledger, bond: Bond, redemption: number): bigint {
  if (redemption !== 0) return optionPrice(bond, redemption - 1, now);
  if (bond.acceleratedAt === undefined) return bond.redemptionPerUnit;
  const regular = bond.draft.payments.length;
  const recovered = bond.payments.slice(regular).filter(({ recordCutoff, principalPerUnit }, index) => {
    const payment = regular + index;
    return now >= recordCutoff && runOf(bond, payment).funded >= unitsOf(bond, payment) * principalPerUnit;
  });
  return recovered.reduce((price, { principalPerUnit }) => less(price, principalPerUnit), bond.claim);
}

const less = (amount: bigint, deduction: bigint): bigint => (amount > deduction ? amount - deduction : 0n);

/** A unit that is redeemed after the option's date has had the repayments of the record dates since. */
function optionPrice(bond: Bond, index: number, now: number): bigint {
  const option = bond.options[index];
  if (option === undefined) return 0n;
  const since = bond.payments
    .slice(0, bond.draft.payments.length)
    .filter(({ recordCutoff, payFrom }) => payFrom > option.date && recordCutoff <= now);
  return less(
    option.pricePerUnit,
    sumBy(since, ({ principalPerUnit }) => principalPerUnit),
  );
}

/** Units that it would still end. */
export function unitsLeft(bond: Bond, redemption: number): bigint {
  const supply = supplyOf(bond);
  return endsAll(bond, redemption) ? supply : least(redemptionOf(bond, redemption).askedUnits, supply);
}

/** Money missing for them. */
export function missingFor(ledger: Ledger, bond: Bond, redemption: number): bigint {
  const { funded, spent } = redemptionOf(bond, redemption);
  const missing = unitsLeft(bond, redemption) * priceOf(ledger, bond, redemption) - (funded - spent);
  return missing > 0n ? missing : 0n;
}

/** Whether it lacks money after its date and the grace period. */
export function isRedemptionOverdue(ledger: Ledger, bond: Bond, redemption: number): boolean {
  if (!redemptionOf(bond, redemption).isAnnounced) return false;
  const from = payFromOf(bond, redemption) + bond.draft.gracePeriod;
  return ledger.now >= from && missingFor(ledger, bond, redemption) !== 0n;
}

/** Why a command is refused; when for several reasons, the contract may name any. */
export function redemptionRefusals(ledger: Ledger, command: RedemptionCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  if (command.type === "cancelUnits") {
    const isStopped = bond.frozenAccounts.has(ISSUER);
    const free = isStopped ? 0n : less(unheldOf(bond, ISSUER), bond.frozen.get(ISSUER) ?? 0n);
    return command.units === 0n || command.units > free ? ["CancellationExceeds"] : [];
  }
  const { redemption } = command;
  const { isAnnounced, draw } = redemptionOf(bond, redemption);
  const missing = missingFor(ledger, bond, redemption);
  const closed = isAnnounced ? [] : ["RedemptionNotOpen"];
  if (command.type === "fundRedemption") {
    const isNothing = command.amount === 0n || missing === 0n;
    return [
      ...closed,
      ...(isNothing ? ["RedemptionFullyFunded"] : []),
      ...cashRefusals(ledger, command.by),
      ...cashRefusals(ledger, AGENT),
    ];
  }
  const early = ledger.now < payFromOf(bond, redemption) ? ["RedemptionTooEarly"] : [];
  const undrawn = draw?.isCompleted === false ? ["RedemptionUndrawn"] : [];
  if (command.type === "lapse") return [...closed, ...early, ...undrawn];
  return [
    ...closed,
    ...early,
    ...undrawn,
    ...(missing !== 0n ? ["RedemptionUnderfunded"] : []),
    ...notRunning(ledger, AGENT),
  ];
}

/**
 * Carries out a command that is not refused.
 *
 * @returns what is logged, in order
 */
export function applyToRedemptions(ledger: Ledger, command: RedemptionCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  switch (command.type) {
    case "fundRedemption": {
      const { redemption, by, amount } = command;
      const taken = least(amount, missingFor(ledger, bond, redemption));
      redemptionOf(bond, redemption).funded += taken;
      moveCash(ledger, by, AGENT, taken);
      return [`money ${by} > ${AGENT} ${taken}`];
    }
    case "lapse":
      return command.holders.flatMap((holder) => letLapse(ledger, bond, command.redemption, holder));
    case "cancelUnits":
      addTo(bond.balances, ISSUER, -command.units);
      bond.cancelled += command.units;
      return [`cancelled ${command.units}`, `units ${ISSUER} > nobody ${command.units}`];
    case "redeem":
      return redeem(ledger, bond, command);
  }
}

type Pages = Extract<RedemptionCommand, { holders: readonly Name[] }>;

function redeem(ledger: Ledger, bond: Bond, { redemption, holders }: Pages): string[] {
  const record = redemptionOf(bond, redemption);
  const price = priceOf(ledger, bond, redemption);
  const logged: string[] = [];
  let [ended, taxes] = [0n, 0n];
  for (const holder of holders) {
    logged.push(...letLapse(ledger, bond, redemption, holder));
    const asked = endsAll(bond, redemption) ? supplyOf(bond) : (record.asked.get(holder) ?? 0n);
    const units = least(asked, unheldOf(bond, holder));
    if (units === 0n) continue;
    if (!endsAll(bond, redemption)) {
      addTo(record.asked, holder, -units);
      record.askedUnits -= units;
    }
    const amount = units * price;
    const taxable = (amount * bond.draft.taxableRedemptionE6) / 1_000_000n;
    const { national, local } = taxOn(ledger, taxable, holder);
    ended += units;
    taxes += national + local;
    record.spent += amount;
    logged.push(`redeemed ${holder} ${units}: ${amount}, tax ${national} + ${local}`);
    addTo(bond.balances, holder, -units);
    logged.push(`units ${holder} > nobody ${units}`);
    const frozen = isFrozen(bond, holder);
    logged.push(
      ...payOut(ledger, bond, { agent: AGENT, to: holder, amount: amount - national - local, frozen }),
    );
  }
  record.redeemedUnits += ended;
  bond.redeemed += ended;
  if (taxes !== 0n) logged.push(`tax ${taxes}`);
  logged.push(...payOut(ledger, bond, { agent: AGENT, to: TAX_ACCOUNT, amount: taxes }));
  const rest = record.funded - record.spent;
  if (unitsLeft(bond, redemption) !== 0n || record.isCompleted) return logged;
  record.isCompleted = true;
  if (record.draw !== undefined) record.draw.isOpen = false;
  record.funded = record.spent;
  logged.push(`completed ${record.redeemedUnits}: spent ${record.spent}, rest ${rest}`);
  logged.push(...payOut(ledger, bond, { agent: AGENT, to: successorOf(ledger, ISSUER), amount: rest }));
  return logged;
}

/** What was put or drawn and is no longer the holder's is not redeemed; with a lost key it passes to the successor. */
function letLapse(ledger: Ledger, bond: Bond, redemption: number, holder: Name): string[] {
  const record = redemptionOf(bond, redemption);
  const lapsed = (record.asked.get(holder) ?? 0n) - balanceOf(bond, holder);
  if (endsAll(bond, redemption) || lapsed <= 0n) return [];
  const successor = successorOf(ledger, holder);
  record.asked.set(holder, balanceOf(bond, holder));
  if (successor === holder) record.askedUnits -= lapsed;
  else addTo(record.asked, successor, lapsed);
  return [`lapsed ${holder} ${lapsed}`];
}

/** What the redemption agent must have: what is funded and not spent, and what it keeps. */
export function moneyOfRedemptions({ bonds }: Ledger): bigint {
  return sumBy(bonds, (bond) => {
    const records = [...bond.redemptions.values()];
    return (
      sumBy(records, ({ funded, spent }) => funded - spent) + sum(bond.suspense.redemptionAgent.values())
    );
  });
}
