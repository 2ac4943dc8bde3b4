import { expect } from "chai";
import { ZeroAddress } from "ethers";

import type { SetTrade } from "../../sdk/sets/TradeSet.ts";
import { encodeTrade } from "../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import { actingAs, planBond } from "./actions.ts";
import { bySignedTrades, memberAt, setsOf, signedBy } from "./crowd.ts";
import { allHoldings, expectRefused, recordOf, senderOf, submit } from "./sets.ts";
import type { Refusal, Stage } from "./sets.ts";
import { nextBlockAt } from "./settlement.ts";
import { ascii, COMMITMENT, DAY, EVIDENCE, FAR, ISIN, QII, READINESS, SIDE, START } from "./world.ts";

/** The second at which a set with an obstacle is settled: two days after the beginning. */
export const NOW = START + 2 * DAY;

/** A trade with its approvals that cannot settle, and the errors that say why. */
export interface Obstructed {
  readonly signed: SetTrade;
  /** When it settles by itself. */
  readonly refusal: Refusal;
  /** When it settles with others, all or none; the same when left out. */
  readonly refusalOfAll?: Refusal;
}

/** Something that keeps one trade, and no other, from settling. */
export interface Obstacle {
  /** The trade, in words. */
  readonly given: string;
  /** Puts it in the way of a trade of members 2 and 3, who have five units and ten billion yen. */
  readonly arrange: (stage: Stage) => Promise<Obstructed>;
}

type Arrange = Obstacle["arrange"];

const AMOUNT = 10_000_000_000n;
const UNKNOWN_ISIN = "US0378331005";

/** A trade of the two members, both of whom have signed it. */
async function signedDeal(stage: Stage, fields: Partial<Trade> = {}): Promise<SetTrade> {
  const [signed] = await signedBy(stage, stage.crowd, [stage.deal(2, 3, fields)]);
  if (signed === undefined) throw new Error("one trade was signed");
  return signed;
}

const refusedBy = (by: Refusal["by"], error: string, ...args: readonly unknown[]): Refusal => ({
  by,
  error,
  args,
});

/** A trade with these terms, refused by the settlement contract with its id and these arguments. */
const terms =
  (fields: Partial<Trade>, error: string, ...args: readonly unknown[]): Arrange =>
  async (stage) => {
    const signed = await signedDeal(stage, fields);
    return { signed, refusal: refusedBy(await setsOf(stage), error, tradeId(signed.trade), ...args) };
  };

/** A sound trade that one of its accounts may not take part in, as the registry says. */
const ineligible =
  (
    side: "seller" | "buyer",
    change: (stage: Stage, account: string) => Promise<unknown>,
    error: string,
    ...args: readonly unknown[]
  ): Arrange =>
  async (stage) => {
    const signed = await signedDeal(stage);
    const account = signed.trade[side];
    await change(stage, account);
    return { signed, refusal: refusedBy(stage.registry, error, account, ...args) };
  };

/** A sound trade that a token does not let pass. */
const stopped =
  (
    token: "bond" | "cash",
    change: (stage: Stage, trade: Trade) => Promise<unknown>,
    error: string,
    argsOf: (trade: Trade) => readonly unknown[],
    fields: Partial<Trade> = {},
  ): Arrange =>
  async (stage) => {
    const signed = await signedDeal(stage, fields);
    await change(stage, signed.trade);
    return { signed, refusal: refusedBy(stage[token], error, ...argsOf(signed.trade)) };
  };

const frozenAccount = (token: "bond" | "cash", side: "seller" | "buyer"): Obstacle => ({
  given: `a trade whose ${side} has a frozen account in the ${token}`,
  arrange: stopped(
    token,
    (stage, trade) => stage[token].connect(stage.compliance).setAccountFrozen(trade[side], true),
    "RegulatedTokenAccountFrozen",
    (trade) => [trade[side]],
  ),
});

const onHold = (side: "seller" | "buyer"): Obstacle => ({
  given: `a trade that the ${side} has on hold`,
  arrange: async (stage) => {
    const { trade } = await signedDeal(stage);
    const readiness = (of: string) => (of === side ? READINESS.onHold : READINESS.ready);
    await stage.match(trade, readiness("seller"), readiness("buyer"));
    const refusal = refusedBy(await setsOf(stage), "TradeOnHold", tradeId(trade), SIDE[side]);
    return { signed: { trade }, refusal };
  },
});

