import { ZeroAddress } from "ethers";

import { parseDecimal } from "../../sdk/bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../../sdk/bonds/types.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { acceptQuote } from "../../sdk/client/actions/acceptQuote.ts";
import { settleSet } from "../../sdk/client/actions/settleSet.ts";
import { acceptedQuotes } from "../../sdk/client/readers/acceptedQuotes.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { Acceptance } from "../../sdk/trading/Acceptance.ts";
import { buildEvidence } from "../../sdk/trading/buildEvidence.ts";
import type { EvidenceFile } from "../../sdk/trading/EvidenceFile.ts";
import type { MarketSheet, RequestTicket } from "../../sdk/trading/market/MarketSheet.ts";
import { openingSalt } from "../../sdk/trading/market/requestOf.ts";
import type { RankedQuote } from "../../sdk/trading/QuoteRanking.ts";
import { rankQuotes } from "../../sdk/trading/rankQuotes.ts";
import { tradesOfAcceptance } from "../../sdk/trading/tradesOfAcceptance.ts";
import { verifyEvidence } from "../../sdk/trading/verifyEvidence.ts";
import { answerTable, formatPrice } from "../support/trading/answerTable.ts";
import { askDealers } from "./askDealers.ts";
import type { Asked } from "./askDealers.ts";
import { plural, waitForDate } from "./beginCase.ts";
import type { Case } from "./beginCase.ts";
import type { CheatedOn } from "./tryToCheat.ts";

/** 引合い: each request is put to all dealers, the best quote is accepted, and what came of all of them settles as one chain. */
export async function tradeByRequest(told: Case, market: MarketSheet): Promise<CheatedOn> {
  const trades: Trade[] = [];
  for (const [index, ticket] of market.requests.entries()) {
    trades.push(...(await request(told, market, { ticket, firstSequence: BigInt(index) })));
  }
  await settleTogether(told, trades);
  const [first, last] = [trades[0], trades.at(-1)];
  if (first === undefined || last === undefined) throw new Error("nothing was traded");
  return { settled: last, seller: first.seller };
}

/** Asks, shows the answers, accepts the best, and has an auditor look at the evidence. */
async function request(
  told: Case,
  { dealers }: MarketSheet,
  { ticket, firstSequence }: { readonly ticket: RequestTicket; readonly firstSequence: bigint },
): Promise<readonly Trade[]> {
  const { house, narrator, step, scenario, schedule, settlementBank } = told;
  const { terms } = scenario;
  const { investor, tradeDate, does, faceAmount } = ticket;
  await house.waitUntil(secondsAtTimeOfDay({ date: tradeDate, time: "09:00", centre: terms.businessCentre }));
  await step(`Request for quote: ${investor} wants to ${does} ${formatAmount(faceAmount)} ${terms.currency}`);
  narrator.say(
    `${ticket.id}: ${dealers.length} firms are asked at once` +
      (ticket.isAnonymous ? "; they do not see who asks." : "; they see who asks."),
  );
  const asked = await askDealers({
    house,
    termSheet: terms,
    schedule,
    settlementBank,
    dealers,
    ticket,
    firstSequence,
  });
  const { answers, timedOut, closedAt: at } = asked.book;
  const { request: wanted } = asked.book.request;
  narrator.table("answers", answerTable({ request: wanted, answers, timedOut, at, names: house.nameOf }));
  const { best, cover } = rankQuotes({ request: wanted, quotes: asked.book.standing, at });
  if (best === undefined) throw new Error(`nobody quotes for ${ticket.id}`);
  return await take(told, { ticket, asked, best, cover });
}

interface Choice {
  readonly ticket: RequestTicket;
  readonly asked: Asked;
  readonly best: RankedQuote;
  readonly cover: RankedQuote | undefined;
}

