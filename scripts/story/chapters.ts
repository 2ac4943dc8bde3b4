import { ZeroAddress } from "ethers";

import { bondTax } from "../../sdk/bonds/bondTax.ts";
import { couponSchedule } from "../../sdk/bonds/couponSchedule.ts";
import { onChainSchedule } from "../../sdk/bonds/onChainSchedule.ts";
import { onChainTerms } from "../../sdk/bonds/onChainTerms.ts";
import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { admit } from "../../sdk/client/actions/admit.ts";
import { adoptSchedule } from "../../sdk/client/actions/adoptSchedule.ts";
import { affirm } from "../../sdk/client/actions/affirm.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { createBond } from "../../sdk/client/actions/createBond.ts";
import { createCurrency } from "../../sdk/client/actions/createCurrency.ts";
import { instruct } from "../../sdk/client/actions/instruct.ts";
import { issueBond } from "../../sdk/client/actions/issueBond.ts";
import { mintCash } from "../../sdk/client/actions/mintCash.ts";
import { settle } from "../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../sdk/client/actions/settleBySignatures.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { explainTrade } from "../../sdk/client/readers/explainTrade.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { settlementProof } from "../../sdk/client/readers/settlementProof.ts";
import { send } from "../../sdk/client/send.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { HOUSE_CONTRACTS } from "../../sdk/deployments/Deployment.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { identityCommitment } from "../../sdk/participants/identityCommitment.ts";
import { PAYING_CONTRACT_EXPIRY, payingContracts } from "../../sdk/participants/payingContracts.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import { tradeAmount } from "../../sdk/terms/tradeAmount.ts";
import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeFromTicket } from "../../sdk/trade/tradeFromTicket.ts";
import type { Narrator } from "./Narrator.ts";
import { openHouse, rolesOf, settlementBankOf, storySalt } from "./openHouse.ts";
import type { OpenHouse } from "./openHouse.ts";
import { positionRows } from "./positionRows.ts";

/** Everything that the chapters of a case work on. */
export interface Case {
  readonly scenario: Scenario;
  readonly schedule: CouponSchedule;
  readonly house: OpenHouse;
  readonly narrator: Narrator;
  /** Account of the bank whose money is used. */
  readonly settlementBank: string;
  /** Sends a call in a party's name. */
  readonly act: (party: string, call: Call) => Promise<Sent>;
  readonly step: (text: string) => Promise<void>;
  readonly showPositions: () => Promise<void>;
}

/** Seconds from the start of a day to nine in the morning, when business begins. */
const OPENING = 32_400n;

/** When a case begins, and who takes part in it beside its parties. */
export interface Beginning {
  readonly day: CalendarDate;
  /** Dealers of its secondary market. */
  readonly others: readonly Party[];
}

/** Opens the house of a scenario, deployed, ready for its first chapter, at nine in the morning of a day. */
export async function beginCase(
  scenario: Scenario,
  narrator: Narrator,
  { day, others }: Beginning,
): Promise<Case> {
  const { terms, parties } = scenario;
  narrator.title(terms.name, [
    ["銘柄", shortName(terms.nameJa)],
    ["ISIN", terms.isin],
    [
      "amount",
      `${formatAmount(terms.totalAmount)} ${terms.currency}, denomination ${formatAmount(terms.denomination)}`,
    ],
    ["coupon", `${terms.couponRatePercent} %, ${terms.couponsPerYear} a year, Tokyo business days`],
    ["dates", `priced ${terms.pricingDate}, paid ${terms.issueDate}, due ${terms.maturityDate}`],
  ]);
  const start = secondsAtTimeOfDay({ date: day, time: "09:00", centre: terms.businessCentre });
  const house = await openHouse(scenario, { start, others });
  const { kessai, signerOf, nameOf } = house;
  const settlementBank = house.accountOf(settlementBankOf(parties).id);
  return {
    scenario,
    schedule: couponSchedule(terms),
    house,
    narrator,
    settlementBank,
    act: (party, call) => send(call, { signer: signerOf(party), names: nameOf }),
    step: async (text) => {
      narrator.step(text, formatMoment(await kessai.now()));
    },
    showPositions: async () => {
      narrator.table("positions", await positionRows({ scenario, house, settlementBank }));
    },
  };
}

/**
 * Deployment, participants, cash and the bond: all that must stand before anything is traded.
 *
 * @param isOffered whether the bond is brought to market by an offering, whose closing issues it
 */