const notApproved = (side: "seller" | "buyer"): Obstacle => ({
  given: `a trade that the ${side} has approved neither by signature nor on chain`,
  arrange: async (stage) => {
    const signed = await signedDeal(stage);
    const refusal = refusedBy(await setsOf(stage), "TradeNotApproved", tradeId(signed.trade), SIDE[side]);
    return { signed: { ...signed, [`${side}Signature`]: undefined }, refusal };
  },
});

const wrongSignature = (side: "seller" | "buyer", what: string, sign: SignWrongly): Obstacle => ({
  given: `a trade of which the ${side}'s signature is ${what}`,
  arrange: async (stage) => {
    const signed = await signedDeal(stage);
    const { trade } = signed;
    const wrong = await sign(stage, trade, trade[side]);
    const refusal = refusedBy(
      await setsOf(stage),
      "TradeInvalidSignature",
      tradeId(trade),
      SIDE[side],
      trade[side],
    );
    return { signed: { ...signed, [`${side}Signature`]: wrong }, refusal };
  },
});
type SignWrongly = (stage: Stage, trade: Trade, account: string) => Promise<string>;

const ofAnotherTrade: SignWrongly = ({ crowd, domain }, trade, account) =>
  signTrade(memberAt(crowd, account), { domain, trade: { ...trade, amount: trade.amount - 1n } });
const ofAnother: SignWrongly = ({ member, domain }, trade) => signTrade(member(7), { domain, trade });

