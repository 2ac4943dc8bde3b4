import type { ContractTransactionResponse } from "ethers";
import { id, ZeroAddress } from "ethers";

import { packSet } from "../../sdk/sets/packSet.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { IBlocks, IQuotes, ITickets } from "../../typechain-types/trading/RequestForQuote.ts";
import { must } from "./must.ts";
import type { QuotedSide, QuoteStruct } from "./quotes.ts";
import { QUOTED } from "./quotes.ts";
import type { Market } from "./trading.ts";
import { fundsOf, marketOf } from "./trading.ts";
import type { Signer, World } from "./useWorld.ts";
import { useWorld } from "./useWorld.ts";
import { COMMITMENT, FAR, QII, SCOPES } from "./world.ts";

export type BlockStruct = IBlocks.BlockStruct;
export type TicketStruct = ITickets.TicketStruct;
export type GiveUpStruct = IQuotes.GiveUpStruct;

/** What the broker of these tests adds to the price of a unit, or keeps back of it: the fee of `m.giveUp`. */
export const FEE = 10_000n;

/** An account's part of a block. */
export interface Part {
  readonly account: string;
  readonly quantity: bigint;
  readonly sequence: bigint;
}

export const part = (account: string, quantity: bigint, sequence = 0n): Part => ({
  account,
  quantity,
  sequence,
});

// ------------------------------------------------------------------ who is there

/** A market with three funds, and three clients of an agent that is their operator. */
export type Desk = Market & Awaited<ReturnType<typeof peopleOf>>;

/** Clients have as much as funds: 20 units and 10,000,000,000 yen each. */
async function peopleOf(m: Market, needsAffirmation: boolean) {
  const funds = await fundsOf(m, { count: 3, needsAffirmation });
  const agent = m.deployer;
  const clients: Signer[] = (await m.ethers.getSigners()).slice(-3);
  for (const client of clients) {
    await m.registry.admit(client, QII, FAR, COMMITMENT);
    await m.registry.connect(client).appointOperator(m.rfq, SCOPES.trade, FAR);
    await m.registry.connect(client).appointOperator(agent, SCOPES.trade, FAR);
    await m.cash.mint(client, 10_000_000_000n, id(`deposit of client ${client.address}`));
    await m.bond.connect(m.dealer).transfer(client, 20n);
  }
  return { funds, agent, clients };
}

/** A desk in the shared world, as each test finds it. */
export const useDesk = ({ needsAffirmation = false } = {}): (() => Desk) =>
  useWorld(async (w: World) => {
    const m = { ...w, ...(await marketOf(w)) };
    return { ...m, ...(await peopleOf(m, needsAffirmation)) };
  });

export const clientAt = (m: Desk, index: number): Signer => must(m.clients[index]);
export const fundAt = (m: Desk, index: number): string => must(m.funds.addresses[index]);
export const fundContract = (m: Desk, index: number) => must(m.funds.accounts[index]);

/** Parts of the clients, numbered from 0 for each. */
export const clientParts = (m: Desk, ...quantities: readonly bigint[]): readonly Part[] =>
  quantities.map((quantity, index) => part(clientAt(m, index).address, quantity));

/** Parts of the funds. */
export const fundParts = (m: Desk, ...quantities: readonly bigint[]): readonly Part[] =>
  quantities.map((quantity, index) => part(fundAt(m, index), quantity));

/** A quote that the agent may accept for its clients. */
export const agentQuote = (m: Desk, fields: Partial<QuoteStruct> = {}): QuoteStruct =>
  m.quote({ investor: m.agent.address, ...fields });

/** A quote that the trader may accept for its funds. */
export const traderQuote = (m: Desk, fields: Partial<QuoteStruct> = {}): QuoteStruct =>
  m.quote({ investor: m.funds.trader.address, ...fields });

// ------------------------------------------------------------------ blocks

export interface SentBlock {
  /** Who calls; the agent, unless a test says otherwise. */
  readonly by?: Signer;
  /** The dealer's, unless a test says otherwise. */
  readonly signature?: string;
}

/** Accepts a quote that the dealer has signed, for several accounts. */
export async function acceptBlock(
  m: Desk,
  quote: QuoteStruct,
  block: Partial<BlockStruct>,
  { by = m.agent, signature }: SentBlock = {},
): Promise<ContractTransactionResponse> {
  const given = signature ?? (await m.signQuote(quote));
  return await m.rfq.connect(by).acceptBlock(quote, given, m.block(block));
}

/** The other side than the dealer's, as a ticket names it. */
export const fundsSide = (side: QuotedSide): QuotedSide =>
  side === QUOTED.offer ? QUOTED.bid : QUOTED.offer;

