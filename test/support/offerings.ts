import { encodeBytes32String, id, Wallet, ZeroAddress } from "ethers";

import { allotOrders } from "../../sdk/client/actions/allotOrders.ts";
import type { OrderAllotment } from "../../sdk/client/actions/allotOrders.ts";
import { closeOffering } from "../../sdk/client/actions/closeOffering.ts";
import { enterOrder } from "../../sdk/client/actions/enterOrder.ts";
import { openOffering } from "../../sdk/client/actions/openOffering.ts";
import { priceOffering } from "../../sdk/client/actions/priceOffering.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { Kessai } from "../../sdk/client/Kessai.ts";
import { offeringAllotments } from "../../sdk/client/readers/offeringAllotments.ts";
import type { AllotmentRecord } from "../../sdk/client/readers/offeringAllotments.ts";
import { offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import type { OfferingStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { addressesOf } from "../../sdk/deployments/addressesOf.ts";
import { closingTrades } from "../../sdk/offering/closingTrades.ts";
import type { OfferingTerms } from "../../sdk/offering/OfferingTerms.ts";
import { NO_SPREAD_LIMIT } from "../../sdk/offering/Order.ts";
import type { Order, SignedOrder } from "../../sdk/offering/Order.ts";
import { orderCommitment } from "../../sdk/offering/orderHash.ts";
import type { Pricing } from "../../sdk/offering/Pricing.ts";
import { signOrder } from "../../sdk/offering/signOrder.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { BondToken__factory } from "../../typechain-types/index.ts";
import { scheduleOf, termsWith } from "./schedules.ts";
import type { Current, World } from "./useWorld.ts";
import { useWorld } from "./useWorld.ts";
import { ascii, COMMITMENT, DAY, EVIDENCE, FAR, QII, SCOPES, START } from "./world.ts";

/** The bond that is offered: another one than the world's. */
export const OFFERED = "US0378331005";
export const OFFERED_BYTES = ascii(OFFERED, 12);

/** One unit of 100,000,000 yen; a fee of 0.3 %. */
export const FACE = 100_000_000n;
export const FEE = 300_000n;

/** The days of the offering: its book, its pricing and its payment date, which is the issue date of the bond. */
export const BOOK_FROM = START + 2 * DAY;
export const BOOK_UNTIL = START + 4 * DAY;
export const PRICING = START + 5 * DAY;
export const PAYMENT = START + 10 * DAY;
export const FAIL_FROM = PAYMENT + 12 * 3_600;
export const CLOSE_BY = PAYMENT + 2 * DAY;

/** Whoever takes part in an offering and has a key. */
export type Participant = Wallet;

/** How many take part. */
export interface Cast {
  readonly firms?: number;
  readonly investors?: number;
}

/**
 * A world with a planned bond of 100 units, a syndicate without any money, and investors with the money for all of it; all of
 * them have appointed the offering contract.
 */
export async function offeringOf(
  w: World,
  { firms: firmCount = 3, investors: investorCount = 8 }: Cast = {},
) {
  const offering = await w.offering.getAddress();
  const { chainId } = await w.ethers.provider.getNetwork();
  const kessai = new Kessai({
    runner: w.ethers.provider,
    deployment: { network: "test", chainId, addresses: await addressesOf(w), block: 0 },
  });
  const join = async (name: string): Promise<Participant> => {
    const wallet = new Wallet(id(name), w.ethers.provider);
    await w.networkHelpers.setBalance(wallet.address, 10n ** 20n);
    await w.registry.admit(wallet.address, QII, FAR, COMMITMENT);
    await w.registry.connect(wallet).appointOperator(offering, SCOPES.trade, FAR);
    return wallet;
  };
  const joinAll = async (kind: string, count: number): Promise<readonly Participant[]> => {
    const joined: Participant[] = [];
    for (let index = 0; index < count; index += 1) joined.push(await join(`${kind} ${index}`));
    return joined;
  };
  const firms = await joinAll("firm", firmCount);
  const investors = await joinAll("investor", investorCount);
  for (const [index, investor] of investors.entries()) {
    await w.cash.mint(investor.address, 100n * FACE, encodeBytes32String(`deposit ${index}`));
  }
  await w.registry.connect(w.issuer).appointOperator(offering, SCOPES.issue | SCOPES.trade, FAR);
  const bond = await planBond(w);
  return { kessai, bond, firms, investors, join };
}

/** Everything that {@link offeringOf} makes, and the world. */
export type Market = World & Awaited<ReturnType<typeof offeringOf>>;

/** A world in which a bond is about to be offered. */
export function useMarket(cast: Cast = {}): Current<Awaited<ReturnType<typeof offeringOf>>> {
  return useWorld((w) => offeringOf(w, cast));
}

/** The bond that is offered, planned: paid for ten days from the start. */
async function planBond(w: World) {
  const recordCutoffs = [PAYMENT + 180 * DAY, PAYMENT + 350 * DAY];
  const schedule = scheduleOf(
    { denomination: FACE, recordCutoffs },
    { settlementBank: w.settlementBank.address, taxAccount: w.third.address },
  );
  const terms = termsWith(
    {
      ...w.terms,
      isin: OFFERED_BYTES,
      units: 100n,
      issueDate: PAYMENT,
      maturityDate: PAYMENT + 365 * DAY,
      closedFrom: PAYMENT + 360 * DAY,
      recordCutoffs,
    },
    schedule,
  );
  await w.bondFactory.createBond(terms);
  await w.schedules.adopt(OFFERED_BYTES, schedule);
  return BondToken__factory.connect(await w.bondFactory.bondOf(OFFERED_BYTES), w.issuerAgent);
}

/** Terms of the offering: a firm commitment to all 100 units, at a price from 99.00 to 101.00. */
export function offeringTerms(m: Market, changes: Partial<OfferingTerms> = {}): OfferingTerms {
  const commitments = [50n, 30n, 20n];
  const units = changes.units ?? 100n;
  return {
    isin: OFFERED,
    method: "firmCommitment",
    placement: "qualifiedInvestors",
    ifPaymentFails: "firmTakes",
    units,
    minimumUnits: 1n,
    priceFloor: 99_000_000n,
    priceCap: 101_000_000n,
    feePerUnit: FEE,
    facePerUnit: FACE,
    accruedPerYenE13: 0n,
    bookFrom: BigInt(BOOK_FROM),
    bookUntil: BigInt(BOOK_UNTIL),
    pricingFrom: BigInt(PRICING),
    paymentFrom: BigInt(PAYMENT),
    failFrom: BigInt(FAIL_FROM),
    closeBy: BigInt(CLOSE_BY),
    lockUpUntil: 0n,
    issuerLockUpUntil: 0n,
    settlementBank: m.settlementBank.address,
    ruleHash: EVIDENCE,
    syndicate: m.firms.map((firm, index) => ({
      firm: firm.address,
      commitment: ((commitments[index] ?? 0n) * units) / 100n,
    })),
    ...changes,
  };
}

/** Sends a call. */
export async function send(signer: Participant | World["issuer"], { to, data }: Call) {
  return await signer.sendTransaction({ to, data });
}

/** Opens the offering, has its syndicate sign, and lets its book open. */
export async function openBook(m: Market, changes: Partial<OfferingTerms> = {}): Promise<OfferingTerms> {
  const terms = offeringTerms(m, changes);
  await send(m.issuerAgent, openOffering(m.kessai, terms));
  for (const firm of m.firms)
    await m.offering
      .connect(firm)
      .underwrite(OFFERED_BYTES, await m.offering.numberOf(OFFERED_BYTES), firm.address);
  await m.networkHelpers.time.increaseTo(terms.bookFrom);
  return terms;
}

/** What an order says that differs from the usual: 10 units at any price, to the first firm. */
export type OrderChanges = Partial<Omit<Order, "investor">>;

/** An order of an investor, signed. */
export async function signedOrder(
  m: Market,
  investor: Participant,
  changes: OrderChanges = {},
): Promise<SignedOrder> {
  const order: Order = {
    isin: OFFERED,
    offering: 0n,
    investor: investor.address,
    firm: firmAt(m, 0).address,
    units: 10n,
    minimumUnits: 1n,
    maximumPrice: 101_000_000n,
    minimumSpreadE8: NO_SPREAD_LIMIT,
    salt: id(`salt of ${investor.address}`),
    ...changes,
  };
  return await signOrder(investor, { domain: m.kessai.offeringDomain, order });
}

/** A member of the syndicate. */
export function firmAt(m: Market, index: number): Participant {
  const firm = m.firms[index];
  if (firm === undefined) throw new Error(`there is no firm ${index}`);
  return firm;
}

/** An investor. */
export function investorAt(m: Market, index: number): Participant {
  const investor = m.investors[index];
  if (investor === undefined) throw new Error(`there is no investor ${index}`);
  return investor;
}

/** Has a firm enter a client's order: the firm that it names, or the lead manager for the pot. */
export async function enter(m: Market, signed: SignedOrder): Promise<void> {
  const { isin, firm } = signed.order;
  const entering = m.firms.find(({ address }) => address === firm) ?? firmAt(m, 0);
  const commitment = orderCommitment(signed.order);
  await send(entering, enterOrder(m.kessai, { isin, account: entering.address, commitment }));
}

/** The price of the usual: 100.00, a spread of 20 basis points over 1 %. */
export const AT_PAR: Pricing = {
  pricePerUnit: FACE,
  spreadE8: 200_000n,
  referenceYieldE8: 1_000_000n,
  isManual: false,
};

/** Closes the book and fixes the price. */
export async function priceBook(m: Market, pricing: Partial<Pricing> = {}): Promise<void> {
  await m.networkHelpers.time.increaseTo(PRICING);
  await send(firmAt(m, 0), priceOffering(m.kessai, OFFERED, { ...AT_PAR, ...pricing }));
}

/** An order of the book and the units that it is given; in the order of the book. */
export type Filled = readonly [signed: SignedOrder, units: bigint];

/** Enters orders, prices the book, and gives each what stands beside it. */
export async function allotAll(m: Market, filled: readonly Filled[], pricing: Partial<Pricing> = {}) {
  for (const [signed] of filled) await enter(m, signed);
  await priceBook(m, pricing);
  const allotments = filled
    .map(([signed, units], index): OrderAllotment => ({ position: BigInt(index), units, signed }))
    .filter(({ units }) => units > 0n);
  if (allotments.length > 0) await send(firmAt(m, 0), allotOrders(m.kessai, OFFERED, allotments));
  return await m.offering.connect(firmAt(m, 0)).completeAllocation(OFFERED_BYTES);
}

/** Where the offering stands. */
export async function statusOf(m: Market): Promise<OfferingStatus> {
  const status = await offeringStatus(m.kessai, OFFERED);
  if (status === undefined) throw new Error("the bond was never offered");
  return status;
}

/** The allotments of the present offering. */
export async function allotmentsOf(m: Market): Promise<readonly AllotmentRecord[]> {
  const { number } = await statusOf(m);
  return await offeringAllotments(m.kessai, { isin: OFFERED, number });
}

/** The trades with which the offering would close when the allotments at some positions fail. */
export async function tradesToClose(
  m: Market,
  failed: readonly bigint[] = [],
): Promise<{ readonly trades: readonly Trade[]; readonly failures: readonly AllotmentRecord[] }> {
  const status = await statusOf(m);
  const allotments = (await allotmentsOf(m)).filter(({ state }) => state === "open");
  const failures = allotments.filter(({ position }) => failed.includes(position));
  const trades = closingTrades({
    terms: status.terms,
    currency: "JPY",
    issuer: m.issuer.address,
    venue: m.kessai.deployment.addresses.offering,
    pricePerUnit: status.pricing?.pricePerUnit ?? 0n,
    proceedsSequence: status.proceedsSequence,
    allotments,
    failures,
  });
  return { trades, failures };
}

/** The call that closes the offering when the allotments at some positions fail. */
export async function closing(m: Market, failed: readonly bigint[] = []): Promise<Call> {
  return closeOffering(m.kessai, { isin: OFFERED, ...(await tradesToClose(m, failed)) });
}

/** Lets the payment date come and closes the offering. */
export async function close(m: Market, failed: readonly bigint[] = []) {
  const from = failed.length > 0 ? FAIL_FROM : PAYMENT;
  if ((await m.networkHelpers.time.latest()) < from) await m.networkHelpers.time.increaseTo(from);
  return await send(firmAt(m, 0), await closing(m, failed));
}

/** The pot, as orders name it. */
export const POT = ZeroAddress;

/** Opens the offering, and nothing more; sent by the issuer agent. */
export async function offer(m: Market, changes: Partial<OfferingTerms> = {}) {
  return await send(m.issuerAgent, openOffering(m.kessai, offeringTerms(m, changes)));
}

/** The world's bond, which is outstanding: what a tap (追加発行) is of. */
export const TAPPED = "JP3633400001";
export const TAPPED_BYTES = ascii(TAPPED, 12);

/** Terms of a tap of 100 units of the world's bond, with 98 days' interest accrued on 1.483 per cent. */
export function tapTerms(m: Market, changes: Partial<OfferingTerms> = {}): OfferingTerms {
  return offeringTerms(m, { isin: TAPPED, accruedPerYenE13: 39_817_530_000n, ...changes });
}

/** The contract of {@link TAPPED}: `m.bond` is the one that is offered first. */
export async function tappedBond(m: Market) {
  return BondToken__factory.connect(await m.bondFactory.bondOf(TAPPED_BYTES), m.issuerAgent);
}

/** So many more participants, who are known to nobody else. */
export async function admitMany(m: Market, count: number): Promise<string[]> {
  const accounts = Array.from(
    { length: count },
    (_, index) => new Wallet(id(`one of many ${index}`)).address,
  );
  for (const account of accounts) await m.registry.admit(account, QII, FAR, COMMITMENT);
  return accounts;
}

/** Terms of a tap of the first bond offered, once that is closed: the same days, a hundred days later. */
export function laterTerms(m: Market): OfferingTerms {
  const later = BigInt(100 * DAY);
  return offeringTerms(m, {
    accruedPerYenE13: 1_000n,
    bookFrom: BigInt(BOOK_FROM) + later,
    bookUntil: BigInt(BOOK_UNTIL) + later,
    pricingFrom: BigInt(PRICING) + later,
    paymentFrom: BigInt(PAYMENT) + later,
    failFrom: BigInt(FAIL_FROM) + later,
    closeBy: BigInt(CLOSE_BY) + later,
  });
}
