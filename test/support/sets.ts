import type { BaseContract, ContractTransactionResponse, Overrides } from "ethers";
import { id, keccak256, toUtf8String } from "ethers";
import { expect } from "chai";

import { decodeLogs } from "../../sdk/events/decodeLogs.ts";
import { packSet } from "../../sdk/sets/packSet.ts";
import { encodeTrade } from "../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import { tradeKind } from "../../sdk/trade/tradeKind.ts";
import { SmartWallet__factory } from "../../typechain-types/index.ts";
import { OTHER_ISIN, planBond } from "./actions.ts";
import {
  APPROVED_BY,
  bySignedTrades,
  crowdOf,
  crowdTrade,
  memberAt,
  METHOD,
  setsOf,
  signedBy,
} from "./crowd.ts";
import type { Member } from "./crowd.ts";
import { holdings, stateOf } from "./settlement.ts";
import type { Readiness, Side } from "./settlement.ts";
import type { Signer, World } from "./useWorld.ts";
import { ascii, COMMITMENT, FAR, QII, READINESS, SIDE } from "./world.ts";

/** The ways in which a set settles. */
export const METHODS = ["batch", "chain", "net"] as const;
export type Method = (typeof METHODS)[number];

/** A packed set, and what approves its trades. */
export type SetCall = readonly [set: string, approvals: string];

/** Who submits a set, and how it is approved. */
export interface Submission {
  readonly by?: Signer;
  readonly approvedBy?: (typeof APPROVED_BY)[keyof typeof APPROVED_BY];
  readonly overrides?: Overrides;
}

/** As much gas as a test can want: nothing is estimated, so what is refused is refused in a block of its own. */
const PLENTY = { gasLimit: 16_000_000n };

/** Has a set settled: by anybody and approved trade by trade, unless said otherwise. */
export async function submit(
  w: World,
  method: Method,
  [set, approvals]: SetCall,
  { by = w.outsider, approvedBy = APPROVED_BY.trades, overrides = PLENTY }: Submission = {},
): Promise<ContractTransactionResponse> {
  const sets = await setsOf(w, by);
  if (method === "batch") return await sets.settleBatch(set, approvals, overrides);
  if (method === "chain") return await sets.settleChain(set, approvedBy, approvals, overrides);
  return await sets.settleNet(set, approvedBy, approvals, overrides);
}

/** Eight participants with 5 units and 10,000,000,000 yen each, and what tests of sets do with them. */
export async function stageOf(w: World) {
  const crowd = await crowdOf(w, 8);
  const member = (index: number): Member => {
    const found = crowd[index];
    if (found === undefined) throw new Error(`there is no member ${index}`);
    return found;
  };

  /** A trade between two members: one unit for 100,123,456 yen, number 0 of the pair, unless said otherwise. */
  const deal = (seller: number, buyer: number, fields: Partial<Trade> = {}): Trade =>
    crowdTrade(w, {
      seller: member(seller).address,
      buyer: member(buyer).address,
      sequence: 0n,
      ...fields,
    });

  /** The calldata of trades that both sides have signed. */
  const signed = async (trades: readonly Trade[]): Promise<SetCall> =>
    bySignedTrades(await signedBy(w, crowd, trades));

  /** Has trades settled that both sides have signed. */
  const settle = async (method: Method, trades: readonly Trade[], submission?: Submission) =>
    await submit(w, method, await signed(trades), submission);

  /** Has a member approve its side on chain. */
  const instruct = async (trade: Trade, side: Side, readiness: Readiness = READINESS.ready) => {
    const account = side === SIDE.seller ? trade.seller : trade.buyer;
    const sender = await senderOf(w, memberAt(crowd, account));
    await w.escrow.connect(sender).instruct(encodeTrade(trade), side, readiness);
  };

  /** Has both members approve on chain, first the seller. */
  const match = async (
    trade: Trade,
    seller: Readiness = READINESS.ready,
    buyer: Readiness = READINESS.ready,
  ) => {
    await instruct(trade, SIDE.seller, seller);
    await instruct(trade, SIDE.buyer, buyer);
  };

  return { crowd, member, deal, signed, settle, instruct, match };
}

/** A world with a crowd. */
export type Stage = World & Awaited<ReturnType<typeof stageOf>>;

