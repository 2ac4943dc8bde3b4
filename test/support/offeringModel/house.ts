import { id, ZeroAddress } from "ethers";
import type { TransactionReceipt } from "ethers";

import { allotOrders } from "../../../sdk/client/actions/allotOrders.ts";
import { enterOrder } from "../../../sdk/client/actions/enterOrder.ts";
import { openOffering } from "../../../sdk/client/actions/openOffering.ts";
import { priceOffering } from "../../../sdk/client/actions/priceOffering.ts";
import { decodeRevert } from "../../../sdk/errors/decodeRevert.ts";
import { offeringReference } from "../../../sdk/offering/offeringReference.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import { orderCommitment } from "../../../sdk/offering/orderHash.ts";
import { packSet } from "../../../sdk/sets/packSet.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { BondToken } from "../../../typechain-types/index.ts";
import { must } from "../must.ts";
import type { Market, Participant } from "../offerings.ts";
import {
  AT_PAR,
  CLOSE_BY,
  firmAt,
  investorAt,
  OFFERED,
  offeringTerms,
  PAYMENT,
  POT,
  PRICING,
  send,
  signedOrder,
  TAPPED,
  tappedBond,
  tapTerms,
} from "../offerings.ts";
import { ascii, DAY } from "../world.ts";
import { grantsOf } from "./allotting.ts";
import { CAST, FIRMS, firm, INVESTORS, investor, sum } from "./ledger.ts";
import type { Allotment, Ledger, Movement, Name, Plan } from "./types.ts";

/** The contracts of a market, driven by a plan. */
export interface House {
  readonly m: Market;
  readonly isin: string;
  readonly isinBytes: string;
  readonly bond: BondToken;
  readonly people: ReadonlyMap<Name, Participant | Market["issuer"]>;
  readonly names: ReadonlyMap<string, Name>;
}

/** The name of the error that refused a call, or what it left behind. */
export type Sent = { readonly refused: string } | { readonly receipt: TransactionReceipt };

export async function houseOf(m: Market, { isTap }: Plan): Promise<House> {
  const people = new Map<Name, Participant | Market["issuer"]>([["issuer", m.issuer]]);
  for (let index = 0; index < FIRMS; index += 1) people.set(firm(index), firmAt(m, index));
  for (let index = 0; index < INVESTORS; index += 1) people.set(investor(index), investorAt(m, index));
  const isin = isTap ? TAPPED : OFFERED;
  return {
    m,
    isin,
    isinBytes: ascii(isin, 12),
    bond: isTap ? await tappedBond(m) : m.bond,
    people,
    names: new Map([...people].map(([name, { address }]) => [address, name])),
  };
}

export const personAt = ({ people }: House, name: Name): Participant | Market["issuer"] =>
  must(people.get(name));

/** What each of the cast has, by a question put to a token. */
export async function eachOf<Value>(
  house: House,
  ask: (account: Participant | Market["issuer"]) => Promise<Value>,
): Promise<ReadonlyMap<Name, Value>> {
  const values = await Promise.all(CAST.map((name) => ask(personAt(house, name))));
  return new Map(CAST.map((name, index) => [name, must(values[index])]));
}

/** Sends what `call` sends. */
export async function attempt(call: () => ReturnType<typeof send>): Promise<Sent> {
  try {
    const receipt = await (await call()).wait();
    return { receipt: must(receipt ?? undefined) };
  } catch (error) {
    const refused = decodeRevert(error);
    if (refused === undefined) throw error;
    return { refused: refused.revert };
  }
}

function termsOf({ m }: House, plan: Plan): OfferingTerms {
  const changes: Partial<OfferingTerms> = {
    method: plan.method,
    ifPaymentFails: plan.rule,
    units: sum(plan.commitments),
    minimumUnits: plan.minimumUnits,
    feePerUnit: plan.feePerUnit,
    accruedPerYenE13: plan.accruedPerYenE13,
    lockUpUntil: plan.isLockedUp ? BigInt(CLOSE_BY + DAY) : 0n,
    syndicate: plan.commitments.map((commitment, index) => ({ firm: firmAt(m, index).address, commitment })),
  };
  return plan.isTap ? tapTerms(m, changes) : offeringTerms(m, changes);
}

