/**
 * `npm run kessai -- <job>`: everything that a back office does with a bond, one job at a time. Each job can be run again
 * at any time: it does what is missing and says "already done" for the rest.
 */
import { Command, CommanderError } from "commander";

import { EXIT } from "./support/runJob.ts";

// A reader that has seen enough (head, less) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

/** Every job by its name, in the order of the help. Only the one that is asked for is loaded: most need no more than a part. */
const JOBS: Readonly<Record<string, () => Promise<Command>>> = {
  schedule: async () => (await import("./jobs/schedule.ts")).scheduleCommand(),
  accrued: async () => (await import("./jobs/accrued.ts")).accruedCommand(),
  chain: async () => (await import("./jobs/chain.ts")).chainCommand(),
  deploy: async () => (await import("./jobs/deploy.ts")).deployCommand(),
  admit: async () => (await import("./jobs/admit.ts")).admitCommand(),
  "mint-cash": async () => (await import("./jobs/mintCash.ts")).mintCashCommand(),
  issue: async () => (await import("./jobs/issue.ts")).issueCommand(),
  offer: async () => (await import("./jobs/offer.ts")).offerCommand(),
  tap: async () => (await import("./jobs/tap.ts")).tapCommand(),
  order: async () => (await import("./jobs/order.ts")).orderCommand(),
  book: async () => (await import("./jobs/book.ts")).bookCommand(),
  price: async () => (await import("./jobs/price.ts")).priceCommand(),
  allocate: async () => (await import("./jobs/allocate.ts")).allocateCommand(),
  "close-offering": async () => (await import("./jobs/closeOffering.ts")).closeOfferingCommand(),
  underwrite: async () => (await import("./jobs/underwrite.ts")).underwriteCommand(),
  trade: async () => (await import("./jobs/trade.ts")).tradeCommand(),
  transfer: async () => (await import("./jobs/transfer.ts")).transferCommand(),
  "fund-account": async () => (await import("./jobs/fundAccount.ts")).fundAccountCommand(),
  ticket: async () => (await import("./jobs/ticket.ts")).ticketCommand(),
  "rfq-hub": async () => (await import("./jobs/rfqHub.ts")).rfqHubCommand(),
  dealer: async () => (await import("./jobs/dealer.ts")).dealerCommand(),
  rfq: async () => (await import("./jobs/rfq.ts")).rfqCommand(),
  "give-up": async () => (await import("./jobs/giveUp.ts")).giveUpCommand(),
  quotes: async () => (await import("./jobs/quotes.ts")).quotesCommand(),
  evidence: async () => (await import("./jobs/evidence.ts")).evidenceCommand(),
  approve: async () => (await import("./jobs/approve.ts")).approveCommand(),
  hold: async () => (await import("./jobs/hold.ts")).holdCommand(),
  release: async () => (await import("./jobs/release.ts")).releaseCommand(),
  settle: async () => (await import("./jobs/settle.ts")).settleCommand(),
  fails: async () => (await import("./jobs/fails.ts")).failsCommand(),
  cancel: async () => (await import("./jobs/cancel.ts")).cancelCommand(),
  expire: async () => (await import("./jobs/expire.ts")).expireCommand(),
  servicing: async () => (await import("./jobs/servicing.ts")).servicingStatusCommand(),
  "fix-rate": async () => (await import("./jobs/fixRate.ts")).fixRateCommand(),
  "decide-step": async () => (await import("./jobs/decideStep.ts")).decideStepCommand(),
  fund: async () => (await import("./jobs/fund.ts")).fundCommand(),
  "pay-coupon": async () => (await import("./jobs/payCoupon.ts")).payCouponCommand(),
  redeem: async () => (await import("./jobs/redeem.ts")).redeemCommand(),
  "claim-suspense": async () => (await import("./jobs/claimSuspense.ts")).claimSuspenseCommand(),
  call: async () => (await import("./jobs/call.ts")).callCommand(),
  put: async () => (await import("./jobs/put.ts")).putCommand(),
  "cancel-units": async () => (await import("./jobs/cancelUnits.ts")).cancelUnitsCommand(),
  default: async () => (await import("./jobs/default.ts")).defaultCommand(),
  positions: async () => (await import("./jobs/positions.ts")).positionsCommand(),
  register: async () => (await import("./jobs/register.ts")).registerCommand(),
  status: async () => (await import("./jobs/status.ts")).statusCommand(),
};

/** The job that the command line names; all of them when it names none, so that help and mistakes find every one. */
async function commands(name = ""): Promise<readonly Command[]> {
  const named = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined;
  const loaders = named === undefined ? Object.values(JOBS) : [named];
  return await Promise.all(loaders.map((load) => load()));
}

const program = new Command("kessai")
  .usage("<job> [options]")
  .description("Digital bonds, settled delivery versus payment against digital currency.")
  // What follows a job is the job's: `register book --scenario jpx-2022`.
  .enablePositionalOptions()
  .addHelpText(
    "after",
    "\nExit codes: 0 nothing failed (steps may wait), 1 something failed, 2 the input is wrong and nothing was sent." +
      "\nOptions of a job: npm run kessai -- <job> --help\n",
  );
for (const job of await commands(process.argv[2]))
  program.addCommand(job.exitOverride().showHelpAfterError());

try {
  await program.exitOverride().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput;
}
