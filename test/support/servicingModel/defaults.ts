import { balanceOf, bondAt } from "./ledger.ts";
import { isPaymentOverdue } from "./payments.ts";
import { isRedemptionOverdue, payFromOf, priceOf } from "./redemptions.ts";
import { paymentAt } from "./amounts.ts";
import { DAY } from "../world.ts";
import type { Bond, DefaultCommand, Ledger, Obligation } from "./types.ts";

export const AGENT_OF_ISSUER = "issuerAgent";
const HOLDERS_WAIT = 30 * DAY;

/** Whether an obligation lacks money after its date and the grace period. */
export function isOverdue(ledger: Ledger, bond: Bond, obligation: Obligation, index: number): boolean {
  return obligation === "payment"
    ? isPaymentOverdue(ledger, bond, index)
    : isRedemptionOverdue(ledger, bond, index);
}

/** Why a command is refused; when for several reasons, the contract may name any. */
export function defaultRefusals(ledger: Ledger, command: DefaultCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  switch (command.type) {
    case "declareDefault": {
      const { obligation, index, by } = command;
      const reasons = bond.standing === "performing" ? [] : ["DefaultWrongStanding"];
      const isForeseen = obligation === "redemption" || index < bond.draft.payments.length;
      if (!isForeseen || !isOverdue(ledger, bond, obligation, index)) reasons.push("DefaultNotDue");
      if (by === AGENT_OF_ISSUER) return reasons;
      const from =
        obligation === "payment" ? paymentAt(bond.payments, index).payFrom : payFromOf(bond, index);
      const isLate = ledger.now >= from + bond.draft.gracePeriod + HOLDERS_WAIT;
      if (balanceOf(bond, by) === 0n || !isLate) reasons.push("DefaultNotAllowed");
      return reasons;
    }
    case "cureDefault": {
      if (bond.standing !== "inDefault") return ["DefaultWrongStanding"];
      const payments = bond.draft.payments.some((_, index) => isPaymentOverdue(ledger, bond, index));
      const redemptions = [0, ...bond.options.map((_, index) => index + 1)];
      const isUncured = payments || redemptions.some((index) => isRedemptionOverdue(ledger, bond, index));
      return isUncured ? ["DefaultNotCured"] : [];
    }
    case "accelerate":
      return bond.standing === "inDefault" ? [] : ["DefaultWrongStanding"];
    case "openRecovery": {
      const { recordCutoff, payFrom, amountPerUnit } = command;
      const reasons = bond.standing === "accelerated" ? [] : ["DefaultWrongStanding"];
      if (payFrom < recordCutoff || amountPerUnit === 0n) reasons.push("RecoveryInvalid");
      if (recordCutoff <= ledger.now) reasons.push("BondTokenRecordDatePassed");
      if (bond.cutoffs.includes(recordCutoff)) reasons.push("BondTokenDuplicateRecordDate");
      return reasons;
    }
    case "closeOut": {
      const reasons = bond.standing === "accelerated" ? [] : ["DefaultWrongStanding"];
      if (command.pricePerUnit > priceOf(ledger, bond, 0)) reasons.push("CloseOutTooHigh");
      return reasons;
    }
  }
}

/**
 * Carries out a command that is not refused.
 *
 * @param claim what the acceleration has announced: its arithmetic has tests of its own
 */
export function applyToDefaults(ledger: Ledger, command: DefaultCommand, claim: bigint | undefined): void {
  const bond = bondAt(ledger, command.bond);
  switch (command.type) {
    case "declareDefault":
      bond.standing = "inDefault";
      return;
    case "cureDefault":
      bond.standing = "performing";
      return;
    case "accelerate":
      if (claim === undefined) throw new Error("an acceleration announces what is claimed");
      bond.standing = "accelerated";
      bond.acceleratedAt = ledger.now;
      bond.claim = claim;
      return;
    case "openRecovery":
      bond.cutoffs.push(command.recordCutoff);
      bond.cutoffs.sort((a, b) => a - b);
      bond.payments.push({
        recordCutoff: command.recordCutoff,
        payFrom: command.payFrom,
        accrueFrom: 0,
        accrueTo: 0,
        numerator: 0n,
        denominator: 1n,
        principalPerUnit: command.amountPerUnit,
      });
      return;
    case "closeOut":
      bond.claim -= priceOf(ledger, bond, 0) - command.pricePerUnit;
  }
}
