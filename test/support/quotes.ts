import type { ContractTransactionResponse } from "ethers";
import { concat, keccak256, toUtf8Bytes } from "ethers";

import type { RequestForQuote } from "../../typechain-types/index.ts";
import { Blocks__factory, RequestForQuote__factory } from "../../typechain-types/index.ts";
import type { IQuotes, IRequestForQuote } from "../../typechain-types/trading/RequestForQuote.ts";
import { must } from "./must.ts";
import { holdings } from "./settlement.ts";
import type { Signer, Trade } from "./settlement.ts";
import type { Market } from "./trading.ts";
import { CASH_PER_UNIT, marketOf } from "./trading.ts";
import { useWorld } from "./useWorld.ts";
import { SIDE } from "./world.ts";

export type QuoteStruct = IQuotes.QuoteStruct;
export type AcceptanceStruct = IRequestForQuote.AcceptanceStruct;

/** The dealer's side, in the words of a market. */
export const QUOTED = { offer: SIDE.seller, bid: SIDE.buyer } as const;
export type QuotedSide = (typeof QUOTED)[keyof typeof QUOTED];
/** Both, as titles name them. */
export const BOTH_QUOTED = [
  ["an offer", QUOTED.offer],
  ["a bid", QUOTED.bid],
] as const;

/** The last number of a quote, and of a trade. */
export const LAST_SEQUENCE = 2n ** 48n - 1n;

/** The fields of a quote in their order, and its EIP-712 type, written out once more: nothing here is taken from the library. */
export const QUOTE_FIELDS = [
  ["bytes32", "request"],
  ["address", "dealer"],
  ["address", "investor"],
  ["address", "broker"],
  ["bytes12", "isin"],
  ["bytes3", "currency"],
  ["address", "settlementBank"],
  ["uint8", "side"],
  ["uint8", "kind"],
  ["uint64", "cleanPriceE7"],
  ["uint112", "cashPerUnit"],
  ["uint112", "minimumQuantity"],
  ["uint112", "maximumQuantity"],
  ["uint40", "tradeDate"],
  ["uint40", "settleFrom"],
  ["uint40", "settleBy"],
  ["uint40", "validUntil"],
  ["uint16", "lastLook"],
  ["uint48", "sequence"],
  ["bytes16", "commonReference"],
] as const;
export const QUOTE_TYPEHASH = keccak256(
  toUtf8Bytes(`Quote(${QUOTE_FIELDS.map((field) => field.join(" ")).join(",")})`),
);

/** The EIP-712 digest of a struct hash, in the domain of a separator. */
export const digestOf = (separator: string, structHash: string): string =>
  keccak256(concat(["0x1901", separator, structHash]));

/** Another market for the same settlement contract. */
export async function anotherMarket({ deployer, escrow }: Market): Promise<RequestForQuote> {
  const room = await new Blocks__factory(deployer).deploy(escrow);
  return await new RequestForQuote__factory(deployer).deploy(room);
}

/** A market in the shared world, as each test finds it. */
export const useMarket = (): (() => Market) => useWorld(marketOf);

/** The trade that an acceptance makes of a quote, as the interface describes it. */
export function tradeFrom(m: Market, quote: QuoteStruct, fields: Partial<AcceptanceStruct> = {}): Trade {
  const { account, quantity, sequence } = m.acceptance(fields);
  const isOffer = BigInt(quote.side) === BigInt(QUOTED.offer);
  return m.trade({
    isin: quote.isin,
    currency: quote.currency,
    settlementBank: quote.settlementBank,
    seller: isOffer ? quote.dealer : account,
    buyer: isOffer ? account : quote.dealer,
    quantity,
    amount: BigInt(quantity) * BigInt(quote.cashPerUnit),
    tradeDate: quote.tradeDate,
    settleFrom: quote.settleFrom,
    settleBy: quote.settleBy,
    sequence,
    commonReference: quote.commonReference,
  });
}

export interface Sent {
  /** Who calls; the investor, unless a test says otherwise. */
  readonly by?: Signer;
  /** The dealer's of 64 bytes, unless a test says otherwise. */
  readonly signature?: string;
}