/** All that can keep a single trade of a set from settling, with the exact error that says so. */
export const OBSTACLES: readonly Obstacle[] = [
  notApproved("seller"),
  notApproved("buyer"),
  wrongSignature("seller", "over other terms", ofAnotherTrade),
  wrongSignature("buyer", "over other terms", ofAnotherTrade),
  wrongSignature("seller", "somebody else's", ofAnother),
  wrongSignature("buyer", "somebody else's", ofAnother),
  wrongSignature("seller", "no signature at all", () => Promise.resolve("0x00")),
  {
    given: "a trade that is due in a second",
    arrange: terms({ settleFrom: BigInt(NOW) + 1n }, "TradeNotDue", NOW + 1, NOW),
  },
  {
    given: "a trade that has reached its cut-off",
    arrange: terms({ settleBy: BigInt(NOW) }, "TradeExpired", NOW, NOW),
  },
  {
    given: "a trade that was cancelled",
    arrange: async (stage) => {
      const signed = await signedDeal(stage);
      const { trade } = signed;
      const sender = await senderOf(stage, stage.member(2));
      await stage.escrow.connect(sender).cancel(encodeTrade(trade), SIDE.seller);
      return { signed, refusal: refusedBy(await setsOf(stage), "TradeClosed", tradeId(trade), 0n) };
    },
  },
  {
    given: "a trade that has settled already",
    arrange: async (stage) => {
      const signed = await signedDeal(stage);
      const { trade, sellerSignature = "0x", buyerSignature = "0x" } = signed;
      await stage.escrow.settleBySignatures(encodeTrade(trade), sellerSignature, buyerSignature);
      return { signed, refusal: refusedBy(await setsOf(stage), "TradeClosed", tradeId(trade), 0n) };
    },
  },
  {
    given: "a trade that has a number that is bound to another trade",
    arrange: async (stage) => {
      const signed = await signedDeal(stage);
      const { trade } = signed;
      await stage.instruct({ ...trade, amount: 1n }, SIDE.seller, READINESS.earmarked);
      return { signed, refusal: refusedBy(await setsOf(stage), "TradeNumberTaken", tradeId(trade), 0n) };
    },
  },
  onHold("seller"),
  onHold("buyer"),
  {
    given: "a trade that needs more bonds than the seller has",
    arrange: stopped(
      "bond",
      () => Promise.resolve(),
      "ERC20InsufficientBalance",
      ({ seller }) => [seller, 5n, 6n],
      { quantity: 6n },
    ),
  },
  {
    given: "a trade that needs more money than the buyer has",
    arrange: stopped(
      "cash",
      () => Promise.resolve(),
      "ERC20InsufficientBalance",
      ({ buyer }) => [buyer, AMOUNT, AMOUNT + 1n],
      { amount: AMOUNT + 1n },
    ),
  },
  {
    given: "a trade that needs bonds that are frozen",
    arrange: stopped(
      "bond",
      (stage, { seller }) => stage.bond.connect(stage.compliance).setFrozenTokens(seller, 4n),
      "ERC7943InsufficientUnfrozenBalance",
      ({ seller }) => [seller, 2n, 1n],
      { quantity: 2n },
    ),
  },
  {
    given: "a trade that needs bonds that are locked up",
    arrange: stopped(
      "bond",
      async (stage, { seller }) =>
        stage.bond.connect(await actingAs(stage, stage.offering)).lockUp(seller, 4n, FAR),
      "BondTokenLockedUp",
      ({ seller }) => [ISIN, seller, 2n, 4n, FAR],
      { quantity: 2n },
    ),
  },
  {
    given: "a trade that needs money that is frozen",
    arrange: stopped(
      "cash",
      (stage, { buyer }) => stage.cash.connect(stage.compliance).setFrozenTokens(buyer, AMOUNT - 1n),
      "ERC7943InsufficientUnfrozenBalance",
      ({ buyer }) => [buyer, 2n, 1n],
      { amount: 2n },
    ),
  },
  {
    given: "a trade that needs bonds that are held for another trade",
    arrange: stopped(
      "bond",
      (stage) => stage.instruct(stage.deal(2, 4, { quantity: 3n }), SIDE.seller, READINESS.earmarked),
      "RegulatedTokenUnitsHeld",
      ({ seller }) => [seller, 3n, 2n],
      { quantity: 3n },
    ),
  },
  {
    given: "a trade that needs money that is held for another trade",
    arrange: stopped(
      "cash",
      (stage) => stage.instruct(stage.deal(4, 3, { amount: AMOUNT }), SIDE.buyer, READINESS.earmarked),
      "RegulatedTokenUnitsHeld",
      ({ buyer }) => [buyer, 1n, 0n],
      { amount: 1n },
    ),
  },
  frozenAccount("bond", "seller"),
  frozenAccount("bond", "buyer"),
  frozenAccount("cash", "seller"),
  frozenAccount("cash", "buyer"),
  {
    given: "a trade that has a seller who is suspended",
    arrange: ineligible(
      "seller",
      ({ registry, compliance }, account) => registry.connect(compliance).suspend(account, EVIDENCE),
      "ParticipantIsSuspended",
    ),
  },
  {
    given: "a trade that has a buyer who is suspended",
    arrange: ineligible(
      "buyer",
      ({ registry, compliance }, account) => registry.connect(compliance).suspend(account, EVIDENCE),
      "ParticipantIsSuspended",
    ),
  },
  {
    given: "a trade that has a buyer without the class of the bond",
    arrange: ineligible(
      "buyer",
      ({ registry }, account) => registry.update(account, 0, FAR, COMMITMENT),
      "ParticipantLacksClasses",
      0n,
      QII,
    ),
  },
  {
    given: "a trade that has a buyer whose identification has expired",
    arrange: ineligible(
      "buyer",
      ({ registry }, account) => registry.update(account, QII, NOW, COMMITMENT),
      "ParticipantExpired",
      NOW,
      NOW,
    ),
  },
  {
    given: "a trade that has a seller whose account was closed",
    arrange: ineligible("seller", ({ registry }, account) => registry.close(account), "ParticipantIsClosed"),
  },
  {
    given: "a trade that has a buyer who was never admitted",
    arrange: async (stage) => {
      const { outsider, member, domain } = stage;
      const trade = stage.deal(2, 3, {
        buyer: outsider.address,
        amount: 0n,
        currency: "",
        settlementBank: ZeroAddress,
      });
      const signed = {
        trade,
        sellerSignature: await signTrade(member(2), { domain, trade }),
        buyerSignature: await signTrade(outsider, { domain, trade }),
      };
      return { signed, refusal: refusedBy(stage.registry, "ParticipantNotAdmitted", outsider.address) };
    },
  },
  {
    given: "a trade that has one party on both sides",
    arrange: async (stage) => {
      const signed = await signedDeal(stage, { buyer: stage.member(2).address });
      const { trade } = signed;
      return {
        signed,
        refusal: refusedBy(await setsOf(stage), "TradeSameParty", tradeId(trade), trade.seller),
      };
    },
  },
  {
    given: "a trade that allows no smaller part than more than all of it",
    arrange: terms({ minimumPart: 2n }, "TradeInvalidMinimum", 2n, 1n),
  },
  {
    given: "a trade that was to settle before it was agreed",
    arrange: terms(
      { tradeDate: BigInt(START) + 1n },
      "TradeInvalidDates",
      START + 1,
      START,
      START + 10 * DAY,
    ),
  },
  {
    given: "a trade that has its cut-off when it becomes due",
    arrange: terms({ settleFrom: BigInt(NOW), settleBy: BigInt(NOW) }, "TradeInvalidDates", START, NOW, NOW),
  },
  {
    given: "a trade that names a bond that does not exist",
    arrange: async (stage) => {
      const signed = await signedDeal(stage, { isin: UNKNOWN_ISIN });
      const isin = ascii(UNKNOWN_ISIN, 12);
      const sets = await setsOf(stage);
      return {
        signed,
        refusal: refusedBy(sets, "TradeUnknownBond", tradeId(signed.trade), isin),
        refusalOfAll: refusedBy(sets, "SetUnknownBond", isin),
      };
    },
  },
  {
    given: "a trade that names a currency that does not exist",
    arrange: async (stage) => {
      const signed = await signedDeal(stage, { settlementBank: stage.outsider.address });
      const currency = [ascii("JPY", 3), stage.outsider.address];
      const sets = await setsOf(stage);
      return {
        signed,
        refusal: refusedBy(sets, "TradeUnknownCurrency", tradeId(signed.trade), ...currency),
        refusalOfAll: refusedBy(sets, "SetUnknownCurrency", ...currency),
      };
    },
  },
  {
    given: "a trade that is in a bond that was not issued yet",
    arrange: async (stage) => {
      const signed = await signedDeal(stage, { isin: UNKNOWN_ISIN });
      const planned = await planBond(stage);
      return { signed, refusal: refusedBy(planned, "BondTokenNotOutstanding", ascii(UNKNOWN_ISIN, 12)) };
    },
  },
];

