import { id, Signature, ZeroAddress, ZeroHash } from "ethers";

import { GIVE_UP_TYPES } from "../../sdk/trading/giveUpTypes.ts";
import { QUOTE_TYPES } from "../../sdk/trading/quoteTypes.ts";
import { TICKET_TYPES } from "../../sdk/trading/ticketTypes.ts";
import { tradingDomain } from "../../sdk/trading/tradingDomain.ts";
import type { FundAccount } from "../../typechain-types/index.ts";
import { FundAccount__factory } from "../../typechain-types/index.ts";
import type {
  IBlocks,
  IQuotes,
  IRequestForQuote,
  ITickets,
} from "../../typechain-types/trading/RequestForQuote.ts";
import { ascii, COMMITMENT, DAY, FAR, ISIN, JPY, QII, SCOPES, SIDE, START } from "./world.ts";
import type { world } from "./world.ts";

type World = Awaited<ReturnType<typeof world>>;
type Signer = World["seller"];

/** IQuotes.Kind. */
export const KIND = { indicative: 0, singleUse: 1, divisible: 2 } as const;
/** IBlocks.Then. */
export const THEN = { match: 0, earmark: 1, settle: 2 } as const;
/** IFundAccount.Duty. */
export const DUTY = { none: 0, manager: 1, trader: 2, complianceOfficer: 3 } as const;

/** What one unit costs in these quotes, in yen, and the clean price of 100 of face that it stands for. */
export const CASH_PER_UNIT = 100_100_000n;
export const CLEAN_PRICE_E7 = 1_001_000_000n;
/** A hash of answers. */
export const ANSWERS = id("all answers to the request");
export const NO_TICKET: ITickets.TicketStruct = {
  manager: ZeroAddress,
  isin: "0x" + "00".repeat(12),
  currency: "0x000000",
  settlementBank: ZeroAddress,
  side: 0,
  maximumQuantity: 0n,
  limitPriceE7: 0n,
  limitCashPerUnit: 0n,
  validUntil: 0n,
  settleBy: 0n,
  maximumFeePerUnit: 0n,
  compliance: ZeroHash,
  salt: ZeroHash,
  split: [],
};
export const NO_GIVE_UP: IQuotes.GiveUpStruct = {
  broker: ZeroAddress,
  investor: ZeroAddress,
  request: ZeroHash,
  isin: "0x" + "00".repeat(12),
  currency: "0x000000",
  settlementBank: ZeroAddress,
  maximumQuantity: 0n,
  feePerUnit: 0n,
  validUntil: 0n,
  salt: ZeroHash,
};

/** Who plays which part in a market: the world's seller deals, its buyer invests, its third party is a broker. */
export type Market = World & Awaited<ReturnType<typeof marketOf>>;

/**
 * A market over a world: dealer, investor and broker have appointed the market, the dealer sells and buys up to 500 units
 * net, and every quote is for the investor's account, firm, once, and due at once unless a test says otherwise.
 */
