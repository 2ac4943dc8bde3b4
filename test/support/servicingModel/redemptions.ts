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
import { ISSUER, TAX_ACCOUNT } from "./payments.ts";
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

/** What a unit is redeemed for; after acceleration what is claimed, less the recoveries that are completed. */
export function priceOf(bond: Bond, redemption: number): bigint {
  if (redemption !== 0) return bond.options[redemption - 1]?.pricePerUnit ?? 0n;
  if (bond.acceleratedAt === undefined) return bond.redemptionPerUnit;
  const regular = bond.draft.payments.length;
  const recoveries = bond.payments
    .slice(regular)
    .filter((_, index) => runOf(bond, regular + index).isCompleted);
  return recoveries.reduce(
    (price, { principalPerUnit }) => (price > principalPerUnit ? price - principalPerUnit : 0n),
    bond.claim,
  );
}

/** Units that it would still end. */
export function unitsLeft(bond: Bond, redemption: number): bigint {
  const supply = supplyOf(bond);
  return endsAll(bond, redemption) ? supply : least(redemptionOf(bond, redemption).askedUnits, supply);
}

/** Money missing for them. */
export function missingFor(bond: Bond, redemption: number): bigint {
  const { funded, spent } = redemptionOf(bond, redemption);
  const missing = unitsLeft(bond, redemption) * priceOf(bond, redemption) - (funded - spent);
  return missing > 0n ? missing : 0n;
}

/** Whether it lacks money after its date and the grace period. */
export function isRedemptionOverdue({ now }: Ledger, bond: Bond, redemption: number): boolean {
  if (!redemptionOf(bond, redemption).isAnnounced) return false;
  const from = payFromOf(bond, redemption) + bond.draft.gracePeriod;
  return now >= from && missingFor(bond, redemption) !== 0n;
}

/** Why a command is refused; when for several reasons, the contract may name any. */
export function redemptionRefusals(ledger: Ledger, command: RedemptionCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  if (command.type === "cancelUnits") {
    const free = unheldOf(bond, ISSUER) - (bond.frozen.get(ISSUER) ?? 0n);
    return command.units === 0n || command.units > free ? ["CancellationExceeds"] : [];
  }
  const { redemption } = command;
  const { isAnnounced, draw } = redemptionOf(bond, redemption);
  const missing = missingFor(bond, redemption);
  const closed = isAnnounced ? [] : ["RedemptionNotOpen"];
  if (command.type === "fundRedemption") {
    const tooMuch = command.amount === 0n || command.amount > missing;
    return [...closed, ...(tooMuch ? ["RedemptionOverfunded"] : []), ...cashRefusals(ledger, command.by)];
  }
  return [
    ...closed,
    ...(ledger.now < payFromOf(bond, redemption) ? ["RedemptionTooEarly"] : []),
    ...(draw?.isCompleted === false ? ["RedemptionUndrawn"] : []),
    ...(missing !== 0n ? ["RedemptionUnderfunded"] : []),
    ...(ledger.isCashPaused ? ["RegulatedTokenPaused"] : []),
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
    case "fundRedemption":
      redemptionOf(bond, command.redemption).funded += command.amount;
      moveCash(ledger, command.by, AGENT, command.amount);
      return [`money ${command.by} > ${AGENT} ${command.amount}`];
    case "cancelUnits":
      addTo(bond.balances, ISSUER, -command.units);
      bond.cancelled += command.units;
      return [`cancelled ${command.units}`, `units ${ISSUER} > nobody ${command.units}`];
    case "redeem":
      return redeem(ledger, bond, command);
  }
}

function redeem(
  ledger: Ledger,
  bond: Bond,
  { redemption, holders }: Extract<RedemptionCommand, { type: "redeem" }>,
): string[] {
  const record = redemptionOf(bond, redemption);
  const price = priceOf(bond, redemption);
  const logged: string[] = [];
  let [ended, taxes] = [0n, 0n];
  for (const holder of holders) {
    logged.push(...letLapse(bond, redemption, holder));
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
  if (unitsLeft(bond, redemption) !== 0n || (rest === 0n && ended === 0n)) return logged;
  record.funded = record.spent;
  logged.push(`completed ${record.redeemedUnits}: spent ${record.spent}, rest ${rest}`);
  logged.push(...payOut(ledger, bond, { agent: AGENT, to: successorOf(ledger, ISSUER), amount: rest }));
  return logged;
}

/** What was put or drawn and is no longer the holder's is not redeemed. */
function letLapse(bond: Bond, redemption: number, holder: Name): string[] {
  const record = redemptionOf(bond, redemption);
  const lapsed = (record.asked.get(holder) ?? 0n) - balanceOf(bond, holder);
  if (endsAll(bond, redemption) || lapsed <= 0n) return [];
  record.asked.set(holder, balanceOf(bond, holder));
  record.askedUnits -= lapsed;
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
