import { zeroPadValue } from "ethers";

import { confirmQuote } from "../../../sdk/client/actions/confirmQuote.ts";
import { queryLogs } from "../../../sdk/client/readers/queryLogs.ts";
import { send } from "../../../sdk/client/send.ts";
import { houseInterface } from "../../../sdk/contracts/houseInterface.ts";
import { textOf } from "../../../sdk/encoding/textOf.ts";
import { decodeLogs } from "../../../sdk/events/decodeLogs.ts";
import type { Quote } from "../../../sdk/trading/Quote.ts";
import type { JobContext } from "../JobContext.ts";

/** Whose acceptances are confirmed, and by whom. */
export interface WatchOptions {
  readonly dealer: string;
  /** Account that sends: the dealer, or its operator. */
  readonly sender: string;
  /** A quote of this program, by its id. */
  readonly quoteOf: (id: string) => Quote | undefined;
}

/** Milliseconds between two looks at the chain. */
const LOOK = 500;

/**
 * Confirms acceptances of a dealer's quotes with last look as they come: for a program whose price still stands, which is for its
 * pricer to see to. Those of quotes that another program has given are left to that one.
 *
 * @returns ends it
 */
export function watchAwaiting(context: JobContext, options: WatchOptions): () => void {
  const seen = new Set<string>();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    void confirmAll(context, options, seen)
      .catch((error: unknown) => {
        context.reporter.progress(
          `could not confirm: ${error instanceof Error ? error.message : String(error)}`,
        );
      })
      .finally(() => {
        isBusy = false;
      });
  }, LOOK);
  return () => {
    clearInterval(timer);
  };
}

async function confirmAll(context: JobContext, options: WatchOptions, seen: Set<string>): Promise<void> {
  const { kessai, keys, names, reporter } = context;
  const kind = houseInterface.getEvent("QuoteAwaiting")?.topicHash ?? null;
  const topics = [kind, null, zeroPadValue(options.dealer, 32)];
  const address = kessai.deployment.addresses.requestForQuote;
  for (const { args } of decodeLogs(await queryLogs(kessai, { address, topics }))) {
    const { quote: id, by, deadline, block_: block } = args;
    const key = textOf(id);
    const quote = options.quoteOf(key);
    if (quote === undefined || seen.has(key)) continue;
    seen.add(key);
    if (BigInt(textOf(deadline)) < (await kessai.now())) continue;
    const signer = await keys.signerOf(options.sender);
    if (signer === undefined) continue;
    const call = confirmQuote(kessai, { quote, block, by: textOf(by), deadline: BigInt(textOf(deadline)) });
    const sent = await send(call, { signer, names });
    reporter.step({ what: `confirm the quote ${quote.sequence}`, outcome: "done", transaction: sent.hash });
  }
}
