import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { packSet } from "../../../sdk/sets/packSet.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { Desk } from "../../support/blocks.ts";
import { everybodysHoldings, marketEvents } from "../../support/blockRecords.ts";
import { clientAt, clientParts, FEE, useDesk } from "../../support/blocks.ts";
import { APPROVED_BY, setsOf } from "../../support/crowd.ts";
import { cancelByCourt, makeLink } from "../../support/links.ts";
import { must } from "../../support/must.ts";
import { BOTH_QUOTED, QUOTED } from "../../support/quotes.ts";
import { afterTrades, isFinal, isSettled, recorded, recordOf } from "../../support/sets.ts";
import { advanceTo, nextBlockAt, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";
import { DAY, READINESS, SIDE, START } from "../../support/world.ts";

describe("RequestForQuote.settleLinked", () => {
  const current = useDesk();

  const settle = (m: Desk, first: bigint, set: string, by = m.outsider) =>
    m.rfq.connect(by).settleLinked(first, set);

  /** Says that a call is refused and leaves holdings and the link as they are. */
  async function expectLeftAlone(m: Desk, first: bigint, run: () => Promise<unknown>): Promise<void> {
    const look = async () => [await everybodysHoldings(m), await m.rfq.linkedTradesOf(first)] as const;
    const before = await look();
    await run();
    expect(await look()).to.deep.equal(before);
  }

  for (const [name, side] of BOTH_QUOTED) {
    for (const [thenName, then] of [
      ["matched", THEN.match],
      ["earmarked", THEN.earmark],
    ] as const) {
      describe(`given a link of ${name} that is ${thenName}`, () => {
        it("when anybody settles it, then all its trades settle in one set and nothing stays held", async () => {
          const m = current();
          const before = await everybodysHoldings(m);
          const link = await makeLink(m, { quote: { side }, then });
          const sent = await settle(m, link.first, link.set);
          expect(await marketEvents(m, Promise.resolve(sent))).to.deep.equal([["LinkSettled", 0n]]);
          const finals = [...link.inOrder.map(isFinal), isSettled("chain", link.inOrder)];
          const events = await recorded(m, sent);
          expect(events.filter(([, event]) => /^(Set)?Settled$/.test(event))).to.deep.equal(finals);
          const after = await everybodysHoldings(m);
          expect(after).to.deep.equal(afterTrades(before, link.all));
          expect(after.get(m.broker.address)).to.include({ bonds: 0n, cash: 3n * FEE });
          for (const trade of link.all) {
            expect(await recordOf(m, trade)).to.include({ status: STATUS.closed, isUsed: true });
          }
          expect(await m.rfq.linkedTradesOf(link.first)).to.equal(0n);
        });

        it("when it is settled again, then it reverts with LinkUnknown", async () => {
          const m = current();
          const link = await makeLink(m, { quote: { side }, then });
          await settle(m, link.first, link.set);
          await expectLeftAlone(m, link.first, () =>
            expect(settle(m, link.first, link.set))
              .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
              .withArgs(link.first),
          );
        });

        it("when its set is the other way round, then it reverts with ERC20InsufficientBalance and can be settled still", async () => {
          const m = current();
          const link = await makeLink(m, { quote: { side }, then });
          const backwards = packSet(link.inOrder.toReversed());
          await expectLeftAlone(m, link.first, () =>
            expect(settle(m, link.first, backwards))
              .to.be.revertedWithCustomError(m.bond, "ERC20InsufficientBalance")
              .withArgs(m.broker, 0n, side === QUOTED.offer ? 2n : 3n),
          );
          await settle(m, link.first, link.set);
        });
      });
    }
  }

  describe("given a number that is no link's first", () => {
    it("when it is settled, then it reverts with LinkUnknown", async () => {
      const m = current();
      const link = await makeLink(m);
      for (const number of [1n, 2n, 3n, 2n ** 48n - 1n]) {
        await expect(settle(m, number, link.set))
          .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
          .withArgs(number);
      }
    });
  });

  describe("given a set that is not the link", () => {
    it("when a trade is left out, added, or there is none, then it reverts with LinkIncomplete", async () => {
      const m = current();
      const link = await makeLink(m);
      const [first, second, third] = link.inOrder;
      const sets: readonly (readonly [string, bigint])[] = [
        [packSet([must(first), must(second)]), 2n],
        [packSet([must(second), must(third)]), 2n],
        [packSet([must(first)]), 1n],
        [packSet([...link.inOrder, { ...must(third), sequence: 3n }]), 4n],
        ["0x", 0n],
        [link.set.slice(0, 2 + 2 * 37), 0n],
      ];
      for (const [set, given] of sets) {
        await expectLeftAlone(m, link.first, () =>
          expect(settle(m, link.first, set))
            .to.be.revertedWithCustomError(m.rfq, "LinkIncomplete")
            .withArgs(link.first, 3n, given),
        );
      }
    });

    it("when a trade of another link stands in for one of its own, then it reverts with LinkBroken", async () => {
      const m = current();
      const [one, other] = [await makeLink(m), await makeLink(m, { quote: { sequence: 1n } })];
      const mixed = packSet([one.ofDealer, must(one.ofAccounts[0]), must(other.ofAccounts[1])]);
      await expectLeftAlone(m, one.first, () =>
        expect(settle(m, one.first, mixed))
          .to.be.revertedWithCustomError(m.rfq, "LinkBroken")
          .withArgs(one.first, 2n),
      );
      await settle(m, one.first, one.set);
      await settle(m, other.first, other.set);
    });

    it("when it is another link's set, then it is read with the numbers of this one, which nobody approved: TradeNotApproved", async () => {
      const m = current();
      const one = await makeLink(m);
      const other = await makeLink(m, { quote: { sequence: 1n }, parts: clientParts(m, 2n, 1n) });
      const misread = { ...must(other.inOrder[1]), sequence: 1n };
      await expectLeftAlone(m, one.first, () =>
        expect(settle(m, one.first, other.set))
          .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
          .withArgs(tradeId(misread), SIDE.seller),
      );
    });

    it("when it counts from nought, then it settles the link that is named", async () => {
      const m = current();
      await makeLink(m);
      const link = await makeLink(m, { quote: { sequence: 1n } });
      const fromNought = packSet(
        link.inOrder.map((trade) => ({ ...trade, sequence: trade.sequence - link.first })),
      );
      await expect(settle(m, link.first, fromNought))
        .to.emit(m.rfq, "LinkSettled")
        .withArgs(3n);
      expect(await m.rfq.linkedTradesOf(0n)).to.equal(3n);
    });

    it("INV-6: when it is a set without a venue, of as many trades between friends, then it reverts with LinkBroken", async () => {
      const m = current();
      const link = await makeLink(m);
      const foreign: Trade[] = [];
      for (const sequence of [0n, 1n, 2n]) {
        const trade: Trade = {
          ...link.ofDealer,
          seller: m.dealer.address,
          buyer: m.investor.address,
          quantity: 1n,
          venue: ZeroAddress,
          sequence,
        };
        await m.escrow.connect(m.dealer).instruct(encodeTrade(trade), SIDE.seller, READINESS.ready);
        await m.escrow.connect(m.investor).affirm(encodeTrade(trade), SIDE.buyer, READINESS.ready);
        foreign.push(trade);
      }
      await expectLeftAlone(m, link.first, () =>
        expect(settle(m, link.first, packSet(foreign)))
          .to.be.revertedWithCustomError(m.rfq, "LinkBroken")
          .withArgs(link.first, 0n),
      );
    });

    it("when it is a set of another venue, then it reverts with SetNotItsVenue", async () => {
      const m = current();
      const link = await makeLink(m);
      const set = packSet(link.inOrder.map((trade) => ({ ...trade, venue: m.venue.address })));
      await expectLeftAlone(m, link.first, () =>
        expect(settle(m, link.first, set))
          .to.be.revertedWithCustomError(m.escrow, "SetNotItsVenue")
          .withArgs(m.rfq, m.venue),
      );
    });

    it("when a trade in it says something else, or stands in it twice, then it reverts with TradeNotApproved, TradeClosed", async () => {
      const m = current();
      const link = await makeLink(m);
      const [first, second, third] = [must(link.inOrder[0]), must(link.inOrder[1]), must(link.inOrder[2])];
      const cheaper = { ...third, amount: third.amount - 1n };
      await expectLeftAlone(m, link.first, () =>
        expect(settle(m, link.first, packSet([first, second, cheaper])))
          .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
          .withArgs(tradeId(cheaper), SIDE.seller),
      );
      await expectLeftAlone(m, link.first, () =>
        expect(settle(m, link.first, packSet([first, second, second])))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(tradeId(second), second.sequence),
      );
    });
  });

  describe("given the time of its settlement", () => {
    const [settleFrom, settleBy] = [START + 2 * DAY, START + 3 * DAY];
    for (const [second, error, limit] of [
      [settleFrom - 1, "TradeNotDue", settleFrom],
      [settleFrom, undefined, 0],
      [settleBy - 1, undefined, 0],
      [settleBy, "TradeExpired", settleBy],
    ] as const) {
      it(`when it is settled in second ${second - settleFrom} of it, then: ${error ?? "settles"}`, async () => {
        const m = current();
        const link = await makeLink(m, { quote: { settleFrom, settleBy } });
        await nextBlockAt(m, second);
        const sent = settle(m, link.first, link.set);
        if (error === undefined) {
          await expect(sent).to.emit(m.rfq, "LinkSettled").withArgs(link.first);
          return;
        }
        await expect(sent)
          .to.be.revertedWithCustomError(m.escrow, error)
          .withArgs(tradeId(link.ofDealer), limit, second);
        expect(await m.rfq.linkedTradesOf(link.first)).to.equal(3n);
      });
    }
  });

  describe("given a link of which a trade was ended otherwise", () => {
    for (const index of [0, 1, 2]) {
      it(`when a court has cancelled trade ${index}, then the others never settle: LinkBroken`, async () => {
        const m = current();
        const link = await makeLink(m, { then: THEN.earmark });
        await cancelByCourt(m, must(link.all[index]));
        await expectLeftAlone(m, link.first, () =>
          expect(settle(m, link.first, link.set))
            .to.be.revertedWithCustomError(m.rfq, "LinkBroken")
            .withArgs(link.first, BigInt(index)),
        );
        for (const [at, trade] of link.all.entries()) {
          expect((await recordOf(m, trade)).isUsed).to.equal(at === index);
        }
      });
    }

    it("when one has expired, then it reverts with LinkBroken", async () => {
      const m = current();
      const settleBy = START + 3 * DAY;
      const link = await makeLink(m, { quote: { settleBy }, then: THEN.earmark });
      await advanceTo(m, settleBy);
      await m.escrow.connect(m.outsider).expire(encodeTrade(must(link.all[1])));
      await expectLeftAlone(m, link.first, () =>
        expect(settle(m, link.first, link.set))
          .to.be.revertedWithCustomError(m.rfq, "LinkBroken")
          .withArgs(link.first, 1n),
      );
    });
  });

  describe("given a link that cannot settle yet", () => {
    it("when an account has not the money, then nothing settles; when it has, then the same set settles it", async () => {
      const m = current();
      const link = await makeLink(m);
      const last = clientAt(m, 1);
      const owed = 2n * (CASH_PER_UNIT + FEE);
      const spare = (await m.cash.balanceOf(last)) - owed + 1n;
      await m.cash.connect(last).transfer(m.investor, spare);
      await expectLeftAlone(m, link.first, () =>
        expect(settle(m, link.first, link.set))
          .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
          .withArgs(last, owed - 1n, owed),
      );
      await m.cash.connect(m.investor).transfer(last, 1n);
      await expect(settle(m, link.first, link.set))
        .to.emit(m.rfq, "LinkSettled")
        .withArgs(link.first);
    });

    it("when its set is brought straight to the escrow, then that is for its venue alone: SetNotItsVenue", async () => {
      const m = current();
      const link = await makeLink(m);
      const sets = await setsOf(m, m.broker);
      await expect(sets.settleChain(link.set, APPROVED_BY.trades, "0x" + "00".repeat(12)))
        .to.be.revertedWithCustomError(sets, "SetNotItsVenue")
        .withArgs(m.broker, m.rfq);
    });
  });
});
