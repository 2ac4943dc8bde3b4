import { clearBook } from "../../sdk/offering/clearBook.ts";
import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import { parseSignedDecimal } from "../../sdk/bonds/parseSignedDecimal.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { enterOrder } from "../../sdk/client/actions/enterOrder.ts";
import { openOffering } from "../../sdk/client/actions/openOffering.ts";
import { priceOffering } from "../../sdk/client/actions/priceOffering.ts";
import { signUnderwriting } from "../../sdk/client/actions/signUnderwriting.ts";
import { offeringBook } from "../../sdk/client/readers/offeringBook.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { AllocationRule } from "../../sdk/offering/AllocationRule.ts";
import type { OfferingTerms } from "../../sdk/offering/OfferingTerms.ts";
import { onChainAllocationRule } from "../../sdk/offering/onChainAllocationRule.ts";
import { onChainOffering } from "../../sdk/offering/onChainOffering.ts";
import { onChainOrder } from "../../sdk/offering/onChainOrder.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import { orderCommitment } from "../../sdk/offering/orderHash.ts";
import type { OrderTicket } from "../../sdk/offering/OrderTicket.ts";
import type { Pricing } from "../../sdk/offering/Pricing.ts";
import { ruleHash } from "../../sdk/offering/ruleHash.ts";
import { signOrder } from "../../sdk/offering/signOrder.ts";
import { spreadOfPrice } from "../../sdk/offering/spreadOfPrice.ts";
import { unitPriceRange } from "../../sdk/offering/unitPriceRange.ts";
import type { LoadedOffering } from "../support/offering/loadOffering.ts";
import type { Case } from "./beginCase.ts";
import { storySalt } from "./openHouse.ts";
import { refused } from "./refused.ts";

/** An offering in the course of its story. */
export interface OfferingTold extends Case {
  readonly offering: LoadedOffering;
  readonly terms: OfferingTerms;
  readonly rule: AllocationRule;
  /** The spread that a price gives, in units of 10^-8. */
  readonly spreadAt: (pricePerUnit: bigint) => bigint;
}

/** 引受: the issuer offers the bond through its syndicate, whose members sign for what they take. */
export async function offerThroughSyndicate(told: Case, offering: LoadedOffering): Promise<OfferingTold> {
  const { house, narrator, act, step, scenario, schedule } = told;
  const { kessai, accountOf } = house;
  const { terms: termSheet } = scenario;
  const { sheet } = offering;
  const accounts = { of: accountOf, settlementBank: told.settlementBank };
  const rule = onChainAllocationRule({
    allocation: sheet.allocation,
    denomination: termSheet.denomination,
    accounts,
  });
  const terms = onChainOffering({
    sheet,
    termSheet,
    schedule,
    accounts,
    ruleHash: ruleHash(rule),
    isTap: false,
  });
  const referenceYieldE8 = parseSignedDecimal(sheet.referenceYieldPercent ?? "0", 6);
  const { paymentDate } = sheet;

  await step(`The issuer offers the bond through ${sheet.syndicate.length} firms (買取引受)`);
  const operator = kessai.deployment.addresses.offering;
  const expiry = secondsAtStartOfDay(termSheet.maturityDate, termSheet.businessCentre);
  await act(termSheet.issuer, appointOperator(kessai, { operator, scopes: ["issue", "trade"], expiry }));
  await act(termSheet.fiscalAgent, openOffering(kessai, terms));
  for (const { firm, amount } of sheet.syndicate) {
    await act(firm, appointOperator(kessai, { operator, scopes: ["trade"], expiry }));
    await act(firm, signUnderwriting(kessai, { isin: sheet.isin, number: 0n, firm: accountOf(firm) }));
    narrator.say(`${firm} signs for ${formatAmount(amount)} ${termSheet.currency}.`);
  }
  narrator.say(
    `At ${sheet.priceRange.floor} to ${sheet.priceRange.cap}, fee ${sheet.feePer100}; the syndicate takes what nobody orders, and what ` +
      "nobody pays. The rule of allocation is on the chain by its hash, before anybody has ordered.",
  );
  const spreadAt = (pricePerUnit: bigint): bigint =>
    spreadOfPrice({ pricePerUnit, termSheet, paymentDate, referenceYieldE8 });
  return { ...told, offering, terms, rule, spreadAt };
}

