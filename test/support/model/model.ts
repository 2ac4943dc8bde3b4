import { applyToPeople, peopleRefusals } from "./people.ts";
import { applyToSets, setRefusals } from "./sets.ts";
import { applyToTokens, tokenRefusals } from "./tokens.ts";
import { applyToTrades, tradeRefusals } from "./trades.ts";
import type { Command, Ledger } from "./types.ts";

/**
 * The reference model of the house: what the interfaces require, and nothing of how the contracts do it.
 *
 * A command goes through exactly when no requirement is broken. When several are, the contract may name any of them.
 *
 * @returns the errors that the command may be refused with; none when it must succeed
 */
export function refusals(ledger: Ledger, command: Command): string[] {
  switch (command.type) {
    case "wait":
    case "waitUntil":
      return [];
    case "admit":
    case "update":
    case "suspend":
    case "reinstate":
    case "close":
    case "appoint":
    case "proposeReplacement":
    case "withdrawReplacement":
    case "completeReplacement":
      return peopleRefusals(ledger, command);
    case "transfer":
    case "forcedTransfer":
    case "freezeUnits":
    case "freezeAccount":
    case "pause":
    case "unpause":
    case "recover":
    case "mint":
    case "burn":
      return tokenRefusals(ledger, command);
    case "settleBatch":
    case "settleChain":
    case "settleNet":
      return setRefusals(ledger, command);
    default:
      return tradeRefusals(ledger, command);
  }
}

/** Carries out a command that is not refused. */
export function apply(ledger: Ledger, command: Command): void {
  switch (command.type) {
    case "wait":
    case "waitUntil":
      return;
    case "admit":
    case "update":
    case "suspend":
    case "reinstate":
    case "close":
    case "appoint":
    case "proposeReplacement":
    case "withdrawReplacement":
    case "completeReplacement":
      applyToPeople(ledger, command);
      return;
    case "transfer":
    case "forcedTransfer":
    case "freezeUnits":
    case "freezeAccount":
    case "pause":
    case "unpause":
    case "recover":
    case "mint":
    case "burn":
      applyToTokens(ledger, command);
      return;
    case "settleBatch":
    case "settleChain":
    case "settleNet":
      applyToSets(ledger, command);
      return;
    default:
      applyToTrades(ledger, command);
  }
}

/** Lets time pass. What the accounts hold when a record date is over is what they held at it, for good. */
export function passTime(ledger: Ledger, now: number): void {
  const passed = ledger.rules.recordCutoffs.filter((cutoff) => cutoff <= now).length;
  while (ledger.recordDates.length < passed) {
    ledger.recordDates.push(new Map(ledger.tokens.bond.balances));
  }
  ledger.now = now;
}