/** A signer that sends what the member does, and has the money for it. */
export async function senderOf(w: World, { address }: { readonly address: string }): Promise<Signer> {
  await w.networkHelpers.impersonateAccount(address);
  await w.networkHelpers.setBalance(address, 10n ** 20n);
  return await w.ethers.getSigner(address);
}

/** A member parts with units or money. */
export async function giveAway(w: World, token: "bond" | "cash", from: Member, amount: bigint) {
  await w[token].connect(await senderOf(w, from)).transfer(w.settlementBank, amount);
}

// ------------------------------------------------------------------ what is on record

/** What a contract has recorded: its name (the escrow, the bond, the cash; else its address), the event, its arguments. */
export type Recorded = readonly [contract: string, event: string, ...args: unknown[]];

/** All that a transaction has recorded, in order. */
export async function recorded(w: World, sent: ContractTransactionResponse): Promise<readonly Recorded[]> {
  const receipt = await sent.wait();
  if (receipt === null) throw new Error("the transaction was not mined");
  const names = new Map<string, string>();
  for (const name of ["escrow", "bond", "cash"] as const) names.set(await w[name].getAddress(), name);
  const events = decodeLogs(receipt);
  expect(events.length, "events that the house does not know").to.equal(receipt.logs.length);
  return events.map(({ address, name, args }) => [
    names.get(address) ?? address,
    name,
    ...Object.values(args),
  ]);
}

const FINAL = { dvp: "Settled", "free of payment": "Delivered", payment: "Paid" } as const;

/** The event of a trade that is final in a set. */
export const isFinal = (trade: Trade): Recorded => ["escrow", FINAL[tradeKind(trade)], tradeId(trade)];

/** The event of a set that is final. */
export function isSettled(method: Method, trades: readonly Trade[]): Recorded {
  const set = packSet(trades);
  return ["escrow", "SetSettled", keccak256(set), trades[0]?.venue, METHOD[method], set];
}

/** The event of a trade that a batch settled by itself; `rest` is what was left of it. */
export async function isFinalAlone(w: World, trade: Trade, rest: Partial<Trade> = {}): Promise<Recorded> {
  const { seller, buyer, quantity, amount, venue, sequence } = { ...trade, ...rest };
  const delivery = [await w.bond.getAddress(), quantity];
  const payment = [await w.cash.getAddress(), amount];
  const legs = [...(quantity === 0n ? [] : delivery), ...(amount === 0n ? [] : payment)];
  return ["escrow", FINAL[tradeKind(trade)], tradeId(trade), seller, buyer, ...legs, venue, sequence];
}

/** The event of a movement. */
export const moved = (
  token: string,
  from: { readonly address: string },
  to: { readonly address: string },
  amount: bigint,
): Recorded => [token, "Transfer", from.address, to.address, amount];

/** The movements of one token among what was recorded. */
export const movesOf = (events: readonly Recorded[], token: string): readonly Recorded[] =>
  events.filter(([contract, event]) => contract === token && event === "Transfer");

// ------------------------------------------------------------------ what a contract refuses

/** An error with its arguments, and a contract that knows it. */
export interface Refusal {
  readonly by: BaseContract;
  readonly error: string;
  readonly args: readonly unknown[];
}

/** Expects a call to revert with exactly this error. */
export async function expectRefused(sent: Promise<unknown>, { by, error, args }: Refusal): Promise<void> {
  await expect(sent)
    .to.be.revertedWithCustomError(by, error)
    .withArgs(...args);
}

/** The error as the contract encodes it. */
export const encoded = ({ by, error, args }: Refusal): string => by.interface.encodeErrorResult(error, args);

/** The event of a trade of a batch that did not settle. */
export const hasFailed = (trade: Trade, refusal: Refusal): Recorded => [
  "escrow",
  "SettlementFailed",
  tradeId(trade),
  trade.seller,
  trade.buyer,
  encoded(refusal),
];

// ------------------------------------------------------------------ what is owned

/** What each of these accounts owns. */
export async function allHoldings(w: World, accounts: readonly { readonly address: string }[]) {
  const all: [string, Awaited<ReturnType<typeof holdings>>][] = [];
  for (const { address } of accounts) all.push([address, await holdings(w, address)]);
  return new Map(all);
}
export type AllHoldings = Awaited<ReturnType<typeof allHoldings>>;

