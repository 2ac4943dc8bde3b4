import { Command } from "commander";

import { ticketCheckCommand } from "../support/trading/ticketCheckJob.ts";
import { ticketSignCommand } from "../support/trading/ticketSignJob.ts";
import { ticketWaiveCommand } from "../support/trading/ticketWaiveJob.ts";
import { ticketWithdrawCommand } from "../support/trading/ticketWithdrawJob.ts";

/** Tickets: what a fund manager decides, checked against the guidelines, and a trader executes. */
export function ticketCommand(): Command {
  return new Command("ticket")
    .description("Tickets of fund managers: check against the guidelines, sign, waive, withdraw.")
    .addCommand(ticketCheckCommand())
    .addCommand(ticketSignCommand())
    .addCommand(ticketWaiveCommand())
    .addCommand(ticketWithdrawCommand());
}
