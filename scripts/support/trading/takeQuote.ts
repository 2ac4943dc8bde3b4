import { ZeroAddress } from "ethers";

import { parseDecimal } from "../../../sdk/bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../../../sdk/bonds/types.ts";
import { acceptQuote } from "../../../sdk/client/actions/acceptQuote.ts";
import { acceptedQuotes } from "../../../sdk/client/readers/acceptedQuotes.ts";
import { nextSequence } from "../../../sdk/client/readers/nextSequence.ts";
import { packSet } from "../../../sdk/sets/packSet.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { Acceptance, Allocation, Outcome } from "../../../sdk/trading/Acceptance.ts";
import { buildEvidence } from "../../../sdk/trading/buildEvidence.ts";
import type { Quote } from "../../../sdk/trading/Quote.ts";
import { openingSalt } from "../../../sdk/trading/market/requestOf.ts";
import type { RankedQuote } from "../../../sdk/trading/QuoteRanking.ts";
import { splitTicket } from "../../../sdk/trading/splitTicket.ts";
import { ticketId } from "../../../sdk/trading/ticketHash.ts";
import { tradesOfAcceptance } from "../../../sdk/trading/tradesOfAcceptance.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import type { AskedHub } from "./askHub.ts";
import type { RfqJob } from "./readRfqJob.ts";

/** What `takeQuote` works on. */
export interface TakeQuoteOptions {
  readonly job: RfqJob;
  readonly asked: AskedHub;
  readonly chosen: RankedQuote;
}

/**
 * Accepts a quote: writes its evidence down, sends the acceptance, and writes down the trades that it makes, for the jobs that settle
 * them.
 */
export async function takeQuote(
  context: JobContext,
  { job, asked, chosen }: TakeQuoteOptions,
): Promise<void> {
  const { kessai, book, folder, options } = context;
  const { ticket, signedTicket, giveUp } = job;
  const { justification } = ticket;
  const { quote } = chosen;
  const { request } = asked.book.request;
  const { file, hash } = buildEvidence({
    ...asked.book,
    domain: kessai.tradingDomain,
    chosen: chosen.id,
    reason: job.reason,
    justification: justification && {
      referencePriceE7: parseDecimal(justification.referencePrice, PRICE_DECIMALS),
      source: justification.source,
      text: justification.text,
    },
    decidedAt: asked.book.closedAt,
  });
  const acceptance: Acceptance = {
    allocations: await allocationsOf(context, job, quote),
    then: await outcomeOf(context, job, quote),
    salt: openingSalt(request, asked.accountSalt),
    evidence: hash,
    ticket: signedTicket,
    giveUp,
  };
  const link = { market: kessai.deployment.addresses.requestForQuote, firstSequence: 0n };
  const set =
    giveUp !== undefined && acceptance.then === "settle"
      ? packSet(tradesOfAcceptance({ quote, acceptance, link }))
      : undefined;
  const note = (firstSequence: bigint): void => {
    noteTrades(
      context,
      ticket.id,
      tradesOfAcceptance({ quote, acceptance, link: { ...link, firstSequence } }),
    );
  };
  // Before it is sent: who is interrupted after that must still have what was committed to, and the trades that came of it.
  if (!options.dryRun) {
    folder.saveEvidence(ticket.id, file);
    note(await kessai.requestForQuote.nextLinkedSequence());
  }
  const sent = await perform(context, {
    what: `accept ${ticket.id} (${chosen.id.slice(0, 10)}...), to ${acceptance.then}`,
    sender: book.accountOf(ticket.investor),
    isDone: async () => (await acceptedQuotes(kessai, chosen.id)).length > 0,
    call: () => acceptQuote(kessai, { signed: chosen, acceptance: { ...acceptance, set } }),
  });
  const first = sent?.events.find(({ name }) => name === "GivenUp")?.args["firstSequence"];
  if (typeof first === "bigint") note(first);
}

/** The account that asked, or the funds of the ticket in proportion to its split. */
async function allocationsOf(
  { kessai, book }: JobContext,
  { ticket, signedTicket, giveUp, scenario }: RfqJob,
  quote: Quote,
): Promise<readonly Allocation[]> {
  const quantity = ticket.faceAmount / scenario.terms.denomination;
  const counterparty = giveUp?.giveUp.broker ?? quote.dealer;
  const shares =
    signedTicket === undefined
      ? [{ account: book.accountOf(ticket.investor), quantity }]
      : splitTicket({
          ticket: signedTicket.ticket,
          quantity,
          filled: await Promise.all(
            signedTicket.ticket.split.map((_share, index) =>
              kessai.requestForQuote.filledShareOf(ticketId(signedTicket.ticket), index),
            ),
          ),
        });
  return await Promise.all(
    shares.map(async (share) => {
      const [seller, buyer] =
        quote.side === "seller" ? [counterparty, share.account] : [share.account, counterparty];
      return { ...share, sequence: await nextSequence(kessai, { seller, buyer, venue: ZeroAddress }) };
    }),
  );
}

/** Settled at once when it is due, unless a custodian affirms it first; else matched, earmarked when that is asked for. */
async function outcomeOf(
  { kessai }: JobContext,
  { isEarmarked, signedTicket }: RfqJob,
  quote: Quote,
): Promise<Outcome> {
  const isDue = (await kessai.now()) >= quote.settleFrom;
  if (isDue && signedTicket === undefined) return "settle";
  return isEarmarked ? "earmark" : "match";
}

/** Writes trades down under the reference of their request, numbered when there are several. */
function noteTrades({ folder }: JobContext, reference: string, trades: readonly Trade[]): void {
  const records = trades.map((trade, index) => {
    const name = trades.length === 1 ? reference : `${reference}.${index + 1}`;
    return [name, { id: tradeId(trade), trade, signatures: {} }] as const;
  });
  folder.saveTrades({ ...folder.trades(), ...Object.fromEntries(records) });
}
