import { expect } from "chai";
import { id } from "ethers";

import { allotOrders } from "../../sdk/client/actions/allotOrders.ts";
import { closeOffering } from "../../sdk/client/actions/closeOffering.ts";
import { enterOrder } from "../../sdk/client/actions/enterOrder.ts";
import { openOffering } from "../../sdk/client/actions/openOffering.ts";
import { priceOffering } from "../../sdk/client/actions/priceOffering.ts";
import { unwindOffering } from "../../sdk/client/actions/unwindOffering.ts";
import { offeringAllotments } from "../../sdk/client/readers/offeringAllotments.ts";
import type { AllotmentRecord } from "../../sdk/client/readers/offeringAllotments.ts";
import type { OfferingStage } from "../../sdk/client/readers/offeringStatus.ts";
import { OFFERING_STAGES, offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { allotmentAmount } from "../../sdk/offering/allotmentAmount.ts";
import { closingTrades } from "../../sdk/offering/closingTrades.ts";
import type { OfferingTerms } from "../../sdk/offering/OfferingTerms.ts";
import type { SignedOrder } from "../../sdk/offering/Order.ts";
import { orderCommitment } from "../../sdk/offering/orderHash.ts";
import type { Pricing } from "../../sdk/offering/Pricing.ts";
import { signOrder } from "../../sdk/offering/signOrder.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import {
  allotAll,
  allotmentsOf,
  AT_PAR,
  CLOSE_BY,
  enter,
  FACE,
  FAIL_FROM,
  firmAt,
  investorAt,
  OFFERED,
  openBook,
  priceBook,
  send,
  signedOrder,
  TAPPED,
  TAPPED_BYTES,
  tapTerms,
  tradesToClose,
} from "./offerings.ts";
import type { Filled, Market, OrderChanges, Participant } from "./offerings.ts";
import { must } from "./must.ts";
import { COMMITMENT, EVIDENCE, FAR, QII } from "./world.ts";

/** IOrderBook.Stage, as a contract returns it. */
export const stageNumber = (stage: OfferingStage): bigint => BigInt(OFFERING_STAGES.indexOf(stage));
/** IOrderBook.EndCause, as a contract returns it. */
export const END_CAUSE = { calledOff: 0n, belowMinimum: 1n, lapsed: 2n } as const;

/** The hash before anything is allotted, or approved. */
export const NO_HASH = "0x" + "00".repeat(32);

/** The next block is of exactly this second. */
export const nextAt = (m: Market, seconds: number): Promise<void> =>
  m.networkHelpers.time.setNextBlockTimestamp(seconds);

/** It is this second now, or later. */
export async function reach(m: Market, seconds: number): Promise<void> {
  if ((await m.networkHelpers.time.latest()) < seconds) await m.networkHelpers.time.increaseTo(seconds);
}

// ------------------------------------------------------------------ on the way to an allotment

/** What an offering is to differ in from the usual one. */
export interface Variant {
  readonly terms?: Partial<OfferingTerms>;
  readonly pricing?: Partial<Pricing>;
}

/** Opens the offering, enters orders and prices the book. */
export async function openAndPrice(
  m: Market,
  orders: readonly SignedOrder[],
  { terms, pricing }: Variant = {},
): Promise<void> {
  await openBook(m, terms);
  for (const signed of orders) await enter(m, signed);
  await priceBook(m, pricing);
}

/** Gives orders units, at these places in the book; the lead manager does unless somebody else is named. */
export async function allotTo(
  m: Market,
  filled: readonly (readonly [position: bigint, ...Filled])[],
  by: Participant = firmAt(m, 0),
) {
  const allotments = filled.map(([position, signed, units]) => ({ position, signed, units }));
  return await send(by, allotOrders(m.kessai, OFFERED, allotments));
}

/** An order that is entered, and how much of it is filled. */
export interface Sale extends Omit<OrderChanges, "units"> {
  readonly investor: number;
  readonly units: bigint;
  /** Left out: as much as it gets. */
  readonly asked?: bigint;
}

