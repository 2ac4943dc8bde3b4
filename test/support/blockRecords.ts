import type { BigNumberish, ContractTransactionResponse } from "ethers";
import { AbiCoder, keccak256, TypedDataEncoder } from "ethers";
import { expect } from "chai";

import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import { GIVE_UP_TYPES } from "../../sdk/trading/giveUpTypes.ts";
import type { BlockStruct, Desk, GiveUpStruct, Link, Part, TicketStruct } from "./blocks.ts";
import { must } from "./must.ts";
import type { QuoteStruct } from "./quotes.ts";
import type { AllHoldings } from "./sets.ts";
import { allHoldings, recorded } from "./sets.ts";
import type { Market } from "./trading.ts";
import { ANSWERS } from "./trading.ts";
import type { Signer } from "./useWorld.ts";
import { ISIN } from "./world.ts";

/** An event of the market: its name, its arguments. */
export type MarketEvent = readonly [event: string, ...args: unknown[]];

/** All that a transaction had the market record, in order: events and their arguments. */
export async function marketEvents(
  m: Market,
  sent: Promise<ContractTransactionResponse>,
): Promise<readonly MarketEvent[]> {
  const market = await m.rfq.getAddress();
  return (await recorded(m, await sent))
    .filter(([contract]) => contract === market)
    .map(([, event, ...args]): MarketEvent => [event, ...args]);
}

/** A {QuoteAccepted} event for each trade of an account. */
export async function acceptedEvents(
  m: Market,
  quote: QuoteStruct,
  parts: readonly Part[],
  {
    trades,
    by,
    left = 0n,
  }: {
    readonly trades: readonly Trade[];
    readonly by: Signer;
    /** Units left of the quote. */
    readonly left?: bigint;
  },
): Promise<readonly MarketEvent[]> {
  const quoteId = await m.rfq.quoteId(quote);
  return parts.map(({ account, quantity }, index) => [
    "QuoteAccepted",
    quoteId,
    m.dealer.address,
    account,
    tradeId(must(trades[index])),
    ISIN,
    BigInt(quote.side),
    quantity,
    left,
    BigInt(quote.sequence),
    ANSWERS,
    by.address,
  ]);
}

/** The {GivenUp} event of a link. */
export async function givenUpEvent(
  m: Market,
  quote: QuoteStruct,
  { link, giveUp }: { readonly link: Link; readonly giveUp: GiveUpStruct },
): Promise<MarketEvent> {
  return [
    "GivenUp",
    await m.rfq.quoteId(quote),
    giveUp.broker,
    giveUpIdOf(giveUp),
    tradeId(link.ofDealer),
    link.ofDealer.quantity,
    BigInt(giveUp.feePerUnit),
    link.first,
    BigInt(link.all.length),
  ];
}

/** The id of a broker's consent: its EIP-712 struct hash. */
export const giveUpIdOf = (giveUp: GiveUpStruct): string =>
  TypedDataEncoder.hashStruct("GiveUp", GIVE_UP_TYPES, giveUp);

/** The hash of an acceptance that waits for its dealer. */
export function acceptanceHash(m: Market, block: BlockStruct, by: string, deadline: BigNumberish): string {
  const { inputs } = must(m.rfq.interface.getFunction("confirm"));
  const [, blockType, byType, deadlineType] = inputs;
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(
      [must(blockType), must(byType), must(deadlineType)],
      [block, by, deadline],
    ),
  );
}

/** The {TicketFilled} events of parts that stand first in the split, and the {TicketUsed} event of all of them. */
export async function ticketEvents(
  m: Desk,
  quote: QuoteStruct,
  {
    ticket,
    parts,
    before = parts.map(() => 0n),
    by = m.funds.trader,
  }: {
    readonly ticket: TicketStruct;
    readonly parts: readonly Part[];
    /** Units that each had before. */
    readonly before?: readonly bigint[];
    readonly by?: Signer;
  },
): Promise<readonly MarketEvent[]> {
  const ticketId = await m.rfq.ticketId(ticket);
  const sumOf = (units: readonly bigint[]) => units.reduce((sum, each) => sum + each, 0n);
  const quantity = sumOf(parts.map((each) => each.quantity));
  const quoteId = await m.rfq.quoteId(quote);
  return [
    ...parts.map(({ account, quantity: units }, index): MarketEvent => [
      "TicketFilled",
      ticketId,
      BigInt(index),
      account,
      must(before[index]) + units,
    ]),
    [
      "TicketUsed",
      ticketId,
      ticket.manager,
      by.address,
      quoteId,
      quantity,
      sumOf(before) + quantity,
      ticket.compliance,
    ],
  ];
}

/** What the market remembers of a ticket: units in all, and of each share of its split. */
export async function fillsOf(m: Market, ticket: TicketStruct) {
  const ticketId = await m.rfq.ticketId(ticket);
  const shares = await Promise.all(
    ticket.split.map((_, index) => m.rfq.filledShareOf(ticketId, BigInt(index))),
  );
  return { filled: await m.rfq.filledOf(ticketId), shares };
}

/** Says that `run` moves nothing of anybody's, and that the market remembers nothing of it. */
export async function expectNothingHappens(
  m: Desk,
  quote: QuoteStruct,
  run: () => Promise<unknown>,
): Promise<void> {
  const look = async () => ({
    holdings: await everybodysHoldings(m),
    exposure: (await m.rfq.exposureOf(m.dealer, ISIN)).net,
    isUsed: await m.rfq.isQuoteUsed(m.dealer, quote.sequence),
    taken: await m.rfq.takenOf(await m.rfq.quoteId(quote)),
    awaited: await m.rfq.awaitedOf(await m.rfq.quoteId(quote)),
    next: await m.rfq.nextLinkedSequence(),
  });
  const before = await look();
  await run();
  expect(await look()).to.deep.equal(before);
}

/** What dealer, broker, clients and funds own. */
export const everybodysHoldings = async (m: Desk): Promise<AllHoldings> =>
  await allHoldings(m, [
    m.dealer,
    m.broker,
    m.investor,
    ...m.clients,
    ...m.funds.addresses.map((address) => ({ address })),
  ]);
