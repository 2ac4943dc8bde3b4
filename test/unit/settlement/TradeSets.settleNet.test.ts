import { expect } from "chai";
import fc from "fast-check";
import { ZeroAddress } from "ethers";

import type { SetTrade } from "../../../sdk/sets/TradeSet.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { APPROVED_BY, bySignedLists, bySignedTrades, setsOf, signedBy } from "../../support/crowd.ts";
import { expectNoneSettles, NOW, OBSTACLES, STOPPED_TOKENS } from "../../support/setObstacles.ts";
import {
  afterTrades,
  allHoldings,
  balancesOf,
  deliveriesOf,
  expectRefused,
  giveAway,
  isFinal,
  isSettled,
  movesOf,
  moved,
  netsOf,
  netsOfMoves,
  paymentsOf,
  recorded,
  recordOf,
  secondInstruments,
  senderOf,
  stageOf,
  submit,
} from "../../support/sets.ts";
import { nextBlockAt, STATUS } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, ISIN, QII, READINESS, SIDE, START } from "../../support/world.ts";

const AMOUNT = 100_123_456n;
const ALL_CASH = 10_000_000_000n;
const FREE = { amount: 0n, currency: "", settlementBank: ZeroAddress } as const;
const PAYMENT = { quantity: 0n, isin: "" } as const;