/** Accepts a quote that the dealer has signed. */
export async function accept(
  m: Market,
  quote: QuoteStruct,
  fields: Partial<AcceptanceStruct> = {},
  { by = m.investor, signature }: Sent = {},
): Promise<ContractTransactionResponse> {
  const given = signature ?? (await m.signQuote(quote));
  return await m.rfq.connect(by).accept(quote, given, m.acceptance(fields));
}

/** What a {QuoteAccepted} event says beyond the acceptance. */
export interface Accepted {
  /** Who called; the investor, unless a test says otherwise. */
  readonly by?: Signer;
  /** Units left of the quote; none, unless a test says otherwise. */
  readonly left?: bigint;
}

/** The arguments of a {QuoteAccepted} event. */
export async function acceptedArgs(
  m: Market,
  quote: QuoteStruct,
  fields: Partial<AcceptanceStruct> = {},
  { by = m.investor, left = 0n }: Accepted = {},
) {
  const { account, quantity, evidence } = m.acceptance(fields);
  return [
    await m.rfq.quoteId(quote),
    quote.dealer,
    account,
    await m.escrow.tradeId(tradeFrom(m, quote, fields)),
    quote.isin,
    quote.side,
    quantity,
    left,
    quote.sequence,
    evidence,
    by.address,
  ] as const;
}

/** What dealer and investor own of both tokens. */
export const positions = async (m: Market) => ({
  dealer: await holdings(m, m.dealer.address),
  investor: await holdings(m, m.investor.address),
});
export type Positions = Awaited<ReturnType<typeof positions>>;

/** Dealer and investor after `quantity` units have changed hands, when before it they had `before`. */
export function afterTrade(before: Positions, side: QuotedSide, quantity: bigint): Positions {
  const units = side === QUOTED.offer ? quantity : -quantity;
  const amount = units * CASH_PER_UNIT;
  const { dealer, investor } = before;
  return {
    dealer: { ...dealer, bonds: dealer.bonds - units, cash: dealer.cash + amount },
    investor: { ...investor, bonds: investor.bonds + units, cash: investor.cash - amount },
  };
}

/** Units sold less units bought, as the market counts them for the dealer. */
export const netOf = async (m: Market, quote: QuoteStruct): Promise<bigint> =>
  (await m.rfq.exposureOf(quote.dealer, quote.isin)).net;

/** What a market remembers of a quote. */
export async function memoryOf(m: Market, quote: QuoteStruct) {
  const { dealer, sequence } = quote;
  return {
    isUsed: await m.rfq.isQuoteUsed(dealer, sequence),
    taken: await m.rfq.takenOf(await m.rfq.quoteId(quote)),
    net: await netOf(m, quote),
  };
}

/** What the market remembers of a quote that nobody has accepted. */
export const UNTOUCHED = { isUsed: false, taken: 0n, net: 0n } as const;

/** The fees with which a transaction is sent that is to be in its block as number `place`, from 0. */
export const feesAt = (place: number) => ({
  maxPriorityFeePerGas: 10n ** 9n * BigInt(100 - place),
  maxFeePerGas: 10n ** 12n,
  gasLimit: 1_000_000n,
});

/** Mines what is sent in one block. @returns 1 for each transaction that went through, 0 for each that was reverted. */
export async function inOneBlock(
  m: Market,
  sends: readonly (() => Promise<ContractTransactionResponse>)[],
): Promise<readonly (number | null)[]> {
  const { provider } = m.ethers;
  const hashes: string[] = [];
  await provider.send("evm_setAutomine", [false]);
  try {
    for (const send of sends) hashes.push((await send()).hash);
    await provider.send("evm_mine", []);
  } finally {
    await provider.send("evm_setAutomine", [true]);
  }
  const receipts = await Promise.all(hashes.map((hash) => provider.getTransactionReceipt(hash)));
  const places = receipts.map((receipt) => must(receipt ?? undefined).blockNumber);
  if (new Set(places).size !== 1) throw new Error("the transactions are not in one block");
  return receipts.map((receipt) => must(receipt ?? undefined).status);
}
