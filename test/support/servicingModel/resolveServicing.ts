import { id } from "ethers";

import { DAY } from "../world.ts";
import { faceBefore, paymentAt } from "./amounts.ts";
import { HOLDERS, OWNERS, pageOf } from "./cast.ts";
import { AGENT_OF_ISSUER, isOverdue } from "./defaults.ts";
import {
  balanceOf,
  bondAt,
  cashRefusals,
  isFrozen,
  redemptionOf,
  runOf,
  successorOf,
  supplyOf,
} from "./ledger.ts";
import { isVoid, requiredFor } from "./payments.ts";
import type { Picks } from "./Picks.ts";
import { missingFor, payFromOf, priceOf, unitsLeft } from "./redemptions.ts";
import { BONDS } from "./stories.ts";
import type { Agent, Bond, Ledger, Name, Obligation, ServicingCommand } from "./types.ts";

const FUNDERS = ["issuer", "guarantor"] as const;

type Of<Type extends ServicingCommand["type"]> = Extract<ServicingCommand, { type: Type }>;

/** The command in the state that it finds: mostly one that can go through. */
export function resolveServicing(
  ledger: Ledger,
  type: ServicingCommand["type"],
  choice: Picks,
): ServicingCommand | undefined {
  const ripe = numbers(BONDS).filter((each) => isRipe(ledger, bondAt(ledger, each), type));
  const index = choice.mostly(ripe, [0, ...numbers(BONDS)]);
  const bond = bondAt(ledger, index);
  const on = { bond: index };
  switch (type) {
    case "fixRate": {
      const indexE8 = choice.oneOf([500_000n, 1_234_567n, -400_000n, 0n]);
      const unfixed = numbers(bond.draft.payments.length).filter((each) => !bond.fixings.has(each));
      return { type, ...on, payment: choice.mostly(unfixed.slice(0, 2), [0, 1, 2, 3]), indexE8 };
    }
    case "decideStep":
      return { type, ...on, step: 0, applies: choice.chance(50) };
    case "fund":
    case "returnFunding":
    case "pay":
      return onPayment(ledger, on, type, choice);
    case "claim":
    case "seizeSuspense":
      return onSuspense(ledger, on, type, choice);
    case "fundRedemption":
    case "redeem":
    case "lapse":
      return onRedemption(ledger, on, type, choice);
    case "cancelUnits":
      return { type, ...on, units: choice.oneOf([0n, 1n, 5n, 20n]) };
    case "announceCall":
    case "announceRepayment":
    case "exercisePut":
      return onOption(bond, on, type, choice);
    case "openDraw":
    case "draw":
    case "restartDraw":
    case "endDraw":
      return onDraw(ledger, on, type, choice);
    case "declareDefault": {
      const all = obligationsOf(bond);
      const overdue = all.filter(([obligation, number]) => isOverdue(ledger, bond, obligation, number));
      const [obligation, number] = choice.mostly(overdue, [["payment", 0], ...all]);
      const by = choice.oneOf<Name>([AGENT_OF_ISSUER, AGENT_OF_ISSUER, ...HOLDERS]);
      return { type, ...on, obligation, index: number, by };
    }
    case "cureDefault":
    case "accelerate":
      return { type, ...on };
    case "openRecovery": {
      const price = priceOf(ledger, bond, 0);
      const recordCutoff = ledger.now + choice.oneOf([2 * DAY, 2 * DAY, 10 * DAY, 10 * DAY, -DAY]);
      const amountPerUnit = choice.oneOf([1_000n, price / 10n, price / 3n, 0n]);
      return {
        type,
        ...on,
        recordCutoff,
        payFrom: recordCutoff + choice.oneOf([0, 0, DAY, DAY, -1]),
        amountPerUnit,
      };
    }
    case "closeOut":
      return {
        type,
        ...on,
        pricePerUnit: choice.oneOf([0n, priceOf(ledger, bond, 0) / 2n, priceOf(ledger, bond, 0) + 1n]),
      };
  }
}

