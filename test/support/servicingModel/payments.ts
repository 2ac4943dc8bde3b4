import { dueOf, paymentAt, rateOf, taxOn } from "./amounts.ts";
import {
  bondAt,
  cashRefusals,
  isFrozen,
  least,
  moveCash,
  payOut,
  runOf,
  successorOf,
  sum,
  sumBy,
  supplyOf,
} from "./ledger.ts";
import type { Agent, Bond, Ledger, Name, PaymentCommand } from "./types.ts";

export const TAX_ACCOUNT = "taxAccount";
export const ISSUER = "issuer";

/** Balances that a payment is for: at its record date; before that nobody's. */
export function entitledTo(bond: Bond, payment: number): ReadonlyMap<Name, bigint> | undefined {
  const { recordCutoff } = paymentAt(bond.payments, payment);
  return bond.noted.find(({ cutoff }) => cutoff === recordCutoff)?.balances;
}

/** Units that a payment is for: at its record date, before that all. */
export function unitsOf(bond: Bond, payment: number): bigint {
  const entitled = entitledTo(bond, payment);
  return entitled === undefined ? supplyOf(bond) : sum(entitled.values());
}

/** What all units together need at most. */
export function requiredFor(ledger: Ledger, bond: Bond, payment: number): bigint {
  const { interest, principal } = dueOf(bond, payment, unitsOf(bond, payment), ledger.now);
  return interest + principal;
}

/** Whether the acceleration of the bond has made a payment of its term sheet void. */
export function isVoid({ acceleratedAt, payments, draft }: Bond, payment: number): boolean {
  if (acceleratedAt === undefined || payment >= draft.payments.length) return false;
  return paymentAt(payments, payment).payFrom > acceleratedAt;
}

/** Whether a payment lacks money after its date and its grace period. */
export function isPaymentOverdue(ledger: Ledger, bond: Bond, payment: number): boolean {
  const { payFrom } = paymentAt(bond.payments, payment);
  const { isCompleted, funded } = runOf(bond, payment);
  if (ledger.now < payFrom + bond.draft.gracePeriod || isVoid(bond, payment) || isCompleted) return false;
  return funded < requiredFor(ledger, bond, payment);
}

function notPayable(ledger: Ledger, bond: Bond, payment: number): string[] {
  const reasons: string[] = [];
  if (runOf(bond, payment).isCompleted) reasons.push("PaymentAlreadyCompleted");
  if (isVoid(bond, payment)) reasons.push("PaymentVoid");
  const bearsInterest = paymentAt(bond.payments, payment).numerator !== 0n;
  if (bearsInterest && !rateOf(bond, payment, ledger.now).isFinal) reasons.push("PaymentRateOpen");
  return reasons;
}

/** Why a command is refused; when for several reasons, the contract may name any. */
export function paymentRefusals(ledger: Ledger, command: PaymentCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  switch (command.type) {
    case "fixRate": {
      const reasons: string[] = [];
      if (!bond.draft.isFloating) reasons.push("ScheduleRateNotFloating");
      if (bond.fixings.has(command.payment)) reasons.push("ScheduleRateAlreadyFixed");
      const { recordCutoff } = paymentAt(bond.payments, command.payment);
      if (ledger.now >= recordCutoff) reasons.push("ScheduleTooLate");
      return reasons;
    }
    case "decideStep": {
      const step = bond.draft.steps[command.step];
      if (step === undefined) return ["ScheduleUnknownStep"];
      if (bond.decisions.has(command.step)) return ["ScheduleStepDecided"];
      return ledger.now >= step.decideBy ? ["ScheduleTooLate"] : [];
    }
    case "fund": {
      const missing = requiredFor(ledger, bond, command.payment) - runOf(bond, command.payment).funded;
      const isNothing = command.amount === 0n || missing <= 0n;
      return [
        ...notPayable(ledger, bond, command.payment),
        ...(isNothing ? ["PaymentFullyFunded"] : []),
        ...cashRefusals(ledger, command.by),
        ...cashRefusals(ledger, "paymentAgent"),
      ];
    }
    case "returnFunding": {
      const { isCompleted, funded } = runOf(bond, command.payment);
      if (isCompleted) return ["PaymentAlreadyCompleted"];
      if (isVoid(bond, command.payment)) return [];
      return funded >= requiredFor(ledger, bond, command.payment) ? ["PaymentFundsBound"] : [];
    }
    case "pay": {
      const { payFrom } = paymentAt(bond.payments, command.payment);
      const { funded } = runOf(bond, command.payment);
      return [
        ...notPayable(ledger, bond, command.payment),
        ...(ledger.now < payFrom ? ["PaymentTooEarly"] : []),
        ...(funded < requiredFor(ledger, bond, command.payment) ? ["PaymentUnderfunded"] : []),
        ...notRunning(ledger, "paymentAgent"),
      ];
    }
    case "claim": {
      const receiver = successorOf(ledger, command.account);
      const bound = isFrozen(bond, command.account) || isFrozen(bond, receiver);
      return [
        ...keptNothing(bond, command),
        ...(bound ? ["SuspenseFrozen"] : []),
        ...cashRefusals(ledger, receiver),
        ...cashRefusals(ledger, command.agent),
      ];
    }
    case "seizeSuspense":
      return [
        ...keptNothing(bond, command),
        ...cashRefusals(ledger, command.receiver),
        ...cashRefusals(ledger, command.agent),
      ];
  }
}

