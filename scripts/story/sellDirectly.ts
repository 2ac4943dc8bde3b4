import { ZeroAddress } from "ethers";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { affirm } from "../../sdk/client/actions/affirm.ts";
import { instruct } from "../../sdk/client/actions/instruct.ts";
import { settle } from "../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../sdk/client/actions/settleBySignatures.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { settlementProof } from "../../sdk/client/readers/settlementProof.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { tradeAmount } from "../../sdk/terms/tradeAmount.ts";
import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeFromTicket } from "../../sdk/trade/tradeFromTicket.ts";
import { plural, waitForDate } from "./beginCase.ts";
import type { Case } from "./beginCase.ts";
import { sayObstacles } from "./sayObstacles.ts";

/** The trade of a ticket, with the next free number of its pair. */
async function tradeOf(told: Case, ticket: TradeTicket): Promise<Trade> {
  const { house, schedule, scenario, settlementBank } = told;
  const seller = house.accountOf(ticket.seller);
  const buyer = house.accountOf(ticket.buyer);
  const sequence = await nextSequence(house.kessai, { seller, buyer, venue: ZeroAddress });
  return tradeFromTicket({
    ticket,
    termSheet: scenario.terms,
    schedule,
    accounts: { seller, buyer, settlementBank },
    sequence,
  });
}

/** One underwriter buys the issue and sells it on. */
export async function sellDirectly(told: Case): Promise<void> {
  const { trades, terms } = told.scenario;
  const { issuer, underwriting } = terms;
  for (const ticket of trades.filter(({ seller }) => seller === issuer)) await underwrite(told, ticket);
  await distribute(
    told,
    trades.filter(({ seller }) => seller === underwriting.underwriter),
  );
}

/** 引受: approved on chain by both sides on the trade date, both legs held, settled by anybody on the payment date. */
async function underwrite(told: Case, ticket: TradeTicket): Promise<void> {
  const { house, narrator, act, step, showPositions, scenario } = told;
  const { kessai } = house;
  await step(`Underwriting: ${ticket.seller} -> ${ticket.buyer}, delivery versus payment`);
  const trade = await tradeOf(told, ticket);
  await act(ticket.seller, instruct(kessai, { trade, side: "seller", readiness: "earmarked" }));
  narrator.say(
    `${ticket.seller} instructs ${ticket.id}: ${describe(told, ticket)}; its bonds are held for it.`,
  );
  await act(ticket.buyer, affirm(kessai, { trade, side: "buyer", readiness: "earmarked" }));
  narrator.say(`${ticket.buyer} affirms: matched; its cash is held. Nothing has left either account.`);
  await showPositions();
  await sayObstacles(told, trade);
  await waitFor(told, ticket);
  await proveSettled(told, trade, await act(scenario.terms.fiscalAgent, settle(kessai, trade)));
  await showPositions();
}

/** 売買: both sides sign on the trade date; whoever has the signatures settles on the settlement date. */
async function distribute(told: Case, tickets: readonly TradeTicket[]): Promise<void> {
  const { house, narrator, act, step, showPositions } = told;
  const { kessai, signerOf } = house;
  await step("Distribution: signed by both sides, settled by whoever holds the signatures");
  for (const ticket of tickets) {
    await waitFor(told, ticket);
    const trade = await tradeOf(told, ticket);
    narrator.say(`${ticket.id}: ${ticket.seller} -> ${ticket.buyer}, ${describe(told, ticket)}`);
    const [sellerSignature, buyerSignature] = await Promise.all([
      signTrade(signerOf(ticket.seller), { domain: kessai.domain, trade }),
      signTrade(signerOf(ticket.buyer), { domain: kessai.domain, trade }),
    ]);
    const sent = await act(
      ticket.seller,
      settleBySignatures(kessai, { trade, sellerSignature, buyerSignature }),
    );
    await proveSettled(told, trade, sent);
  }
  await showPositions();
}

async function proveSettled({ house, narrator, scenario }: Case, trade: Trade, sent: Sent): Promise<void> {
  const proof = await settlementProof(house.kessai, { trade, receipt: sent.receipt });
  if (proof.faults.length > 0)
    throw new Error(`${trade.commonReference} is not proven: ${proof.faults.join("; ")}`);
  const name = (account: string): string => house.nameOf(account) ?? account;
  const { delivery, payment } = proof;
  if (delivery === undefined || payment === undefined)
    throw new Error(`${trade.commonReference} lacks a leg`);
  narrator.say(
    `SETTLED in one transaction ${proof.transactionHash.slice(0, 18)}... block ${proof.blockNumber}, ${formatAmount(sent.gasUsed)} gas`,
    { transaction: proof.transactionHash },
  );
  narrator.say(
    `  delivery ${plural(delivery.amount)} ${name(delivery.from)} -> ${name(delivery.to)} | payment ` +
      `${formatAmount(payment.amount)} ${scenario.terms.currency} ${name(payment.from)} -> ${name(payment.to)}`,
  );
}

function describe({ scenario, schedule }: Case, ticket: TradeTicket): string {
  const units = ticket.faceAmount / scenario.terms.denomination;
  const { total } = tradeAmount(ticket, schedule);
  return `${plural(units)} against ${formatAmount(total)} ${scenario.terms.currency}`;
}

/** Lets the chain's clock run to nine in the morning of a ticket's settlement date. */
async function waitFor(told: Case, { settlementDate }: TradeTicket): Promise<void> {
  const centre = told.scenario.terms.businessCentre;
  await waitForDate(told, secondsAtStartOfDay(settlementDate, centre));
}
