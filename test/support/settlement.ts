import type { BigNumberish } from "ethers";
import { concat, encodeBytes32String, Signature, toBeHex, ZeroAddress, zeroPadValue } from "ethers";

import type { ITrades } from "../../typechain-types/index.ts";
import { SmartWallet__factory } from "../../typechain-types/index.ts";
import { schedule } from "./actions.ts";
import type { Signer, World } from "./useWorld.ts";
import { DELAYS, FAR, READINESS, SIDE, TRADE_TYPES, world } from "./world.ts";

export type { Signer, World };

type Snapshot = Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
export type Trade = ITrades.TradeStruct;
export type Side = (typeof SIDE)[keyof typeof SIDE];
export type Readiness = (typeof READINESS)[keyof typeof READINESS];

/** Where a trade is, as `stateOf` says it. */
export const STATUS = { unknown: 0n, instructed: 1n, matched: 2n, closed: 3n } as const;
export const CAUSE = { withdrawn: 0n, agreed: 1n, venue: 2n, courtOrder: 3n } as const;
export const LEG = { trade: 0n, delivery: 1n, payment: 2n } as const;
export const NO_EVIDENCE = "0x" + "00".repeat(32);
export const EVENT_FIELDS = Object.freeze(TRADE_TYPES.Trade.map(({ name }) => name as keyof Trade));

/** What a trade free of payment, and a payment, leave blank. */
export const FREE_OF_PAYMENT = { amount: 0n, currency: "0x000000", settlementBank: ZeroAddress } as const;
export const PAYMENT_ONLY = { quantity: 0n, isin: "0x" + "00".repeat(12), minimumPart: 0n } as const;

/** What an operator signs in the place of the account. */
export const MANDATE_TYPES = {
  Mandate: [
    { name: "account", type: "address" },
    { name: "trade", type: "Trade" },
  ],
  ...TRADE_TYPES,
};

let shared: Promise<{ w: World; snapshot: Snapshot }> | undefined;

/** The world of test/support/world.ts, built once for all files, as it was at its beginning. */
export async function freshWorld(): Promise<World> {
  shared ??= (async () => {
    const w = await world();
    const snapshot = await w.networkHelpers.takeSnapshot();
    return { w, snapshot };
  })();
  const { w, snapshot } = await shared;
  await snapshot.restore();
  return w;
}

/** What is recorded of a trade, by name. */
export async function stateOf(w: World, trade: Trade) {
  const state = await w.escrow.stateOf(trade);
  return {
    status: state.status,
    sellerApproved: state.sellerApproved,
    buyerApproved: state.buyerApproved,
    bondsHeld: state.bondsHeld,
    cashHeld: state.cashHeld,
    sellerAgreesToCancel: state.sellerAgreesToCancel,
    buyerAgreesToCancel: state.buyerAgreesToCancel,
    sellerOnHold: state.sellerOnHold,
    buyerOnHold: state.buyerOnHold,
    settledQuantity: state.settledQuantity,
    settledAmount: state.settledAmount,
  };
}

/** What is recorded of a trade that nobody has approved. */
export const BLANK: Readonly<Awaited<ReturnType<typeof stateOf>>> = {
  status: STATUS.unknown,
  sellerApproved: false,
  buyerApproved: false,
  bondsHeld: false,
  cashHeld: false,
  sellerAgreesToCancel: false,
  buyerAgreesToCancel: false,
  sellerOnHold: false,
  buyerOnHold: false,
  settledQuantity: 0n,
  settledAmount: 0n,
};

/** The party of a side, its token, and how much of it the trade takes. */
export function legOf(w: World, trade: Trade, side: Side) {
  return side === SIDE.seller
    ? { party: w.seller, token: w.bond, amount: BigInt(trade.quantity) }
    : { party: w.buyer, token: w.cash, amount: BigInt(trade.amount) };
}

export const otherSide = (side: Side): Side => (side === SIDE.seller ? SIDE.buyer : SIDE.seller);

export const instruct = async (w: World, trade: Trade, side: Side, readiness: Readiness = READINESS.ready) =>
  await w.escrow.connect(legOf(w, trade, side).party).instruct(trade, side, readiness);

/** Both sides approve on chain; holds as asked. */
export async function match(
  w: World,
  trade: Trade,
  { sellerHolds = false, buyerHolds = false }: { sellerHolds?: boolean; buyerHolds?: boolean } = {},
): Promise<void> {
  const readiness = (holds: boolean) => (holds ? READINESS.earmarked : READINESS.ready);
  await instruct(w, trade, SIDE.seller, readiness(sellerHolds));
  await w.escrow.connect(w.buyer).affirm(trade, SIDE.buyer, readiness(buyerHolds));
}

/** Signatures of both parties of the trade, seller first. */
export const signBoth = async (w: World, trade: Trade): Promise<[string, string]> => [
  await w.sign(w.seller, trade),
  await w.sign(w.buyer, trade),
];

/** The next block is of exactly this second. */
export const nextBlockAt = async (w: World, seconds: number): Promise<void> => {
  await w.networkHelpers.time.setNextBlockTimestamp(seconds);
};

