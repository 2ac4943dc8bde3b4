import type { Command } from "commander";

import { cancel } from "../../sdk/client/actions/cancel.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import type { Side } from "../../sdk/trade/Trade.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { perform } from "../support/perform.ts";
import { readTrade } from "../support/readTrades.ts";
import type { KnownTrade } from "../support/readTrades.ts";
import { sideJob } from "../support/sideJob.ts";
import { hasVenue, sideSender } from "../support/submitters.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";

/** Cancels trades for one side. */
export function cancelCommand(): Command {
  const description = {
    name: "cancel",
    summary:
      "Cancel trades: at once until both have approved and released them, after that when both sides agree.",
    example: "cancel JPX22-SC-01 --side buyer",
  };
  return sideJob(description, async (context, { record, side }) => {
    const { kessai, names } = context;
    const { trade } = record;
    requireOpen(await readTrade(context, record));
    await perform(context, {
      what: `cancel ${trade.commonReference} for ${names(trade[side]) ?? trade[side]}, the ${side}`,
      sender: sideSender(trade, side),
      isDone: async () => {
        const state = await tradeState(kessai, trade);
        return state.status === "closed" || state[`${side}AgreesToCancel`];
      },
      call: () => cancel(kessai, { trade, side }),
    });
    await tellRest(context, record, side);
  });
}

/** @throws JobError when the trade has settled, or its number was used up by another one */
function requireOpen({ record, state, ending }: KnownTrade): void {
  const { commonReference: reference } = record.trade;
  if (ending?.isFinal === true)
    throw new JobError(
      `${reference} has settled: nothing reverses that but a new trade.`,
      "Agree a trade in the other direction.",
    );
  if (state.status === "closed" && ending === undefined)
    throw new JobError(
      `The number of ${reference} was used up by another trade of the same parties.`,
      "Nothing needs to be cancelled: it can never settle.",
    );
}

/** Says whether the trade is cancelled now, and what is still needed if it is not. */
async function tellRest(context: JobContext, { trade }: TradeRecord, side: Side): Promise<void> {
  const { kessai, names, reporter } = context;
  const { commonReference: reference } = trade;
  const state = await tradeState(kessai, trade);
  if (state.status === "closed") {
    reporter.say(`${reference} is cancelled.`);
    reporter.addTo("cancellations", { reference, cancelled: true });
    return;
  }
  if (!state[`${side}AgreesToCancel`] || hasVenue(trade)) return;
  const other = side === "seller" ? "buyer" : "seller";
  reporter.addTo("cancellations", { reference, cancelled: false, waitsFor: other });
  reporter.say(
    `${reference} is not cancelled yet: ${names(trade[other]) ?? trade[other]}, the ${other}, has to agree as well.\n` +
      `  npm run kessai -- cancel ${reference} --side ${other}`,
  );
}