/** Orders that are filled as given, each from another investor unless it says otherwise; their salts differ. */
export async function filledOrders(m: Market, sales: readonly Sale[]): Promise<readonly Filled[]> {
  const filled: Filled[] = [];
  for (const [index, { investor, units, asked = units, ...changes }] of sales.entries()) {
    const order = { salt: id(`order ${index}`), ...changes, units: asked };
    filled.push([await signedOrder(m, investorAt(m, investor), order), units]);
  }
  return filled;
}

/** An offering whose allocation is complete. */
export async function sell(
  m: Market,
  sales: readonly Sale[],
  { terms, pricing }: Variant = {},
): Promise<readonly AllotmentRecord[]> {
  await openBook(m, terms);
  await allotAll(m, await filledOrders(m, sales), pricing);
  return await allotmentsOf(m);
}

/** The allotment at a place in the book. */
export async function allotmentAt(m: Market, position: bigint): Promise<AllotmentRecord> {
  return must((await allotmentsOf(m)).find((each) => each.position === position));
}

/** Its trade as the escrow knows it. */
export async function tradeAt(m: Market, position: bigint): Promise<Trade> {
  return (await allotmentAt(m, position)).trade;
}

// ------------------------------------------------------------------ money

let deposits = 0;

/** Gives an account money. */
export async function fund(m: Market, account: Participant, amount: bigint): Promise<void> {
  await m.cash.mint(account.address, amount, id(`deposit of an offering ${++deposits}`));
}

/** Gives every firm the money for all units of the offering. */
export async function fundFirms(m: Market, amount = 100n * FACE): Promise<void> {
  for (const firm of m.firms) await fund(m, firm, amount);
}

/** Leaves an investor so much money. */
export async function leave(m: Market, investor: Participant, amount: bigint): Promise<void> {
  const before = await m.cash.balanceOf(investor);
  await m.cash.connect(investor).transfer(m.third, before - amount);
}

/** What accounts have. */
export interface Holdings {
  readonly cash: readonly bigint[];
  readonly bonds: readonly bigint[];
}

/** What these accounts have in digital yen and in the bond. */
export async function holdingsOf(
  m: Market,
  accounts: readonly { readonly address: string }[],
): Promise<Holdings> {
  return {
    cash: await Promise.all(accounts.map(({ address }) => m.cash.balanceOf(address))),
    bonds: await Promise.all(accounts.map(({ address }) => m.bond.balanceOf(address))),
  };
}

/** Issuer, firms and investors. */
export const castOf = (m: Market): readonly { readonly address: string }[] => [
  m.issuer,
  ...m.firms,
  ...m.investors,
];

/** Says that `run` moves neither money nor units, and makes no unit. */
export async function expectNothingMoves(m: Market, run: () => Promise<unknown>): Promise<void> {
  const before = { ...(await holdingsOf(m, castOf(m))), supply: await m.bond.totalSupply() };
  await run();
  const after = { ...(await holdingsOf(m, castOf(m))), supply: await m.bond.totalSupply() };
  expect(after).to.deep.equal(before);
}

/** What is paid for units at 100.00, accrued interest included. */
export const priceOf = (units: bigint, terms: Pick<OfferingTerms, "facePerUnit" | "accruedPerYenE13">) =>
  allotmentAmount({ terms, units, pricePerUnit: FACE });

// ------------------------------------------------------------------ closing

/** What somebody closes an offering with. */
export interface Closing {
  readonly trades: readonly Trade[];
  readonly failures?: readonly { readonly position: bigint; readonly trade: Trade }[];
}

/** Closes the offering now, with what is given. */
export async function closeWith(m: Market, closing: Closing, by: Participant = firmAt(m, 0)) {
  return await send(by, closeOffering(m.kessai, { isin: OFFERED, ...closing }));
}

/** Closes the offering now, when the allotments at some positions fail. */
export async function closeNow(m: Market, failed: readonly bigint[] = [], by: Participant = firmAt(m, 0)) {
  return await closeWith(m, await tradesToClose(m, failed), by);
}

