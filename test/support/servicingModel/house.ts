import { encodeBytes32String } from "ethers";

import { BondToken__factory } from "../../../typechain-types/index.ts";
import type { BondToken, IBondSchedules } from "../../../typechain-types/index.ts";
import { giveMoney, TAXED } from "../servicing.ts";
import { termsWith } from "../schedules.ts";
import type { Signer, World } from "../useWorld.ts";
import { ascii, COMMITMENT, FAR, SCOPES, START } from "../world.ts";
import { HOLDERS } from "./cast.ts";
import type { Bond, Draft, Ledger, Name, OptionKind, Person } from "./types.ts";

/** The contracts of a world, driven by commands of the model. */
export interface House {
  readonly w: World;
  readonly signers: ReadonlyMap<Name, Signer>;
  /** Of everybody, the agents included. */
  readonly addresses: ReadonlyMap<Name, string>;
  readonly names: ReadonlyMap<string, Name>;
  readonly bonds: readonly { readonly isin: string; readonly token: BondToken }[];
}

const ISINS = ["US0378331005", "US5949181045"].map((isin) => ascii(isin, 12));
const MONEY = 10n ** 14n;
export const ISSUED = 1_000n;
const PLACED: Readonly<Record<string, bigint>> = { seller: 413n, buyer: 249n, third: 151n, outsider: 97n };
const PERSON = { status: "active", classes: TAXED.corporation, kycExpiry: FAR } as const satisfies Person;

function castOf(w: World): ReadonlyMap<Name, Signer> {
  const { issuer, seller, buyer, third, outsider, issuerAgent, deployer: spare, operator: spareToo } = w;
  const { venue: taxAccount, settlementBank: guarantor, pauser: stranger } = w;
  return new Map(
    Object.entries({
      issuer,
      seller,
      buyer,
      third,
      outsider,
      issuerAgent,
      spare,
      spareToo,
      taxAccount,
      guarantor,
      stranger,
    }),
  );
}

/** Admits the cast, and gives it money: once for all stories. */
export async function prepareCast(w: World): Promise<void> {
  for (const each of [w.outsider, w.venue]) {
    await w.registry.admit(each, TAXED.corporation, FAR, COMMITMENT);
  }
  for (const each of [w.settlementBank, w.issuer, w.seller, w.buyer, w.third]) {
    await w.registry.update(each, TAXED.corporation, FAR, COMMITMENT);
  }
  for (const each of [w.issuer, w.settlementBank]) await giveMoney(w, each, MONEY);
  for (const each of [w.outsider, w.third]) {
    await w.cash.mint(each, MONEY, encodeBytes32String(`cast ${each.address.slice(2, 10)}`));
  }
  await w.registry.connect(w.issuer).appointOperator(w.issuerAgent, SCOPES.issue, FAR);
}

/** Issues and places the bonds of a story. */
export async function openHouse(
  w: World,
  drafts: readonly Draft[],
): Promise<{ house: House; ledger: Ledger }> {
  const signers = castOf(w);
  const addresses = new Map([...signers].map(([name, { address }]) => [name, address]));
  for (const agent of ["paymentAgent", "redemptionAgent"] as const) {
    addresses.set(agent, await w[agent].getAddress());
  }
  const bonds: { isin: string; token: BondToken }[] = [];
  for (const [index, draft] of drafts.entries()) {
    const isin = ISINS[index];
    if (isin === undefined) throw new Error("there are not so many ISINs");
    bonds.push({ isin, token: await place(w, isin, draft, signers) });
  }
  const names = new Map([...addresses].map(([name, address]) => [address, name]));
  const house: House = { w, signers, addresses, names, bonds };
  return { house, ledger: await ledgerOf(house, drafts) };
}