/** A quote that the agent may accept for its clients through the broker. */
export const brokeredQuote = (m: Desk, fields: Partial<QuoteStruct> = {}): QuoteStruct =>
  agentQuote(m, { broker: m.broker.address, ...fields });

/** A ticket's part of a block, with its manager's signature. */
export async function under(m: Desk, ticket: TicketStruct, signer: Signer = m.funds.manager) {
  return { ticket, ticketSignature: await m.signTicket(ticket, signer) };
}

/** A give-up's part of a block, with its broker's signature. */
export async function through(m: Desk, giveUp: GiveUpStruct, signer: Signer = m.broker) {
  return { giveUp, giveUpSignature: await m.signGiveUp(giveUp, signer) };
}

/** A consent of the broker to what the agent, or somebody else, accepts. */
export const consentTo = (
  m: Desk,
  investor: { readonly address: string },
  fields: Partial<GiveUpStruct> = {},
): GiveUpStruct => m.giveUp({ investor: investor.address, ...fields });

// ------------------------------------------------------------------ the trades that a block makes, in plain words

interface Deal {
  readonly seller: string;
  readonly buyer: string;
  readonly quantity: bigint;
  readonly cashPerUnit: bigint;
  readonly venue: string;
  readonly sequence: bigint;
}

function dealOf(m: Market, quote: QuoteStruct, { quantity, cashPerUnit, ...who }: Deal): Trade {
  return {
    isin: "JP3633400001",
    currency: "JPY",
    settlementBank: m.settlementBank.address,
    quantity,
    amount: quantity * cashPerUnit,
    tradeDate: BigInt(quote.tradeDate),
    settleFrom: BigInt(quote.settleFrom),
    settleBy: BigInt(quote.settleBy),
    commonReference: "RFQ-0001",
    minimumPart: 0n,
    ...who,
  };
}

const isOffer = (quote: QuoteStruct): boolean => BigInt(quote.side) === BigInt(QUOTED.offer);

/** The trades of accounts with the dealer. */
export function directTrades(m: Market, quote: QuoteStruct, parts: readonly Part[]): readonly Trade[] {
  const dealer = m.dealer.address;
  const cashPerUnit = BigInt(quote.cashPerUnit);
  return parts.map(({ account, quantity, sequence }) => {
    const [seller, buyer] = isOffer(quote) ? [dealer, account] : [account, dealer];
    return dealOf(m, quote, { seller, buyer, quantity, cashPerUnit, venue: ZeroAddress, sequence });
  });
}

/** The trades of a link. */
export interface Link {
  readonly first: bigint;
  /** Between dealer and broker. */
  readonly ofDealer: Trade;
  /** Between broker and accounts. */
  readonly ofAccounts: readonly Trade[];
  /** All of them, by number. */
  readonly all: readonly Trade[];
  /** All of them, each before those that need its bonds. */
  readonly inOrder: readonly Trade[];
  /** Them packed in that order. */
  readonly set: string;
}

export interface LinkTerms {
  /** Number of its first trade; 0 in a market that has made no link yet. */
  readonly first?: bigint;
  readonly fee?: bigint;
  readonly broker?: string;
}

/** The trades that dealer, broker and accounts make with each other. */
export async function linkOf(
  m: Market,
  quote: QuoteStruct,
  parts: readonly Part[],
  { first = 0n, fee = FEE, broker = m.broker.address }: LinkTerms = {},
): Promise<Link> {
  const venue = await m.rfq.getAddress();
  const cash = BigInt(quote.cashPerUnit);
  const quantity = parts.reduce((sum, each) => sum + each.quantity, 0n);
  const sells = isOffer(quote);
  const dealer = m.dealer.address;
  const ofDealer = dealOf(m, quote, {
    ...(sells ? { seller: dealer, buyer: broker } : { seller: broker, buyer: dealer }),
    quantity,
    cashPerUnit: cash,
    venue,
    sequence: first,
  });
  const ofAccounts = parts.map(({ account, quantity: units }, index) =>
    dealOf(m, quote, {
      ...(sells ? { seller: broker, buyer: account } : { seller: account, buyer: broker }),
      quantity: units,
      cashPerUnit: sells ? cash + fee : cash - fee,
      venue,
      sequence: first + 1n + BigInt(index),
    }),
  );
  const inOrder = sells ? [ofDealer, ...ofAccounts] : [...ofAccounts, ofDealer];
  return { first, ofDealer, ofAccounts, all: [ofDealer, ...ofAccounts], inOrder, set: packSet(inOrder) };
}