/** Lets the moment come from which investors fail. */
export const reachFailing = (m: Market): Promise<void> => reach(m, FAIL_FROM);
/** Lets the cut-off pass. */
export const reachCutOff = (m: Market): Promise<void> => reach(m, CLOSE_BY);

/** Unwinds the allotments at some positions, sent by somebody who has nothing to do with them. */
export async function unwindAt(m: Market, positions: readonly bigint[]) {
  const all = await allotmentsOf(m);
  const allotments = positions.map((position) => must(all.find((each) => each.position === position)));
  return await send(m.outsider, unwindOffering(m.kessai, { isin: OFFERED, allotments }));
}

/** Has a participant suspended. */
export async function suspend(m: Market, account: Participant): Promise<void> {
  await m.registry.connect(m.compliance).suspend(account, EVIDENCE);
}

/** Takes the class of qualified institutional investors from a participant, or gives it. */
export async function qualify(m: Market, account: Participant, isQualified: boolean): Promise<void> {
  await m.registry.update(account, isQualified ? QII : 0, FAR, COMMITMENT);
}

/** An order in the name of an account that somebody else has signed: its operator, its contract's owner, or a stranger. */
export async function orderSignedBy(
  m: Market,
  signer: Participant | Market["issuer"],
  investor: string,
  changes: OrderChanges = {},
): Promise<SignedOrder> {
  const { order } = await signedOrder(m, investorAt(m, 0), changes);
  return await signOrder(signer, { domain: m.kessai.offeringDomain, order: { ...order, investor } });
}

// ------------------------------------------------------------------ taps

/** Opens a tap of the world's bond and has its orders allotted; the allocation is complete. */
export async function sellTap(
  m: Market,
  sales: readonly Sale[],
  changes: Partial<OfferingTerms> = {},
): Promise<OfferingTerms> {
  const terms = tapTerms(m, changes);
  await send(m.issuerAgent, openOffering(m.kessai, terms));
  const number = await m.offering.numberOf(TAPPED_BYTES);
  for (const firm of m.firms) await m.offering.connect(firm).underwrite(TAPPED_BYTES, number, firm);
  await m.networkHelpers.time.increaseTo(terms.bookFrom);
  const filled = await filledOrders(
    m,
    sales.map((sale) => ({ ...sale, isin: TAPPED, offering: number })),
  );
  for (const [{ order }] of filled) {
    const firm = m.firms.find(({ address }) => address === order.firm) ?? firmAt(m, 0);
    const commitment = orderCommitment(order);
    await send(firm, enterOrder(m.kessai, { isin: TAPPED, account: firm.address, commitment }));
  }
  await m.networkHelpers.time.increaseTo(terms.pricingFrom);
  await send(firmAt(m, 0), priceOffering(m.kessai, TAPPED, AT_PAR));
  const allotments = filled.map(([signed, units], index) => ({ position: BigInt(index), signed, units }));
  for (let start = 0; start < allotments.length; start += PAGE) {
    await send(firmAt(m, 0), allotOrders(m.kessai, TAPPED, allotments.slice(start, start + PAGE)));
  }
  await m.offering.connect(firmAt(m, 0)).completeAllocation(TAPPED_BYTES);
  return terms;
}

/** Allotments of one transaction. */
const PAGE = 50;

/** Lets the payment date of a tap come and closes it, when the allotments at some positions fail. */
export async function closeTap(m: Market, failed: readonly bigint[] = []) {
  const status = must(await offeringStatus(m.kessai, TAPPED));
  await reach(m, Number(failed.length > 0 ? status.terms.failFrom : status.terms.paymentFrom));
  const allotments = await offeringAllotments(m.kessai, { isin: TAPPED, number: status.number });
  const failures = allotments.filter(({ position }) => failed.includes(position));
  const trades = closingTrades({
    terms: status.terms,
    currency: "JPY",
    issuer: m.issuer.address,
    venue: m.kessai.deployment.addresses.offering,
    pricePerUnit: must(status.pricing).pricePerUnit,
    proceedsSequence: status.proceedsSequence,
    allotments,
    failures,
  });
  return await send(firmAt(m, 0), closeOffering(m.kessai, { isin: TAPPED, trades, failures }));
}
