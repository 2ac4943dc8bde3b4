import { expect } from "chai";
import type { AddressLike } from "ethers";
import { encodeBytes32String, Result } from "ethers";

import { couponAmount } from "../../sdk/bonds/couponAmount.ts";
import { interestPerYenE13 } from "../../sdk/bonds/interestPerYenE13.ts";
import { CLASS_BITS } from "../../sdk/participants/classes.ts";
import { JAPANESE_TAX } from "../../sdk/tax/japaneseTax.ts";
import type { TaxClass } from "../../sdk/tax/taxClasses.ts";
import { TAX_CLASSES } from "../../sdk/tax/taxClasses.ts";
import type { IBondSchedules, IBondToken } from "../../typechain-types/index.ts";
import { BondToken__factory } from "../../typechain-types/index.ts";
import { OTHER_ISIN } from "./actions.ts";
import { termsWith } from "./schedules.ts";
import type { Current, Signer, World } from "./useWorld.ts";
import { useWorld } from "./useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, ISIN, QII, START } from "./world.ts";

/** Classes of a holder of the world's bond that is taxed like this. */
export const TAXED: Readonly<Record<TaxClass, bigint>> = {
  corporation: BigInt(QII) | CLASS_BITS.resident,
  individual: BigInt(QII) | CLASS_BITS.resident | CLASS_BITS.individual,
  nonResident: BigInt(QII),
  exempt: BigInt(QII) | CLASS_BITS.resident | CLASS_BITS.withholdingExempt,
};

/** The payments of the world's bond: first second after the record date, and payment date. */
export const CUTOFFS = [START + 180 * DAY, START + 350 * DAY] as const;
export const PAY_DATES = [CUTOFFS[0] + 5 * DAY, CUTOFFS[1] + 5 * DAY] as const;

/** What the bonds pay for half a year on one unit: 1.483 % of 100,000,000 yen. */
export const COUPON = 741_500n;

/** What the issuer has to pay bonds with. */
export const ISSUERS_MONEY = 1_000_000_000_000n;

/** ITaxTable.TaxClass */
export const taxNumber = (name: TaxClass): number => TAX_CLASSES.indexOf(name);

/**
 * Prepares a world for servicing: the seller (600 units) is a corporation, the buyer (100) an individual, the issuer (300)
 * exempt; the issuer has money, and has approved both agents for it.
 */
export async function service(w: World) {
  await classify(w, w.seller, "corporation");
  await classify(w, w.buyer, "individual");
  await classify(w, w.issuer, "exempt");
  await giveMoney(w, w.issuer, ISSUERS_MONEY);
  return { holders: holdersOf(w) };
}

/** The accounts that hold the world's bond. */
export function holdersOf({ issuer, seller, buyer }: World): string[] {
  return [issuer.address, seller.address, buyer.address];
}

/** What {@link useServicedWorld} returns the current state of. */
export type Serviced<Extra extends object = object> = Current<Awaited<ReturnType<typeof service>> & Extra>;

/** A world prepared by {@link service}; after each test, the agents' money must be accounted for to the yen. */
export function useServicedWorld(): Serviced;
export function useServicedWorld<Extra extends object>(
  prepare: (w: World) => Promise<Extra>,
): Serviced<Extra>;
export function useServicedWorld(
  prepare: (w: World) => Promise<object> = () => Promise.resolve({}),
): Serviced {
  afterEach(async () => {
    await expectPaymentsConserved(current());
    await expectRedemptionsConserved(current());
  });
  const current: Serviced = useWorld(async (w) => {
    const serviced = await service(w);
    return { ...serviced, ...(await prepare(w)) };
  });
  return current;
}

/** Has a participant taxed in this class. */
export async function classify(w: World, account: Signer, taxClass: TaxClass): Promise<void> {
  await w.registry.update(account, TAXED[taxClass], FAR, COMMITMENT);
}

/** Admits another holder, taxed in this class. */
export async function admit(w: World, account: AddressLike, taxClass: TaxClass): Promise<void> {
  await w.registry.admit(account, TAXED[taxClass], FAR, COMMITMENT);
}

let deposits = 0;

/** Gives an account money, and lets it approve both agents for everything. */
export async function giveMoney(w: World, account: Signer, amount: bigint): Promise<void> {
  await w.cash.mint(account, amount, encodeBytes32String(`servicing-${++deposits}`));
  await w.cash.connect(account).approve(w.paymentAgent, 2n ** 256n - 1n);
  await w.cash.connect(account).approve(w.redemptionAgent, 2n ** 256n - 1n);
}

/** A bond that differs from the world's in its schedule, or its terms; adopted, not issued. */
export async function scheduleBond(
  w: World,
  schedule: Partial<IBondSchedules.ScheduleStruct> = {},
  terms: Partial<IBondToken.TermsStruct> = {},
) {
  const adopted = { ...w.schedule, ...schedule };
  const given = termsWith({ ...w.terms, isin: OTHER_ISIN, ...terms }, adopted);
  await w.bondFactory.createBond(given);
  await w.schedules.adopt(given.isin, adopted);
  return BondToken__factory.connect(await w.bondFactory.bondOf(given.isin), w.issuerAgent);
}

/** The same, issued and placed like the world's bond: seller 600, buyer 100, issuer the rest. */
export async function placeBond(
  w: World,
  schedule: Partial<IBondSchedules.ScheduleStruct> = {},
  terms: Partial<IBondToken.TermsStruct> = {},
) {
  const bond = await scheduleBond(w, schedule, terms);
  await bond.issue();
  await bond.connect(w.issuer).transfer(w.seller, 600n);
  await bond.connect(w.issuer).transfer(w.buyer, 100n);
  return bond;
}

