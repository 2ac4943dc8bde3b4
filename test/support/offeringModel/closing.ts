import { byRunningTotal, paidFor } from "./figures.ts";
import { add, firm, freeOf, of, owedBy, sum } from "./ledger.ts";
import type { Allotment, Circumstance, Ledger, Movement, Name } from "./types.ts";

/** What becomes of an attempt to close: refused for any of some reasons, or what the log tells of it. */
export type Outcome = { readonly refused: readonly string[] } | { readonly facts: readonly string[] };

const openOf = ({ allotments }: Ledger): readonly Allotment[] =>
  allotments.filter(({ state }) => state === "open");

const circumstanceOf = ({ plan }: Ledger, { investor }: Allotment): Circumstance =>
  plan.circumstances[Number(investor.split(" ")[1])] ?? "none";

/** Whether the lead manager may say that it fails, as things stand: nobody fails because its money is stopped. */
function canFail(ledger: Ledger, allotment: Allotment): boolean {
  if (allotment.isCancelled) return true;
  const circumstance = circumstanceOf(ledger, allotment);
  if (circumstance === "suspended" || circumstance === "bondsFrozen") return true;
  if (ledger.isPaused) return false;
  if (circumstance === "moneyFrozen") return true;
  return !allotment.isEarmarked && owedBy(ledger, allotment.investor) > freeOf(ledger, allotment.investor);
}

/** The order in which failures are judged: what a court has cancelled first. */
const judged = (failures: readonly Allotment[]): readonly Allotment[] => [
  ...failures.filter(({ isCancelled }) => isCancelled),
  ...failures.filter(({ isCancelled }) => !isCancelled),
];

/** Runs something on a copy: what it changes is forgotten. */
function supposing<Result>(ledger: Ledger, run: (copy: Ledger) => Result): Result {
  return run({ ...ledger, allotments: ledger.allotments.map((each) => ({ ...each })) });
}

/** The places of all that cannot pay or receive: the earlier ones first, until what is left can be paid. */
export function thoseThatFail(ledger: Ledger): readonly number[] {
  return supposing(ledger, (copy) => {
    for (const each of judged(openOf(copy))) if (canFail(copy, each)) each.state = "failed";
    return copy.allotments
      .filter(({ state }, index) => state === "failed" && ledger.allotments[index]?.state === "open")
      .map(({ position }) => position);
  });
}

/** Closes with these failures, as far as the model is concerned; changes it unless that is refused. */
export function closeModel(ledger: Ledger, positions: readonly number[]): Outcome {
  const failing = (copy: Ledger): readonly Allotment[] =>
    judged(openOf(copy).filter(({ position }) => positions.includes(position)));
  if (positions.length > 0 && ledger.plan.rule === "nothingCloses")
    return { refused: ["OfferingNothingFails"] };
  const isOneTooMany = supposing(ledger, (copy) =>
    failing(copy).some((each) => {
      if (!canFail(copy, each)) return true;
      each.state = "failed";
      return false;
    }),
  );
  if (isOneTooMany) return { refused: ["AllotmentCanPay"] };

  const failed = failing(ledger);
  const facts = failed.map((each) => {
    const taken = ledger.plan.rule === "firmTakes" ? ", taken by its firm" : "";
    return `failed ${each.investor} at ${each.position}: ${each.units} for ${each.amount}${taken}`;
  });
  const after = afterFailures(ledger, failed);
  const issued = sum(after.map(({ units, retained }) => units + retained));
  if (issued < ledger.plan.minimumUnits) {
    fail(ledger, failed, after);
    ledger.stage = "ended";
    return { facts: [...facts, "ended 1"] };
  }
  const settling = openOf(ledger).filter((each) => !failed.includes(each));
  const members = membersOf(ledger, after, settling);
  const movements = movementsOf(ledger, members, settling);
  const refused = obstaclesTo(ledger, movements, settling);
  if (refused.length > 0) return { refused };

  fail(ledger, failed, after);
  facts.push(...members.map((each, index) => `${firm(index)} ${each.told}`));
  const [amount, fees] = [sum(members.map((each) => each.amount)), sum(members.map((each) => each.fee))];
  facts.push(`closed ${issued} cancelled ${ledger.units - issued} for ${amount} less ${fees}`);
  facts.push(...issue(ledger, issued), ...settle(ledger, movements));
  for (const each of settling) each.state = "settled";
  if (ledger.plan.isLockedUp) facts.push(...settling.map((each) => lockUp(ledger, each)));
  ledger.stage = "closed";
  return { facts };
}

function afterFailures({ plan, shares }: Ledger, failed: readonly Allotment[]) {
  return shares.map((share, index) => {
    const own = failed.filter((each) => each.firm === index);
    const units = sum(own.map((each) => each.units));
    return {
      units: share.units - units,
      amount: share.amount - sum(own.map((each) => each.amount)),
      retained: share.retained + (plan.rule === "firmTakes" ? units : 0n),
    };
  });
}

function fail(ledger: Ledger, failed: readonly Allotment[], after: Ledger["shares"]): void {
  for (const each of failed) {
    each.state = "failed";
    if (each.isEarmarked && !each.isCancelled) add(ledger.held, each.investor, -each.amount);
  }
  ledger.shares = after;
}

