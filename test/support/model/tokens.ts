import { ineligibility, successorOf } from "./people.ts";
import type { Ledger, Name, TokenCommand, TokenName } from "./types.ts";

/** What moves units: their holder, the trade that holds them, or an authority. */
export type Path = "free" | "hold" | "authority";

export interface Movement {
  readonly token: TokenName;
  /** Undefined: they are issued. */
  readonly from: Name | undefined;
  /** Undefined: they are redeemed. */
  readonly to: Name | undefined;
  readonly amount: bigint;
}

export const balanceOf = (ledger: Ledger, token: TokenName, account: Name): bigint =>
  ledger.tokens[token].balances.get(account) ?? 0n;

export const frozenOf = (ledger: Ledger, token: TokenName, account: Name): bigint =>
  ledger.tokens[token].frozen.get(account) ?? 0n;

/** What is held is what the open trades hold: nothing else is written down (INV-4). */
export function heldOf(ledger: Ledger, token: TokenName, account: Name): bigint {
  return ledger.trades
    .filter(({ ending }) => ending === undefined)
    .reduce((sum, { draft, held, settledQuantity, settledAmount }) => {
      if (token === "bond")
        return sum + (held[0] && draft.seller === account ? draft.quantity - settledQuantity : 0n);
      return sum + (held[1] && draft.buyer === account ? draft.amount - settledAmount : 0n);
    }, 0n);
}

export function supplyOf(ledger: Ledger, token: TokenName): bigint {
  return [...ledger.tokens[token].balances.values()].reduce((sum, each) => sum + each, 0n);
}

/** Every reason why the units would not move now. */
export function movementRefusals(ledger: Ledger, movement: Movement, path: Path): string[] {
  const { token, from, to, amount } = movement;
  const { paused, frozenAccounts } = ledger.tokens[token];
  const { issuer, requiredClasses, closedFrom } = ledger.rules;
  const reasons: string[] = [];
  const isForced = path === "authority";

  if (!isForced) {
    if (paused) reasons.push("RegulatedTokenPaused");
    if (token === "bond" && ledger.now >= closedFrom) reasons.push("BondTokenClosed");
    if (from !== undefined) reasons.push(...ineligibility(ledger, from, 0));
  }
  if (to !== undefined) {
    const classes = token === "bond" && to !== issuer ? requiredClasses : 0;
    reasons.push(...ineligibility(ledger, to, classes));
    if (!isForced && frozenAccounts.has(to)) reasons.push("RegulatedTokenAccountFrozen");
  }
  if (from === undefined) return reasons;

  const balance = balanceOf(ledger, token, from);
  const held = heldOf(ledger, token, from);
  const frozen = isForced ? 0n : frozenOf(ledger, token, from);
  if (!isForced && frozenAccounts.has(from)) reasons.push("RegulatedTokenAccountFrozen");
  if (amount > balance) reasons.push("ERC20InsufficientBalance");
  if (amount > less(balance, frozen)) reasons.push("ERC7943InsufficientUnfrozenBalance");
  if (path === "hold") {
    if (amount > held) reasons.push("RegulatedTokenInsufficientHold");
  } else if (amount > less(balance - held, frozen)) {
    reasons.push("RegulatedTokenUnitsHeld");
  }
  return reasons;
}

/** Every reason why the units cannot be earmarked now. */
export function holdRefusals(ledger: Ledger, token: TokenName, account: Name, amount: bigint): string[] {
  return movementRefusals(ledger, { token, from: account, to: undefined, amount }, "free");
}

