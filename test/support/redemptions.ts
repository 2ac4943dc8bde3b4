import { expect } from "chai";
import { id, keccak256 } from "ethers";

import type { IBondSchedules, IBondToken } from "../../typechain-types/index.ts";
import { BondToken__factory } from "../../typechain-types/index.ts";
import { OTHER_ISIN, schedule } from "./actions.ts";
import type { Serviced } from "./servicing.ts";
import { fundPayment, fundRedemption, PAY_DATES, payPage, placeBond, useServicedWorld } from "./servicing.ts";
import type { Signer, World } from "./useWorld.ts";
import { DAY, DELAYS, EVIDENCE, ISIN, START } from "./world.ts";

/** IBondSchedules.OptionKind */
export const KIND = { call: 0n, callByLot: 1n, callProRata: 2n, put: 3n } as const;
/** IRedemptionAgent.Standing */
export const STANDING = { performing: 0n, inDefault: 1n, accelerated: 2n } as const;
/** IRedemptionAgent.Obligation */
export const OBLIGATION = { payment: 0n, redemption: 1n } as const;

/** The redemption at maturity, and that by the first option of a schedule. */
export const MATURITY = 0;
export const FIRST_OPTION = 1;

export const FACE = 100_000_000n;
export const MATURES = START + 365 * DAY;
export const GRACE = 3 * DAY;
/** How long holders wait after the grace period before they may declare a default. */
export const HOLDERS_WAIT = 30 * DAY;

/** When the options of these tests are exercised: notice until, and date. */
export const NOTICE_BY = START + 170 * DAY;
export const OPTION_DATE = START + 200 * DAY;

export const SEED = id("the seed of a draw");
export const SEED_HASH = keccak256(SEED);
export const NO_HASH = "0x" + "00".repeat(32);

/** An option of a schedule: at 101 per cent of the face, save one that repays face. */
export function option(
  kind: keyof typeof KIND,
  changes: Partial<IBondSchedules.OptionStruct> = {},
): IBondSchedules.OptionStruct {
  return {
    kind: KIND[kind],
    noticeBy: NOTICE_BY,
    date: OPTION_DATE,
    pricePerUnit: kind === "callProRata" ? 0n : 101_000_000n,
    ...changes,
  };
}

interface BondChanges {
  readonly schedule?: Partial<IBondSchedules.ScheduleStruct>;
  readonly terms?: Partial<IBondToken.TermsStruct>;
}

/**
 * A serviced world with a second bond that has these options, OTHER_ISIN: seller 600, buyer 100, issuer 300 units. After
 * each test all money and all units are accounted for.
 */
export function useOptions(options: readonly IBondSchedules.OptionStruct[], changes: BondChanges = {}) {
  return useRedemptions(async (w) => ({
    optioned: await placeBond(w, { options: [...options], ...changes.schedule }, changes.terms),
  }));
}

/** A serviced world; after each test all money and all units are accounted for (INV-6). */
export function useRedemptions(): Serviced;
export function useRedemptions<Extra extends object>(prepare: (w: World) => Promise<Extra>): Serviced<Extra>;
export function useRedemptions(prepare: (w: World) => Promise<object> = () => Promise.resolve({})): Serviced {
  afterEach(async () => {
    await expectUnitsConserved(current());
  });
  const current: Serviced = useServicedWorld(prepare);
  return current;
}

/** INV-6: what is outstanding is what was issued, less what was redeemed or cancelled, by the agent's own events. */
async function expectUnitsConserved(w: World): Promise<void> {
  for (const isin of [ISIN, OTHER_ISIN]) {
    if (!(await w.bondFactory.exists(isin))) continue;
    const bond = BondToken__factory.connect(await w.bondFactory.bondOf(isin), w.outsider);
    const issued = await bond.queryFilter(bond.filters.BondIssued(isin));
    const { redemptionAgent: agent } = w;
    const redeemed = await agent.queryFilter(agent.filters.UnitsRedeemed(isin));
    const cancelled = await agent.queryFilter(agent.filters.UnitsCancelled(isin));
    let units = 0n;
    for (const { args } of issued) units += args.units;
    for (const { args } of redeemed) units -= args.units;
    for (const { args } of cancelled) units -= args.units;
    expect(await bond.totalSupply(), `INV-6: units of ${isin}`).to.equal(units);
  }
}

