import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { bySignedTrades, setsOf, signedBy } from "../../support/crowd.ts";
import { NOW, OBSTACLES, STOPPED_TOKENS } from "../../support/setObstacles.ts";
import {
  afterTrades,
  allHoldings,
  expectRefused,
  giveAway,
  hasFailed,
  isFinal,
  isFinalAlone,
  isSettled,
  moved,
  movesOf,
  recorded,
  recordOf,
  senderOf,
  stageOf,
  submit,
} from "../../support/sets.ts";
import { ANSWER, nextBlockAt, signLong, smartWallet, STATUS } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { DAY, EVIDENCE, FAR, READINESS, SIDE, START } from "../../support/world.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { SetTrade } from "../../../sdk/sets/TradeSet.ts";
import { signTrade } from "../../../sdk/trade/signTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";

const AMOUNT = 100_123_456n;
const FREE = { amount: 0n, currency: "", settlementBank: ZeroAddress } as const;
const PAYMENT = { quantity: 0n, isin: "" } as const;
/** Code that never ends: it burns all gas that it gets. */
const ENDLESS_LOOP = "0x5b600056";

describe("TradeSets.settleBatch", () => {
  const current = useWorld(stageOf);

  /** What a batch would return now. */
  const countOf = async (w: ReturnType<typeof current>, trades: readonly Trade[]): Promise<bigint> =>
    await (await setsOf(w)).settleBatch.staticCall(...(await w.signed(trades)), { gasLimit: 16_000_000n });

  describe("given trades all of which can settle", () => {
    it("when anybody submits them, then all are final at once and the set is on record", async () => {
      const w = current();
      const trades = [w.deal(0, 1), w.deal(2, 3, { quantity: 2n, amount: 7n }), w.deal(1, 4)];
      const before = await allHoldings(w, w.crowd);
      expect(await recorded(w, await w.settle("batch", trades))).to.deep.equal([
        ...trades.map(isFinal),
        isSettled("batch", trades),
        // bonds in the order of the trades, money in the opposite one
        moved("bond", w.member(0), w.member(1), 1n),
        moved("bond", w.member(2), w.member(3), 2n),
        moved("bond", w.member(1), w.member(4), 1n),
        moved("cash", w.member(4), w.member(1), AMOUNT),
        moved("cash", w.member(3), w.member(2), 7n),
        moved("cash", w.member(1), w.member(0), AMOUNT),
      ]);
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });

    it("when they have settled, then their numbers are used up", async () => {
      const w = current();
      const trades = [w.deal(0, 1), w.deal(2, 3)];
      await w.settle("batch", trades);
      for (const trade of trades) {
        expect(await recordOf(w, trade)).to.include({ status: STATUS.closed, isUsed: true });
      }
    });

    it("when it is asked how many settle, then the answer is their number", async () => {
      const w = current();
      expect(await countOf(w, [w.deal(0, 1)])).to.equal(1n);
      expect(await countOf(w, [w.deal(0, 1), w.deal(2, 3), w.deal(4, 5)])).to.equal(3n);
    });

    it("when a trade needs the bonds of an earlier one, and its money from a later one, then both settle", async () => {
      const w = current();
      await giveAway(w, "bond", w.member(1), 5n);
      await giveAway(w, "cash", w.member(1), 10_000_000_000n);
      const trades = [w.deal(0, 1, { quantity: 5n }), w.deal(1, 2, { quantity: 5n })];
      const before = await allHoldings(w, w.crowd);
      expect(await recorded(w, await w.settle("batch", trades))).to.deep.include(isSettled("batch", trades));
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });

    it("when they are recorded on chain and nobody signs, then they settle as well", async () => {
      const w = current();
      const trades = [w.deal(0, 1), w.deal(2, 3)];
      for (const trade of trades) await w.match(trade);
      const events = await recorded(
        w,
        await submit(w, "batch", bySignedTrades(trades.map((trade) => ({ trade })))),
      );
      expect(events.slice(0, 3)).to.deep.equal([...trades.map(isFinal), isSettled("batch", trades)]);
    });
  });

  describe("given a delivery free of payment, a payment and a trade against payment", () => {
    it("when they settle at once, then each has its own finality and only the legs that are there move", async () => {
      const w = current();
      const trades = [w.deal(0, 1, FREE), w.deal(2, 3, PAYMENT), w.deal(4, 5)];
      const before = await allHoldings(w, w.crowd);
      expect(await recorded(w, await w.settle("batch", trades))).to.deep.equal([
        ["escrow", "Delivered", tradeId(trades[0] ?? w.deal(0, 1))],
        ["escrow", "Paid", tradeId(trades[1] ?? w.deal(0, 1))],
        ["escrow", "Settled", tradeId(trades[2] ?? w.deal(0, 1))],
        isSettled("batch", trades),
        moved("bond", w.member(0), w.member(1), 1n),
        moved("bond", w.member(4), w.member(5), 1n),
        moved("cash", w.member(5), w.member(4), AMOUNT),
        moved("cash", w.member(3), w.member(2), AMOUNT),
      ]);
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });

    it("when they settle one by one, then each is on record with its terms", async () => {
      const w = current();
      const [delivery, payment, failing] = [
        w.deal(0, 1, FREE),
        w.deal(2, 3, PAYMENT),
        w.deal(4, 5, { quantity: 6n }),
      ];
      const short = { by: w.bond, error: "ERC20InsufficientBalance", args: [failing.seller, 5n, 6n] };
      expect(await recorded(w, await w.settle("batch", [delivery, payment, failing]))).to.deep.equal([
        await isFinalAlone(w, delivery),
        moved("bond", w.member(0), w.member(1), 1n),
        await isFinalAlone(w, payment),
        moved("cash", w.member(3), w.member(2), AMOUNT),
        hasFailed(failing, short),
      ]);
    });
  });

  for (const { given, arrange } of OBSTACLES) {
    describe(`given ${given}, among others`, () => {
      it("when they are submitted, then the others settle one by one, it stays open, and why is on record", async () => {
        const w = current();
        const { signed, refusal } = await arrange(w);
        const { trade } = signed;
        const others = [w.deal(0, 1), w.deal(4, 5)];
        const [first, last] = await signedBy(w, w.crowd, others);
        if (first === undefined || last === undefined) throw new Error("two trades were signed");
        const everybody = [...w.crowd, w.outsider];
        const [before, open] = [await allHoldings(w, everybody), await recordOf(w, trade)];

        await nextBlockAt(w, NOW);
        const sent = await submit(w, "batch", bySignedTrades([first, signed, last]));
        expect(await recorded(w, sent)).to.deep.equal([
          await isFinalAlone(w, first.trade),
          moved("bond", w.member(0), w.member(1), 1n),
          moved("cash", w.member(1), w.member(0), AMOUNT),
          hasFailed(trade, refusal),
          await isFinalAlone(w, last.trade),
          moved("bond", w.member(4), w.member(5), 1n),
          moved("cash", w.member(5), w.member(4), AMOUNT),
        ]);
        expect(await allHoldings(w, everybody)).to.deep.equal(afterTrades(before, others));
        expect(await recordOf(w, trade), "as open as before").to.deep.equal(open);
        for (const each of others) expect((await recordOf(w, each)).isUsed).to.equal(true);
      });
    });
  }

  for (const stop of STOPPED_TOKENS) {
    describe(`given that ${stop.given}`, () => {
      it("when trades are submitted, then all fail, and nothing moves", async () => {
        const w = current();
        const trades = [w.deal(0, 1, { settleBy: BigInt(FAR) }), w.deal(2, 3, { settleBy: BigInt(FAR) })];
        const call = await w.signed(trades);
        const refusal = await stop.arrange(w);
        const before = await allHoldings(w, w.crowd);
        await nextBlockAt(w, "at" in stop ? stop.at : NOW);
        const sent = await submit(w, "batch", call);
        expect(await recorded(w, sent)).to.deep.equal(trades.map((trade) => hasFailed(trade, refusal)));
        expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
        for (const trade of trades) expect((await recordOf(w, trade)).isUsed).to.equal(false);
      });
    });
  }

  describe("given trades some of which fail", () => {
    it("when it is asked how many settle, then only the others count", async () => {
      const w = current();
      const failing = w.deal(2, 3, { quantity: 6n });
      expect(await countOf(w, [w.deal(0, 1), failing, w.deal(4, 5)])).to.equal(2n);
      expect(await countOf(w, [failing, { ...failing, sequence: 1n }])).to.equal(0n);
    });

    it("when what was in the way is gone, then the same calldata settles the one that is left", async () => {
      const w = current();
      const trades = [w.deal(0, 1), w.deal(2, 3)];
      const call = await w.signed(trades);
      await w.registry.connect(w.compliance).suspend(w.member(3), EVIDENCE);
      await submit(w, "batch", call);
      await w.registry.connect(w.compliance).reinstate(w.member(3), EVIDENCE);
      const [done, left] = trades;
      if (done === undefined || left === undefined) throw new Error("two trades");
      const closed = { by: await setsOf(w), error: "TradeClosed", args: [tradeId(done), 0n] };
      expect(await recorded(w, await submit(w, "batch", call))).to.deep.equal([
        hasFailed(done, closed),
        await isFinalAlone(w, left),
        moved("bond", w.member(2), w.member(3), 1n),
        moved("cash", w.member(3), w.member(2), AMOUNT),
      ]);
    });

    it("when a trade needs the proceeds of one that fails, then it fails as well", async () => {
      const w = current();
      await giveAway(w, "bond", w.member(1), 5n);
      const [first, second] = [w.deal(0, 1, { quantity: 5n }), w.deal(1, 2, { quantity: 5n })];
      await w.registry.connect(w.compliance).suspend(w.member(0), EVIDENCE);
      expect(await recorded(w, await w.settle("batch", [first, second]))).to.deep.equal([
        hasFailed(first, { by: w.registry, error: "ParticipantIsSuspended", args: [first.seller] }),
        hasFailed(second, {
          by: w.bond,
          error: "ERC20InsufficientBalance",
          args: [second.seller, 0n, 5n],
        }),
      ]);
    });

    it("when a trade needs the bonds of a later one, then it fails and the later one settles", async () => {
      const w = current();
      await giveAway(w, "bond", w.member(1), 5n);
      const [later, sooner] = [w.deal(0, 1, { quantity: 5n }), w.deal(1, 2, { quantity: 5n })];
      expect(await recorded(w, await w.settle("batch", [sooner, later]))).to.deep.equal([
        hasFailed(sooner, { by: w.bond, error: "ERC20InsufficientBalance", args: [sooner.seller, 0n, 5n] }),
        await isFinalAlone(w, later),
        moved("bond", w.member(0), w.member(1), 5n),
        moved("cash", w.member(1), w.member(0), AMOUNT),
      ]);
    });

    it("when a trade needs the money of an earlier one, then it settles one by one, where it would not at once", async () => {
      const w = current();
      await giveAway(w, "cash", w.member(1), 10_000_000_000n);
      // member 1 sells first and buys then: at once its money would be asked for before it comes
      const trades = [w.deal(1, 2), w.deal(0, 1)];
      const before = await allHoldings(w, w.crowd);
      const events = await recorded(w, await w.settle("batch", trades));
      expect(movesOf(events, "cash")).to.deep.equal([
        moved("cash", w.member(2), w.member(1), AMOUNT),
        moved("cash", w.member(1), w.member(0), AMOUNT),
      ]);
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });
  });

  describe("given a trade that stands in a set twice", () => {
    it("when the set is submitted, then it settles once", async () => {
      const w = current();
      const [trade, other] = [w.deal(0, 1), w.deal(2, 3)];
      const before = await allHoldings(w, w.crowd);
      const closed = { by: await setsOf(w), error: "TradeClosed", args: [tradeId(trade), 0n] };
      const events = await recorded(w, await w.settle("batch", [trade, other, trade]));
      expect(events.at(-1)).to.deep.equal(hasFailed(trade, closed));
      expect(events.filter(([, event]) => event === "Settled")).to.have.length(2);
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, [trade, other]));
      expect(await countOf(w, [w.deal(4, 5), w.deal(4, 5)])).to.equal(1n);
    });

    it("when its number was bound to it, then it settles once all the same", async () => {
      const w = current();
      const trade = w.deal(0, 1);
      await w.match(trade, READINESS.earmarked, READINESS.earmarked);
      const before = await allHoldings(w, w.crowd);
      const set = bySignedTrades([{ trade }, { trade }]);
      const events = await recorded(w, await submit(w, "batch", set));
      const closed = { by: await setsOf(w), error: "TradeClosed", args: [tradeId(trade), 0n] };
      expect(events).to.deep.equal([
        await isFinalAlone(w, trade),
        moved("bond", w.member(0), w.member(1), 1n),
        moved("cash", w.member(1), w.member(0), AMOUNT),
        hasFailed(trade, closed),
      ]);
      const after = await allHoldings(w, w.crowd);
      expect(after.get(trade.seller)).to.include({ bonds: 4n, bondsHeld: 0n });
      expect(after.get(trade.buyer)?.cash).to.equal((before.get(trade.buyer)?.cash ?? 0n) - AMOUNT);
    });
  });

  describe("given a trade that stands in two sets", () => {
    it("when both are submitted, then it settles with the first, and fails in the second alone", async () => {
      const w = current();
      const [shared, first, second] = [w.deal(0, 1), w.deal(2, 3), w.deal(4, 5)];
      const before = await allHoldings(w, w.crowd);
      await w.settle("batch", [first, shared]);
      const closed = { by: await setsOf(w), error: "TradeClosed", args: [tradeId(shared), 0n] };
      expect(await recorded(w, await w.settle("batch", [shared, second]))).to.deep.equal([
        hasFailed(shared, closed),
        await isFinalAlone(w, second),
        moved("bond", w.member(4), w.member(5), 1n),
        moved("cash", w.member(5), w.member(4), AMOUNT),
      ]);
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, [first, shared, second]));
    });
  });

  describe("given trades with legs that are held for them", () => {
    const held = (w: ReturnType<typeof current>) => [
      w.deal(0, 1, { quantity: 5n }),
      w.deal(2, 3, { quantity: 5n }),
    ];

    for (const [how, extra] of [
      ["at once", []],
      ["one by one", [6n]],
    ] as const) {
      it(`when they settle ${how}, then the legs come out of the holds, and nothing is released`, async () => {
        const w = current();
        const trades = held(w);
        for (const trade of trades) await w.match(trade, READINESS.earmarked, READINESS.earmarked);
        const failing = extra.map((quantity) => w.deal(4, 5, { quantity }));
        const before = await allHoldings(w, w.crowd);
        const signed = [
          ...trades.map((trade): SetTrade => ({ trade })),
          ...(await signedBy(w, w.crowd, failing)),
        ];
        const events = await recorded(w, await submit(w, "batch", bySignedTrades(signed)));
        const names = events.map(([, event]) => event);
        expect(names).not.to.include.members(["LegReleased"]);
        expect(names).not.to.include.members(["UnitsReleased"]);
        const expected = afterTrades(before, trades);
        for (const { seller, buyer, quantity, amount } of trades) {
          const [from, to] = [expected.get(seller), expected.get(buyer)];
          if (from === undefined || to === undefined) throw new Error("both are in the crowd");
          from.bondsHeld -= quantity;
          to.cashHeld -= amount;
        }
        expect(await allHoldings(w, w.crowd)).to.deep.equal(expected);
      });
    }

    it("when the account holds units for another trade too, then those stay held", async () => {
      const w = current();
      const [trade, other] = [w.deal(0, 1, { quantity: 2n }), w.deal(0, 2, { quantity: 3n })];
      await w.match(trade, READINESS.earmarked, READINESS.earmarked);
      await w.instruct(other, SIDE.seller, READINESS.earmarked);
      await submit(w, "batch", bySignedTrades([{ trade }]));
      expect((await allHoldings(w, [w.member(0)])).get(trade.seller)).to.include({
        bonds: 3n,
        bondsHeld: 3n,
      });
      expect(await recordOf(w, other)).to.include({ status: STATUS.instructed, bondsHeld: true });
    });
  });

  describe("given a trade of which a part has settled", () => {
    const terms = { quantity: 5n, amount: 99n, minimumPart: 1n } as const;

    for (const [how, extra] of [
      ["at once", []],
      ["one by one", [6n]],
    ] as const) {
      it(`when it settles ${how}, then its rest moves and no more`, async () => {
        const w = current();
        const trade = w.deal(0, 1, terms);
        await w.match(trade, READINESS.earmarked, READINESS.ready);
        await w.escrow.connect(await senderOf(w, w.member(0))).settlePart(encodeTrade(trade), 2n);
        const failing = extra.map((quantity) => w.deal(4, 5, { quantity }));
        const before = await allHoldings(w, w.crowd);
        const signed = [{ trade }, ...(await signedBy(w, w.crowd, failing))];
        const events = await recorded(w, await submit(w, "batch", bySignedTrades(signed)));
        const rest = { quantity: 3n, amount: 60n };
        expect(events[0]).to.deep.equal(
          how === "at once" ? isFinal(trade) : await isFinalAlone(w, trade, rest),
        );
        expect(movesOf(events, "bond")).to.deep.equal([moved("bond", w.member(0), w.member(1), 3n)]);
        expect(movesOf(events, "cash")).to.deep.equal([moved("cash", w.member(1), w.member(0), 60n)]);
        const after = await allHoldings(w, w.crowd);
        expect(after.get(trade.seller)?.bondsHeld).to.equal(0n);
        expect(after.get(trade.buyer)?.bonds).to.equal((before.get(trade.buyer)?.bonds ?? 0n) + 3n);
        expect(await recordOf(w, trade)).to.include({ status: STATUS.closed, isUsed: true });
      });
    }
  });

  describe("given too little gas", () => {
    it("when a trade would have to settle by itself, then it reverts with SetOutOfGas and names it", async () => {
      const w = current();
      const failing = w.deal(0, 1, { quantity: 6n });
      const call = await w.signed([failing, w.deal(2, 3)]);
      await expectRefused(submit(w, "batch", call, { overrides: { gasLimit: 1_600_000n } }), {
        by: await setsOf(w),
        error: "SetOutOfGas",
        args: [0n],
      });
      expect((await recordOf(w, failing)).isUsed).to.equal(false);
    });

    it("when it lasts for the first trades only, then it reverts with SetOutOfGas for the next one", async () => {
      const w = current();
      // the first ones fail for their approvals, which takes no settlement
      const approvals = (await signedBy(w, w.crowd, [w.deal(0, 1), w.deal(2, 3)])).map((signed) => ({
        ...signed,
        sellerSignature: undefined,
      }));
      const [last] = await signedBy(w, w.crowd, [w.deal(4, 5)]);
      if (last === undefined) throw new Error("one trade was signed");
      const call = bySignedTrades([...approvals, last]);
      await expectRefused(submit(w, "batch", call, { overrides: { gasLimit: 1_600_000n } }), {
        by: await setsOf(w),
        error: "SetOutOfGas",
        args: [2n],
      });
    });

    it("when the limit is anything at all, then the outcome is the whole one or none: no trade fails for gas", async () => {
      const w = current();
      const failing = w.deal(2, 3, { quantity: 6n });
      const sets = [
        [w.deal(0, 1), w.deal(4, 5)],
        [w.deal(0, 1), failing, w.deal(4, 5)],
      ];
      const short = { by: w.bond, error: "ERC20InsufficientBalance", args: [failing.seller, 5n, 6n] };
      let [done, refused] = [0, 0];
      for (const trades of sets) {
        const call = await w.signed(trades);
        for (let gasLimit = 60_000n; gasLimit < 4_000_000n; gasLimit += gasLimit / 9n) {
          const snapshot = await w.networkHelpers.takeSnapshot();
          try {
            const events = await recorded(w, await submit(w, "batch", call, { overrides: { gasLimit } }));
            const failures = events.filter(([, event]) => event === "SettlementFailed");
            expect(failures).to.deep.equal(trades.includes(failing) ? [hasFailed(failing, short)] : []);
            expect(events.filter(([, event]) => event === "Settled")).to.have.length(2);
            done += 1;
          } catch (error) {
            if (!(error instanceof Error) || error.name === "AssertionError") throw error;
            refused += 1;
          }
          await snapshot.restore();
        }
      }
      expect(done, "limits that were enough").to.be.greaterThan(10);
      expect(refused, "limits that were not").to.be.greaterThan(10);
    });
  });

  describe("given a trade of a contract account", () => {
    /** A trade that a wallet buys, signed by both. */
    async function bought(w: ReturnType<typeof current>) {
      const { wallet, address } = await smartWallet(w, w.third);
      const trade = w.deal(2, 3, { buyer: address });
      const signed: SetTrade = {
        trade,
        sellerSignature: await signTrade(w.member(2), { domain: w.domain, trade }),
        buyerSignature: await signLong(w, w.third, encodeTrade(trade)),
      };
      const refusal = {
        by: await setsOf(w),
        error: "TradeInvalidSignature",
        args: [tradeId(trade), SIDE.buyer, address],
      };
      return { wallet, address, trade, signed, refusal };
    }

    async function submitWithOthers(w: ReturnType<typeof current>, signed: SetTrade) {
      const [first, last] = await signedBy(w, w.crowd, [w.deal(0, 1), w.deal(4, 5)]);
      if (first === undefined || last === undefined) throw new Error("two trades were signed");
      const sent = await submit(w, "batch", bySignedTrades([first, signed, last]));
      return { events: await recorded(w, sent), gasUsed: (await sent.wait())?.gasUsed ?? 0n };
    }

    it("when the wallet accepts its owner's signature, then all settle at once", async () => {
      const w = current();
      const { trade, signed } = await bought(w);
      const { events } = await submitWithOthers(w, signed);
      expect(events.slice(0, 4)).to.deep.equal([
        isFinal(w.deal(0, 1)),
        isFinal(trade),
        isFinal(w.deal(4, 5)),
        isSettled("batch", [w.deal(0, 1), trade, w.deal(4, 5)]),
      ]);
    });

    for (const [what, answer] of [
      ["says no", ANSWER.nothing],
      ["reverts", ANSWER.failure],
      ["returns nothing", ANSWER.noData],
      ["returns more than the magic value", ANSWER.dirtyMagic],
    ] as const) {
      it(`when the wallet ${what}, then its trade fails and the others settle`, async () => {
        const w = current();
        const { wallet, trade, signed, refusal } = await bought(w);
        await wallet.setAnswer(answer, ZeroAddress, "0x");
        const { events } = await submitWithOthers(w, signed);
        expect(events.filter(([, event]) => event !== "Transfer")).to.deep.equal([
          await isFinalAlone(w, w.deal(0, 1)),
          hasFailed(trade, refusal),
          await isFinalAlone(w, w.deal(4, 5)),
        ]);
      });
    }

    it("when the wallet burns all gas that it gets, then its trade fails, the others settle, and it cost 500,000 each time", async () => {
      const w = current();
      const { address, trade, signed, refusal } = await bought(w);
      await w.networkHelpers.setCode(address, ENDLESS_LOOP);
      const { events, gasUsed } = await submitWithOthers(w, signed);
      expect(events.filter(([, event]) => event !== "Transfer")).to.deep.equal([
        await isFinalAlone(w, w.deal(0, 1)),
        hasFailed(trade, refusal),
        await isFinalAlone(w, w.deal(4, 5)),
      ]);
      // asked once at once, and once by itself
      expect(gasUsed).to.be.greaterThan(1_000_000n).and.lessThan(1_700_000n);
    });

    it("when the wallet burns gas in a call and then says yes, then all settle at once", async () => {
      const w = current();
      const { wallet, trade, signed } = await bought(w);
      const burner = w.deployer.address;
      await w.networkHelpers.setCode(burner, ENDLESS_LOOP);
      await wallet.setAnswer(ANSWER.afterCall, burner, "0x");
      const { events } = await submitWithOthers(w, signed);
      expect(events).to.deep.include(isFinal(trade));
      expect(events.map(([, event]) => event)).not.to.include("SettlementFailed");
    });

    it("when there is too little gas to ask it, then all reverts with TradeWalletOutOfGas: nobody makes it say no", async () => {
      const w = current();
      const { address, signed } = await bought(w);
      await expectRefused(
        submit(w, "batch", bySignedTrades([signed]), { overrides: { gasLimit: 500_000n } }),
        { by: await setsOf(w), error: "TradeWalletOutOfGas", args: [address, 500_000n] },
      );
    });

    it("when the wallet tries to settle its trade while it is asked, then nothing happens twice", async () => {
      const w = current();
      const { wallet, trade, signed } = await bought(w);
      const sets = await setsOf(w);
      const again = sets.interface.encodeFunctionData("settleBatch", [...bySignedTrades([signed])]);
      await wallet.setAnswer(ANSWER.afterCall, await w.escrow.getAddress(), again);
      const { events } = await submitWithOthers(w, signed);
      expect(events.filter(([, , id]) => id === tradeId(trade))).to.deep.equal([isFinal(trade)]);
    });
  });

  describe("given trades of a venue", () => {
    const listed = (w: ReturnType<typeof current>) => [
      w.deal(0, 1, { venue: w.venue.address, sequence: 8n }),
      w.deal(2, 3, { venue: w.venue.address, sequence: 9n }),
    ];

    it("when the venue submits them, then they settle", async () => {
      const w = current();
      const trades = listed(w);
      const events = await recorded(w, await w.settle("batch", trades, { by: w.venue }));
      expect(events.slice(0, 3)).to.deep.equal([...trades.map(isFinal), isSettled("batch", trades)]);
    });

    it("when one of them fails, then the others of the venue settle one by one", async () => {
      const w = current();
      const [good, bad] = [
        listed(w)[0] ?? w.deal(0, 1),
        w.deal(2, 3, { venue: w.venue.address, quantity: 6n }),
      ];
      const short = { by: w.bond, error: "ERC20InsufficientBalance", args: [bad.seller, 5n, 6n] };
      const events = await recorded(w, await w.settle("batch", [bad, good], { by: w.venue }));
      expect(events.slice(0, 2)).to.deep.equal([hasFailed(bad, short), await isFinalAlone(w, good)]);
    });

    it("when anybody else submits them, then it reverts with SetNotItsVenue", async () => {
      const w = current();
      const sellers = await senderOf(w, w.member(0));
      for (const by of [w.outsider, w.operator, w.admin, sellers]) {
        await expectRefused(w.settle("batch", listed(w), { by }), {
          by: await setsOf(w),
          error: "SetNotItsVenue",
          args: [by.address, w.venue.address],
        });
      }
    });
  });

  describe("given approvals that are not those of the set", () => {
    it("when a signature is missing at the end, then it reverts with SetMissingApprovals", async () => {
      const w = current();
      const [set, approvals] = await w.signed([w.deal(0, 1), w.deal(2, 3)]);
      const cut = approvals.slice(0, -2 * 66);
      await expectRefused(submit(w, "batch", [set, cut]), {
        by: await setsOf(w),
        error: "SetMissingApprovals",
        args: [2n],
      });
    });

    it("when a byte is left over, then it reverts with SetSurplusApprovals", async () => {
      const w = current();
      const [set, approvals] = await w.signed([w.deal(0, 1), w.deal(2, 3)]);
      await expectRefused(submit(w, "batch", [set, approvals + "00"]), {
        by: await setsOf(w),
        error: "SetSurplusApprovals",
        args: [1n],
      });
    });
  });

  describe("given bonds that change hands after a record date", () => {
    it("when the first movement after it is a batch, then what everybody held at it stays on record", async () => {
      const w = current();
      const trades = [
        w.deal(0, 1, { settleBy: BigInt(FAR) }),
        w.deal(1, 2, { quantity: 6n, settleBy: BigInt(FAR) }),
      ];
      const call = await w.signed(trades);
      await nextBlockAt(w, START + 180 * DAY);
      await submit(w, "batch", call);
      for (const index of [0, 1, 2]) {
        expect(await w.bond.balanceAtRecordDate(w.member(index), 0)).to.equal(5n);
      }
      expect(await w.bond.balanceOf(w.member(2))).to.equal(11n);
      expect(await w.bond.supplyAtRecordDate(0)).to.equal(1_000n);
    });
  });
});