/** Offers, collects the orders, prices and allots; the answer is what completing the allocation left behind. */
export async function bringToMarket(house: House, plan: Plan): Promise<TransactionReceipt> {
  const { m, isin, isinBytes } = house;
  const { time } = m.networkHelpers;
  const lead = firmAt(m, 0);
  const terms = termsOf(house, plan);
  await send(m.issuerAgent, openOffering(m.kessai, terms));
  for (const each of m.firms) await m.offering.connect(each).underwrite(isinBytes, 0n, each);
  await time.increaseTo(terms.bookFrom);
  const grants = grantsOf(plan);
  const allotments: { position: bigint; units: bigint; signed: Awaited<ReturnType<typeof signedOrder>> }[] =
    [];
  for (const [index, each] of plan.orders.entries()) {
    const seller = m.firms[each.seller]?.address ?? POT;
    const entering = m.firms[each.seller] ?? lead;
    const order = { isin, firm: seller, units: each.asked, salt: id(`order ${index}`) };
    const signed = await signedOrder(m, investorAt(m, each.investor), order);
    const commitment = orderCommitment(signed.order);
    await send(entering, enterOrder(m.kessai, { isin, account: entering.address, commitment }));
    const units = grants[index] ?? 0n;
    if (units > 0n) allotments.push({ position: BigInt(index), units, signed });
  }
  await time.increaseTo(PRICING);
  await send(lead, priceOffering(m.kessai, isin, { ...AT_PAR, pricePerUnit: plan.pricePerUnit }));
  if (allotments.length > 0) await send(lead, allotOrders(m.kessai, isin, allotments));
  const sent = await m.offering.connect(lead).completeAllocation(isinBytes);
  return must((await sent.wait()) ?? undefined);
}

/** A trade of the offering, as the model thinks that it must be. */
export function tradeOf(house: House, { kind, ...movement }: Movement): Trade {
  const { m, isin } = house;
  const isFree = movement.amount === 0n;
  const kinds = { FIRM: "firm", POT: "pot", UW: "underwritten", FEE: "fee" } as const;
  return {
    isin: movement.units === 0n ? "" : isin,
    currency: isFree ? "" : "JPY",
    settlementBank: isFree ? ZeroAddress : m.settlementBank.address,
    seller: personAt(house, movement.seller).address,
    buyer: personAt(house, movement.buyer).address,
    quantity: movement.units,
    amount: movement.amount,
    tradeDate: BigInt(PRICING),
    settleFrom: BigInt(PAYMENT),
    settleBy: BigInt(CLOSE_BY),
    venue: m.kessai.deployment.addresses.offering,
    sequence: BigInt(movement.sequence),
    commonReference: offeringReference(isin, kinds[kind]),
    minimumPart: 0n,
  };
}

export function allotmentTrade(house: House, allotment: Allotment): Trade {
  const kind = allotment.isFromPot ? "POT" : "FIRM";
  return tradeOf(house, { ...allotment, seller: firm(allotment.firm), buyer: allotment.investor, kind });
}

/** Allotments of the model at these places, as the contract takes them. */
export function encoded(house: House, { allotments }: Ledger, positions: readonly number[]) {
  return allotments
    .filter(({ position }) => positions.includes(position))
    .map((each) => ({ position: BigInt(each.position), trade: encodeTrade(allotmentTrade(house, each)) }));
}

/** Tries to close with these trades. */
export async function close(
  house: House,
  ledger: Ledger,
  positions: readonly number[],
  movements: readonly Movement[],
): Promise<Sent> {
  const set = movements.length === 0 ? "0x" : packSet(movements.map((each) => tradeOf(house, each)));
  const { offering } = house.m;
  const failures = encoded(house, ledger, positions);
  return await attempt(() => offering.connect(firmAt(house.m, 0)).close(house.isinBytes, failures, set));
}