/** Why an agent pays nobody now: everybody's money would go into suspense. */
export function notRunning(ledger: Ledger, agent: Agent): string[] {
  if (ledger.isCashPaused) return ["RegulatedTokenPaused"];
  return cashRefusals(ledger, agent).length > 0 ? ["PaymasterStopped"] : [];
}

function keptNothing(
  bond: Bond,
  { agent, account }: Extract<PaymentCommand, { type: "claim" | "seizeSuspense" }>,
): string[] {
  return (bond.suspense[agent].get(account) ?? 0n) === 0n ? ["SuspenseEmpty"] : [];
}

/**
 * Carries out a command that is not refused.
 *
 * @returns what is logged, in order
 */
export function applyToPayments(ledger: Ledger, command: PaymentCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  const agent = "paymentAgent";
  switch (command.type) {
    case "fixRate":
      bond.fixings.set(command.payment, command.indexE8);
      return [];
    case "decideStep":
      bond.decisions.set(command.step, command.applies);
      return [];
    case "fund": {
      const run = runOf(bond, command.payment);
      const taken = least(command.amount, requiredFor(ledger, bond, command.payment) - run.funded);
      run.funded += taken;
      moveCash(ledger, command.by, agent, taken);
      return [`money ${command.by} > ${agent} ${taken}`];
    }
    case "returnFunding": {
      const run = runOf(bond, command.payment);
      const amount = run.funded;
      run.funded = 0n;
      return payOut(ledger, bond, { agent, to: successorOf(ledger, ISSUER), amount });
    }
    case "pay":
      return pay(ledger, bond, command);
    case "claim":
    case "seizeSuspense": {
      const { account } = command;
      const to = command.type === "claim" ? successorOf(ledger, account) : command.receiver;
      const amount = bond.suspense[command.agent].get(account) ?? 0n;
      bond.suspense[command.agent].delete(account);
      moveCash(ledger, command.agent, to, amount);
      return [`money ${command.agent} > ${to} ${amount}`];
    }
  }
}

function pay(
  ledger: Ledger,
  bond: Bond,
  { payment, holders }: Extract<PaymentCommand, { type: "pay" }>,
): string[] {
  const run = runOf(bond, payment);
  const entitled = entitledTo(bond, payment) ?? new Map<Name, bigint>();
  const agent = "paymentAgent";
  const logged: string[] = [];
  let taxes = 0n;
  for (const holder of holders) {
    const units = entitled.get(holder) ?? 0n;
    if (units === 0n || run.paid.has(holder)) continue;
    const { interest, principal } = dueOf(bond, payment, units, ledger.now);
    const { national, local } = taxOn(ledger, interest, holder);
    run.paid.add(holder);
    run.paidUnits += units;
    run.spent += interest + principal;
    taxes += national + local;
    logged.push(`due ${holder} ${units}: ${interest} + ${principal}, tax ${national} + ${local}`);
    const amount = interest + principal - national - local;
    logged.push(...payOut(ledger, bond, { agent, to: holder, amount, frozen: isFrozen(bond, holder) }));
  }
  if (taxes !== 0n) logged.push(`tax ${taxes}`);
  logged.push(...payOut(ledger, bond, { agent, to: TAX_ACCOUNT, amount: taxes }));
  if (run.paidUnits !== unitsOf(bond, payment)) return logged;
  run.isCompleted = true;
  const rest = run.funded - run.spent;
  logged.push(`completed ${run.paidUnits}: spent ${run.spent}, rest ${rest}`);
  logged.push(...payOut(ledger, bond, { agent, to: successorOf(ledger, ISSUER), amount: rest }));
  return logged;
}

/** What the payment agent must have: what is funded and not spent, and what it keeps. */
export function moneyOfPayments({ bonds }: Ledger): bigint {
  return sumBy(bonds, (bond) => {
    const open = [...bond.runs.values()].filter(({ isCompleted }) => !isCompleted);
    return sumBy(open, ({ funded, spent }) => funded - spent) + sum(bond.suspense.paymentAgent.values());
  });
}
