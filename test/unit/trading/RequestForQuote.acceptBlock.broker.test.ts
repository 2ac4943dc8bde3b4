import { expect } from "chai";

import { packSet } from "../../../sdk/sets/packSet.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { BlockStruct, Desk, Part } from "../../support/blocks.ts";
import {
  acceptedEvents,
  everybodysHoldings,
  expectNothingHappens,
  giveUpIdOf,
  givenUpEvent,
  marketEvents,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  brokeredQuote,
  clientAt,
  clientParts,
  consentTo,
  FEE,
  linkOf,
  part,
  through,
  useDesk,
} from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import type { QuoteStruct } from "../../support/quotes.ts";
import { BOTH_QUOTED, memoryOf, QUOTED } from "../../support/quotes.ts";
import { afterTrades, isFinal, isSettled, recorded, recordOf } from "../../support/sets.ts";
import { fixNextSecond, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";
import { DAY, EVIDENCE, FAR, SCOPES, SIDE, START } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: through a broker", () => {
  const current = useDesk();

  /** The agent accepts for clients through the broker. */
  const acceptThrough = async (
    m: Desk,
    quote: QuoteStruct,
    parts: readonly Part[],
    fields: Partial<BlockStruct> = {},
  ) =>
    await acceptBlock(m, quote, {
      allocations: [...parts],
      ...(await through(m, consentTo(m, m.agent))),
      ...fields,
    });

  for (const [name, side] of BOTH_QUOTED) {
    const isOffer = side === QUOTED.offer;
    const sold = isOffer ? 6n : -6n;

    describe(`given ${name} and a broker that has neither bonds nor money`, () => {
      it("when it is accepted to settle, then all settles in one set, and the broker is left with its fee", async () => {
        const m = current();
        const quote = brokeredQuote(m, { side });
        const parts = clientParts(m, 3n, 1n, 2n);
        const link = await linkOf(m, quote, parts);
        const giveUp = consentTo(m, m.agent);
        const before = await everybodysHoldings(m);
        const sent = await acceptThrough(m, quote, parts, { then: THEN.settle, set: link.set });
        expect(await marketEvents(m, Promise.resolve(sent))).to.deep.equal([
          await givenUpEvent(m, quote, { link, giveUp }),
          ...(await acceptedEvents(m, quote, parts, { trades: link.ofAccounts, by: m.agent })),
        ]);
        const events = await recorded(m, sent);
        const finals = [...link.inOrder.map(isFinal), isSettled("chain", link.inOrder)];
        expect(events.filter(([, event]) => /^(Set)?Settled$/.test(event))).to.deep.equal(finals);

        const after = await everybodysHoldings(m);
        expect(after).to.deep.equal(afterTrades(before, link.all));
        expect(after.get(m.broker.address)).to.deep.equal({
          bonds: 0n,
          bondsHeld: 0n,
          cash: 6n * FEE,
          cashHeld: 0n,
        });
        for (const trade of link.all) {
          expect(await recordOf(m, trade)).to.include({ status: STATUS.closed, isUsed: true });
        }
        expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: sold });
        expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(6n);
        expect(await m.rfq.linkedTradesOf(0n)).to.equal(0n);
        expect(await m.rfq.nextLinkedSequence()).to.equal(4n);
      });

      for (const [thenName, then, isHeld] of [
        ["matched", THEN.match, false],
        ["earmarked", THEN.earmark, true],
      ] as const) {
        it(`when it is accepted to be ${thenName}, then the legs of dealer and accounts are held: ${isHeld}, the broker's never`, async () => {
          const m = current();
          const quote = brokeredQuote(m, { side });
          const parts = clientParts(m, 3n, 1n, 2n);
          const link = await linkOf(m, quote, parts);
          const giveUp = consentTo(m, m.agent);
          const before = await everybodysHoldings(m);
          expect(await marketEvents(m, acceptThrough(m, quote, parts, { then }))).to.deep.equal([
            await givenUpEvent(m, quote, { link, giveUp }),
            ...(await acceptedEvents(m, quote, parts, { trades: link.ofAccounts, by: m.agent })),
          ]);
          const matched = {
            status: STATUS.matched,
            sellerApproved: true,
            buyerApproved: true,
            isUsed: false,
          };
          expect(await recordOf(m, link.ofDealer)).to.include({
            ...matched,
            bondsHeld: isHeld && isOffer,
            cashHeld: isHeld && !isOffer,
          });
          for (const trade of link.ofAccounts) {
            expect(await recordOf(m, trade)).to.include({
              ...matched,
              bondsHeld: isHeld && !isOffer,
              cashHeld: isHeld && isOffer,
            });
          }
          const held = await everybodysHoldings(m);
          for (const [account, { bonds, cash }] of before) {
            const units = parts.find((each) => each.account === account)?.quantity ?? 0n;
            const ofAccount = isOffer
              ? { bondsHeld: 0n, cashHeld: units * (CASH_PER_UNIT + FEE) }
              : { bondsHeld: units, cashHeld: 0n };
            const ofDealer = isOffer
              ? { bondsHeld: 6n, cashHeld: 0n }
              : { bondsHeld: 0n, cashHeld: 6n * CASH_PER_UNIT };
            const expected = account === m.dealer.address ? ofDealer : ofAccount;
            const nothing = { bondsHeld: 0n, cashHeld: 0n };
            expect(held.get(account)).to.deep.equal({ bonds, cash, ...(isHeld ? expected : nothing) });
          }
          expect(await memoryOf(m, quote)).to.deep.equal({ isUsed: true, taken: 0n, net: sold });
          expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(6n);
          expect(await m.rfq.linkedTradesOf(0n)).to.equal(4n);
          expect(await m.rfq.nextLinkedSequence()).to.equal(4n);
        });
      }

      it("when one account cannot give what it owes, then nothing of the link settles", async () => {
        const m = current();
        const quote = brokeredQuote(m, { side });
        const parts = clientParts(m, 3n, 1n, 2n);
        const { set } = await linkOf(m, quote, parts);
        const token = isOffer ? m.cash : m.bond;
        const owed = isOffer ? 2n * (CASH_PER_UNIT + FEE) : 2n;
        const last = clientAt(m, 2);
        await token.connect(last).transfer(m.investor, (await token.balanceOf(last)) - owed + 1n);
        await expectNothingHappens(m, quote, () =>
          expect(acceptThrough(m, quote, parts, { then: THEN.settle, set }))
            .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
            .withArgs(last, owed - 1n, owed),
        );
        expect(await m.rfq.givenUpOf(giveUpIdOf(consentTo(m, m.agent)))).to.equal(0n);
      });

      it("when the set is the other way round, then the broker would deliver before it receives: ERC20InsufficientBalance", async () => {
        const m = current();
        const quote = brokeredQuote(m, { side });
        const parts = clientParts(m, 3n, 1n);
        const { inOrder } = await linkOf(m, quote, parts);
        const set = packSet(inOrder.toReversed());
        const needed = isOffer ? 1n : 4n;
        await expectNothingHappens(m, quote, () =>
          expect(acceptThrough(m, quote, parts, { then: THEN.settle, set }))
            .to.be.revertedWithCustomError(m.bond, "ERC20InsufficientBalance")
            .withArgs(m.broker, 0n, needed),
        );
      });
    });
  }

  describe("given an account by itself", () => {
    it("when it trades through the broker, then the consent is to it, and the link has two trades", async () => {
      const m = current();
      const quote = m.quote({ broker: m.broker.address });
      const parts = [part(m.investor.address, 3n)];
      const link = await linkOf(m, quote, parts);
      const giveUp = m.giveUp();
      const before = await everybodysHoldings(m);
      const block = { allocations: parts, then: THEN.settle, set: link.set, ...(await through(m, giveUp)) };
      expect(await marketEvents(m, acceptBlock(m, quote, block, { by: m.investor }))).to.deep.equal([
        await givenUpEvent(m, quote, { link, giveUp }),
        ...(await acceptedEvents(m, quote, parts, { trades: link.ofAccounts, by: m.investor })),
      ]);
      expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, link.all));
    });

    it("when it asks for numbers of its own, then the market's count", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      const parts = [part(clientAt(m, 0).address, 1n, 77n), part(clientAt(m, 0).address, 2n, 77n)];
      const link = await linkOf(m, quote, parts);
      await acceptThrough(m, quote, parts, { then: THEN.match });
      for (const trade of link.all) {
        expect(await recordOf(m, trade)).to.include({ status: STATUS.matched });
      }
    });

    it("when it calls accept, then the quote has a broker: QuoteHasBroker", async () => {
      const m = current();
      const quote = m.quote({ broker: m.broker.address });
      await expect(m.rfq.connect(m.investor).accept(quote, await m.signQuote(quote), m.acceptance()))
        .to.be.revertedWithCustomError(m.rfq, "QuoteHasBroker")
        .withArgs(await m.rfq.quoteId(quote), m.broker);
    });
  });

  describe("given links one after the other", () => {
    /** Two blocks through the broker, of which the second is the one that counts. */
    async function two(m: Desk) {
      const [quote, later] = [brokeredQuote(m), brokeredQuote(m, { sequence: 1n })];
      const parts = clientParts(m, 1n, 2n);
      return { quote, later, parts, first: await linkOf(m, quote, parts) };
    }

    it("when another is made in between, then a set that counts from nought, or from any number, settles the one it is for", async () => {
      const m = current();
      const { quote, later, parts, first } = await two(m);
      await acceptThrough(m, quote, parts, { then: THEN.match });
      for (const packedFrom of [0n, 3n, 1_000n, 2n ** 48n - 3n]) {
        const snapshot = await m.networkHelpers.takeSnapshot();
        const { set } = await linkOf(m, later, parts, { first: packedFrom });
        const truly = await linkOf(m, later, parts, { first: 3n });
        const before = await everybodysHoldings(m);
        const sent = await acceptThrough(m, later, parts, { then: THEN.settle, set });
        expect(await recorded(m, sent)).to.deep.include(isSettled("chain", truly.inOrder));
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, truly.all));
        await snapshot.restore();
      }
      expect(await m.rfq.linkedTradesOf(0n)).to.equal(BigInt(first.all.length));
    });

    it("when they wait, then each has its own numbers", async () => {
      const m = current();
      const { quote, later, parts, first } = await two(m);
      await acceptThrough(m, quote, parts, { then: THEN.match });
      await acceptThrough(m, later, parts, { then: THEN.match });
      const second = await linkOf(m, later, parts, { first: 3n });
      for (const trade of [...first.all, ...second.all]) {
        expect(await recordOf(m, trade)).to.include({ status: STATUS.matched });
      }
      expect(await m.rfq.nextLinkedSequence()).to.equal(6n);
      for (const [sequence, trades] of [
        [0n, 3n],
        [1n, 0n],
        [3n, 3n],
        [5n, 0n],
        [6n, 0n],
      ] as const) {
        expect(await m.rfq.linkedTradesOf(sequence)).to.equal(trades);
      }
    });
  });

  describe("given a set that is not the link", () => {
    const parts = (m: Desk) => clientParts(m, 1n, 2n);
    /** Says that the market refuses to settle at once with these trades. */
    async function expectIncomplete(m: Desk, set: string, given: bigint): Promise<void> {
      const quote = brokeredQuote(m);
      await expectNothingHappens(m, quote, () =>
        expect(acceptThrough(m, quote, parts(m), { then: THEN.settle, set }))
          .to.be.revertedWithCustomError(m.rfq, "LinkIncomplete")
          .withArgs(0n, 3n, given),
      );
    }

    it("when a trade is left out, then it reverts with LinkIncomplete", async () => {
      const m = current();
      const { inOrder } = await linkOf(m, brokeredQuote(m), parts(m));
      for (const left of inOrder) {
        await expectIncomplete(m, packSet(inOrder.filter((trade) => trade !== left)), 2n);
      }
    });

    it("when a trade is added, then it reverts with LinkIncomplete", async () => {
      const m = current();
      const { inOrder } = await linkOf(m, brokeredQuote(m), parts(m));
      await expectIncomplete(m, packSet([...inOrder, { ...must(inOrder[0]), sequence: 3n }]), 4n);
    });

    it("when there is none, or not even its head, then it reverts with LinkIncomplete", async () => {
      const m = current();
      const { set } = await linkOf(m, brokeredQuote(m), parts(m));
      for (const cut of ["0x", set.slice(0, 2 + 2 * 34), set.slice(0, 2 + 2 * 37)]) {
        await expectIncomplete(m, cut, 0n);
      }
    });

    it("when it has a head and no more, then it reverts with SetMalformed", async () => {
      const m = current();
      const { set } = await linkOf(m, brokeredQuote(m), parts(m));
      await expect(
        acceptThrough(m, brokeredQuote(m), parts(m), { then: THEN.settle, set: set.slice(0, 2 + 2 * 38) }),
      )
        .to.be.revertedWithCustomError(m.escrow, "SetMalformed")
        .withArgs(38n, (set.length - 2) / 2);
    });

    const changes: readonly (readonly [string, Partial<Trade>])[] = [
      ["amount", { amount: 1n }],
      ["quantity", { quantity: 1n }],
      ["reference", { commonReference: "ANOTHER" }],
      ["cut-off", { settleBy: BigInt(START + DAY) }],
    ];
    for (const [what, fields] of changes) {
      it(`when a trade in it has another ${what}, then nobody has approved that: TradeNotApproved`, async () => {
        const m = current();
        const quote = brokeredQuote(m);
        const { inOrder } = await linkOf(m, quote, parts(m));
        const foreign = { ...must(inOrder[2]), ...fields };
        const set = packSet([must(inOrder[0]), must(inOrder[1]), foreign]);
        await expectNothingHappens(m, quote, () =>
          expect(acceptThrough(m, quote, parts(m), { then: THEN.settle, set }))
            .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
            .withArgs(tradeId(foreign), SIDE.seller),
        );
      });
    }

    it("when one of its trades stands twice in it, then it reverts with TradeClosed", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      const { inOrder } = await linkOf(m, quote, parts(m));
      const [dealers, first] = [must(inOrder[0]), must(inOrder[1])];
      await expectNothingHappens(m, quote, () =>
        expect(
          acceptThrough(m, quote, parts(m), { then: THEN.settle, set: packSet([dealers, first, first]) }),
        )
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(tradeId(first), first.sequence),
      );
    });
  });

  describe("given what the escrow asks for", () => {
    it("when the broker has not appointed the market, then it reverts with TradeNotAuthorised", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      const parts = clientParts(m, 1n, 2n);
      const { ofDealer, set } = await linkOf(m, quote, parts);
      await m.registry.connect(m.broker).appointOperator(m.rfq, SCOPES.cancel, FAR);
      for (const then of Object.values(THEN)) {
        await expectNothingHappens(m, quote, () =>
          expect(acceptThrough(m, quote, parts, { then, set }))
            .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
            .withArgs(tradeId(ofDealer), m.rfq, m.broker),
        );
      }
    });

    it("when broker, dealer or account is suspended, then nobody is bound: ParticipantIsSuspended", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      const parts = clientParts(m, 1n, 2n);
      const { set } = await linkOf(m, quote, parts);
      for (const account of [m.broker, m.dealer, clientAt(m, 1)]) {
        await m.registry.connect(m.compliance).suspend(account, EVIDENCE);
        for (const then of Object.values(THEN)) {
          await expectNothingHappens(m, quote, () =>
            expect(acceptThrough(m, quote, parts, { then, set }))
              .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
              .withArgs(account),
          );
        }
        await m.registry.connect(m.compliance).reinstate(account, EVIDENCE);
      }
    });

    it("when the broker is the dealer, or one of the accounts, then it reverts with TradeSameParty", async () => {
      const m = current();
      const [first] = clientParts(m, 1n);
      const own = must(first);
      for (const [broker, at] of [
        [m.dealer, 0],
        [clientAt(m, 0), 1],
      ] as const) {
        const quote = brokeredQuote(m, { broker: broker.address });
        await m.registry.connect(broker).appointOperator(m.rfq, SCOPES.trade, FAR);
        const link = await linkOf(m, quote, [own], { broker: broker.address });
        const giveUp = consentTo(m, m.agent, { broker: broker.address });
        const block = { allocations: [own], then: THEN.match, ...(await through(m, giveUp, broker)) };
        await expect(acceptBlock(m, quote, block))
          .to.be.revertedWithCustomError(m.escrow, "TradeSameParty")
          .withArgs(tradeId(must(link.all[at])), broker);
      }
    });

    it("when the trades are not due, then they can be linked and not settled: TradeNotDue", async () => {
      const m = current();
      const settleFrom = START + 2 * DAY;
      const quote = brokeredQuote(m, { settleFrom });
      const parts = clientParts(m, 1n, 2n);
      const { ofDealer, set } = await linkOf(m, quote, parts);
      const [signature, signed] = [await m.signQuote(quote), await through(m, consentTo(m, m.agent))];
      const now = await fixNextSecond(m);
      const block = { allocations: [...parts], then: THEN.settle, set, ...signed };
      await expect(acceptBlock(m, quote, block, { signature }))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotDue")
        .withArgs(tradeId(ofDealer), settleFrom, now);
      await acceptBlock(m, quote, { ...block, then: THEN.match }, { signature });
    });

    it("when one of the trades would be settled or cancelled by itself, then only the market can: TradeNotItsVenue", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      const parts = clientParts(m, 1n, 2n);
      const link = await linkOf(m, quote, parts);
      await acceptThrough(m, quote, parts, { then: THEN.earmark });
      for (const trade of link.all) {
        for (const caller of [m.dealer, m.broker, clientAt(m, 0)]) {
          await expect(m.escrow.connect(caller).settle(encodeTrade(trade)))
            .to.be.revertedWithCustomError(m.escrow, "TradeNotItsVenue")
            .withArgs(tradeId(trade), caller, m.rfq);
          await expect(m.escrow.connect(caller).cancel(encodeTrade(trade), SIDE.seller))
            .to.be.revertedWithCustomError(m.escrow, "TradeNotItsVenue")
            .withArgs(tradeId(trade), caller, m.rfq);
        }
      }
    });
  });
});
