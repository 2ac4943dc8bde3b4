import type { Command } from "commander";

import { setExposure } from "../../sdk/client/actions/setExposure.ts";
import { acceptedQuotes } from "../../sdk/client/readers/acceptedQuotes.ts";
import { exposure } from "../../sdk/client/readers/exposure.ts";
import { signatureChecks } from "../../sdk/client/readers/signatureChecks.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { Quote } from "../../sdk/trading/Quote.ts";
import { quoteId } from "../../sdk/trading/quoteHash.ts";
import { DealerClient } from "../../sdk/transport/dealer/DealerClient.ts";
import type { DealerEvent } from "../../sdk/transport/dealer/DealerEvent.ts";
import { storedSequence } from "../../sdk/transport/dealer/SequenceSource.ts";
import type { SequenceSource } from "../../sdk/transport/dealer/SequenceSource.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { jobCommand, withScenario } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { appointMarket } from "../support/trading/appointMarket.ts";
import { formatPrice } from "../support/trading/answerTable.ts";
import { dealerPricer } from "../support/trading/dealerPricer.ts";
import { marketClock } from "../support/trading/marketClock.ts";
import { readDealerJob } from "../support/trading/readDealerJob.ts";
import type { DealerJob } from "../support/trading/readDealerJob.ts";
import { requireHub } from "../support/trading/requireHub.ts";
import { withHub, withMarket } from "../support/trading/tradingOptions.ts";
import { watchAwaiting } from "../support/trading/watchAwaiting.ts";
import { untilStopped } from "../support/untilStopped.ts";

/** Numbers that a dealer's program takes at a time. */
const BLOCK = 64n;

/** Quotes for a dealer until it is stopped. */
export function dealerCommand(): Command {
  const description = {
    name: "dealer",
    summary:
      "Answer requests for quote for a dealer until stopped: at the prices of a file, around a yield curve, or of the market sheet.",
    example:
      "dealer --scenario jpx-2022 --as nomura-securities\n  npm run kessai -- dealer --scenario jpx-2022 --as take-securities --curve curve.yaml --spread-bp 8 --inventory 0 --most 300000000",
  };
  return withHub(withMarket(withScenario(jobCommand(description))))
    .requiredOption("--as <party>", "the dealer")
    .option("--by <party>", "who signs for it, an operator that it has appointed (default: itself)")
    .option("--prices <file>", "quote the prices of this file")
    .option("--curve <file>", "quote around this yield curve")
    .option("--spread-bp <bp>", "basis points of yield between the curve and each price", "5")
    .option(
      "--skew-bp <bp>",
      "basis points by which an inventory away from its target moves both prices",
      "0",
    )
    .option("--inventory <face>", "face that it has; it sells no more")
    .option("--target <face>", "face that it wants to have (default: what it has)")
    .option("--most <face>", "most face that it wants to have (default: twice what it has)")
    .option("--limit <face>", "most face that it may be taken up on, net (default: of the market sheet)")
    .option("--valid <seconds>", "seconds for which a quote is valid after its request has closed", "300")
    .option("--last-look <seconds>", "confirm each acceptance within so many seconds", "0")
    .option("--stop-after <number>", "end when so many requests have closed")
    .action((written: unknown) => runJob("dealer", written, () => readDealerJob(written), deal));
}