/** Whether a bond is in a state in which a seldom command may go through. */
function isRipe(ledger: Ledger, bond: Bond, type: ServicingCommand["type"]): boolean {
  const lot = bond.options.findIndex(({ kind }) => kind === "callByLot") + 1;
  const draw = lot === 0 ? undefined : redemptionOf(bond, lot).draw;
  const kinds = bond.options.map(({ kind }) => kind);
  switch (type) {
    case "announceCall":
      return kinds.includes("callByLot") || kinds.includes("call");
    case "announceRepayment":
      return kinds.includes("callProRata");
    case "exercisePut":
      return kinds.includes("put");
    case "openDraw":
      return draw !== undefined && !draw.isOpen && !draw.isCompleted;
    case "draw":
    case "restartDraw":
      return draw?.isOpen === true && !draw.isCompleted;
    case "endDraw":
      return draw?.isOpen === true && draw.isCompleted;
    case "fund":
    case "fundRedemption":
    case "cureDefault":
    case "accelerate":
      return bond.standing === "inDefault";
    case "claim":
      return claimable(ledger, bond).length > 0;
    case "seizeSuspense":
      return keptBy(bond).length > 0;
    case "lapse":
      return numbers(bond.options.length + 1).some((each) => hasLapsed(bond, each));
    case "openRecovery":
    case "closeOut":
      return bond.standing === "accelerated";
    case "decideStep":
      return bond.draft.steps.length > 0;
    case "fixRate":
      return bond.draft.isFloating;
    default:
      return true;
  }
}

