import { addTo, bondAt, balanceOf, isFrozen, moveCash, personAt, successorOf } from "./ledger.ts";
import type { Ledger, Name, OutsideCommand, Trade } from "./types.ts";

/** What a unit is sold for. */
export const PRICE = 1_000n;

/** Carries out what has gone through on the chain. */
export function applyFromOutside(ledger: Ledger, command: OutsideCommand): void {
  switch (command.type) {
    case "transfer":
    case "forcedTransfer":
      moveUnits(ledger, command);
      return;
    case "earmark": {
      const { bond, seller, buyer, units } = command;
      addTo(bondAt(ledger, bond).held, seller, units);
      ledger.trades.push({ bond, seller, buyer, units, isOpen: true });
      return;
    }
    case "settleTrade":
    case "cancelTrade": {
      const trade = tradeAt(ledger, command.trade);
      const { bond, seller, buyer, units } = trade;
      addTo(bondAt(ledger, bond).held, seller, -units);
      trade.isOpen = false;
      if (command.type === "cancelTrade") return;
      moveUnits(ledger, { type: "transfer", bond, from: seller, to: buyer, units });
      moveCash(ledger, buyer, seller, units * PRICE);
      return;
    }
    case "freezeAccount":
      setIn(bondAt(ledger, command.bond).frozenAccounts, command.account, command.frozen);
      return;
    case "freezeUnits":
      bondAt(ledger, command.bond).frozen.set(command.account, command.units);
      return;
    case "freezeCash":
      setIn(ledger.frozenCash, command.account, command.frozen);
      return;
    case "pauseCash":
      ledger.isCashPaused = command.paused;
      return;
    case "suspend":
      personAt(ledger, command.account).status = "suspended";
      return;
    case "reinstate":
      personAt(ledger, command.account).status = "active";
      return;
    case "classify":
      Object.assign(personAt(ledger, command.account), {
        classes: command.classes,
        kycExpiry: ledger.now + command.expiresIn,
      });
      return;
    case "replaceKey": {
      const lost = personAt(ledger, command.account);
      ledger.people.set(command.successor, { ...lost });
      ledger.successors.set(command.account, command.successor);
      lost.status = "replaced";
      return;
    }
    case "recover":
      recover(ledger, command);
  }
}

export function tradeAt({ trades }: Ledger, index: number): Trade {
  const found = trades[index];
  if (found === undefined) throw new Error(`there is no trade ${index}`);
  return found;
}

function moveUnits(
  ledger: Ledger,
  command: Extract<OutsideCommand, { type: "transfer" | "forcedTransfer" }>,
): void {
  const bond = bondAt(ledger, command.bond);
  const { from, to, units } = command;
  addTo(bond.balances, from, -units);
  addTo(bond.balances, to, units);
  // what an authority takes is no longer frozen
  const frozen = bond.frozen.get(from) ?? 0n;
  const left = balanceOf(bond, from);
  if (command.type === "forcedTransfer" && left < frozen) bond.frozen.set(from, left);
}

/** Position and freezes go to the account that stands in the place of the lost one. */
function recover(ledger: Ledger, command: Extract<OutsideCommand, { type: "recover" }>): void {
  const bond = bondAt(ledger, command.bond);
  const { account } = command;
  const successor = successorOf(ledger, account);
  addTo(bond.balances, successor, balanceOf(bond, account));
  bond.balances.set(account, 0n);
  if (!isFrozen(bond, account)) return;
  addTo(bond.frozen, successor, bond.frozen.get(account) ?? 0n);
  bond.frozen.set(account, 0n);
  if (!bond.frozenAccounts.delete(account)) return;
  bond.frozenAccounts.add(successor);
}

function setIn(names: Set<Name>, name: Name, isIn: boolean): void {
  if (isIn) names.add(name);
  else names.delete(name);
}