async function deal(context: JobContext, job: DealerJob): Promise<void> {
  const { chain, kessai, book, keys, options, reporter } = context;
  const { terms, parties } = job.scenario;
  const { pricer, inventory } = dealerPricer(job);
  await book.assign(parties);
  const dealer = book.accountOf(job.dealer);
  const sender = book.accountOf(job.signer);
  await appointMarket(context, job.dealer, terms);
  await limit(context, job, dealer);
  if (options.dryRun) return;
  const signer = await keys.signerOf(sender);
  if (signer === undefined)
    throw new JobError(
      `The key of ${job.signer} (${sender}) is not here.`,
      "Run this where it is, or name --by.",
    );

  const clock = await marketClock(chain);
  const transport = await requireHub(context, {
    url: job.hub,
    account: dealer,
    role: "dealer",
    signer,
    clock,
  });
  const quotes = new Map<string, Quote>();
  let closed = 0;
  const { promise: isOver, resolve: end } = Promise.withResolvers<undefined>();
  const tell = (event: DealerEvent): void => {
    if (event.kind === "said" && event.message.type === "quote") {
      quotes.set(quoteId(event.message.quote), event.message.quote);
    }
    if (event.kind === "outcome") {
      for (const id of event.proven) {
        const quote = quotes.get(id);
        if (quote === undefined) continue;
        const { isin, side, maximumQuantity: units } = quote;
        inventory?.trade({ request: event.id, isin, side, units });
      }
    }
    narrate(context, event, quotes);
    if (event.kind === "ended") closed += 1;
    if (closed === job.stopAfter)
      setTimeout(() => {
        end(undefined);
      }, 1_000);
  };
  const client = new DealerClient({
    domain: kessai.tradingDomain,
    dealer,
    signer,
    transport,
    clock,
    pricer,
    checks: signatureChecks(kessai),
    sequences: openNumbers(context, dealer),
    isAccepted: async (id) => (await acceptedQuotes(kessai, id)).length > 0,
    onEvent: tell,
  });
  const stopWatching = watchAwaiting(context, { dealer, sender, quoteOf: (id) => quotes.get(id) });
  reporter.progress(`${job.dealer} quotes at ${job.hub}. Ctrl-C ends it.`);
  await untilStopped(isOver);
  stopWatching();
  client.close();
  await transport.close();
  clock.stop();
  reporter.data("quotes", [...quotes.keys()]);
}

/** Numbers that no run gives twice, and that are not cancelled: the job quotes cancels them while this one runs. */
function openNumbers({ kessai, folder }: JobContext, dealer: string): SequenceSource {
  const store = {
    load: () => folder.quoteNumber(dealer),
    save: (next: bigint) => {
      folder.saveQuoteNumber(dealer, next);
    },
  };
  const numbers = storedSequence(store, BLOCK);
  return {
    next: async () => {
      const floor = await kessai.requestForQuote.floorOf(dealer);
      let number = await numbers.next();
      while (number < floor) number = await numbers.next();
      return number;
    },
  };
}

/** Says how far the dealer may be taken up, unless it has said so before. */
async function limit(
  context: JobContext,
  { dealer: name, limit: face, scenario }: DealerJob,
  dealer: string,
): Promise<void> {
  const { kessai } = context;
  const { isin, denomination } = scenario.terms;
  const present = await exposure(kessai, { dealer, isin });
  if (face === undefined) {
    if (present.isSet) return;
    throw new JobError(
      `${name} has not said how far it may be taken up in ${isin}.`,
      "Give --limit <face>, the most that it sells or buys, net.",
    );
  }
  const units = face / denomination;
  await perform(context, {
    what: `allow ${name} to be taken up on ${formatAmount(face)} of ${isin}`,
    sender: dealer,
    isDone: async () => {
      const { isSet, sellCap, buyCap } = await exposure(kessai, { dealer, isin });
      return isSet && sellCap === units && buyCap === units;
    },
    call: () => setExposure(kessai, { isin, sellCap: units, buyCap: units }),
  });
}

function narrate({ reporter }: JobContext, event: DealerEvent, quotes: ReadonlyMap<string, Quote>): void {
  switch (event.kind) {
    case "request":
      reporter.progress(
        `${event.request.commonReference}: ${event.request.side} of ${formatAmount(event.request.quantity)} units of ${event.request.isin}`,
      );
      break;
    case "said":
      if (event.message.type === "quote") {
        const { cleanPriceE7, sequence } = event.message.quote;
        reporter.progress(`  quotes ${formatPrice(cleanPriceE7)} (number ${sequence})`);
      } else if (event.message.type === "pass") reporter.progress(`  passes: ${event.message.pass.reason}`);
      break;
    case "outcome":
      for (const id of event.quotes) {
        const isProven = event.proven.includes(id);
        const number = quotes.get(id)?.sequence ?? id;
        reporter.progress(`  TRADED: quote ${number}${isProven ? "" : " (the chain does not say so yet)"}`);
      }
      break;
    case "refused":
      reporter.progress(`  not answered: ${event.reason} ${event.text}`);
      break;
    case "failed":
      reporter.progress(
        `  failed: ${event.error instanceof Error ? event.error.message : String(event.error)}`,
      );
      break;
    case "notice":
      reporter.progress(`  the hub says: ${event.text}`);
      break;
    case "ended":
      break;
  }
}