export async function marketOf(w: World) {
  const { requestForQuote: rfq, registry, settlementBank } = w;
  const [dealer, investor, broker] = [w.seller, w.buyer, w.third];
  const market = await rfq.getAddress();
  for (const party of [dealer, investor, broker]) {
    await registry.connect(party).appointOperator(market, SCOPES.trade, FAR);
  }
  await rfq.connect(dealer).setExposure(ISIN, 500n, 500n);
  const { chainId } = await w.ethers.provider.getNetwork();
  const domain = { ...tradingDomain({ chainId, rfq: market }) };

  const quote = (fields: Partial<IQuotes.QuoteStruct> = {}): IQuotes.QuoteStruct => ({
    request: id("request"),
    dealer: dealer.address,
    investor: investor.address,
    broker: ZeroAddress,
    isin: ISIN,
    currency: JPY,
    settlementBank: settlementBank.address,
    side: SIDE.seller,
    kind: KIND.singleUse,
    cleanPriceE7: CLEAN_PRICE_E7,
    cashPerUnit: CASH_PER_UNIT,
    minimumQuantity: 1n,
    maximumQuantity: 10n,
    tradeDate: START,
    settleFrom: START,
    settleBy: START + 10 * DAY,
    validUntil: START + DAY / 2,
    lastLook: 0,
    sequence: 0n,
    commonReference: ascii("RFQ-0001", 16),
    ...fields,
  });
  const signed = async (signer: Signer, types: Parameters<Signer["signTypedData"]>[1], value: object) =>
    Signature.from(await signer.signTypedData(domain, types, value)).compactSerialized;
  const signQuote = (of: IQuotes.QuoteStruct, signer = dealer) => signed(signer, QUOTE_TYPES, of);
  const signTicket = (of: ITickets.TicketStruct, signer: Signer) => signed(signer, TICKET_TYPES, of);
  const signGiveUp = (of: IQuotes.GiveUpStruct, signer = broker) => signed(signer, GIVE_UP_TYPES, of);

  const acceptance = (
    fields: Partial<IRequestForQuote.AcceptanceStruct> = {},
  ): IRequestForQuote.AcceptanceStruct => ({
    account: investor.address,
    quantity: 3n,
    sequence: 0n,
    then: THEN.settle,
    salt: ZeroHash,
    evidence: ANSWERS,
    ...fields,
  });
  const block = (fields: Partial<IBlocks.BlockStruct> = {}): IBlocks.BlockStruct => ({
    allocations: [{ account: investor.address, quantity: 3n, sequence: 0n }],
    then: THEN.settle,
    salt: ZeroHash,
    evidence: ANSWERS,
    ticket: NO_TICKET,
    ticketSignature: "0x",
    giveUp: NO_GIVE_UP,
    giveUpSignature: "0x",
    set: "0x",
    ...fields,
  });
  const giveUp = (fields: Partial<IQuotes.GiveUpStruct> = {}): IQuotes.GiveUpStruct => ({
    broker: broker.address,
    investor: investor.address,
    request: id("request"),
    isin: ISIN,
    currency: JPY,
    settlementBank: settlementBank.address,
    maximumQuantity: 10n,
    feePerUnit: 10_000n,
    validUntil: START + DAY / 2,
    salt: id("give-up"),
    ...fields,
  });
  /** What a trade of the quote says. */
  const tradeOf = (of: IQuotes.QuoteStruct, quantity: bigint, fields: object = {}) =>
    w.trade({
      quantity,
      amount: quantity * BigInt(of.cashPerUnit),
      tradeDate: of.tradeDate,
      settleFrom: of.settleFrom,
      settleBy: of.settleBy,
      commonReference: of.commonReference,
      ...fields,
    });

  return {
    dealer,
    investor,
    broker,
    rfq,
    rfqDomain: domain,
    quote,
    signQuote,
    signTicket,
    signGiveUp,
    acceptance,
    block,
    giveUp,
    tradeOf,
  };
}

/** Funds under dual control: their custodian, manager, trader, another of each, and their accounts. */
export type Funds = Awaited<ReturnType<typeof fundsOf>>;

/**
 * Funds whose accounts the world's `venue` keeps as custodian, with 10 billion yen and 20 units each; `operator` is their
 * manager, `outsider` their trader.
 */
export async function fundsOf(m: Market, { count = 2, needsAffirmation = false } = {}) {
  const [custodian, manager, trader] = [m.venue, m.operator, m.outsider];
  const accounts: FundAccount[] = [];
  for (let i = 0; i < count; i += 1) {
    const fund = await new FundAccount__factory(custodian).deploy(m.rfq, custodian, needsAffirmation);
    await m.registry.admit(fund, QII, FAR, COMMITMENT);
    await fund.assign(manager, DUTY.manager);
    await fund.assign(trader, DUTY.trader);
    await m.cash.mint(fund, 10_000_000_000n, id(`deposit of fund ${await fund.getAddress()}`));
    await m.bond.connect(m.dealer).transfer(fund, 20n);
    accounts.push(fund);
  }
  const addresses = await Promise.all(accounts.map((each) => each.getAddress()));
  const ticket = (fields: Partial<ITickets.TicketStruct> = {}): ITickets.TicketStruct => ({
    manager: manager.address,
    isin: ISIN,
    currency: JPY,
    settlementBank: m.settlementBank.address,
    side: SIDE.buyer,
    maximumQuantity: 10n,
    limitPriceE7: CLEAN_PRICE_E7,
    limitCashPerUnit: CASH_PER_UNIT,
    validUntil: START + DAY,
    settleBy: START + 10 * DAY,
    maximumFeePerUnit: 10_000n,
    compliance: id("report"),
    salt: id("ticket"),
    split: addresses.map((account, i) => ({
      account,
      quantity: i === 0 ? 10n - 4n * BigInt(count - 1) : 4n,
    })),
    ...fields,
  });
  return { custodian, manager, trader, accounts, addresses, ticket };
}
