import type { Agent, Bond, Ledger, Name, Person, Redemption, Run } from "./types.ts";

export const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((a, b) => a + b, 0n);
export const sumBy = <Value>(values: readonly Value[], amount: (value: Value) => bigint): bigint =>
  sum(values.map(amount));
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export function bondAt({ bonds }: Ledger, index: number): Bond {
  const found = bonds[index];
  if (found === undefined) throw new Error(`there is no bond ${index}`);
  return found;
}

export const supplyOf = ({ balances }: Bond): bigint => sum(balances.values());
export const balanceOf = ({ balances }: Bond, name: Name): bigint => balances.get(name) ?? 0n;
/** Units that are not held for a trade. */
export const unheldOf = (bond: Bond, name: Name): bigint =>
  balanceOf(bond, name) - (bond.held.get(name) ?? 0n);

export function runOf({ runs }: Bond, payment: number): Run {
  const known = runs.get(payment);
  if (known !== undefined) return known;
  const fresh = { funded: 0n, spent: 0n, paid: new Set<Name>(), paidUnits: 0n, isCompleted: false };
  runs.set(payment, fresh);
  return fresh;
}

export function redemptionOf({ redemptions }: Bond, redemption: number): Redemption {
  const known = redemptions.get(redemption);
  if (known !== undefined) return known;
  const fresh = {
    isAnnounced: redemption === 0,
    funded: 0n,
    spent: 0n,
    redeemedUnits: 0n,
    isCompleted: false,
    asked: new Map<Name, bigint>(),
    askedUnits: 0n,
    draw: undefined,
  };
  redemptions.set(redemption, fresh);
  return fresh;
}

/** The account itself, or the last one that stands in its place. */
export function successorOf({ successors }: Ledger, name: Name): Name {
  let current = name;
  for (let next = successors.get(name); next !== undefined; next = successors.get(next)) current = next;
  return current;
}

export function personAt({ people }: Ledger, name: Name): Person {
  const found = people.get(name);
  if (found === undefined) throw new Error(`${name} is not admitted`);
  return found;
}

export function addTo<Key>(amounts: Map<Key, bigint>, key: Key, amount: bigint): void {
  amounts.set(key, (amounts.get(key) ?? 0n) + amount);
}

/** Lets time pass. What holders have when a record date is over is what they had at it, for good. */
export function passTime(ledger: Ledger, now: number): void {
  for (const bond of ledger.bonds) {
    for (const cutoff of bond.cutoffs.slice(bond.noted.length)) {
      if (cutoff <= now) bond.noted.push({ cutoff, balances: new Map(bond.balances) });
    }
  }
  ledger.now = now;
}

/** Why an account cannot take part in movements of cash now. */
export function cashRefusals(ledger: Ledger, name: Name): string[] {
  const person = ledger.people.get(name);
  if (person === undefined) return ["ParticipantNotAdmitted"];
  const reasons: string[] = [];
  if (person.status === "suspended") reasons.push("ParticipantIsSuspended");
  if (person.status === "replaced") reasons.push("ParticipantIsReplaced");
  if (ledger.now >= person.kycExpiry) reasons.push("ParticipantExpired");
  if (ledger.frozenCash.has(name)) reasons.push("RegulatedTokenAccountFrozen");
  if (ledger.isCashPaused) reasons.push("RegulatedTokenPaused");
  return reasons;
}

export function moveCash(ledger: Ledger, from: Name, to: Name, amount: bigint): void {
  addTo(ledger.cash, from, -amount);
  addTo(ledger.cash, to, amount);
}

/** Whether a freeze of the account in the bond is recorded. */
export function isFrozen({ frozen, frozenAccounts }: Bond, name: Name): boolean {
  return frozenAccounts.has(name) || (frozen.get(name) ?? 0n) !== 0n;
}

/**
 * Pays an account, or keeps the money for it.
 *
 * @returns what is logged
 */
export function payOut(
  ledger: Ledger,
  bond: Bond,
  { agent, to, amount, frozen = false }: { agent: Agent; to: Name; amount: bigint; frozen?: boolean },
): string[] {
  if (amount === 0n) return [];
  const refused = [agent, to].some((name) => cashRefusals(ledger, name).length > 0);
  if (!frozen && !refused) {
    moveCash(ledger, agent, to, amount);
    return [`money ${agent} > ${to} ${amount}`];
  }
  addTo(bond.suspense[agent], to, amount);
  return [`kept for ${to} ${amount}`];
}