/** Which payment or redemption; left out: the first of the world's bond. */
export interface Which {
  readonly isin?: string;
  readonly payment?: number;
}

/** Funds all that a payment lacks, by the issuer. */
export async function fundPayment(w: World, { isin = ISIN, payment = 0 }: Which = {}): Promise<bigint> {
  const { required, funded } = await w.paymentAgent.statusOf(isin, payment);
  if (required > funded) {
    await w.paymentAgent.connect(w.issuer).fund(isin, payment, required - funded);
  }
  return required;
}

/** Pays a page of holders, sent by somebody who has nothing to do with the bond. */
export function payPage(w: World, holders: AddressLike[], { isin = ISIN, payment = 0 }: Which = {}) {
  return w.paymentAgent.connect(w.outsider).pay(isin, payment, holders);
}

/** Goes to the payment date with all the money there. */
export async function reachPayment(w: World, { isin = ISIN, payment = 0 }: Which = {}): Promise<void> {
  const { payFrom } = await w.schedules.paymentOf(isin, payment);
  if ((await w.networkHelpers.time.latest()) < Number(payFrom)) {
    await w.networkHelpers.time.increaseTo(payFrom);
  }
  await fundPayment(w, { isin, payment });
}

/** Funds all that a redemption lacks, by the issuer. */
export async function fundRedemption(w: World, isin: string = ISIN, redemption = 0): Promise<bigint> {
  const { units, pricePerUnit, funded, spent } = await w.redemptionAgent.redemptionOf(isin, redemption);
  const missing = units * pricePerUnit - (funded - spent);
  if (missing > 0n) await w.redemptionAgent.connect(w.issuer).fund(isin, redemption, missing);
  return missing;
}

/** Lets the first coupon be missed, and makes the principal fall due: later payments are void from then on. */
export async function accelerate(w: World, isin: string = ISIN): Promise<number> {
  const { payFrom } = await w.schedules.paymentOf(isin, 0);
  const { gracePeriod } = await w.schedules.headerOf(isin);
  await w.networkHelpers.time.increaseTo(payFrom + gracePeriod);
  await w.redemptionAgent.declareDefault(isin, 0, 0, EVIDENCE);
  await w.redemptionAgent.accelerate(isin, EVIDENCE);
  return await w.networkHelpers.time.latest();
}

/** The named values of a struct that a contract has returned. */
export function fieldsOf(struct: object): Record<string, unknown> {
  if (!(struct instanceof Result)) throw new Error("only a contract's answer has named values");
  return struct.toObject();
}

/** What a holder is due on a half-year's coupon of the world's bond, by the sdk and the table of the law. */
export function couponOf(units: bigint, taxClass: TaxClass, ratePercent = "1.483", face = 100_000_000n) {
  const perYen = interestPerYenE13(ratePercent, { numerator: 1n, denominator: 2n });
  const interest = couponAmount({ totalFace: units * face, interestPerYenE13: perYen });
  return { units, interest, ...taxOf(interest, taxClass) };
}

/** Tax on an amount that is paid before 2038, each component truncated by itself; and what is left. */
export function taxOf(amount: bigint, taxClass: TaxClass) {
  const line = JAPANESE_TAX.find((each) => each.taxClass === taxNumber(taxClass));
  if (line === undefined) throw new Error(`no tax line for ${taxClass}`);
  const national = (amount * line.nationalE5) / 100_000n;
  const local = (amount * line.localE5) / 100_000n;
  return { national, local, net: amount - national - local };
}

/** The bonds whose schedules were adopted. */
async function adoptedBonds(w: World): Promise<string[]> {
  const events = await w.schedules.queryFilter(w.schedules.filters.ScheduleAdopted());
  return events.map(({ args }) => args.isin);
}

/** All that an agent keeps for accounts that it could not pay. */
async function keptBy(agent: World["paymentAgent"] | World["redemptionAgent"]): Promise<bigint> {
  const events = await agent.queryFilter(agent.getEvent("PaymentSuspended"));
  const accounts = new Set(events.map(({ args }) => `${args.isin} ${args.account}`));
  let sum = 0n;
  for (const key of accounts) {
    const [isin = "", account = ""] = key.split(" ");
    sum += await agent.suspenseOf(isin, account);
  }
  return sum;
}

/** The payment agent has what is funded and not spent, and what it keeps for others: not a yen more or less. */
export async function expectPaymentsConserved(w: World): Promise<void> {
  let booked = await keptBy(w.paymentAgent);
  for (const isin of await adoptedBonds(w)) {
    const count = await w.schedules.paymentCount(isin);
    for (let payment = 0n; payment < count; ++payment) {
      const { funded, spent, isCompleted } = await w.paymentAgent.statusOf(isin, payment);
      if (!isCompleted) booked += funded - spent;
    }
  }
  expect(await w.cash.balanceOf(w.paymentAgent), "money of the payment agent").to.equal(booked);
}

/** The same for the redemption agent. */
export async function expectRedemptionsConserved(w: World): Promise<void> {
  let booked = await keptBy(w.redemptionAgent);
  for (const isin of await adoptedBonds(w)) {
    const count = (await w.schedules.scheduleOf(isin)).options.length + 1;
    for (let redemption = 0; redemption < count; ++redemption) {
      const { funded, spent } = await w.redemptionAgent.redemptionOf(isin, redemption);
      booked += funded - spent;
    }
  }
  expect(await w.cash.balanceOf(w.redemptionAgent), "money of the redemption agent").to.equal(booked);
}
