import { expect } from "chai";
import { concat, dataSlice, keccak256, toBeHex } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { Desk, Link } from "../../support/blocks.ts";
import { everybodysHoldings, marketEvents } from "../../support/blockRecords.ts";
import { brokeredQuote, clientAt, clientParts, useDesk } from "../../support/blocks.ts";
import { cancelByCourt, makeLink } from "../../support/links.ts";
import { must } from "../../support/must.ts";
import { BOTH_QUOTED, memoryOf } from "../../support/quotes.ts";
import { recorded, recordOf } from "../../support/sets.ts";
import { advanceTo, CAUSE, nextBlockAt, NO_EVIDENCE, STATUS } from "../../support/settlement.ts";
import { THEN } from "../../support/trading.ts";
import type { Signer } from "../../support/useWorld.ts";
import { DAY, FAR, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.cancelLinked", () => {
  const current = useDesk();

  const agree = (m: Desk, link: Link, account: Signer, { by = account, trades = link.all }: Agreement = {}) =>
    m.rfq.connect(by).cancelLinked(link.first, trades.map(encodeTrade), account);
  interface Agreement {
    readonly by?: Signer;
    readonly trades?: readonly Trade[];
  }

  /** What the market remembers of a link: a hash of its trades' ids, whose last two bytes say how many they are. */
  const linkHash = (trades: readonly Trade[]): string =>
    concat([dataSlice(keccak256(concat(trades.map(tradeId))), 0, 30), toBeHex(trades.length, 2)]);

  /** Dealer, broker and the two accounts of a link. */
  const partiesOf = (m: Desk): readonly Signer[] => [m.dealer, m.broker, clientAt(m, 0), clientAt(m, 1)];

  /** The {Cancelled} event of a trade that the market cancels. */
  const cancelled = async (m: Desk, trade: Trade) => [
    "escrow",
    "Cancelled",
    tradeId(trade),
    trade.seller,
    trade.buyer,
    trade.venue,
    trade.sequence,
    CAUSE.venue,
    await m.rfq.getAddress(),
    NO_EVIDENCE,
  ];

  for (const [name, side] of BOTH_QUOTED) {
    for (const [thenName, then] of [
      ["matched", THEN.match],
      ["earmarked", THEN.earmark],
    ] as const) {
      describe(`given a link of ${name} that is ${thenName}`, () => {
        it("when all but one agree, then it stands; when the last does, then all is cancelled and free", async () => {
          const m = current();
          const before = await everybodysHoldings(m);
          const link = await makeLink(m, { quote: { side }, then });
          const held = await everybodysHoldings(m);
          const [last, ...others] = partiesOf(m).toReversed();
          for (const party of others) {
            expect(await marketEvents(m, agree(m, link, party))).to.deep.equal([
              ["LinkCancellationAgreed", link.first, party.address, party.address],
            ]);
            expect(await everybodysHoldings(m)).to.deep.equal(held);
            expect(await m.rfq.linkedTradesOf(link.first)).to.equal(3n);
          }
          const party = must(last);
          const sent = await agree(m, link, party);
          expect(await marketEvents(m, Promise.resolve(sent))).to.deep.equal([
            ["LinkCancellationAgreed", link.first, party.address, party.address],
            ["LinkCancelled", link.first],
          ]);
          const events = (await recorded(m, sent)).filter(([, event]) => event === "Cancelled");
          expect(events).to.deep.equal(await Promise.all(link.all.map((trade) => cancelled(m, trade))));
          expect(await everybodysHoldings(m)).to.deep.equal(before);
          for (const trade of link.all) {
            expect(await recordOf(m, trade)).to.include({ status: STATUS.closed, isUsed: true });
          }
          expect(await m.rfq.linkedTradesOf(link.first)).to.equal(0n);
          expect(await memoryOf(m, brokeredQuote(m, { side }))).to.include({ isUsed: true });
          await expect(m.rfq.settleLinked(link.first, link.set))
            .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
            .withArgs(link.first);
          await expect(agree(m, link, party))
            .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
            .withArgs(link.first);
        });
      });
    }
  }

  describe("given agreements that are not all", () => {
    it("when one agrees twice, then it counts once", async () => {
      const m = current();
      const link = await makeLink(m);
      for (const party of [m.dealer, m.broker, m.dealer, m.dealer]) await agree(m, link, party);
      expect(await m.rfq.linkedTradesOf(link.first)).to.equal(3n);
    });

    it("when it settles before the last agrees, then it is settled: LinkUnknown", async () => {
      const m = current();
      const link = await makeLink(m);
      for (const party of [m.dealer, m.broker, clientAt(m, 0)]) await agree(m, link, party);
      await m.rfq.settleLinked(link.first, link.set);
      await expect(agree(m, link, clientAt(m, 1)))
        .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
        .withArgs(link.first);
    });

    it("when they are to one link, then another of the same parties stands", async () => {
      const m = current();
      const one = await makeLink(m);
      const other = await makeLink(m, { quote: { sequence: 1n } });
      for (const party of partiesOf(m)) await agree(m, one, party);
      expect(await m.rfq.linkedTradesOf(one.first)).to.equal(0n);
      await expect(m.rfq.settleLinked(other.first, other.set)).to.emit(m.rfq, "LinkSettled").withArgs(3n);
    });
  });

  describe("given a link of which a trade was ended otherwise", () => {
    for (const index of [0, 1, 2]) {
      it(`when a court has cancelled trade ${index}, then any party alone has the others cancelled`, async () => {
        const m = current();
        const before = await everybodysHoldings(m);
        const link = await makeLink(m, { then: THEN.earmark });
        await cancelByCourt(m, must(link.all[index]));
        for (const party of partiesOf(m)) {
          const snapshot = await m.networkHelpers.takeSnapshot();
          const sent = await agree(m, link, party);
          const events = (await recorded(m, sent)).filter(([, event]) => event === "Cancelled");
          const others = link.all.filter((_, at) => at !== index);
          expect(events).to.deep.equal(await Promise.all(others.map((trade) => cancelled(m, trade))));
          expect(await everybodysHoldings(m)).to.deep.equal(before);
          expect(await m.rfq.linkedTradesOf(link.first)).to.equal(0n);
          await snapshot.restore();
        }
      });
    }

    it("when they have all expired, then there is nothing left to cancel, and the link is over", async () => {
      const m = current();
      const settleBy = START + 3 * DAY;
      const link = await makeLink(m, { quote: { settleBy } });
      await advanceTo(m, settleBy);
      for (const trade of link.all) await m.escrow.expire(encodeTrade(trade));
      const sent = await agree(m, link, m.broker);
      expect((await recorded(m, sent)).map(([, event]) => event)).to.deep.equal([
        "LinkCancellationAgreed",
        "LinkCancelled",
      ]);
      expect(await m.rfq.linkedTradesOf(link.first)).to.equal(0n);
    });
  });

  describe("given trades that are not the link's", () => {
    const refused = async (m: Desk, link: Link, trades: readonly Trade[]) => {
      await expect(agree(m, link, m.dealer, { trades }))
        .to.be.revertedWithCustomError(m.rfq, "LinkOtherTrades")
        .withArgs(link.first, linkHash(link.all), linkHash(trades));
    };

    it("when one is missing, changed, too many, or they are in another order, then it reverts with LinkOtherTrades", async () => {
      const m = current();
      const link = await makeLink(m);
      const [first, second, third] = [must(link.all[0]), must(link.all[1]), must(link.all[2])];
      for (const trades of [
        [],
        [first, second],
        [second, third],
        [first, third, second],
        [first, second, third, third],
        [first, second, { ...third, amount: third.amount + 1n }],
      ]) {
        await refused(m, link, trades);
      }
    });

    it("when they are another link's, then it reverts with LinkOtherTrades", async () => {
      const m = current();
      const link = await makeLink(m);
      const other = await makeLink(m, { quote: { sequence: 1n } });
      await refused(m, link, other.all);
    });

    it("when the number is no link's first, then it reverts with LinkUnknown", async () => {
      const m = current();
      const link = await makeLink(m);
      for (const first of [1n, 3n]) {
        await expect(agree(m, { ...link, first }, m.dealer))
          .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
          .withArgs(first);
      }
    });
  });

  describe("given who agrees", () => {
    it("when it is an operator of the party in scope cancel, then it agrees for it", async () => {
      const m = current();
      const link = await makeLink(m);
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.cancel, FAR);
      await expect(agree(m, link, m.dealer, { by: m.operator }))
        .to.emit(m.rfq, "LinkCancellationAgreed")
        .withArgs(link.first, m.dealer, m.operator);
    });

    it("when it is an operator in another scope, or no longer, then it reverts with LinkNotAuthorised", async () => {
      const m = current();
      const link = await makeLink(m);
      const refused = () =>
        expect(agree(m, link, m.dealer, { by: m.operator }))
          .to.be.revertedWithCustomError(m.rfq, "LinkNotAuthorised")
          .withArgs(link.first, m.operator, m.dealer);
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.trade | SCOPES.issue, FAR);
      await refused();
      const end = (await m.networkHelpers.time.latest()) + 1_000;
      await m.registry.connect(m.dealer).appointOperator(m.operator, SCOPES.cancel, end);
      await nextBlockAt(m, end);
      await refused();
    });

    it("when the agent of the accounts, in scope trade, would agree for them, then it reverts with LinkNotAuthorised", async () => {
      const m = current();
      const link = await makeLink(m);
      await expect(agree(m, link, clientAt(m, 0), { by: m.agent }))
        .to.be.revertedWithCustomError(m.rfq, "LinkNotAuthorised")
        .withArgs(link.first, m.agent, clientAt(m, 0));
    });

    it("when it is a stranger for itself, or one party for another, then it reverts with LinkNotAuthorised", async () => {
      const m = current();
      const link = await makeLink(m);
      for (const [account, by] of [
        [m.investor, m.investor],
        [clientAt(m, 2), clientAt(m, 2)],
        [m.broker, m.dealer],
        [clientAt(m, 0), m.broker],
      ] as const) {
        await expect(agree(m, link, account, { by }))
          .to.be.revertedWithCustomError(m.rfq, "LinkNotAuthorised")
          .withArgs(link.first, by, account);
      }
    });

    it("when one account has several trades of the link, then its one agreement is for all of them", async () => {
      const m = current();
      const [part] = clientParts(m, 1n);
      const own = must(part);
      const link = await makeLink(m, { parts: [own, { ...own, quantity: 2n }] });
      await agree(m, link, m.dealer);
      await agree(m, link, m.broker);
      await expect(agree(m, link, clientAt(m, 0)))
        .to.emit(m.rfq, "LinkCancelled")
        .withArgs(link.first);
    });
  });
});