async function place(
  w: World,
  isin: string,
  draft: Draft,
  signers: ReadonlyMap<Name, Signer>,
): Promise<BondToken> {
  const schedule = onChain(w, draft);
  const recordCutoffs = draft.payments.map(({ recordCutoff }) => recordCutoff);
  const { denomination, maturityDate, closedFrom } = draft;
  const life = { denomination, maturityDate, closedFrom, recordCutoffs, units: ISSUED, issueDate: START };
  await w.bondFactory.createBond(termsWith({ ...w.terms, isin, ...life }, schedule));
  await w.schedules.adopt(isin, schedule);
  const token = BondToken__factory.connect(await w.bondFactory.bondOf(isin), w.issuerAgent);
  await token.issue();
  for (const [name, units] of Object.entries(PLACED)) {
    const holder = signers.get(name);
    if (holder !== undefined) await token.connect(w.issuer).transfer(holder, units);
  }
  return token;
}

const KINDS: Readonly<Record<OptionKind, bigint>> = { call: 0n, callByLot: 1n, callProRata: 2n, put: 3n };

function onChain(w: World, draft: Draft): IBondSchedules.ScheduleStruct {
  const { isFloating, payments, options, maturityDate: _maturity, closedFrom: _closed, ...same } = draft;
  const { denomination: _denomination, rateE8, marginE8, ...rest } = same;
  return {
    ...rest,
    settlementBank: w.settlementBank.address,
    taxAccount: w.venue.address,
    instrumentClass: 0n,
    rateKind: isFloating ? 1n : 0n,
    rateE8: isFloating ? 0n : rateE8,
    marginE8: isFloating ? marginE8 : 0n,
    steps: [...draft.steps],
    payments: payments.map(({ numerator, denominator, ...payment }) => ({
      ...payment,
      fractionNumerator: numerator,
      fractionDenominator: denominator,
    })),
    options: options.map(({ kind, ...option }) => ({ ...option, kind: KINDS[kind] })),
  };
}

async function ledgerOf({ w, addresses }: House, drafts: readonly Draft[]): Promise<Ledger> {
  const cash = new Map<Name, bigint>();
  for (const [name, address] of addresses) cash.set(name, await w.cash.balanceOf(address));
  const admitted = [...HOLDERS, "taxAccount", "guarantor", "paymentAgent", "redemptionAgent"];
  return {
    now: await w.networkHelpers.time.latest(),
    bonds: drafts.map(bondOf),
    people: new Map(admitted.map((name) => [name, { ...PERSON }])),
    successors: new Map(),
    cash,
    frozenCash: new Set(),
    isCashPaused: false,
    trades: [],
    inOrder: [...addresses.keys()].sort((a, b) =>
      accountOf(addresses, a) < accountOf(addresses, b) ? -1 : 1,
    ),
  };
}

const accountOf = (addresses: ReadonlyMap<Name, string>, name: Name): string =>
  (addresses.get(name) ?? "").toLowerCase();

function bondOf(draft: Draft): Bond {
  const placed = new Map(Object.entries(PLACED));
  const rest = [...placed.values()].reduce((left, units) => left - units, ISSUED);
  return {
    draft,
    payments: draft.payments.map((payment) => ({ ...payment })),
    options: draft.options.map((option) => ({ ...option })),
    redemptionPerUnit: draft.redemptionPerUnit,
    fixings: new Map(),
    decisions: new Map(),
    balances: placed.set("issuer", rest),
    held: new Map(),
    frozen: new Map(),
    frozenAccounts: new Set(),
    issued: ISSUED,
    redeemed: 0n,
    cancelled: 0n,
    cutoffs: draft.payments.map(({ recordCutoff }) => recordCutoff),
    noted: [],
    runs: new Map(),
    redemptions: new Map(),
    suspense: { paymentAgent: new Map(), redemptionAgent: new Map() },
    standing: "performing",
    acceleratedAt: undefined,
    claim: 0n,
  };
}

export function signerOf({ signers }: House, name: Name): Signer {
  const found = signers.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}

export function addressOf({ addresses }: House, name: Name): string {
  const found = addresses.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}

export function bondAt({ bonds }: House, index: number): House["bonds"][number] {
  const found = bonds[index];
  if (found === undefined) throw new Error(`there is no bond ${index}`);
  return found;
}
