import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { allotOrders } from "../../sdk/client/actions/allotOrders.ts";
import { closeOffering } from "../../sdk/client/actions/closeOffering.ts";
import { completeAllocation } from "../../sdk/client/actions/completeAllocation.ts";
import { failingAllotments } from "../../sdk/client/readers/failingAllotments.ts";
import { offeringAllotments } from "../../sdk/client/readers/offeringAllotments.ts";
import type { AllotmentRecord } from "../../sdk/client/readers/offeringAllotments.ts";
import { offeringBook } from "../../sdk/client/readers/offeringBook.ts";
import { offeringEvents } from "../../sdk/client/readers/offeringEvents.ts";
import { offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { textOf } from "../../sdk/encoding/textOf.ts";
import { allocate } from "../../sdk/offering/allocate.ts";
import { closingTrades } from "../../sdk/offering/closingTrades.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import type { Pricing } from "../../sdk/offering/Pricing.ts";
import { unitPriceRange } from "../../sdk/offering/unitPriceRange.ts";
import { verifyAllocation } from "../../sdk/offering/verifyAllocation.ts";
import { verifyBook } from "../../sdk/offering/verifyBook.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { lead, per100, waitUntil } from "./bringToMarket.ts";
import type { OfferingTold } from "./bringToMarket.ts";
import { plural } from "./beginCase.ts";
import { sayObstacles } from "./sayObstacles.ts";
import { refused } from "./refused.ts";

/** Allotment by the rule; each allotment is a matched trade, and everybody with the orders can verify it. */
export async function allotByRule(
  told: OfferingTold,
  orders: readonly SignedOrder[],
  pricing: Pricing,
): Promise<void> {
  const { house, narrator, act, step, terms, rule, offering, scenario } = told;
  const { kessai } = house;
  await step("Allocation by the rule: pro rata, whole bonds, remainders to the largest");
  const placed = orders.map(({ order }, index) => ({ position: BigInt(index), order }));
  const { spreadE8 } = pricing;
  const price = pricing.pricePerUnit;
  const { allotments } = allocate({
    orders: placed,
    rule,
    units: terms.units,
    price,
    spreadE8,
    classesOf: () => [],
  });
  const filled = orders.flatMap((signed, index) => {
    const units = allotments[index]?.units ?? 0n;
    return units === 0n ? [] : [{ position: BigInt(index), units, signed }];
  });
  await act(lead(told), allotOrders(kessai, terms.isin, filled));
  await act(lead(told), completeAllocation(kessai, terms.isin));
  narrator.table("allocation", {
    head: ["investor", "asks for", "is allotted", "why", `pays ${scenario.terms.currency}`],
    right: [1, 2, 4],
    rows: allotments.map(({ investor, askedUnits, units, outcome }) => [
      house.nameOf(investor) ?? investor,
      formatAmount(askedUnits),
      units === 0n ? "-" : formatAmount(units),
      OUTCOMES[outcome],
      units === 0n ? "-" : formatAmount(units * price),
    ]),
  });
  const book = verifyBook({
    book: await offeringBook(kessai, { isin: terms.isin, number: 0n }),
    orders,
    domain: kessai.offeringDomain,
  });
  const faults = verifyAllocation({
    book,
    terms,
    rule,
    priceTick: unitPriceRange({ sheet: offering.sheet, facePerUnit: terms.facePerUnit }).priceTick,
    spreadAt: told.spreadAt,
    classesOf: () => [],
    pricing,
    allotments: allotments.filter(({ units }) => units > 0n),
  });
  if (book.faults.length + faults.length > 0)
    throw new Error([...book.faults, ...faults].map(({ sentence }) => sentence).join(" "));
  narrator.say(
    `Verified with the ${orders.length} orders: the book is whole and unaltered, ${per100(price, terms.facePerUnit)} is the ` +
      "highest price that fills it, and each allotment is what the rule gives.",
  );
  const hidden = verifyBook({
    book: await offeringBook(kessai, { isin: terms.isin, number: 0n }),
    orders: orders.slice(1),
    domain: kessai.offeringDomain,
  });
  narrator.say(
    `With one order held back: ${namesIn(told, hidden.faults[0]?.sentence ?? "nothing is noticed")}`,
  );
}

const OUTCOMES = {
  full: "in full",
  cut: "pro rata",
  nothingLeft: "less than one bond",
  belowMinimum: "below its minimum",
  outsideLimit: "outside its limit",
} as const;

/** 払込: cash moves from investors to firms to the issuer, units the other way, in one transaction; one investor cannot pay. */
export async function closeInOne(told: OfferingTold, pricing: Pricing): Promise<void> {
  const { house, narrator, act, step, terms, offering, scenario, showPositions } = told;
  const { kessai } = house;
  const { isin } = terms;
  const { paymentDate: date, failAfter } = offering.sheet;
  const { businessCentre: centre, currency } = scenario.terms;
  await step("Closing on the payment date (払込日): everything in one transaction");
  const allotments = await offeringAllotments(kessai, { isin, number: 0n });
  const early = closeOffering(kessai, {
    isin,
    trades: await tradesOf(told, { pricing, allotments, failures: [] }),
  });
  await refused(told, {
    what: "closes before the payment date",
    expected: "OfferingTooEarly",
    call: early,
    by: lead(told),
  });
  await waitUntil(told, secondsAtTimeOfDay({ date, time: "09:00", centre }));
  const failures = await failingAllotments(kessai, allotments);
  for (const { trade } of failures) await sayObstacles(told, trade, trade.buyer);
  const trades = await tradesOf(told, { pricing, allotments, failures });
  const call = closeOffering(kessai, { isin, trades, failures });
  await refused(told, {
    what: "leaves the investor out at nine in the morning",
    expected: "OfferingTooEarly",
    call,
    by: lead(told),
  });
  await waitUntil(told, secondsAtTimeOfDay({ date, time: failAfter, centre }));
  const sent = await act(lead(told), call);
  narrator.say(
    `CLOSED in one transaction ${sent.hash.slice(0, 18)}... block ${sent.receipt.blockNumber}, ${formatAmount(sent.gasUsed)} gas: ` +
      `${trades.length} trades, issuer -> ${terms.syndicate.length} firms -> ${allotments.length - failures.length} investors.`,
    { transaction: sent.hash },
  );
  for (const { trade } of failures) {
    narrator.say(
      `  ${nameIn(told, trade.buyer)} did not pay: ${nameIn(told, trade.seller)} takes its ${plural(trade.quantity)}.`,
    );
  }
  const paid = await offeringEvents(kessai, { isin, number: 0n, names: ["ProceedsPaid"] });
  narrator.table("proceeds", {
    head: ["firm", "units", "of them kept", `price ${currency}`, "fee", "paid to the issuer"],
    right: [1, 2, 3, 4, 5],
    rows: paid.map(({ args }) => {
      const [amount, fee] = [amountIn(args["amount"]), amountIn(args["fee"])];
      const figures = [amountIn(args["units"]), amountIn(args["retained"]), amount, fee, amount - fee];
      return [nameIn(told, textOf(args["firm"])), ...figures.map((each) => formatAmount(each))];
    }),
  });
  await showPositions();
}

async function tradesOf(
  told: OfferingTold,
  closing: {
    readonly pricing: Pricing;
    readonly allotments: readonly AllotmentRecord[];
    readonly failures: readonly AllotmentRecord[];
  },
): Promise<readonly Trade[]> {
  const { house, terms, scenario } = told;
  const { kessai, accountOf } = house;
  const status = await offeringStatus(kessai, terms.isin);
  return closingTrades({
    terms,
    currency: scenario.terms.currency,
    issuer: accountOf(scenario.terms.issuer),
    venue: kessai.deployment.addresses.offering,
    pricePerUnit: closing.pricing.pricePerUnit,
    proceedsSequence: status?.proceedsSequence ?? 0n,
    allotments: closing.allotments,
    failures: closing.failures,
  });
}

function amountIn(value: unknown): bigint {
  return typeof value === "bigint" ? value : 0n;
}

function nameIn({ house }: OfferingTold, account: string): string {
  return house.nameOf(account) ?? account;
}

/** A sentence with names in place of accounts. */
function namesIn({ house }: OfferingTold, sentence: string): string {
  return sentence.replaceAll(/0x[0-9a-fA-F]{40}/g, (account) => house.nameOf(account) ?? account);
}
