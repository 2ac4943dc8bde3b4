import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { bySignedTrades, setsOf, signedBy } from "../../support/crowd.ts";
import { expectNoneSettles, NOW, OBSTACLES, STOPPED_TOKENS } from "../../support/setObstacles.ts";
import {
  afterTrades,
  allHoldings,
  balancesOf,
  expectRefused,
  giveAway,
  isFinal,
  isSettled,
  moved,
  movesOf,
  recorded,
  recordOf,
  secondInstruments,
  senderOf,
  stageOf,
  submit,
} from "../../support/sets.ts";
import { nextBlockAt, STATUS } from "../../support/settlement.ts";
import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, FAR, READINESS, SIDE } from "../../support/world.ts";

const AMOUNT = 100_123_456n;
const ALL_CASH = 10_000_000_000n;

describe("TradeSets.settleChain", () => {
  const current = useWorld(stageOf);
  type Current = ReturnType<typeof current>;

  /** From the issuer by way of two firms to the investor, each with its margin. */
  const fromIssuerToInvestor = (w: Current): readonly [Trade, Trade, Trade] => [
    w.deal(0, 1, { quantity: 5n, amount: 500n }),
    w.deal(1, 2, { quantity: 5n, amount: 510n }),
    w.deal(2, 3, { quantity: 5n, amount: 530n }),
  ];

  /** Leaves the issuer without money, the investor without bonds, and the firms without what is named. */
  async function strip(w: Current, { bonds, cash }: { bonds: boolean; cash: boolean }): Promise<void> {
    await giveAway(w, "cash", w.member(0), ALL_CASH);
    await giveAway(w, "bond", w.member(3), 5n);
    for (const firm of [1, 2]) {
      if (bonds) await giveAway(w, "bond", w.member(firm), 5n);
      if (cash) await giveAway(w, "cash", w.member(firm), ALL_CASH);
    }
  }

  describe("given an issuer, two firms with neither bonds nor money, and an investor", () => {
    it("when anybody submits the chain, then all is settled: bonds run down and money runs up", async () => {
      const w = current();
      await strip(w, { bonds: true, cash: true });
      const trades = fromIssuerToInvestor(w);
      const before = await allHoldings(w, w.crowd);
      const [issuer, first, second, investor] = [w.member(0), w.member(1), w.member(2), w.member(3)];
      expect(await recorded(w, await w.settle("chain", trades))).to.deep.equal([
        ...trades.map(isFinal),
        isSettled("chain", trades),
        moved("bond", issuer, first, 5n),
        moved("bond", first, second, 5n),
        moved("bond", second, investor, 5n),
        moved("cash", investor, second, 530n),
        moved("cash", second, first, 510n),
        moved("cash", first, issuer, 500n),
      ]);
      const after = await allHoldings(w, w.crowd);
      expect(after).to.deep.equal(afterTrades(before, trades));
      expect(after.get(first.address)).to.include({ bonds: 0n, cash: 10n });
      expect(after.get(second.address)).to.include({ bonds: 0n, cash: 20n });
      for (const trade of trades) {
        expect(await recordOf(w, trade)).to.include({ status: STATUS.closed, isUsed: true });
      }
    });

    const orders = [
      ["backward", [2, 1, 0], 2],
      ["with the firms' trade first", [1, 0, 2], 1],
      ["with the firms' trade last", [0, 2, 1], 2],
    ] as const;
    for (const [how, order, short] of orders) {
      it(`when the chain is ordered ${how}, then it reverts with the firm that lacks the bonds`, async () => {
        const w = current();
        await strip(w, { bonds: true, cash: true });
        const all = fromIssuerToInvestor(w);
        await expectRefused(
          w.settle(
            "chain",
            order.map((index) => all[index]),
          ),
          { by: w.bond, error: "ERC20InsufficientBalance", args: [w.member(short), 0n, 5n] },
        );
      });
    }

    it("when the firms have bonds and the order is backward, then it reverts with the one that lacks the money", async () => {
      const w = current();
      await strip(w, { bonds: false, cash: true });
      const trades = fromIssuerToInvestor(w).toReversed();
      // money runs from the last trade to the first: the first firm would pay before it is paid
      await expectRefused(w.settle("chain", trades), {
        by: w.cash,
        error: "ERC20InsufficientBalance",
        args: [w.member(1), 0n, 500n],
      });
    });

    it("when the firms have money, then they still cannot deliver before they receive", async () => {
      const w = current();
      await strip(w, { bonds: true, cash: false });
      await expectRefused(w.settle("chain", fromIssuerToInvestor(w).toReversed()), {
        by: w.bond,
        error: "ERC20InsufficientBalance",
        args: [w.member(2), 0n, 5n],
      });
      await w.settle("chain", fromIssuerToInvestor(w));
    });

    it("when the investor is a yen short, then nothing of the chain settles", async () => {
      const w = current();
      await strip(w, { bonds: true, cash: true });
      await giveAway(w, "cash", w.member(3), ALL_CASH - 529n);
      const trades = fromIssuerToInvestor(w);
      const before = await allHoldings(w, w.crowd);
      await expectRefused(w.settle("chain", trades), {
        by: w.cash,
        error: "ERC20InsufficientBalance",
        args: [w.member(3), 529n, 530n],
      });
      expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
      for (const trade of trades) expect((await recordOf(w, trade)).isUsed).to.equal(false);
    });
  });

  for (const obstacle of OBSTACLES) {
    describe(`given ${obstacle.given}, among others`, () => {
      it("when they are submitted, then it reverts with the error of that trade, and none settles", async () => {
        await expectNoneSettles(current(), "chain", obstacle);
      });
    });
  }

  for (const stop of STOPPED_TOKENS) {
    describe(`given that ${stop.given}`, () => {
      it("when trades are submitted, then none settles", async () => {
        const w = current();
        const trades = [w.deal(0, 1, { settleBy: BigInt(FAR) }), w.deal(2, 3, { settleBy: BigInt(FAR) })];
        const call = await w.signed(trades);
        const refusal = await stop.arrange(w);
        const before = await allHoldings(w, w.crowd);
        await nextBlockAt(w, "at" in stop ? stop.at : NOW);
        await expectRefused(submit(w, "chain", call), refusal);
        expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
      });
    });
  }

  describe("given a chain that was refused", () => {
    it("when what was in the way is gone, then the same calldata settles it", async () => {
      const w = current();
      const trades = fromIssuerToInvestor(w);
      const call = await w.signed(trades);
      await w.registry.connect(w.compliance).suspend(w.member(2), EVIDENCE);
      await expectRefused(submit(w, "chain", call), {
        by: w.registry,
        error: "ParticipantIsSuspended",
        args: [w.member(2)],
      });
      await w.registry.connect(w.compliance).reinstate(w.member(2), EVIDENCE);
      expect(await recorded(w, await submit(w, "chain", call))).to.deep.include(isSettled("chain", trades));
    });
  });

  describe("given a chain that has settled", () => {
    it("when it is submitted again, then it reverts with TradeClosed", async () => {
      const w = current();
      const trades = fromIssuerToInvestor(w);
      const call = await w.signed(trades);
      await submit(w, "chain", call);
      await expectRefused(submit(w, "chain", call), {
        by: await setsOf(w),
        error: "TradeClosed",
        args: [tradeId(trades[0]), 0n],
      });
    });

    it("when one of its trades is in another chain, then none of that settles", async () => {
      const w = current();
      const trades = fromIssuerToInvestor(w);
      await w.settle("chain", trades);
      const before = await allHoldings(w, w.crowd);
      await expectRefused(w.settle("chain", [w.deal(4, 5), trades[1]]), {
        by: await setsOf(w),
        error: "TradeClosed",
        args: [tradeId(trades[1]), 0n],
      });
      expect(await allHoldings(w, w.crowd)).to.deep.equal(before);
    });

    it("when one of its trades is to settle by itself, then it reverts with TradeClosed", async () => {
      const w = current();
      const [trade, ...others] = fromIssuerToInvestor(w);
      const [signed] = await signedBy(w, w.crowd, [trade]);
      await w.settle("chain", [trade, ...others]);
      const settled = w.escrow.settleBySignatures(
        encodeTrade(trade),
        signed?.sellerSignature ?? "0x",
        signed?.buyerSignature ?? "0x",
      );
      await expectRefused(settled, { by: w.escrow, error: "TradeClosed", args: [tradeId(trade), 0n] });
    });
  });

  describe("given a trade that stands in a chain twice", () => {
    it("when it is submitted, then it reverts with TradeClosed", async () => {
      const w = current();
      const trade = w.deal(0, 1);
      await expectRefused(w.settle("chain", [trade, w.deal(1, 2), trade]), {
        by: await setsOf(w),
        error: "TradeClosed",
        args: [tradeId(trade), 0n],
      });
    });
  });

  describe("given a chain with legs that are held", () => {
    it("when it settles, then these come out of the holds, and the others are free", async () => {
      const w = current();
      await strip(w, { bonds: true, cash: true });
      const trades = fromIssuerToInvestor(w);
      const [first, middle, last] = trades;
      await w.match(first, READINESS.earmarked, READINESS.ready);
      await w.match(last, READINESS.ready, READINESS.earmarked);
      const [signed] = await signedBy(w, w.crowd, [middle]);
      if (signed === undefined) throw new Error("one trade was signed");
      const before = await allHoldings(w, w.crowd);
      expect(before.get(first.seller)?.bondsHeld).to.equal(5n);
      expect(before.get(last.buyer)?.cashHeld).to.equal(530n);
      const sent = await submit(w, "chain", bySignedTrades([{ trade: first }, signed, { trade: last }]));
      expect((await recorded(w, sent)).map(([, event]) => event)).not.to.include("UnitsReleased");
      const after = await allHoldings(w, w.crowd);
      expect(after.get(first.seller)).to.deep.equal({ bonds: 0n, bondsHeld: 0n, cash: 500n, cashHeld: 0n });
      expect(after.get(last.buyer)).to.deep.equal({
        bonds: 5n,
        bondsHeld: 0n,
        cash: ALL_CASH - 530n,
        cashHeld: 0n,
      });
    });

    it("when a firm holds what it has for another trade, then the chain cannot use it", async () => {
      const w = current();
      const [trade, other] = [w.deal(0, 1, { quantity: 5n }), w.deal(0, 2, { quantity: 1n })];
      await w.instruct(other, SIDE.seller, READINESS.earmarked);
      await expectRefused(w.settle("chain", [trade]), {
        by: w.bond,
        error: "RegulatedTokenUnitsHeld",
        args: [w.member(0), 5n, 4n],
      });
    });
  });

  describe("given a chain with a trade of which a part has settled", () => {
    it("when it settles, then the rest of that moves", async () => {
      const w = current();
      const trade = w.deal(0, 1, { quantity: 5n, amount: 99n, minimumPart: 1n });
      await w.match(trade);
      await w.escrow.connect(await senderOf(w, w.member(0))).settlePart(encodeTrade(trade), 2n);
      const next = w.deal(1, 2, { quantity: 7n });
      const signed = [{ trade }, ...(await signedBy(w, w.crowd, [next]))];
      const events = await recorded(w, await submit(w, "chain", bySignedTrades(signed)));
      expect(events.slice(0, 3)).to.deep.equal([
        isFinal(trade),
        isFinal(next),
        isSettled("chain", [trade, next]),
      ]);
      expect(movesOf(events, "bond")).to.deep.equal([
        moved("bond", w.member(0), w.member(1), 3n),
        moved("bond", w.member(1), w.member(2), 7n),
      ]);
      expect(movesOf(events, "cash")).to.deep.equal([
        moved("cash", w.member(2), w.member(1), AMOUNT),
        moved("cash", w.member(1), w.member(0), 60n),
      ]);
    });
  });

  describe("given a chain with a delivery free of payment and a payment", () => {
    it("when it settles, then each has its own finality and the legs keep their order", async () => {
      const w = current();
      await strip(w, { bonds: true, cash: true });
      const trades = [
        w.deal(0, 1, { quantity: 5n, amount: 0n, currency: "", settlementBank: ZeroAddress }),
        w.deal(1, 2, { quantity: 5n, amount: 7n }),
        w.deal(2, 3, { quantity: 0n, isin: "", amount: 7n }),
      ];
      const [delivery, , payment] = trades;
      const events = await recorded(w, await w.settle("chain", trades));
      expect(events[0]).to.deep.equal(["escrow", "Delivered", tradeId(delivery ?? w.deal(0, 1))]);
      expect(events[2]).to.deep.equal(["escrow", "Paid", tradeId(payment ?? w.deal(0, 1))]);
      expect(events.slice(4)).to.deep.equal([
        moved("bond", w.member(0), w.member(1), 5n),
        moved("bond", w.member(1), w.member(2), 5n),
        moved("cash", w.member(3), w.member(2), 7n),
        moved("cash", w.member(2), w.member(1), 7n),
      ]);
    });
  });

  describe("given a chain in two bonds and two currencies", () => {
    it("when it settles, then each token moves its own legs, in their order", async () => {
      const w = current();
      const second = await secondInstruments(w);
      const { isin, currency, bondAddress, cashAddress } = second;
      const trades = [
        w.deal(0, 1, { quantity: 2n, amount: 10n }),
        w.deal(1, 2, { quantity: 3n, amount: 20n, isin, currency }),
        w.deal(2, 3, { quantity: 4n, amount: 30n, currency }),
        w.deal(3, 4, { quantity: 1n, amount: 40n, isin }),
      ];
      const [bonds, cash] = [await balancesOf(second.bond, w.crowd), await balancesOf(second.cash, w.crowd)];
      const events = await recorded(w, await w.settle("chain", trades));
      expect(events.slice(0, 5)).to.deep.equal([...trades.map(isFinal), isSettled("chain", trades)]);
      expect(movesOf(events, "bond")).to.deep.equal([
        moved("bond", w.member(0), w.member(1), 2n),
        moved("bond", w.member(2), w.member(3), 4n),
      ]);
      expect(movesOf(events, bondAddress)).to.deep.equal([
        moved(bondAddress, w.member(1), w.member(2), 3n),
        moved(bondAddress, w.member(3), w.member(4), 1n),
      ]);
      expect(movesOf(events, "cash")).to.deep.equal([
        moved("cash", w.member(4), w.member(3), 40n),
        moved("cash", w.member(1), w.member(0), 10n),
      ]);
      expect(movesOf(events, cashAddress)).to.deep.equal([
        moved(cashAddress, w.member(3), w.member(2), 30n),
        moved(cashAddress, w.member(2), w.member(1), 20n),
      ]);
      expect(events).to.have.length(13);
      expect([...(await balancesOf(second.bond, w.crowd)).values()].slice(0, 5)).to.deep.equal(
        [0n, -3n, 3n, -1n, 1n].map((net, index) => (bonds.get(w.member(index).address) ?? 0n) + net),
      );
      expect([...(await balancesOf(second.cash, w.crowd)).values()].slice(0, 5)).to.deep.equal(
        [0n, 20n, 10n, -30n, 0n].map((net, index) => (cash.get(w.member(index).address) ?? 0n) + net),
      );
    });
  });

  describe("given trades of a venue", () => {
    it("when the venue submits them, then they settle", async () => {
      const w = current();
      const venue = w.venue.address;
      const trades = [w.deal(0, 1, { venue }), w.deal(1, 2, { venue, sequence: 1n })];
      const events = await recorded(w, await w.settle("chain", trades, { by: w.venue }));
      expect(events.slice(0, 3)).to.deep.equal([...trades.map(isFinal), isSettled("chain", trades)]);
    });

    it("when anybody else submits them, then it reverts with SetNotItsVenue", async () => {
      const w = current();
      const trades = [w.deal(0, 1, { venue: w.venue.address })];
      for (const by of [w.outsider, w.operator, await senderOf(w, w.member(0))]) {
        await expectRefused(w.settle("chain", trades, { by }), {
          by: await setsOf(w),
          error: "SetNotItsVenue",
          args: [by.address, w.venue.address],
        });
      }
    });
  });
});