/** Accepts the best quote: its signature and this one transaction are the two approvals of a matched trade. */
async function take(told: Case, choice: Choice): Promise<readonly Trade[]> {
  const { house, narrator, act } = told;
  const { kessai, accountOf, nameOf } = house;
  const { ticket, asked, best, cover } = choice;
  const { quote } = best;
  const { investor, justification } = ticket;
  const { request: wanted } = asked.book.request;
  const { file, hash } = buildEvidence({
    ...asked.book,
    domain: kessai.tradingDomain,
    chosen: best.id,
    decidedAt: asked.book.closedAt,
    justification: justification && {
      referencePriceE7: parseDecimal(justification.referencePrice, PRICE_DECIMALS),
      source: justification.source,
      text: justification.text,
    },
  });
  const account = accountOf(investor);
  const [seller, buyer] = quote.side === "seller" ? [quote.dealer, account] : [account, quote.dealer];
  const sequence = await nextSequence(kessai, { seller, buyer, venue: ZeroAddress });
  const acceptance: Acceptance = {
    allocations: [{ account, quantity: wanted.quantity, sequence }],
    then: "match",
    salt: openingSalt(wanted, asked.accountSalt),
    evidence: hash,
  };
  const sent = await act(investor, acceptQuote(kessai, { signed: best, acceptance }));
  narrator.say(
    `${investor} accepts ${formatPrice(quote.cleanPriceE7)} of ${nameOf(quote.dealer) ?? quote.dealer}: ` +
      `${plural(wanted.quantity)} for ${formatAmount(wanted.quantity * quote.cashPerUnit)} yen, a matched trade by one ` +
      `transaction (${formatAmount(sent.gasUsed)} gas).`,
    { transaction: sent.hash },
  );
  if (cover !== undefined) {
    narrator.say(`Cover (second best): ${formatPrice(cover.quote.cleanPriceE7)}.`);
  }
  await audit(told, file, best.id);
  return tradesOfAcceptance({ quote, acceptance });
}

/** An auditor holds the evidence against what was committed on the chain, and against what the dealers acknowledge. */
async function audit({ house, narrator }: Case, file: EvidenceFile, quote: string): Promise<void> {
  const { kessai } = house;
  const [accepted] = await acceptedQuotes(kessai, quote);
  if (accepted === undefined) throw new Error("the quote was not accepted");
  const report = verifyEvidence({ file, domain: kessai.tradingDomain, committed: accepted.evidence });
  const faults = report.findings.filter(({ severity }) => severity !== "note");
  if (faults.length > 0 || !report.isComplete) {
    throw new Error(`the evidence is not sound: ${faults.map(({ text }) => text).join("; ")}`);
  }
  const saved =
    report.saving === undefined
      ? (report.findings.find(({ code }) => code === "justified")?.text ?? "")
      : `The best price was taken; against the cover it is worth ${formatAmount(report.saving)} yen.`;
  narrator.say(
    `Evidence ${accepted.evidence.slice(0, 18)}... is committed: ${file.dealers.length} dealers, none of whose signed ` +
      `answers is missing. ${saved}`,
  );
}

/** Settles what was agreed, all or none: the bonds go forward, the money back, and a dealer in between needs none of its own. */
async function settleTogether(told: Case, trades: readonly Trade[]): Promise<void> {
  const { house, narrator, act, scenario, showPositions, step } = told;
  const { kessai, nameOf } = house;
  const last = trades.at(-1);
  if (last === undefined) throw new Error("nothing was traded");
  await step(`The ${trades.length} trades settle as one linked chain, T+1`);
  await waitForDate(told, last.settleFrom);
  const call = settleSet(kessai, { method: "chain", trades: trades.map((trade) => ({ trade })) });
  const sent = await act(scenario.terms.fiscalAgent, call);
  narrator.say(
    `SETTLED in one transaction ${sent.hash.slice(0, 18)}... block ${sent.blockNumber}, ${formatAmount(sent.gasUsed)} gas`,
    { transaction: sent.hash },
  );
  for (const { seller, buyer, quantity, amount } of trades) {
    narrator.say(
      `  ${nameOf(seller) ?? seller} -> ${nameOf(buyer) ?? buyer}: ${plural(quantity)} against ${formatAmount(amount)} ` +
        scenario.terms.currency,
    );
  }
  await showPositions();
}