/** What each firm pays, and its fee: for its own units, and its part of the pot's by commitment. */
function membersOf({ plan }: Ledger, shares: Ledger["shares"], settling: readonly Allotment[]) {
  const pot = sum(settling.filter(({ isFromPot }) => isFromPot).map(({ units }) => units));
  const ofPot = byRunningTotal(pot * plan.feePerUnit, plan.commitments);
  return shares.map(({ units, amount: sold, retained }, index) => {
    const own = settling.filter((each) => each.firm === index && !each.isFromPot);
    const fee = (sum(own.map((each) => each.units)) + retained) * plan.feePerUnit + (ofPot[index] ?? 0n);
    const amount = sold + paidFor(plan, retained);
    const told = `takes ${units + retained} of them ${retained} for ${amount} less ${fee}`;
    return { units: units + retained, amount, fee, told };
  });
}

/** The trades of the closing, in the order of their units: what the issuer pays, its deliveries, the allotments. */
function movementsOf(
  { allotments }: Ledger,
  members: readonly { readonly units: bigint; readonly amount: bigint; readonly fee: bigint }[],
  settling: readonly Allotment[],
): readonly Movement[] {
  const first = allotments.length;
  const fees = members.map(({ amount, fee }, index): Movement => {
    const due = fee > amount ? fee - amount : 0n;
    const [seller, sequence] = [firm(index), first + 2 * index];
    return { seller, buyer: "issuer", units: 0n, amount: due, kind: "FEE", sequence };
  });
  const deliveries = members.map(({ units, amount, fee }, index): Movement => {
    const [buyer, sequence] = [firm(index), first + 2 * index + 1];
    return { seller: "issuer", buyer, units, amount: amount > fee ? amount - fee : 0n, kind: "UW", sequence };
  });
  const sales = settling.map((each): Movement => {
    const kind = each.isFromPot ? "POT" : "FIRM";
    return { ...each, seller: firm(each.firm), buyer: each.investor, kind };
  });
  return [
    ...fees.filter(({ amount }) => amount > 0n),
    ...deliveries.filter(({ units }) => units > 0n),
    ...sales,
  ];
}

/** The trades with which the offering closes when these allotments fail; as if nothing stood in their way. */
export function tradesOf(ledger: Ledger, positions: readonly number[]): readonly Movement[] {
  const failed = openOf(ledger).filter(({ position }) => positions.includes(position));
  const settling = openOf(ledger).filter((each) => !failed.includes(each));
  return movementsOf(ledger, membersOf(ledger, afterFailures(ledger, failed), settling), settling);
}

/** The errors that can refuse the set. */
function obstaclesTo(
  ledger: Ledger,
  movements: readonly Movement[],
  settling: readonly Allotment[],
): string[] {
  const reasons: string[] = [];
  if (settling.some(({ isCancelled }) => isCancelled)) reasons.push("TradeClosed");
  if (ledger.isPaused) reasons.push("RegulatedTokenPaused");
  if (settling.some((each) => circumstanceOf(ledger, each) !== "none")) {
    reasons.push("ParticipantIsSuspended", "RegulatedTokenAccountFrozen");
  }
  const cash = new Map(ledger.cash);
  const held = new Map(ledger.held);
  for (const { seller, buyer, amount, sequence } of movements.toReversed()) {
    const isFromHold = settling.some((each) => each.isEarmarked && each.sequence === sequence);
    if (isFromHold) add(held, buyer, -amount);
    const free = of(cash, buyer) - of(held, buyer);
    if (amount > of(cash, buyer)) return [...reasons, "ERC20InsufficientBalance"];
    if (amount > free) return [...reasons, "RegulatedTokenUnitsHeld"];
    add(cash, buyer, -amount);
    add(cash, seller, amount);
  }
  return reasons;
}

function issue(ledger: Ledger, issued: bigint): readonly string[] {
  const cancelled = ledger.units - issued;
  ledger.supply += issued;
  add(ledger.bonds, "issuer", issued);
  const made = [`units nobody > issuer ${ledger.units}`, `issued ${ledger.units}`];
  return cancelled === 0n ? made : [...made, `cancelled ${cancelled}`, `units issuer > nobody ${cancelled}`];
}

function settle(ledger: Ledger, movements: readonly Movement[]): readonly string[] {
  const final = movements.map(({ units, amount }) =>
    amount === 0n ? "delivered" : units === 0n ? "paid" : "settled",
  );
  const units = movements
    .filter((each) => each.units > 0n)
    .map((each) => moved("units", each.seller, each.buyer, each.units));
  const money = movements
    .toReversed()
    .filter(({ amount }) => amount > 0n)
    .map(({ seller, buyer, amount }) => moved("money", buyer, seller, amount));
  const earmarked = ledger.allotments.filter(({ state, isEarmarked }) => state === "open" && isEarmarked);
  for (const { investor, amount } of earmarked) add(ledger.held, investor, -amount);
  for (const { seller, buyer, units: count, amount } of movements) {
    add(ledger.bonds, seller, -count);
    add(ledger.bonds, buyer, count);
    add(ledger.cash, buyer, -amount);
    add(ledger.cash, seller, amount);
  }
  return [...final, ...units, ...money];
}

const moved = (what: string, from: Name, to: Name, amount: bigint): string =>
  `${what} ${from} > ${to} ${amount}`;

function lockUp({ lockedUp }: Ledger, { investor, units }: Allotment): string {
  const before = of(lockedUp, investor);
  add(lockedUp, investor, units);
  return `locked up ${investor} ${before} > ${before + units}`;
}

/** Unwinds everything that is still open. */
export function unwindModel(ledger: Ledger): readonly string[] {
  ledger.stage = "ended";
  return openOf(ledger).map((each) => {
    each.state = "unwound";
    if (each.isEarmarked && !each.isCancelled) add(ledger.held, each.investor, -each.amount);
    return `unwound ${each.position}`;
  });
}