export async function prepare(told: Case, isOffered: boolean): Promise<void> {
  const { scenario, house, narrator, act, step, showPositions, schedule } = told;
  const { terms, parties, cash } = scenario;
  const { kessai, accountOf } = house;

  await step("The house is deployed");
  const left = await rolesOf(kessai, house.deployer);
  narrator.say(
    `${Object.keys(HOUSE_CONTRACTS).length} contracts; every duty in a hand of its own; the deployer keeps ${left.length === 0 ? "no role at all" : left.join(", ")}.`,
  );

  await step("The registrar admits the parties");
  for (const party of parties) {
    const kycExpiry = secondsAtStartOfDay(party.kycExpiry, terms.businessCentre);
    const commitment = identityCommitment(storySalt(party.id), party);
    await act(
      terms.registrar,
      admit(kessai, { account: accountOf(party.id), classes: party.classes, kycExpiry, commitment }),
    );
    narrator.say(`${party.id}: ${party.legalName} (${party.roles.join(", ")})`);
  }

  for (const { account, commitment } of payingContracts(kessai.deployment)) {
    const kycExpiry = PAYING_CONTRACT_EXPIRY;
    await act(terms.registrar, admit(kessai, { account, classes: [], kycExpiry, commitment }));
  }
  narrator.say("and the two contracts through which coupons and redemptions are paid.");

  await step("The settlement bank issues digital yen against deposits");
  const bank = settlementBankOf(parties).id;
  const currency = { currency: cash.currency, settlementBank: accountOf(bank) };
  await act(bank, createCurrency(kessai, { currency: cash.currency, name: "Digital yen" }));
  for (const { reference, party, amount } of cash.deposits) {
    await act(bank, await mintCash(kessai, { ...currency, account: accountOf(party), amount, reference }));
  }
  narrator.say(`${cash.deposits.length} deposits, each credited once under its reference.`);

  await step(
    `The issuer appoints the fiscal agent, who creates ${isOffered ? "the bond" : "and issues the bond"}`,
  );
  const expiry = secondsAtStartOfDay(terms.maturityDate, terms.businessCentre);
  await act(
    terms.issuer,
    appointOperator(kessai, { operator: accountOf(terms.fiscalAgent), scopes: ["issue"], expiry }),
  );
  const accounts = {
    issuer: accountOf(terms.issuer),
    settlementBank: told.settlementBank,
    taxAccount: accountOf(bondTax(terms).account),
  };
  const onChain = onChainTerms({ termSheet: terms, schedule, ...accounts });
  await act(terms.fiscalAgent, createBond(kessai, onChain));
  const payable = onChainSchedule({ termSheet: terms, schedule, ...accounts });
  await act(terms.fiscalAgent, adoptSchedule(kessai, { isin: terms.isin, schedule: payable }));
  if (!isOffered) await act(terms.fiscalAgent, await issueBond(kessai, terms.isin));
  const bond = await kessai.bond(terms.isin);
  narrator.say(
    `Bond ${await bond.getAddress()}, an address that follows from the ISIN; terms ${onChain.termsHash.slice(0, 18)}...`,
  );
  narrator.say(
    isOffered
      ? `Planned: ${onChain.units} units of ${formatAmount(terms.denomination)} ${terms.currency}. None of them exists before it is paid for.`
      : `${onChain.units} units of ${formatAmount(terms.denomination)} ${terms.currency} in the issuer's account.`,
  );
  await showPositions();
}

/** The trade of a ticket, with the next free number of its pair. */
export async function tradeOf(told: Case, ticket: TradeTicket): Promise<Trade> {
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

/** 引受: approved on chain by both sides on the trade date, both legs held, settled by anybody on the payment date. */
export async function underwrite(told: Case, ticket: TradeTicket): Promise<void> {
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
export async function distribute(told: Case, tickets: readonly TradeTicket[]): Promise<void> {
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

/** A trade between investors at a price with accrued interest, settled the next business day. */
export async function tradeBetweenInvestors(told: Case, ticket: TradeTicket): Promise<Trade> {
  const { house, narrator, act, step, showPositions, scenario, schedule } = told;
  const { kessai } = house;
  await house.waitUntil(
    secondsAtTimeOfDay({ date: ticket.tradeDate, time: "09:00", centre: scenario.terms.businessCentre }),
  );
  await step(`Secondary market: ${ticket.seller} -> ${ticket.buyer}, trade date ${ticket.tradeDate}`);
  const { clean, accrued, total } = tradeAmount(ticket, schedule);
  narrator.say(
    `${ticket.id}: ${formatAmount(ticket.faceAmount)} at ${ticket.pricePer100}: ${formatAmount(clean)} + accrued interest ` +
      `${formatAmount(accrued)} = ${formatAmount(total)} ${scenario.terms.currency}`,
  );
  const trade = await tradeOf(told, ticket);
  await act(ticket.seller, instruct(kessai, { trade, side: "seller" }));
  await act(ticket.buyer, affirm(kessai, { trade, side: "buyer" }));
  narrator.say(`Instructed and affirmed on ${ticket.tradeDate}; settles T+1, on ${ticket.settlementDate}.`);
  await sayObstacles(told, trade);
  await waitFor(told, ticket);
  await proveSettled(told, trade, await act(ticket.buyer, settle(kessai, trade)));
  await showPositions();
  return trade;
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

/** Says why a trade would not settle now; with an account only what concerns that one. */
export async function sayObstacles({ house, narrator }: Case, trade: Trade, only?: string): Promise<void> {
  const obstacles = await explainTrade(house.kessai, trade, { names: house.nameOf });
  for (const { code, sentence, account } of obstacles) {
    if (only === undefined || account === only) narrator.say(`Not yet: ${code} ${sentence}`);
  }
}

function describe({ scenario, schedule }: Case, ticket: TradeTicket): string {
  const units = ticket.faceAmount / scenario.terms.denomination;
  const { total } = tradeAmount(ticket, schedule);
  return `${plural(units)} against ${formatAmount(total)} ${scenario.terms.currency}`;
}

export function plural(units: bigint): string {
  return units === 1n ? "1 unit" : `${units} units`;
}

/** A Japanese name up to its first remark in brackets: the whole is wider than a terminal. */
function shortName(name: string): string {
  return name.replace(/[(（].*$/, "");
}

/** Lets the chain's clock run to nine in the morning of a ticket's settlement date. */
async function waitFor(told: Case, { settlementDate }: TradeTicket): Promise<void> {
  const centre = told.scenario.terms.businessCentre;
  await waitForDate(told, secondsAtStartOfDay(settlementDate, centre));
}

/** Lets the chain's clock run to nine in the morning of a day, given by its start. */
export async function waitForDate({ house, narrator }: Case, startOfDay: bigint): Promise<void> {
  const opening = startOfDay + OPENING;
  if ((await house.kessai.now()) >= opening) return;
  await house.waitUntil(opening);
  narrator.say(`... the clock of the chain moves on to ${formatMoment(opening)} ...`);
}