/** The book: investors sign orders for their firms; only commitments go on the chain. */
export async function buildBook(told: OfferingTold): Promise<readonly SignedOrder[]> {
  const { house, narrator, step, offering, terms, scenario } = told;
  const { kessai } = house;
  await house.waitUntil(terms.bookFrom);
  await step("Book building: orders are signed and stay with the firms, their hashes go on the chain");
  const orders: SignedOrder[] = [];
  for (const ticket of offering.tickets) orders.push(await enterTicket(told, ticket));
  narrator.table("orders", {
    head: ["investor", "by", `asks for ${scenario.terms.currency}`, "limit", "hash on the chain"],
    right: [2],
    rows: offering.tickets.map((ticket, index) => {
      const order = orders[index]?.order;
      const hash = order === undefined ? "" : `${orderCommitment(order).slice(0, 10)}...`;
      return [ticket.investor, ticket.firm ?? "pot", formatAmount(ticket.amount), limitOf(ticket), hash];
    }),
  });
  const [first] = orders;
  if (first === undefined) throw new Error("the story has no orders");
  await house.waitUntil(terms.bookUntil);
  const by = lead(told);
  const entry = { isin: terms.isin, account: house.accountOf(by), commitment: orderCommitment(first.order) };
  await refused(told, {
    what: "enters an order after the book has closed",
    expected: "OfferingBookClosed",
    call: enterOrder(kessai, entry),
    by,
  });
  return orders;
}

async function enterTicket(told: OfferingTold, ticket: OrderTicket): Promise<SignedOrder> {
  const { house, act, offering, terms, scenario } = told;
  const { kessai, accountOf, signerOf } = house;
  const { investor } = ticket;
  const expiry = terms.closeBy;
  const operator = kessai.deployment.addresses.offering;
  await act(investor, appointOperator(kessai, { operator, scopes: ["trade"], expiry }));
  const order = onChainOrder({
    ticket,
    terms,
    offering: 0n,
    denomination: scenario.terms.denomination,
    accounts: { of: accountOf },
    salt: storySalt(`order of ${investor}`),
  });
  const signed = await signOrder(signerOf(investor), { domain: kessai.offeringDomain, order });
  const firm = ticket.firm ?? offering.sheet.syndicate[0]?.firm ?? "";
  const commitment = orderCommitment(order);
  await act(firm, enterOrder(kessai, { isin: terms.isin, account: accountOf(firm), commitment }));
  return signed;
}

/** 条件決定: one price for all, the highest at which the book fills the offering. */
export async function fixPrice(told: OfferingTold, orders: readonly SignedOrder[]): Promise<Pricing> {
  const { house, narrator, act, step, offering, terms, spreadAt, scenario } = told;
  const { kessai } = house;
  const { sheet } = offering;
  const { denomination, businessCentre: centre } = scenario.terms;
  await house.waitUntil(secondsAtTimeOfDay({ date: sheet.pricingDate, time: "09:00", centre }));
  await step("Pricing: the tightest spread that fills the book");
  const book = await offeringBook(kessai, { isin: terms.isin, number: 0n });
  narrator.say(
    `${book.entries.length} commitments stand in the book; the firms show their orders to the lead manager.`,
  );
  const range = unitPriceRange({ sheet, facePerUnit: denomination });
  const demand = orders.map(({ order }) => order);
  const { price, spreadE8, demandUnits, coverRatio } = clearBook({
    orders: demand,
    units: terms.units,
    spreadAt,
    ...range,
  });
  const pricing: Pricing = {
    pricePerUnit: price,
    spreadE8,
    referenceYieldE8: parseSignedDecimal(sheet.referenceYieldPercent ?? "0", 6),
    isManual: false,
  };
  await act(lead(told), priceOffering(kessai, terms.isin, pricing));
  narrator.say(
    `${demandUnits} units are asked for at ${per100(price, denomination)}, ${coverRatio} times the ${terms.units} offered: priced there, ` +
      `${formatDecimal(spreadE8 / 100n, 2)} basis points over ${sheet.referenceYieldPercent} %.`,
  );
  return pricing;
}

/** The lead manager's id. */
export function lead({ offering }: OfferingTold): string {
  const [first] = offering.sheet.syndicate;
  if (first === undefined) throw new Error("the syndicate has no lead manager");
  return first.firm;
}

/** Price of 100 of face, two decimals. */
export function per100(pricePerUnit: bigint, denomination: bigint): string {
  return formatDecimal((pricePerUnit * 10_000n) / denomination, 2);
}

function limitOf({ limit }: OrderTicket): string {
  const { price, spreadBp } = limit ?? {};
  const limits = [
    ...(price === undefined ? [] : [`at most ${price}`]),
    ...(spreadBp === undefined ? [] : [`at least ${spreadBp} bp`]),
  ];
  return limits.join(", ") || "none";
}

/** Lets the chain's clock run to a moment, and says so. */
export async function waitUntil({ house, narrator }: Case, moment: bigint): Promise<void> {
  if ((await house.kessai.now()) >= moment) return;
  await house.waitUntil(moment);
  narrator.say(`... the clock of the chain moves on to ${formatMoment(moment)} ...`);
}
