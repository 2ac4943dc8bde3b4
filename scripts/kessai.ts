/**
 * `npm run kessai -- <job>`: everything that a back office does with a bond, one job at a time. Each job can be run again
 * at any time: it does what is missing and says "already done" for the rest.
 */
import { Command, CommanderError } from "commander";

import { accruedCommand } from "./jobs/accrued.ts";
import { admitCommand } from "./jobs/admit.ts";
import { approveCommand } from "./jobs/approve.ts";
import { callCommand } from "./jobs/call.ts";
import { cancelCommand } from "./jobs/cancel.ts";
import { cancelUnitsCommand } from "./jobs/cancelUnits.ts";
import { chainCommand } from "./jobs/chain.ts";
import { claimSuspenseCommand } from "./jobs/claimSuspense.ts";
import { decideStepCommand } from "./jobs/decideStep.ts";
import { defaultCommand } from "./jobs/default.ts";
import { deployCommand } from "./jobs/deploy.ts";
import { expireCommand } from "./jobs/expire.ts";
import { failsCommand } from "./jobs/fails.ts";
import { fixRateCommand } from "./jobs/fixRate.ts";
import { fundCommand } from "./jobs/fund.ts";
import { holdCommand } from "./jobs/hold.ts";
import { issueCommand } from "./jobs/issue.ts";
import { mintCashCommand } from "./jobs/mintCash.ts";
import { payCouponCommand } from "./jobs/payCoupon.ts";
import { positionsCommand } from "./jobs/positions.ts";
import { putCommand } from "./jobs/put.ts";
import { redeemCommand } from "./jobs/redeem.ts";
import { registerCommand } from "./jobs/register.ts";
import { releaseCommand } from "./jobs/release.ts";
import { scheduleCommand } from "./jobs/schedule.ts";
import { servicingStatusCommand } from "./jobs/servicing.ts";
import { settleCommand } from "./jobs/settle.ts";
import { statusCommand } from "./jobs/status.ts";
import { tradeCommand } from "./jobs/trade.ts";
import { transferCommand } from "./jobs/transfer.ts";
import { underwriteCommand } from "./jobs/underwrite.ts";
import { EXIT } from "./support/runJob.ts";

// A reader that has seen enough (head, less) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const jobs = [
  scheduleCommand(),
  accruedCommand(),
  chainCommand(),
  deployCommand(),
  admitCommand(),
  mintCashCommand(),
  issueCommand(),
  underwriteCommand(),
  tradeCommand(),
  transferCommand(),
  approveCommand(),
  holdCommand(),
  releaseCommand(),
  settleCommand(),
  failsCommand(),
  cancelCommand(),
  expireCommand(),
  servicingStatusCommand(),
  fixRateCommand(),
  decideStepCommand(),
  fundCommand(),
  payCouponCommand(),
  redeemCommand(),
  claimSuspenseCommand(),
  callCommand(),
  putCommand(),
  cancelUnitsCommand(),
  defaultCommand(),
  positionsCommand(),
  registerCommand(),
  statusCommand(),
];

const program = new Command("kessai")
  .usage("<job> [options]")
  .description("Digital bonds, settled delivery versus payment against digital currency.")
  // What follows a job is the job's: `register book --scenario jpx-2022`.
  .enablePositionalOptions()
  .addHelpText(
    "after",
    "\nExit codes: 0 all is well, 1 something failed, 2 the input is wrong and nothing was done." +
      "\nOptions of a job: npm run kessai -- <job> --help\n",
  );
for (const job of jobs) program.addCommand(job.exitOverride().showHelpAfterError());

try {
  await program.exitOverride().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
}
