import type { Command } from "commander";

import { auditEvidence } from "../../sdk/client/readers/auditEvidence.ts";
import { acceptedQuotes } from "../../sdk/client/readers/acceptedQuotes.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { rankQuotes } from "../../sdk/trading/rankQuotes.ts";
import type { RankedQuote } from "../../sdk/trading/QuoteRanking.ts";
import { advanceTo } from "../support/advanceTo.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { withClock } from "../support/offering/offeringOptions.ts";
import { jobCommand, withScenario } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";
import { answerTable, formatPrice } from "../support/trading/answerTable.ts";
import { appointMarket } from "../support/trading/appointMarket.ts";
import { askHub } from "../support/trading/askHub.ts";
import type { AskedHub } from "../support/trading/askHub.ts";
import { marketClock } from "../support/trading/marketClock.ts";
import type { MarketClock } from "../support/trading/marketClock.ts";
import { readRfqJob } from "../support/trading/readRfqJob.ts";
import type { RfqJob } from "../support/trading/readRfqJob.ts";
import { settleLink } from "../support/trading/settleLink.ts";
import { takeQuote } from "../support/trading/takeQuote.ts";
import { withHub, withMarket } from "../support/trading/tradingOptions.ts";

/** Asks dealers for prices and takes one. */
export function rfqCommand(): Command {
  const description = {
    name: "rfq",
    summary:
      "Ask dealers for quotes, all at once, show their answers as they come, and take the best or the one chosen; the evidence is written down and committed on the chain.",
    example:
      "rfq --scenario jpx-2022 --request JPX22-RFQ-01 --at 2022-09-14T09:30\n  npm run kessai -- rfq --scenario jpx-2022 --as kisaragi-life --sell 100000000 --trade-date 2022-09-14 --settlement-date 2022-09-15 --take none",
  };
  return withClock(withHub(withMarket(withScenario(jobCommand(description)))))
    .option("--request <id>", "a request of the market sheet; or say what is asked by the options below")
    .option("--as <party>", "who asks: the investor, or the trader that executes a ticket")
    .option("--buy <face>", "ask for offers of so much face")
    .option("--sell <face>", "ask for bids for so much face")
    .option("--reference <text>", "what the request and its trade are called (default: RFQ-<date>-01)")
    .option("--trade-date <date>", "the trade date (default: the day of --at)")
    .option("--settlement-date <date>", "the settlement date")
    .option("--cut-off <time>", "time of day from which it cannot settle any more", "15:00")
    .option("--seconds <number>", "seconds that the dealers have to answer", "30")
    .option("--anonymous", "dealers do not see who asks")
    .option("--dealers <parties>", "who is asked, with commas between (default: all of the market sheet)")
    .option("--take <dealer>", "whose quote is taken: a dealer, best, or none", "best")
    .option("--reason <text>", "why another than the best is taken")
    .option("--reference-price <price>", "with --justify: a price to compare the only quote with")
    .option("--reference-source <text>", "with --justify: where that price is from")
    .option("--justify <text>", "why the only quote there is is fair")
    .option(
      "--ticket <file>",
      "execute this ticket of a fund manager: trades for its funds, in its proportions",
    )
    .option("--give-up <file>", "trade through the broker that has signed this consent")
    .option("--earmark", "have the legs of both sides held until settlement")
    .action((written: unknown) => runJob("rfq", written, () => readRfqJob(written), rfq));
}