/** How a bond stands, by name. */
export async function lifeOf(w: World, isin = ISIN) {
  const life = await w.redemptionAgent.lifeOf(isin);
  const { standing, obligation, obligationIndex, defaultedAt, acceleratedAt } = life;
  return { standing, obligation, obligationIndex, defaultedAt, acceleratedAt };
}

/** A bond to which nothing has happened. */
export const SOUND = {
  standing: STANDING.performing,
  obligation: 0n,
  obligationIndex: 0n,
  defaultedAt: 0n,
  acceleratedAt: 0n,
} as const;

/** The next block is of exactly this second. */
export const nextAt = (w: World, seconds: number) => w.networkHelpers.time.setNextBlockTimestamp(seconds);

/** It is this second now, or later. */
export async function reach(w: World, seconds: number): Promise<void> {
  if ((await w.networkHelpers.time.latest()) < seconds) await w.networkHelpers.time.increaseTo(seconds);
}

/** All that accounts of the world have in digital yen. */
export async function moneyOf(w: World, ...accounts: readonly Signer[]): Promise<bigint[]> {
  return await Promise.all(accounts.map((account) => w.cash.balanceOf(account)));
}

/** Redeems a page of holders, sent by somebody who has nothing to do with the bond. */
export function redeemPage(
  w: World,
  holders: readonly (Signer | string)[],
  isin = ISIN,
  redemption = MATURITY,
) {
  const addresses = holders.map((holder) => (typeof holder === "string" ? holder : holder.address));
  return w.redemptionAgent.connect(w.outsider).redeem(isin, redemption, addresses);
}

/** Goes to maturity of the world's bond, with all the money there. */
export async function reachMaturity(w: World): Promise<void> {
  await reach(w, MATURES);
  await fundRedemption(w);
}

/** The first coupon of the world's bond is in default: it was not paid within the grace period. */
export async function fallIntoDefault(w: World, isin = ISIN): Promise<void> {
  const from = PAY_DATES[0] + GRACE;
  if ((await w.networkHelpers.time.latest()) < from) await nextAt(w, from);
  await w.redemptionAgent.declareDefault(isin, OBLIGATION.payment, 0, EVIDENCE);
}

/** In default, and accelerated at this second. */
export async function fallDue(w: World, seconds: number, isin = ISIN): Promise<void> {
  await fallIntoDefault(w, isin);
  await nextAt(w, seconds);
  await w.redemptionAgent.accelerate(isin, EVIDENCE);
}

/** Opens a recovery whose record date ends in ten days, and pays it to these holders. */
export async function recover(
  w: World,
  amountPerUnit: bigint,
  holders: readonly string[],
  isin = ISIN,
): Promise<number> {
  const payment = Number(await w.schedules.paymentCount(isin));
  const cutoff = (await w.networkHelpers.time.latest()) + 10 * DAY;
  await w.redemptionAgent.openRecovery(isin, cutoff, cutoff, amountPerUnit, EVIDENCE);
  await reach(w, cutoff);
  await fundPayment(w, { isin, payment });
  await payPage(w, [...holders], { isin, payment });
  return payment;
}

/** The court's officer closes out at this price, after the court's delay. */
export async function closeOut(w: World, pricePerUnit: bigint, isin = ISIN) {
  const { redemptionAgent: agent, courtOrder } = w;
  const call = agent.closeOut.populateTransaction(isin, pricePerUnit, EVIDENCE);
  await schedule(w, courtOrder, call, DELAYS.courtOrderDelay);
  return await agent.connect(courtOrder).closeOut(isin, pricePerUnit, EVIDENCE);
}

/** Accounts in the order in which a draw takes them. */
export const inOrder = (accounts: readonly string[]): string[] =>
  [...accounts].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));

/** Calls units of the option bond by lot, and goes to the option's date with the money there. */
export async function callByLot(w: World, units: bigint, isin = OTHER_ISIN): Promise<void> {
  await w.redemptionAgent.announceCall(isin, 0, units, SEED_HASH);
  await reach(w, OPTION_DATE);
  await fundRedemption(w, isin, FIRST_OPTION);
}

/** The same, and the draw made from these holders. */
export async function drawLots(
  w: World,
  units: bigint,
  holders: readonly string[],
  isin = OTHER_ISIN,
): Promise<void> {
  await callByLot(w, units, isin);
  await w.redemptionAgent.openDraw(isin, FIRST_OPTION, SEED);
  await w.redemptionAgent.draw(isin, FIRST_OPTION, inOrder(holders));
}