/** What stops a token stops every trade in it. */
export const STOPPED_TOKENS = [
  {
    given: "the bond is paused",
    arrange: async (stage: Stage): Promise<Refusal> => {
      await stage.bond.connect(stage.pauser).pause();
      return refusedBy(stage.bond, "RegulatedTokenPaused", await stage.bond.getAddress());
    },
  },
  {
    given: "the money is paused",
    arrange: async (stage: Stage): Promise<Refusal> => {
      await stage.cash.connect(stage.pauser).pause();
      return refusedBy(stage.cash, "RegulatedTokenPaused", await stage.cash.getAddress());
    },
  },
  {
    given: "the bond is closed before its redemption",
    at: START + 360 * DAY,
    arrange: (stage: Stage): Promise<Refusal> =>
      Promise.resolve(refusedBy(stage.bond, "BondTokenClosed", ISIN, START + 360 * DAY, START + 360 * DAY)),
  },
] as const;

/** Has a sound trade, an obstructed one and another sound one settled all or none: none settles, and the error says why. */
export async function expectNoneSettles(w: Stage, method: "chain" | "net", { arrange }: Obstacle) {
  const { signed, refusal, refusalOfAll = refusal } = await arrange(w);
  const others = await signedBy(w, w.crowd, [w.deal(0, 1), w.deal(4, 5)]);
  const [first, last] = others;
  if (first === undefined || last === undefined) throw new Error("two trades were signed");
  const everybody = [...w.crowd, w.outsider];
  const trades = [first, signed, last];
  const look = async () => {
    const records = [];
    for (const { trade } of trades) records.push(await recordOf(w, trade));
    return { records, holdings: await allHoldings(w, everybody) };
  };
  const before = await look();
  await nextBlockAt(w, NOW);
  await expectRefused(submit(w, method, bySignedTrades(trades)), refusalOfAll);
  expect(await look()).to.deep.equal(before);
}