/** What they own after trades in the world's bond and currency, in plain sums. */
export function afterTrades(before: AllHoldings, trades: readonly Trade[]): AllHoldings {
  const after = new Map([...before].map(([account, owned]) => [account, { ...owned }]));
  const owned = (account: string) => {
    const found = after.get(account);
    if (found === undefined) throw new Error(`nobody looked at ${account}`);
    return found;
  };
  for (const { seller, buyer, quantity, amount } of trades) {
    owned(seller).bonds -= quantity;
    owned(buyer).bonds += quantity;
    owned(buyer).cash -= amount;
    owned(seller).cash += amount;
  }
  return after;
}

/** What is on record of a trade, and whether its number is used up. */
export async function recordOf(w: World, trade: Trade) {
  const { venue, seller, buyer, sequence } = trade;
  const isUsed = await w.escrow.isSequenceUsed(venue, seller, buyer, sequence);
  return { ...(await stateOf(w, encodeTrade(trade))), isUsed };
}

// ------------------------------------------------------------------ other instruments

/** A second bond and a second currency; every member has as much of them as of the first ones. */
export async function secondInstruments(w: Stage) {
  const bond = await planBond(w);
  await bond.issue();
  const code = ascii("EUR", 3);
  await w.currencyFactory.createCurrency(code, 2, "Digital euro");
  const cash = w.cash.attach(await w.currencyFactory.currencyOf(code, w.settlementBank)) as World["cash"];
  for (const [index, { address }] of w.crowd.entries()) {
    await bond.connect(w.issuer).transfer(address, 5n);
    await cash.mint(address, 10_000_000_000n, id(`second ${index}`));
  }
  return {
    bond,
    cash,
    /** The names by which trades call them. */
    isin: toUtf8String(OTHER_ISIN),
    currency: "EUR",
    /** Their addresses, as what is recorded calls them. */
    bondAddress: await bond.getAddress(),
    cashAddress: await cash.getAddress(),
  };
}

/** What each of these accounts has of a token. */
export async function balancesOf(
  token: World["bond"] | World["cash"],
  accounts: readonly { readonly address: string }[],
): Promise<ReadonlyMap<string, bigint>> {
  const all: [string, bigint][] = [];
  for (const { address } of accounts) all.push([address, await token.balanceOf(address)]);
  return new Map(all);
}

/** What each account receives on balance by these movements of a token; accounts that break even are left out. */
export function netsOfMoves(moves: readonly Recorded[]): ReadonlyMap<string, bigint> {
  return netsOf(moves.map(([, , from, to, amount]) => [String(from), String(to), BigInt(String(amount))]));
}

/** What each account receives on balance; accounts that break even are left out. */
export function netsOf(
  legs: readonly (readonly [from: string, to: string, amount: bigint])[],
): ReadonlyMap<string, bigint> {
  const nets = new Map<string, bigint>();
  for (const [from, to, amount] of legs) {
    nets.set(from, (nets.get(from) ?? 0n) - amount);
    nets.set(to, (nets.get(to) ?? 0n) + amount);
  }
  return new Map([...nets].filter(([, net]) => net !== 0n).toSorted());
}

/** What the trades deliver and pay, in one bond and one currency. */
export const deliveriesOf = (trades: readonly Trade[]) =>
  netsOf(trades.map(({ seller, buyer, quantity }) => [seller, buyer, quantity]));
export const paymentsOf = (trades: readonly Trade[]) =>
  netsOf(trades.map(({ seller, buyer, amount }) => [buyer, seller, amount]));

// ------------------------------------------------------------------ contract accounts

/** A contract account of a member, admitted, with as much as members have; its owner signs for it. */
export async function walletOf(w: Stage, owner: { readonly address: string }) {
  const wallet = await new SmartWallet__factory(w.deployer).deploy(owner.address);
  const address = await wallet.getAddress();
  await w.registry.admit(address, QII, FAR, COMMITMENT);
  await w.bond.connect(w.issuer).transfer(address, 5n);
  await w.cash.mint(address, 10_000_000_000n, id(`wallet ${address}`));
  return { wallet, address };
}
