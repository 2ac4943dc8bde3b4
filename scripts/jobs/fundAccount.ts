import { Command } from "commander";

import { fundAffirmationCommand } from "../support/trading/fundAffirmationJob.ts";
import { fundAffirmCommand } from "../support/trading/fundAffirmJob.ts";
import { fundAssignCommand } from "../support/trading/fundAssignJob.ts";
import { fundObjectCommand } from "../support/trading/fundObjectJob.ts";
import { fundOpenCommand } from "../support/trading/fundOpenJob.ts";
import { fundStatusCommand } from "../support/trading/fundStatusJob.ts";

/** Accounts of funds under dual control: a manager decides, a trader executes, the custodian affirms. */
export function fundAccountCommand(): Command {
  return new Command("fund-account")
    .description("Accounts of funds under dual control (職務分離): open, assign duties, affirm trades.")
    .addCommand(fundOpenCommand())
    .addCommand(fundAssignCommand())
    .addCommand(fundObjectCommand())
    .addCommand(fundAffirmationCommand())
    .addCommand(fundAffirmCommand())
    .addCommand(fundStatusCommand());
}
