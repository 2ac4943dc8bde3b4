import { settleLinked } from "../../../sdk/client/actions/settleLinked.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";

/** Settles the linked trades of a request that was traded through a broker, once they are due. Does nothing when there are none. */
export async function settleLink(context: JobContext, reference: string): Promise<void> {
  const { kessai, folder, reporter } = context;
  const market = kessai.deployment.addresses.requestForQuote;
  const trades: readonly Trade[] = Object.entries(folder.trades()).flatMap(([name, { trade }]) =>
    name.startsWith(`${reference}.`) && trade.venue === market ? [trade] : [],
  );
  const [first] = trades;
  if (first === undefined) return;
  const firstSequence = trades.reduce(
    (least, { sequence }) => (sequence < least ? sequence : least),
    first.sequence,
  );
  const what = `settle the ${trades.length} linked trades of ${reference}`;
  if ((await kessai.now()) < first.settleFrom) {
    reporter.step({ what, outcome: "not due", remark: "run this again on the settlement date" });
    return;
  }
  await perform(context, {
    what,
    sender: first.buyer,
    isDone: async () => (await kessai.requestForQuote.linkedTradesOf(firstSequence)) === 0n,
    call: () => settleLinked(kessai, { firstSequence, trades }),
  });
}