async function rfq(context: JobContext, job: RfqJob): Promise<void> {
  const { chain, keys, book, folder, reporter, kessai, options } = context;
  const { ticket, scenario } = job;
  await book.assign(scenario.parties);
  // Who is not known is said before anything is sent and before a clock is moved.
  for (const party of [ticket.investor, ...job.dealers]) book.accountOf(party);
  const before = folder.evidence(ticket.id);
  if (before !== undefined && (await acceptedQuotes(kessai, before.chosen)).length > 0) {
    reporter.step({ what: `accept ${ticket.id}`, outcome: "already done" });
    if (job.at !== undefined) await advanceTo(context, job.at);
    await settleLink(context, ticket.id);
    return;
  }
  if (job.at !== undefined) await advanceTo(context, job.at);
  if (job.signedTicket === undefined) await appointMarket(context, ticket.investor, scenario.terms);
  if (options.dryRun) {
    reporter.step({ what: `ask ${job.dealers.join(", ")} for ${ticket.id}`, outcome: "would do" });
    return;
  }
  const signer = await keys.signerOf(book.accountOf(ticket.investor));
  if (signer === undefined)
    throw new JobError(`The key of ${ticket.investor} is not here.`, "Run this where it is.");
  const clock = await marketClock(chain);
  try {
    const asked = await askHub(context, job, { clock, signer });
    const taken = await take(context, job, { asked, clock }).catch(async (error: unknown) => {
      await asked.end([]);
      throw error;
    });
    await asked.end(taken);
  } finally {
    clock.stop();
  }
}

/** @returns ids of the quotes that were taken: one, or none */
async function take(
  context: JobContext,
  job: RfqJob,
  { asked, clock }: { readonly asked: AskedHub; readonly clock: MarketClock },
): Promise<readonly string[]> {
  const chosen = choose(context, job, asked, clock);
  if (chosen === undefined) return [];
  await takeQuote(context, { job, asked, chosen });
  await tellTaken(context, job, chosen, clock);
  return [chosen.id];
}

/** Shows all answers, and the one that is taken. */
function choose(
  { reporter, names, book }: JobContext,
  { take, ticket }: RfqJob,
  { book: closed }: AskedHub,
  clock: MarketClock,
): RankedQuote | undefined {
  const { request } = closed.request;
  const { answers, timedOut, closedAt } = closed;
  const { head, rows, right } = answerTable({ request, answers, timedOut, at: closedAt, names });
  reporter.table(head, rows, right);
  reporter.data("answers", rows);
  const { takeable, best } = rankQuotes({ request, quotes: closed.standing, at: clock.now() });
  if (take === "none") return undefined;
  const account = take === "best" ? best?.quote.dealer : book.accountOf(take);
  const chosen = takeable.find(({ quote }) => quote.dealer === account);
  if (chosen !== undefined) return chosen;
  const whose = take === "best" ? "Nobody" : take;
  reporter.step({
    what: `accept ${ticket.id}`,
    outcome: "failed",
    remark: `${whose} has given ${take === "best" ? "a" : "no"} quote that can be taken. Ask again, or for another quantity.`,
  });
  return undefined;
}

/** Waits for a dealer that has the last word, and says what the evidence is worth. */
async function tellTaken(
  context: JobContext,
  { ticket }: RfqJob,
  chosen: RankedQuote,
  clock: MarketClock,
): Promise<void> {
  const { kessai, folder, names, reporter } = context;
  const { quote, id } = chosen;
  const name = names(quote.dealer) ?? quote.dealer;
  const until = clock.now() + (quote.lastLook + 1n) * 1_000n;
  let accepted = await acceptedQuotes(kessai, id);
  while (accepted.length === 0 && quote.lastLook > 0n && clock.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    accepted = await acceptedQuotes(kessai, id);
  }
  if (accepted.length === 0) {
    const remark = `${name} has not confirmed in time: nobody is bound. Ask again.`;
    reporter.step({ what: `trade ${ticket.id}`, outcome: "failed", remark });
    return;
  }
  const file = folder.evidence(ticket.id);
  const audited = file && (await auditEvidence(kessai, file));
  const { report } = audited ?? {};
  const saving =
    report?.saving === undefined ? "" : `; against the cover it is worth ${formatAmount(report.saving)}`;
  reporter.say(`Taken: ${formatPrice(quote.cleanPriceE7)} of ${name}${saving}.`);
  reporter.say(
    `Evidence: ${folder.evidencePath(ticket.id)}, ${report?.isSound === true ? "sound" : "NOT SOUND"}, ` +
      `${report?.isComplete === true ? "proven complete" : "not proven complete"}.`,
  );
  reporter.data("quote", {
    id,
    dealer: quote.dealer,
    sequence: quote.sequence,
    cashPerUnit: quote.cashPerUnit,
  });
  reporter.data("evidence", { path: folder.evidencePath(ticket.id), ...report });
}