describe("TradeSets.settleNet", () => {
  const current = useWorld(stageOf);
  type Current = ReturnType<typeof current>;

  /** Takes all bonds and all money from these members. */
  async function empty(w: Current, members: readonly number[]): Promise<void> {
    for (const index of members) {
      await giveAway(w, "bond", w.member(index), 5n);
      await giveAway(w, "cash", w.member(index), ALL_CASH);
    }
  }

  describe("given trades among three parties", () => {
    const triangle = (w: Current) => [
      w.deal(0, 1, { quantity: 3n, amount: 300n }),
      w.deal(1, 2, { quantity: 2n, amount: 200n }),
      w.deal(2, 0, { quantity: 1n, amount: 90n }),
      w.deal(0, 1, { quantity: 1n, amount: 110n, sequence: 1n }),
    ];

    it("when anybody submits them, then all are final, the set is on record, and only the nets move", async () => {
      const w = current();
      const trades = triangle(w);
      const before = await allHoldings(w, w.crowd);
      const events = await recorded(w, await w.settle("net", trades));
      expect(events.slice(0, 5)).to.deep.equal([...trades.map(isFinal), isSettled("net", trades)]);
      const [bonds, cash] = [movesOf(events, "bond"), movesOf(events, "cash")];
      expect(events).to.have.length(5 + bonds.length + cash.length);
      expect(bonds).to.have.length(2);
      expect(netsOfMoves(bonds)).to.deep.equal(deliveriesOf(trades));
      expect(cash).to.have.length(2);
      expect(netsOfMoves(cash)).to.deep.equal(paymentsOf(trades));
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });

    it("when they have settled, then their numbers are used up and they cannot settle again", async () => {
      const w = current();
      const trades = triangle(w);
      const call = await w.signed(trades);
      await submit(w, "net", call);
      for (const trade of trades) {
        expect(await recordOf(w, trade)).to.include({ status: STATUS.closed, isUsed: true });
      }
      const [first] = trades;
      if (first === undefined) throw new Error("four trades");
      await expectRefused(submit(w, "net", call), {
        by: await setsOf(w),
        error: "TradeClosed",
        args: [tradeId(first), 0n],
      });
    });

    it("when the order is another one, then the same moves on balance", async () => {
      const w = current();
      const trades = triangle(w).toReversed();
      const events = await recorded(w, await w.settle("net", trades));
      expect(netsOfMoves(movesOf(events, "bond"))).to.deep.equal(deliveriesOf(trades));
      expect(netsOfMoves(movesOf(events, "cash"))).to.deep.equal(paymentsOf(trades));
    });
  });

  describe("given parties without any bonds or money", () => {
    it("when their trades are a ring of the same size, then it settles and nothing moves", async () => {
      const w = current();
      await empty(w, [0, 1, 2, 3, 4]);
      const ring = [0, 1, 2, 3, 4].map((seller) => w.deal(seller, (seller + 1) % 5, { quantity: 3n }));
      expect(await recorded(w, await w.settle("net", ring))).to.deep.equal([
        ...ring.map(isFinal),
        isSettled("net", ring),
      ]);
      for (const owned of (await allHoldings(w, w.crowd.slice(0, 5))).values()) {
        expect(owned).to.deep.equal({ bonds: 0n, bondsHeld: 0n, cash: 0n, cashHeld: 0n });
      }
    });

    it("when one of the ring is left out, then the rest is refused for lack of bonds", async () => {
      const w = current();
      await empty(w, [0, 1, 2]);
      const ring = [w.deal(0, 1), w.deal(1, 2), w.deal(2, 0)];
      await expectRefused(w.settle("net", ring.slice(0, 2)), {
        by: w.bond,
        error: "ERC20InsufficientBalance",
        args: [w.member(0), 0n, 1n],
      });
    });

    it("when two trades are each other's opposite, then both settle and nothing moves", async () => {
      const w = current();
      await empty(w, [0, 1]);
      const trades = [w.deal(0, 1), w.deal(1, 0)];
      const events = await recorded(w, await w.settle("net", trades));
      expect(events).to.deep.equal([...trades.map(isFinal), isSettled("net", trades)]);
    });

    it("when they pass on what comes from outside, then they need nothing of their own", async () => {
      const w = current();
      await empty(w, [1, 2]);
      const trades = [w.deal(0, 1), w.deal(1, 2), w.deal(2, 3)];
      const events = await recorded(w, await w.settle("net", trades));
      expect(events.slice(4)).to.deep.equal([
        moved("bond", w.member(0), w.member(3), 1n),
        moved("cash", w.member(3), w.member(0), AMOUNT),
      ]);
    });
  });

  describe("given a party that breaks even", () => {
    /** Member 1 passes on what it receives, for the same money. */
    const through = (w: Current, fields: Partial<Trade> = {}) => [w.deal(0, 1, fields), w.deal(1, 2, fields)];

    const refusals = [
      [
        "it is suspended",
        (w: Current) => w.registry.connect(w.compliance).suspend(w.member(1), EVIDENCE),
        (w: Current) => ({ by: w.registry, error: "ParticipantIsSuspended", args: [w.member(1)] }),
      ],
      [
        "its account was closed",
        (w: Current) => w.registry.close(w.member(1)),
        (w: Current) => ({ by: w.registry, error: "ParticipantIsClosed", args: [w.member(1)] }),
      ],
      [
        "its identification has expired",
        (w: Current) => w.registry.update(w.member(1), QII, NOW, COMMITMENT),
        (w: Current) => ({ by: w.registry, error: "ParticipantExpired", args: [w.member(1), NOW, NOW] }),
      ],
      [
        "it lacks the class of the bond",
        (w: Current) => w.registry.update(w.member(1), 0, FAR, COMMITMENT),
        (w: Current) => ({ by: w.registry, error: "ParticipantLacksClasses", args: [w.member(1), 0n, QII] }),
      ],
      [
        "its account is frozen in the bond",
        (w: Current) => w.bond.connect(w.compliance).setAccountFrozen(w.member(1), true),
        (w: Current) => ({ by: w.bond, error: "RegulatedTokenAccountFrozen", args: [w.member(1)] }),
      ],
      [
        "its account is frozen in the money",
        (w: Current) => w.cash.connect(w.compliance).setAccountFrozen(w.member(1), true),
        (w: Current) => ({ by: w.cash, error: "RegulatedTokenAccountFrozen", args: [w.member(1)] }),
      ],
    ] as const;
    for (const [what, change, refusalOf] of refusals) {
      it(`when ${what}, then the set is refused and names it`, async () => {
        const w = current();
        const trades = through(w);
        const call = await w.signed(trades);
        await change(w);
        const before = await allHoldings(w, w.crowd);
        await nextBlockAt(w, NOW);
        await expectRefused(submit(w, "net", call), refusalOf(w));
        expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
        for (const trade of trades) expect((await recordOf(w, trade)).isUsed).to.equal(false);
      });
    }

    it("when all that it owns is frozen by amount, then the set settles: it parts with nothing", async () => {
      const w = current();
      await w.bond.connect(w.compliance).setFrozenTokens(w.member(1), 5n);
      await w.cash.connect(w.compliance).setFrozenTokens(w.member(1), ALL_CASH);
      const trades = through(w);
      const before = await allHoldings(w, w.crowd);
      await w.settle("net", trades);
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });

    it("when it lacks the class and trades in money alone, then the set settles: money asks for none", async () => {
      const w = current();
      await w.registry.update(w.member(1), 0, FAR, COMMITMENT);
      await w.settle("net", through(w, PAYMENT));
    });
  });

  describe("given parties without the class of the bond", () => {
    it("when one only delivers, then the set settles", async () => {
      const w = current();
      await w.registry.update(w.member(0), 0, FAR, COMMITMENT);
      await w.settle("net", [w.deal(0, 1), w.deal(1, 2)]);
    });

    it("when one delivers on balance and receives in gross, then the set is refused and names it", async () => {
      const w = current();
      await w.registry.update(w.member(0), 0, FAR, COMMITMENT);
      await expectRefused(w.settle("net", [w.deal(0, 1, { quantity: 3n }), w.deal(2, 0)]), {
        by: w.registry,
        error: "ParticipantLacksClasses",
        args: [w.member(0), 0n, QII],
      });
    });

    it("when it is the issuer, then it may receive: it takes back its own", async () => {
      const w = current();
      await w.registry.update(w.issuer, 0, FAR, COMMITMENT);
      const trade = w.deal(0, 1, { buyer: w.issuer.address, ...FREE });
      const signed = await signedBy(w, [...w.crowd, w.issuer], [trade]);
      await submit(w, "net", bySignedTrades(signed));
      expect(await w.bond.balanceOf(w.issuer)).to.equal(301n);
    });
  });

  for (const obstacle of OBSTACLES) {
    describe(`given ${obstacle.given}, among others`, () => {
      it("when they are submitted, then it reverts with the error of that trade, and none settles", async () => {
        await expectNoneSettles(current(), "net", obstacle);
      });
    });
  }

  for (const stop of STOPPED_TOKENS) {
    describe(`given that ${stop.given}`, () => {
      it("when trades are submitted that net to zero, then none settles", async () => {
        const w = current();
        const trades = [w.deal(0, 1, { settleBy: BigInt(FAR) }), w.deal(1, 0, { settleBy: BigInt(FAR) })];
        const call = await w.signed(trades);
        const refusal = await stop.arrange(w);
        await nextBlockAt(w, "at" in stop ? stop.at : NOW);
        await expectRefused(submit(w, "net", call), refusal);
        for (const trade of trades) expect((await recordOf(w, trade)).isUsed).to.equal(false);
      });
    });
  }

  describe("given a party that owes more than it has", () => {
    it("when it owes one unit too many, then the set is refused with the account and what it owes", async () => {
      const w = current();
      const trades = [w.deal(0, 1, { quantity: 8n }), w.deal(2, 0, { quantity: 2n })];
      // member 0 owes 6 on balance and has 5
      const before = await allHoldings(w, w.crowd);
      await expectRefused(w.settle("net", trades), {
        by: w.bond,
        error: "ERC20InsufficientBalance",
        args: [w.member(0), 5n, 6n],
      });
      expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
    });

    it("when it owes exactly what it has, then the set settles", async () => {
      const w = current();
      await w.settle("net", [w.deal(0, 1, { quantity: 7n }), w.deal(2, 0, { quantity: 2n })]);
      expect(await w.bond.balanceOf(w.member(0))).to.equal(0n);
    });

    it("when a part of it is frozen, then the set is refused with what is left of it", async () => {
      const w = current();
      await w.bond.connect(w.compliance).setFrozenTokens(w.member(0), 3n);
      await expectRefused(w.settle("net", [w.deal(0, 1, { quantity: 5n }), w.deal(2, 0, { quantity: 2n })]), {
        by: w.bond,
        error: "ERC7943InsufficientUnfrozenBalance",
        args: [w.member(0), 3n, 2n],
      });
    });
  });

  describe("given trades with legs that are held", () => {
    it("when they settle, then what was held is released first, on record, and only the nets move", async () => {
      const w = current();
      const [held, back] = [
        w.deal(0, 1, { quantity: 5n, amount: 500n }),
        w.deal(1, 0, { quantity: 2n, amount: 200n }),
      ];
      await w.match(held, READINESS.earmarked, READINESS.earmarked);
      const [signed] = await signedBy(w, w.crowd, [back]);
      if (signed === undefined) throw new Error("one trade was signed");
      const id = tradeId(held);
      const [seller, buyer] = [w.member(0).address, w.member(1).address];
      const sent = await submit(w, "net", bySignedTrades([{ trade: held }, signed]));
      expect(await recorded(w, sent)).to.deep.equal([
        ["escrow", "LegReleased", id, 0n, seller, 5n],
        ["bond", "UnitsReleased", seller, 5n, 5n, 0n],
        ["escrow", "LegReleased", id, 1n, buyer, 500n],
        ["cash", "UnitsReleased", buyer, 500n, 500n, 0n],
        isFinal(held),
        isFinal(back),
        isSettled("net", [held, back]),
        moved("bond", w.member(0), w.member(1), 3n),
        moved("cash", w.member(1), w.member(0), 300n),
      ]);
      const after = await allHoldings(w, [w.member(0), w.member(1)]);
      expect(after.get(seller)).to.deep.equal({
        bonds: 2n,
        bondsHeld: 0n,
        cash: ALL_CASH + 300n,
        cashHeld: 0n,
      });
      expect(after.get(buyer)).to.deep.equal({
        bonds: 8n,
        bondsHeld: 0n,
        cash: ALL_CASH - 300n,
        cashHeld: 0n,
      });
    });

    it("when what was held for one trade is owed for another of the set, then it counts", async () => {
      const w = current();
      await empty(w, [1]);
      const [held, free] = [w.deal(0, 2, { quantity: 5n }), w.deal(2, 0, { quantity: 5n })];
      await w.match(held, READINESS.earmarked, READINESS.ready);
      const third = w.deal(0, 3, { quantity: 5n });
      const signed: SetTrade[] = [{ trade: held }, ...(await signedBy(w, w.crowd, [free, third]))];
      await submit(w, "net", bySignedTrades(signed));
      expect(await w.bond.balanceOf(w.member(3))).to.equal(10n);
      expect((await allHoldings(w, [w.member(0)])).get(held.seller)).to.include({ bonds: 0n, bondsHeld: 0n });
    });

    it("when units are held for a trade that is not in the set, then they do not count and stay held", async () => {
      const w = current();
      const outside = w.deal(0, 2, { quantity: 4n });
      await w.instruct(outside, SIDE.seller, READINESS.earmarked);
      await expectRefused(w.settle("net", [w.deal(0, 1, { quantity: 2n })]), {
        by: w.bond,
        error: "RegulatedTokenUnitsHeld",
        args: [w.member(0), 2n, 1n],
      });
      await w.settle("net", [w.deal(0, 1)]);
      expect((await allHoldings(w, [w.member(0)])).get(outside.seller)).to.include({
        bonds: 4n,
        bondsHeld: 4n,
      });
      expect(await recordOf(w, outside)).to.include({ bondsHeld: true });
    });

    it("when the set is refused, then all stays held", async () => {
      const w = current();
      const held = w.deal(0, 1, { quantity: 5n, ...FREE });
      await w.match(held, READINESS.earmarked);
      const failing = await signedBy(w, w.crowd, [w.deal(2, 3, { ...PAYMENT, amount: ALL_CASH + 1n })]);
      const before = await recordOf(w, held);
      await expectRefused(submit(w, "net", bySignedTrades([{ trade: held }, ...failing])), {
        by: w.cash,
        error: "ERC20InsufficientBalance",
        args: [w.member(3), ALL_CASH, ALL_CASH + 1n],
      });
      expect(await recordOf(w, held)).to.deep.equal(before);
      expect((await allHoldings(w, [w.member(0)])).get(held.seller)).to.include({ bondsHeld: 5n });
    });
  });

  describe("given a trade of which a part has settled", () => {
    for (const isHeld of [false, true]) {
      it(`when it settles, then only its rest counts (held: ${isHeld})`, async () => {
        const w = current();
        const trade = w.deal(0, 1, { quantity: 5n, amount: 99n, minimumPart: 1n });
        const readiness = isHeld ? READINESS.earmarked : READINESS.ready;
        await w.match(trade, readiness, readiness);
        await w.escrow.connect(await senderOf(w, w.member(0))).settlePart(encodeTrade(trade), 2n);
        const back = w.deal(1, 0, { quantity: 1n, amount: 10n });
        const signed = [{ trade }, ...(await signedBy(w, w.crowd, [back]))];
        const events = await recorded(w, await submit(w, "net", bySignedTrades(signed)));
        const releases = events.filter(([, event]) => event === "LegReleased");
        const [seller, buyer] = [trade.seller, trade.buyer];
        expect(releases).to.deep.equal(
          isHeld
            ? [
                ["escrow", "LegReleased", tradeId(trade), 0n, seller, 3n],
                ["escrow", "LegReleased", tradeId(trade), 1n, buyer, 60n],
              ]
            : [],
        );
        expect(events.slice(-2)).to.deep.equal([
          moved("bond", w.member(0), w.member(1), 2n),
          moved("cash", w.member(1), w.member(0), 50n),
        ]);
        const after = await allHoldings(w, [w.member(0), w.member(1)]);
        expect([after.get(seller)?.bondsHeld, after.get(buyer)?.cashHeld]).to.deep.equal([0n, 0n]);
      });
    }
  });

  describe("given deliveries free of payment and payments among trades against payment", () => {
    it("when they settle, then each counts for its own leg and has its own finality", async () => {
      const w = current();
      const trades = [
        w.deal(0, 1, { quantity: 3n, ...FREE }),
        w.deal(1, 2, { ...PAYMENT, amount: 70n }),
        w.deal(1, 0, { quantity: 1n, amount: 50n }),
        w.deal(2, 1, { quantity: 2n, amount: 70n }),
      ];
      const before = await allHoldings(w, w.crowd);
      const events = await recorded(w, await w.settle("net", trades));
      expect(events.slice(0, 5)).to.deep.equal([...trades.map(isFinal), isSettled("net", trades)]);
      expect(events.slice(0, 2).map(([, event]) => event)).to.deep.equal(["Delivered", "Paid"]);
      expect(netsOfMoves(movesOf(events, "bond"))).to.deep.equal(deliveriesOf(trades));
      expect(netsOfMoves(movesOf(events, "cash"))).to.deep.equal(paymentsOf(trades));
      expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
    });
  });

  describe("given trades in two bonds and two currencies", () => {
    it("when they settle, then each token moves its own nets", async () => {
      const w = current();
      const second = await secondInstruments(w);
      const { isin, currency, bondAddress, cashAddress } = second;
      const trades = [
        w.deal(0, 1, { quantity: 2n, amount: 10n }),
        w.deal(1, 2, { quantity: 3n, amount: 20n, isin, currency }),
        w.deal(2, 0, { quantity: 1n, amount: 30n, currency }),
        w.deal(2, 1, { quantity: 3n, amount: 40n, isin }),
        w.deal(1, 0, { quantity: 1n, amount: 50n, currency }),
      ];
      const events = await recorded(w, await w.settle("net", trades));
      const of = (bond: string, money: string) => [
        deliveriesOf(trades.filter((trade) => trade.isin === bond)),
        paymentsOf(trades.filter((trade) => trade.currency === money)),
      ];
      expect([netsOfMoves(movesOf(events, "bond")), netsOfMoves(movesOf(events, "cash"))]).to.deep.equal(
        of("JP3633400001", "JPY"),
      );
      expect([
        netsOfMoves(movesOf(events, bondAddress)),
        netsOfMoves(movesOf(events, cashAddress)),
      ]).to.deep.equal(of(isin, currency));
      expect(movesOf(events, bondAddress), "what breaks even does not move").to.deep.equal([]);
    });

    it("when a party is short of one of them only, then nothing moves of the others either", async () => {
      const w = current();
      const { isin, currency, ...second } = await secondInstruments(w);
      const trades = [w.deal(0, 1), w.deal(2, 3, { isin, currency, quantity: 6n })];
      const before = await allHoldings(w, w.crowd);
      await expectRefused(w.settle("net", trades), {
        by: second.bond,
        error: "ERC20InsufficientBalance",
        args: [w.member(2), 5n, 6n],
      });
      expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
    });
  });

  describe("given any trades among eight parties", () => {
    const leg = fc.record({
      seller: fc.nat(7),
      step: fc.integer({ min: 1, max: 7 }),
      kind: fc.constantFrom("dvp", "dvp", "dvp", "free of payment", "payment"),
      second: fc.boolean(),
      secondMoney: fc.boolean(),
      quantity: fc.bigInt(1n, 5n),
      amount: fc.bigInt(1n, 6_000_000_000n),
    });

    it("when they settle, then plain sums say what everybody owns, at most n - 1 movements bring it about, and nothing is lost", async () => {
      const w = current();
      const second = await secondInstruments(w);
      const { isin, currency } = second;
      const tokens = [
        { token: w.bond, at: "bond" },
        { token: second.bond, at: second.bondAddress },
        { token: w.cash, at: "cash" },
        { token: second.cash, at: second.cashAddress },
      ];
      const seen = { settled: 0, refused: 0 };
      const check = fc.asyncProperty(fc.array(leg, { minLength: 1, maxLength: 20 }), async (legs) => {
        const snapshot = await w.networkHelpers.takeSnapshot();
        const trades = legs.map(
          ({ seller, step, kind, second: other, secondMoney, quantity, amount }, index) =>
            w.deal(seller, (seller + step) % 8, {
              sequence: BigInt(index),
              quantity,
              amount,
              ...(other ? { isin } : {}),
              ...(secondMoney ? { currency } : {}),
              ...(kind === "free of payment" ? FREE : {}),
              ...(kind === "payment" ? PAYMENT : {}),
            }),
        );
        const legsOf = [
          trades.filter((trade) => trade.isin === "JP3633400001").map(delivery),
          trades.filter((trade) => trade.isin === isin).map(delivery),
          trades.filter((trade) => trade.currency === "JPY").map(payment),
          trades.filter((trade) => trade.currency === currency).map(payment),
        ];
        const nets = legsOf.map(netsOf);
        const before: ReadonlyMap<string, bigint>[] = [];
        for (const { token } of tokens) before.push(await balancesOf(token, w.crowd));
        const short = nets.some((of, index) =>
          [...of].some(([account, net]) => (before[index]?.get(account) ?? 0n) + net < 0n),
        );
        const call = await w.signed(trades);
        if (short) {
          seen.refused += 1;
          await expect(submit(w, "net", call)).to.be.revertedWithCustomError(
            w.bond,
            "ERC20InsufficientBalance",
          );
        } else {
          seen.settled += 1;
          const events = await recorded(w, await submit(w, "net", call));
          for (const [index, { token, at }] of tokens.entries()) {
            const moves = movesOf(events, at);
            const of = nets[index] ?? new Map<string, bigint>();
            expect(netsOfMoves(moves)).to.deep.equal(of);
            expect(moves.length).to.be.at.most(Math.max(of.size - 1, 0));
            const after = await balancesOf(token, w.crowd);
            for (const [account, balance] of before[index] ?? []) {
              expect(after.get(account)).to.equal(balance + (of.get(account) ?? 0n));
            }
            expect(sum(after.values()), "what all own together").to.equal(sum(before[index]?.values() ?? []));
          }
        }
        await snapshot.restore();
      });
      await fc.assert(check, { numRuns: 60, seed: 20_261_124 });
      expect(seen.settled).to.be.greaterThan(10);
      expect(seen.refused).to.be.greaterThan(10);
    });

    const delivery = ({ seller, buyer, quantity }: Trade) => [seller, buyer, quantity] as const;
    const payment = ({ seller, buyer, amount }: Trade) => [buyer, seller, amount] as const;
    const sum = (values: Iterable<bigint>) => [...values].reduce((total, each) => total + each, 0n);
  });

  describe("given nets that are larger than any amount", () => {
    /** Two deliveries free of payment whose sum does not fit into an amount: 2^112, and `beyond` more. */
    const beyondAmounts = (w: Current, beyond: bigint) => [
      w.deal(0, 1, { sequence: 1n, quantity: 2n ** 112n - 1n, ...FREE }),
      w.deal(0, 1, { sequence: 2n, quantity: 1n + beyond, ...FREE }),
    ];
    const tooLarge = async (w: Current, beyond: bigint) => ({
      by: await setsOf(w),
      error: "NetTooLarge",
      args: [2n ** 112n + beyond],
    });

    it("when they are submitted, then it reverts with NetTooLarge: nobody has so much", async () => {
      const w = current();
      for (const beyond of [0n, 1n, 2n ** 111n]) {
        await expectRefused(w.settle("net", beyondAmounts(w, beyond)), await tooLarge(w, beyond));
      }
    });

    it("when money is owed beyond any amount, then it reverts with NetTooLarge as well", async () => {
      const w = current();
      const payments = beyondAmounts(w, 0n).map((trade) => ({
        ...trade,
        ...PAYMENT,
        amount: trade.quantity,
        currency: "JPY",
        settlementBank: w.settlementBank.address,
      }));
      await expectRefused(w.settle("net", payments), await tooLarge(w, 0n));
    });

    it("when it is the largest amount, then the token refuses it", async () => {
      const w = current();
      await expectRefused(w.settle("net", beyondAmounts(w, 0n).slice(0, 1)), {
        by: w.bond,
        error: "ERC20InsufficientBalance",
        args: [w.member(0), 5n, 2n ** 112n - 1n],
      });
    });

    it("when units are held for another trade, then these stay held for it", async () => {
      const w = current();
      const honest = w.deal(0, 2, { quantity: 4n });
      await w.match(honest, READINESS.earmarked);
      await expectRefused(w.settle("net", beyondAmounts(w, 4n)), await tooLarge(w, 4n));
      const owned = (await allHoldings(w, [w.member(0)])).get(honest.seller);
      expect(owned).to.include({ bonds: 5n, bondsHeld: 4n });
      await w.escrow.settle(encodeTrade(honest));
    });

    it("when they are more than that in gross only, then they settle", async () => {
      const w = current();
      const largest = 2n ** 112n - 1n;
      await w.settle("net", [
        w.deal(0, 1, { quantity: largest, ...FREE }),
        w.deal(1, 0, { quantity: largest, ...FREE }),
        w.deal(0, 1, { quantity: largest, ...FREE, sequence: 1n }),
        w.deal(1, 0, { quantity: largest - 1n, ...FREE, sequence: 1n }),
      ]);
      expect(await w.bond.balanceOf(w.member(0))).to.equal(4n);
    });
  });

  describe("given that a record date has passed since the last movement", () => {
    const dated = (w: Current) => {
      const settleBy = BigInt(FAR);
      return [
        w.deal(0, 1, { quantity: 5n, settleBy }),
        w.deal(1, 2, { quantity: 5n, settleBy }),
        w.deal(2, 3, { quantity: 2n, settleBy }),
      ];
    };

    it("when a net settles in its first second, then everybody held at the date what it held before", async () => {
      const w = current();
      const call = await w.signed(dated(w));
      await nextBlockAt(w, START + 180 * DAY);
      const events = await recorded(w, await submit(w, "net", call));
      expect(events).to.deep.include([
        "bond",
        "RecordDatePassed",
        ISIN,
        0n,
        BigInt(START + 180 * DAY),
        1_000n,
      ]);
      for (const index of [0, 1, 2, 3, 4]) {
        expect(await w.bond.balanceAtRecordDate(w.member(index), 0)).to.equal(5n);
      }
      const now = [...(await balancesOf(w.bond, w.crowd)).values()];
      expect(now.slice(0, 5)).to.deep.equal([0n, 5n, 8n, 7n, 5n]);
      expect(await w.bond.supplyAtRecordDate(0)).to.equal(1_000n);
    });

    it("when a net settles in the last second before it, then everybody held at the date what it holds since", async () => {
      const w = current();
      const call = await w.signed(dated(w));
      await nextBlockAt(w, START + 180 * DAY - 1);
      await submit(w, "net", call);
      await w.networkHelpers.time.increaseTo(START + 180 * DAY);
      for (const [index, balance] of [0n, 5n, 8n, 7n, 5n].entries()) {
        expect(await w.bond.balanceAtRecordDate(w.member(index), 0)).to.equal(balance);
      }
    });

    it("when nets settle in each period, then each date has its own balances", async () => {
      const w = current();
      const settleBy = BigInt(FAR);
      const first = await w.signed(dated(w));
      const later = await w.signed([
        w.deal(3, 0, { quantity: 6n, settleBy, sequence: 1n }),
        w.deal(2, 1, { quantity: 1n, settleBy, sequence: 1n }),
        w.deal(1, 2, { quantity: 1n, settleBy, sequence: 1n }),
      ]);
      await nextBlockAt(w, START + 200 * DAY);
      await submit(w, "net", first);
      await nextBlockAt(w, START + 355 * DAY);
      await submit(w, "net", later);
      const expected = [
        [5n, 5n, 5n, 5n],
        [0n, 5n, 8n, 7n],
      ];
      for (const [date, balances] of expected.entries()) {
        for (const [index, balance] of balances.entries()) {
          expect(await w.bond.balanceAtRecordDate(w.member(index), date)).to.equal(balance);
        }
      }
      expect([...(await balancesOf(w.bond, w.crowd)).values()].slice(0, 4)).to.deep.equal([6n, 5n, 8n, 1n]);
    });
  });

  describe("given trades without a venue", () => {
    it("when different pairs have the same number, then each uses up its own", async () => {
      const w = current();
      const trades = [w.deal(0, 1), w.deal(1, 0), w.deal(1, 2), w.deal(2, 0)];
      await w.settle("net", trades);
      for (const trade of trades) expect((await recordOf(w, trade)).isUsed).to.equal(true);
      const { seller, buyer } = w.deal(0, 2);
      expect(await w.escrow.isSequenceUsed(ZeroAddress, seller, buyer, 0n)).to.equal(false);
    });

    it("when two trades of a pair have the same number, then it reverts with TradeClosed for the second", async () => {
      const w = current();
      const trades = [w.deal(0, 1), w.deal(1, 2), w.deal(0, 1, { quantity: 2n })];
      const second = trades[2] ?? w.deal(0, 1);
      await expectRefused(w.settle("net", trades), {
        by: await setsOf(w),
        error: "TradeClosed",
        args: [tradeId(second), 0n],
      });
    });
  });

  describe("given numbers in several words", () => {
    const numbers = [255n, 256n, 0n, 511n, 512n, 1n, 257n, 2n ** 48n - 1n, 254n];
    const neighbours = [2n, 253n, 258n, 510n, 513n, 2n ** 48n - 2n];
    const owners = [
      ["a venue", (w: Current) => ({ venue: w.venue.address }), (w: Current) => w.venue],
      ["a pair", () => ({}), (w: Current) => w.outsider],
    ] as const;
    for (const [whose, fieldsOf, submitter] of owners) {
      it(`when trades under numbers of ${whose} settle in any order, then exactly these are used up`, async () => {
        const w = current();
        const by = submitter(w);
        const numbered = (sequence: bigint) =>
          w.deal(0, 1, { sequence, commonReference: "KSI", ...PAYMENT, ...fieldsOf(w) });
        await w.settle("net", numbers.map(numbered), { by });
        const isUsed = async (number: bigint) => (await recordOf(w, numbered(number))).isUsed;
        for (const number of numbers) expect(await isUsed(number), `number ${number}`).to.equal(true);
        for (const number of neighbours) expect(await isUsed(number), `number ${number}`).to.equal(false);
        for (const number of numbers) {
          await expectRefused(w.settle("net", [numbered(number)], { by }), {
            by: await setsOf(w),
            error: "TradeClosed",
            args: [tradeId(numbered(number)), number],
          });
        }
      });
    }

    it("when a number was used up before in each of the words, then it stays so, and the set uses up others", async () => {
      const w = current();
      const venue = w.venue.address;
      const payment = (sequence: bigint) => w.deal(0, 1, { sequence, venue, ...PAYMENT });
      await w.settle("chain", [payment(3n), payment(300n)], { by: w.venue });
      await w.settle("net", [payment(2n), payment(301n), payment(4n)], { by: w.venue });
      const all = [];
      for (const sequence of [1n, 2n, 3n, 4n, 5n, 299n, 300n, 301n, 302n]) {
        if ((await recordOf(w, payment(sequence))).isUsed) all.push(sequence);
      }
      expect(all).to.deep.equal([2n, 3n, 4n, 300n, 301n]);
    });
  });

  describe("given trades of a venue", () => {
    it("when the venue submits them, then they settle", async () => {
      const w = current();
      const venue = w.venue.address;
      const trades = [w.deal(0, 1, { venue }), w.deal(1, 2, { venue, sequence: 1n })];
      const events = await recorded(w, await w.settle("net", trades, { by: w.venue }));
      expect(events.slice(0, 3)).to.deep.equal([...trades.map(isFinal), isSettled("net", trades)]);
    });

    it("when anybody else submits them, then it reverts with SetNotItsVenue", async () => {
      const w = current();
      const trades = [w.deal(0, 1, { venue: w.venue.address })];
      for (const by of [w.outsider, w.operator, await senderOf(w, w.member(0))]) {
        await expectRefused(w.settle("net", trades, { by }), {
          by: await setsOf(w),
          error: "SetNotItsVenue",
          args: [by.address, w.venue.address],
        });
      }
    });
  });

  describe("given 300 trades of a venue among eight parties", () => {
    const COUNT = 300;
    const many = (w: Current) =>
      Array.from({ length: COUNT }, (_, index) => {
        const seller = index % 8;
        const buyer = (seller + 1 + (Math.floor(index / 8) % 7)) % 8;
        return w.deal(seller, buyer, {
          venue: w.venue.address,
          sequence: BigInt(index),
          amount: AMOUNT + BigInt(index),
        });
      });

    for (const who of ["trades", "parties"] as const) {
      it(`when they settle in one transaction, approved by ${who}, then all are final and plain sums hold`, async () => {
        const w = current();
        const trades = many(w);
        const before = await allHoldings(w, w.crowd);
        const call = who === "trades" ? await w.signed(trades) : await bySignedLists(w, w.crowd, trades);
        const events = await recorded(
          w,
          await submit(w, "net", call, { by: w.venue, approvedBy: APPROVED_BY[who] }),
        );
        expect(events.slice(0, COUNT)).to.deep.equal(trades.map(isFinal));
        expect(events[COUNT]).to.deep.equal(isSettled("net", trades));
        expect(events.length).to.be.at.most(COUNT + 1 + 7 + 7);
        expect(await allHoldings(w, w.crowd)).to.deep.equal(afterTrades(before, trades));
        expect((await recordOf(w, trades[COUNT - 1] ?? w.deal(0, 1))).isUsed).to.equal(true);
      });
    }
  });

  describe("given a set of one trade", () => {
    it("when it settles, then its legs move as agreed", async () => {
      const w = current();
      const trade = w.deal(0, 1);
      expect(await recorded(w, await w.settle("net", [trade]))).to.deep.equal([
        isFinal(trade),
        isSettled("net", [trade]),
        moved("bond", w.member(0), w.member(1), 1n),
        moved("cash", w.member(1), w.member(0), AMOUNT),
      ]);
    });
  });
});