export function tokenRefusals(ledger: Ledger, command: TokenCommand): string[] {
  switch (command.type) {
    case "transfer":
      return movementRefusals(ledger, command, "free");
    case "forcedTransfer": {
      const { token, from, to } = command;
      const toItself = from === to ? ["ERC20InvalidReceiver"] : [];
      const toFrozen = ledger.tokens[token].frozenAccounts.has(to) ? ["RegulatedTokenAccountFrozen"] : [];
      return [...toItself, ...toFrozen, ...movementRefusals(ledger, command, "authority")];
    }
    case "freezeUnits":
    case "freezeAccount":
      return [];
    case "pause":
      return ledger.tokens[command.token].paused ? ["RegulatedTokenPaused"] : [];
    case "unpause":
      return ledger.tokens[command.token].paused ? [] : ["RegulatedTokenNotPaused"];
    case "recover": {
      const to = successorOf(ledger, command.account);
      if (to === undefined) return ["RegulatedTokenNotReplaced"];
      const { token, account: from } = command;
      return movementRefusals(
        ledger,
        { token, from, to, amount: balanceOf(ledger, token, from) },
        "authority",
      );
    }
    case "mint": {
      const { account: to, amount } = command;
      return [
        ...usedId(ledger, command.id),
        ...movementRefusals(ledger, { token: "cash", from: undefined, to, amount }, "free"),
      ];
    }
    case "burn": {
      const movement = {
        token: "cash",
        from: "settlementBank",
        to: undefined,
        amount: command.amount,
      } as const;
      return [...usedId(ledger, command.id), ...movementRefusals(ledger, movement, "free")];
    }
  }
}

export function applyToTokens(ledger: Ledger, command: TokenCommand): void {
  switch (command.type) {
    case "transfer":
      move(ledger, command);
      return;
    case "forcedTransfer": {
      // what is taken is no longer frozen
      const left = balanceOf(ledger, command.token, command.from) - command.amount;
      const frozen = frozenOf(ledger, command.token, command.from);
      if (left < frozen) ledger.tokens[command.token].frozen.set(command.from, left);
      move(ledger, command);
      return;
    }
    case "freezeUnits":
      ledger.tokens[command.token].frozen.set(command.account, command.amount);
      return;
    case "freezeAccount":
      freeze(ledger, command.token, command.account, command.frozen);
      return;
    case "pause":
    case "unpause":
      ledger.tokens[command.token].paused = command.type === "pause";
      return;
    case "recover":
      recover(ledger, command.token, command.account);
      return;
    case "mint":
      ledger.usedIds.add(command.id);
      move(ledger, { token: "cash", from: undefined, to: command.account, amount: command.amount });
      return;
    case "burn":
      ledger.usedIds.add(command.id);
      move(ledger, { token: "cash", from: "settlementBank", to: undefined, amount: command.amount });
      return;
  }
}

export function move(ledger: Ledger, { token, from, to, amount }: Movement): void {
  const { balances } = ledger.tokens[token];
  if (from !== undefined) balances.set(from, balanceOf(ledger, token, from) - amount);
  if (to !== undefined) balances.set(to, balanceOf(ledger, token, to) + amount);
}

/** The whole position follows the key, freezes included. */
function recover(ledger: Ledger, token: TokenName, lost: Name): void {
  const successor = successorOf(ledger, lost);
  if (successor === undefined) throw new Error("refused commands are not applied");
  const { frozen, frozenAccounts } = ledger.tokens[token];
  frozen.set(successor, frozenOf(ledger, token, successor) + frozenOf(ledger, token, lost));
  frozen.set(lost, 0n);
  move(ledger, { token, from: lost, to: successor, amount: balanceOf(ledger, token, lost) });
  if (frozenAccounts.delete(lost)) frozenAccounts.add(successor);
}

function freeze(ledger: Ledger, token: TokenName, account: Name, frozen: boolean): void {
  const { frozenAccounts } = ledger.tokens[token];
  if (frozen) frozenAccounts.add(account);
  else frozenAccounts.delete(account);
}

const usedId = (ledger: Ledger, id: string): string[] =>
  ledger.usedIds.has(id) ? ["DigitalCurrencyIdUsed"] : [];

const less = (amount: bigint, deduction: bigint): bigint => (amount > deduction ? amount - deduction : 0n);
