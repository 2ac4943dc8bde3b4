import { applyToDefaults, defaultRefusals } from "./defaults.ts";
import { applyToOptions, optionRefusals } from "./options.ts";
import { applyToPayments, paymentRefusals } from "./payments.ts";
import { applyToRedemptions, redemptionRefusals } from "./redemptions.ts";
import type { Ledger, ServicingCommand } from "./types.ts";

/** What only the chain can tell: the start of a draw that was opened, the claim of an acceleration. */
export interface Told {
  readonly start?: bigint | undefined;
  readonly claim?: bigint | undefined;
}

/**
 * The reference model of servicing: what the interfaces require, and nothing of how the contracts do it.
 *
 * A command goes through exactly when no requirement is broken. When several are, the contract may name any of them.
 *
 * @returns the errors that the command may be refused with; none when it must succeed
 */
export function refusals(ledger: Ledger, command: ServicingCommand): string[] {
  switch (command.type) {
    case "fixRate":
    case "decideStep":
    case "fund":
    case "returnFunding":
    case "pay":
    case "claim":
    case "seizeSuspense":
      return paymentRefusals(ledger, command);
    case "fundRedemption":
    case "redeem":
    case "lapse":
    case "cancelUnits":
      return redemptionRefusals(ledger, command);
    case "declareDefault":
    case "cureDefault":
    case "accelerate":
    case "openRecovery":
    case "closeOut":
      return defaultRefusals(ledger, command);
    default:
      return optionRefusals(ledger, command);
  }
}

/**
 * Carries out a command that is not refused.
 *
 * @returns what its receipt must tell, in order: who is due what, which units end, where money moves or is kept
 */
export function apply(ledger: Ledger, command: ServicingCommand, { start, claim }: Told): string[] {
  switch (command.type) {
    case "fixRate":
    case "decideStep":
    case "fund":
    case "returnFunding":
    case "pay":
    case "claim":
    case "seizeSuspense":
      return applyToPayments(ledger, command);
    case "fundRedemption":
    case "redeem":
    case "lapse":
    case "cancelUnits":
      return applyToRedemptions(ledger, command);
    case "declareDefault":
    case "cureDefault":
    case "accelerate":
    case "openRecovery":
    case "closeOut":
      applyToDefaults(ledger, command, claim);
      return [];
    default:
      return applyToOptions(ledger, command, start);
  }
}