interface OnBond {
  readonly bond: number;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function obligationsOf(bond: Bond): (readonly [Obligation, number])[] {
  return [
    ...numbers(bond.payments.length).map((each) => ["payment", each] as const),
    ...numbers(bond.options.length + 1).map((each) => ["redemption", each] as const),
  ];
}

function onPayment(
  ledger: Ledger,
  on: OnBond,
  type: "fund" | "returnFunding" | "pay",
  choice: Picks,
): Of<typeof type> {
  const bond = bondAt(ledger, on.bond);
  const open = numbers(bond.payments.length).filter(
    (each) => !runOf(bond, each).isCompleted && !isVoid(bond, each),
  );
  const due = open.filter((each) => paymentAt(bond.payments, each).payFrom <= ledger.now);
  const soon = open.slice(0, due.length + 1);
  const isFunded = (each: number): boolean => runOf(bond, each).funded >= requiredFor(ledger, bond, each);
  const ready = type === "pay" ? due.filter(isFunded) : soon.filter((each) => !isFunded(each));
  const payment = choice.mostly(ready.length === 0 ? soon : ready, [0, 1, 2, 3]);
  if (type === "returnFunding") return { type, ...on, payment };
  if (type === "pay") return { type, ...on, payment, holders: pageOf(choice) };
  const missing = requiredFor(ledger, bond, payment) - runOf(bond, payment).funded;
  return { type, ...on, payment, by: choice.oneOf(FUNDERS), amount: partOf(choice, missing) };
}

/** Of what is missing: all, a part, too much, nothing. */
function partOf(choice: Picks, missing: bigint): bigint {
  const parts = [missing, missing, missing, missing / 2n, missing / 3n, missing + 1n, 0n] as const;
  const chosen = choice.oneOf(parts);
  return chosen < 0n ? 0n : chosen;
}

interface Kept {
  readonly agent: Agent;
  readonly account: Name;
}

const keptBy = ({ suspense }: Bond): Kept[] =>
  (["paymentAgent", "redemptionAgent"] satisfies Agent[]).flatMap((agent) =>
    [...suspense[agent]].flatMap(([account, amount]) => (amount > 0n ? [{ agent, account }] : [])),
  );

const claimable = (ledger: Ledger, bond: Bond): Kept[] =>
  keptBy(bond).filter(({ account }) => {
    const receiver = successorOf(ledger, account);
    const isBound = isFrozen(bond, account) || isFrozen(bond, receiver);
    return !isBound && cashRefusals(ledger, receiver).length === 0;
  });

function onSuspense(
  ledger: Ledger,
  on: OnBond,
  type: "claim" | "seizeSuspense",
  choice: Picks,
): Of<typeof type> {
  const bond = bondAt(ledger, on.bond);
  const good = type === "claim" ? claimable(ledger, bond) : keptBy(bond);
  const chosen = choice.mostly<Kept>(good, [{ agent: "paymentAgent", account: "seller" }, ...keptBy(bond)]);
  if (type === "claim") return { type, ...on, ...chosen };
  return { type, ...on, ...chosen, receiver: choice.oneOf(HOLDERS) };
}

/** Whether somebody has put or is to lose units that it no longer has. */
const hasLapsed = (bond: Bond, redemption: number): boolean =>
  [...redemptionOf(bond, redemption).asked].some(([name, units]) => units > balanceOf(bond, name));

function onRedemption(
  ledger: Ledger,
  on: OnBond,
  type: "fundRedemption" | "redeem" | "lapse",
  choice: Picks,
): Of<typeof type> {
  const bond = bondAt(ledger, on.bond);
  const open = numbers(bond.options.length + 1).filter((each) => redemptionOf(bond, each).isAnnounced);
  const due = open.filter((each) => payFromOf(bond, each) <= ledger.now + 15 * DAY);
  const isFunded = (each: number): boolean => missingFor(ledger, bond, each) === 0n;
  const ready = due.filter(
    (each) => isFunded(each) === (type !== "fundRedemption") && unitsLeft(bond, each) > 0n,
  );
  const lapsed = type === "lapse" ? due.filter((each) => hasLapsed(bond, each)) : [];
  const good = lapsed.length > 0 ? lapsed : ready;
  const redemption = choice.mostly(good.length === 0 ? due : good, [0, ...numbers(bond.options.length + 1)]);
  if (type !== "fundRedemption") return { type, ...on, redemption, holders: pageOf(choice) };
  const amount = partOf(choice, missingFor(ledger, bond, redemption));
  return { type, ...on, redemption, by: choice.oneOf(FUNDERS), amount };
}

function onOption(
  bond: Bond,
  on: OnBond,
  type: "announceCall" | "announceRepayment" | "exercisePut",
  choice: Picks,
): Of<typeof type> | undefined {
  if (bond.options.length === 0) return undefined;
  const kinds = {
    announceCall: ["call", "callByLot"],
    announceRepayment: ["callProRata"],
    exercisePut: ["put"],
  };
  const fitting = bond.options.flatMap(({ kind }, index) => (kinds[type].includes(kind) ? [index] : []));
  const option = choice.mostly(fitting, [0, ...numbers(bond.options.length)]);
  if (type === "announceCall") {
    const byLot = bond.options[option]?.kind === "callByLot" || choice.chance(5);
    const units = byLot ? supplyOf(bond) / choice.oneOf([2n, 3n, 7n]) : 0n;
    return { type, ...on, option, units, seed: byLot ? id(`seed ${on.bond}`) : undefined };
  }
  if (type === "announceRepayment") {
    const left = faceBefore(bond, bond.payments.length);
    return {
      type,
      ...on,
      option,
      payment: choice.oneOf([2, 2, 2, 1]),
      principalPerUnit: left / choice.oneOf([2n, 3n, 1n]),
    };
  }
  const account = choice.mostly(
    OWNERS.filter((name) => balanceOf(bond, name) > 0n),
    OWNERS,
  );
  return { type, ...on, option, account, units: balanceOf(bond, account) / choice.oneOf([1n, 2n, 3n]) };
}

function onDraw(
  ledger: Ledger,
  on: OnBond,
  type: "openDraw" | "draw" | "restartDraw" | "endDraw",
  choice: Picks,
): Of<typeof type> | undefined {
  const bond = bondAt(ledger, on.bond);
  const redemption = bond.options.findIndex(({ kind }) => kind === "callByLot") + 1;
  if (redemption === 0) return undefined;
  const { draw } = redemptionOf(bond, redemption);
  if (type === "restartDraw" || type === "endDraw") return { type, ...on, redemption };
  if (type === "openDraw")
    return { type, ...on, redemption, seed: id(choice.chance(90) ? `seed ${on.bond}` : "") };
  const last = draw?.last === undefined ? -1 : ledger.inOrder.indexOf(draw.last);
  const next = ledger.inOrder.slice(last + 1);
  const holders = choice.chance(40) ? next : choice.chance(70) ? next.slice(0, 3) : choice.someOf(next);
  return { type, ...on, redemption, holders };
}