/** It is now exactly this second: views are answered as of then. */
export const advanceTo = async (w: World, seconds: number): Promise<void> => {
  await w.networkHelpers.time.increaseTo(seconds);
};

/** The second of the next block, which is fixed by this call. */
export async function fixNextSecond(w: World): Promise<number> {
  const next = (await w.networkHelpers.time.latest()) + 60;
  await nextBlockAt(w, next);
  return next;
}

/** The 65 bytes r, s, v that `signer` signs for the trade. */
export const signLong = async (w: World, signer: Signer, trade: Trade): Promise<string> =>
  await signer.signTypedData(w.domain, TRADE_TYPES, trade);

/** An operator's signature for the trade on behalf of `account`. */
export const signMandate = async (
  w: World,
  operator: Signer,
  trade: Trade,
  account: string,
): Promise<string> => await operator.signTypedData(w.domain, MANDATE_TYPES, { account, trade });

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The same signature with the other s: as valid for a curve, and refused everywhere since EIP-2. */
export function withHighS(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  const high = zeroPadValue(toBeHex(CURVE_ORDER - BigInt(s)), 32);
  return concat([r, high, toBeHex(v === 27 ? 28 : 27)]);
}

/** `account` lets `operator` act for it. */
export const appoint = async (w: World, account: Signer, operator: string, scopes: number, expiry = FAR) =>
  await w.registry.connect(account).appointOperator(operator, scopes, expiry);

/** A court's order, announced as early as it must be; what comes back sends it. */
export async function scheduleCourtOrder(w: World, trade: Trade, evidence: string) {
  const { cancelByCourtOrder } = w.escrow;
  await schedule(
    w,
    w.courtOrder,
    cancelByCourtOrder.populateTransaction(trade, evidence),
    DELAYS.courtOrderDelay,
  );
  return async () => await w.escrow.connect(w.courtOrder).cancelByCourtOrder(trade, evidence);
}

/** A contract account of `owner`, admitted, with some of both tokens. */
export async function smartWallet(w: World, owner: Signer) {
  const wallet = await new SmartWallet__factory(owner).deploy(owner);
  const address = await wallet.getAddress();
  await w.registry.admit(address, 1, FAR, "0x" + "77".repeat(22));
  await w.bond.connect(w.issuer).transfer(address, 50n);
  await w.cash.mint(address, 1_000_000_000n, encodeBytes32String("deposit-wallet"));
  return { wallet, address };
}

/** The order of SmartWallet.Answer. */
export const ANSWER = {
  ownersOnly: 0,
  everything: 1,
  nothing: 2,
  noData: 3,
  dirtyMagic: 4,
  failure: 5,
  afterCall: 6,
  ifCalled: 7,
} as const;

/** What somebody owns of both tokens, and how much of it is held. */
export async function holdings(w: World, account: string) {
  const [bonds, cash] = await Promise.all([w.bond.positionOf(account), w.cash.positionOf(account)]);
  return { bonds: bonds.balance, bondsHeld: bonds.held, cash: cash.balance, cashHeld: cash.held };
}

/** The holdings of seller and buyer of a plain trade. */
export const bothHoldings = async (w: World) => ({
  seller: await holdings(w, w.seller.address),
  buyer: await holdings(w, w.buyer.address),
});

/** Seller and buyer after the trade, when before it they had `before`. */
export function afterSettlement(
  before: Awaited<ReturnType<typeof bothHoldings>>,
  trade: Pick<Trade, "quantity" | "amount">,
): Awaited<ReturnType<typeof bothHoldings>> {
  const [quantity, amount] = [BigInt(trade.quantity), BigInt(trade.amount)];
  const { seller, buyer } = before;
  return {
    seller: { ...seller, bonds: seller.bonds - quantity, cash: seller.cash + amount },
    buyer: { ...buyer, bonds: buyer.bonds + quantity, cash: buyer.cash - amount },
  };
}

/** The arguments of a {Settled} event; when a part has settled before, `rest` is what was left. */
export async function settledArgs(
  w: World,
  trade: Trade,
  rest: { readonly quantity: BigNumberish; readonly amount: BigNumberish } = trade,
) {
  return [
    await w.escrow.tradeId(trade),
    trade.seller,
    trade.buyer,
    await w.bond.getAddress(),
    rest.quantity,
    await w.cash.getAddress(),
    rest.amount,
    trade.venue,
    trade.sequence,
  ] as const;
}

/** A trade as events carry it. */
export const asEventArg = (trade: Trade) => EVENT_FIELDS.map((field) => trade[field]);

/** The calldata of a call with one 32-byte word of its arguments exchanged. */
export function withWord(calldata: string, index: number, change: (word: bigint) => bigint): string {
  const start = 2 + 8 + index * 64;
  const word = change(BigInt("0x" + calldata.slice(start, start + 64)));
  return calldata.slice(0, start) + word.toString(16).padStart(64, "0") + calldata.slice(start + 64);
}
