import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";

import { GIVE_UP_TYPES } from "../../../sdk/trading/giveUpTypes.ts";
import { MAX_UINT112, OTHER_ISIN } from "../../support/actions.ts";
import type { BlockStruct, Desk, GiveUpStruct, Part } from "../../support/blocks.ts";
import { everybodysHoldings, expectNothingHappens, giveUpIdOf } from "../../support/blockRecords.ts";
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
import type { QuoteStruct } from "../../support/quotes.ts";
import { QUOTED } from "../../support/quotes.ts";
import { afterTrades } from "../../support/sets.ts";
import { nextBlockAt, withHighS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, KIND, NO_GIVE_UP, THEN } from "../../support/trading.ts";
import { ascii, DAY, FAR, SCOPES, START } from "../../support/world.ts";

describe("RequestForQuote.acceptBlock: what a broker's consent asks for", () => {
  const current = useDesk();

  interface Attempt {
    readonly quote?: QuoteStruct;
    readonly parts?: readonly Part[];
    readonly fields?: Partial<BlockStruct>;
  }

  /** The agent accepts through a consent that the broker has signed. */
  async function attempt(m: Desk, giveUp: GiveUpStruct, { quote, parts, fields }: Attempt = {}) {
    return await acceptBlock(m, quote ?? brokeredQuote(m), {
      allocations: [...(parts ?? clientParts(m, 1n, 2n))],
      then: THEN.match,
      ...(await through(m, giveUp)),
      ...fields,
    });
  }

  describe("given the broker that the quote names", () => {
    it("when the consent is another's, then it reverts with QuoteWrongBroker", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      const giveUp = consentTo(m, m.agent, { broker: clientAt(m, 2).address });
      await expectNothingHappens(m, quote, async () =>
        expect(attempt(m, giveUp))
          .to.be.revertedWithCustomError(m.rfq, "QuoteWrongBroker")
          .withArgs(await m.rfq.quoteId(quote), m.broker, clientAt(m, 2)),
      );
    });

    it("when the quote names none and there is a consent, then it reverts with QuoteWrongBroker: the dealer chose the investor", async () => {
      const m = current();
      const quote = brokeredQuote(m, { broker: ZeroAddress });
      await expect(attempt(m, consentTo(m, m.agent), { quote }))
        .to.be.revertedWithCustomError(m.rfq, "QuoteWrongBroker")
        .withArgs(await m.rfq.quoteId(quote), ZeroAddress, m.broker);
    });

    it("when the quote names one and there is no consent, then it reverts with QuoteWrongBroker", async () => {
      const m = current();
      const quote = brokeredQuote(m);
      await expect(
        attempt(m, consentTo(m, m.agent), { fields: { giveUp: NO_GIVE_UP, giveUpSignature: "0x" } }),
      )
        .to.be.revertedWithCustomError(m.rfq, "QuoteWrongBroker")
        .withArgs(await m.rfq.quoteId(quote), m.broker, ZeroAddress);
    });
  });

  describe("given the time of the consent", () => {
    const validUntil = START + DAY / 4;
    for (const [second, isInTime] of [
      [validUntil - 1, true],
      [validUntil, false],
    ] as const) {
      it(`when it is used in second ${second - validUntil} of its end, then it is good: ${isInTime}`, async () => {
        const m = current();
        const giveUp = consentTo(m, m.agent, { validUntil });
        await nextBlockAt(m, second);
        const sent = attempt(m, giveUp);
        if (isInTime) {
          await expect(sent).to.emit(m.rfq, "GivenUp");
          return;
        }
        await expect(sent)
          .to.be.revertedWithCustomError(m.rfq, "GiveUpExpired")
          .withArgs(giveUpIdOf(giveUp), validUntil, second);
      });
    }
  });

  describe("given a consent to something else", () => {
    const mismatches: readonly (readonly [string, (m: Desk) => Partial<GiveUpStruct>])[] = [
      ["bond", () => ({ isin: OTHER_ISIN })],
      ["currency", () => ({ currency: ascii("EUR", 3) })],
      ["settlement bank", (m) => ({ settlementBank: m.third.address })],
      ["request", () => ({ request: id("another request") })],
      ["investor", (m) => ({ investor: m.investor.address })],
      ["investor, one of several accounts,", (m) => ({ investor: clientAt(m, 0).address })],
      ["investor, nobody,", () => ({ investor: ZeroAddress })],
    ];
    for (const [what, change] of mismatches) {
      it(`when it names another ${what} then it reverts with GiveUpMismatch`, async () => {
        const m = current();
        const quote = brokeredQuote(m);
        const giveUp = consentTo(m, m.agent, change(m));
        await expectNothingHappens(m, quote, async () =>
          expect(attempt(m, giveUp))
            .to.be.revertedWithCustomError(m.rfq, "GiveUpMismatch")
            .withArgs(giveUpIdOf(giveUp), await m.rfq.quoteId(quote)),
        );
      });
    }

    it("when it names no request, then it is good for any, and for what nobody asked for", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent, { request: ZeroHash });
      for (const [sequence, request] of [
        [0n, id("request")],
        [1n, id("another")],
        [2n, ZeroHash],
      ] as const) {
        const quote = brokeredQuote(m, { sequence, request });
        await expect(attempt(m, giveUp, { quote })).to.emit(m.rfq, "GivenUp");
      }
    });

    it("when it names a request and the quote answers none, then it reverts with GiveUpMismatch", async () => {
      const m = current();
      const quote = brokeredQuote(m, { request: ZeroHash });
      const giveUp = consentTo(m, m.agent);
      await expect(attempt(m, giveUp, { quote }))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpMismatch")
        .withArgs(giveUpIdOf(giveUp), await m.rfq.quoteId(quote));
    });

    it("when it names the one account that trades, or who accepts for it, then it is good", async () => {
      const m = current();
      const parts = [part(clientAt(m, 1).address, 2n)];
      for (const [sequence, investor] of [
        [0n, clientAt(m, 1)],
        [1n, m.agent],
      ] as const) {
        const quote = brokeredQuote(m, { sequence });
        await expect(attempt(m, consentTo(m, investor), { quote, parts })).to.emit(m.rfq, "GivenUp");
      }
    });
  });

  describe("given how much the broker consents to", () => {
    it("when it is exactly that, then it trades; when it is a unit more, then it reverts with GiveUpExceeded", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent, { maximumQuantity: 5n });
      const giveUpId = giveUpIdOf(giveUp);
      const quote = brokeredQuote(m);
      await expectNothingHappens(m, quote, () =>
        expect(attempt(m, giveUp, { parts: clientParts(m, 3n, 3n) }))
          .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
          .withArgs(giveUpId, 6n, 5n),
      );
      expect(await m.rfq.givenUpOf(giveUpId)).to.equal(0n);
      await attempt(m, giveUp, { parts: clientParts(m, 3n, 2n) });
      expect(await m.rfq.givenUpOf(giveUpId)).to.equal(5n);
    });

    it("when several acceptances use it, then they count together, until the last unit", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent, { maximumQuantity: 5n });
      const giveUpId = giveUpIdOf(giveUp);
      const next = (sequence: bigint, units: bigint) =>
        attempt(m, giveUp, { quote: brokeredQuote(m, { sequence }), parts: clientParts(m, units) });
      await next(0n, 2n);
      await expect(next(1n, 4n))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
        .withArgs(giveUpId, 4n, 3n);
      await next(1n, 3n);
      expect(await m.rfq.givenUpOf(giveUpId)).to.equal(5n);
      await expect(next(2n, 1n))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpExceeded")
        .withArgs(giveUpId, 1n, 0n);
    });

    it("when two consents differ by their salt alone, then each counts its own", async () => {
      const m = current();
      const quote = brokeredQuote(m, { kind: KIND.divisible });
      for (const salt of [id("one"), id("other")]) {
        const giveUp = consentTo(m, m.agent, { salt, maximumQuantity: 3n });
        await attempt(m, giveUp, { quote });
        expect(await m.rfq.givenUpOf(giveUpIdOf(giveUp))).to.equal(3n);
      }
      expect(await m.rfq.takenOf(await m.rfq.quoteId(quote))).to.equal(6n);
    });
  });

  describe("given the signature of the consent", () => {
    const attemptWith = (m: Desk, giveUp: GiveUpStruct, giveUpSignature: string) =>
      attempt(m, giveUp, { fields: { giveUpSignature } });
    const refused = async (m: Desk, giveUp: GiveUpStruct, giveUpSignature: string) => {
      await expect(attemptWith(m, giveUp, giveUpSignature))
        .to.be.revertedWithCustomError(m.rfq, "GiveUpInvalidSignature")
        .withArgs(giveUpIdOf(giveUp), giveUp.broker);
    };

    it("when somebody else gave it, then it reverts with GiveUpInvalidSignature", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      for (const stranger of [m.agent, m.dealer, clientAt(m, 0)]) {
        await refused(m, giveUp, await m.signGiveUp(giveUp, stranger));
      }
    });

    it("when it is empty, cut short, too long, or has the other s, then it reverts with GiveUpInvalidSignature", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      const signature = await m.signGiveUp(giveUp);
      const long = await m.broker.signTypedData(m.rfqDomain, GIVE_UP_TYPES, giveUp);
      for (const wrong of ["0x", signature.slice(0, -2), long + "00", withHighS(long)]) {
        await refused(m, giveUp, wrong);
      }
      await expect(attemptWith(m, giveUp, long)).to.emit(m.rfq, "GivenUp");
    });

    it("when an operator of the broker in scope trade gave it, then it is the broker's; in another scope, or no longer, it is not", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      const signature = await m.signGiveUp(giveUp, m.operator);
      const end = START + DAY / 4;
      const registry = m.registry.connect(m.broker);
      await refused(m, giveUp, signature);
      await registry.appointOperator(m.operator, SCOPES.cancel | SCOPES.issue, FAR);
      await refused(m, giveUp, signature);
      await registry.appointOperator(m.operator, SCOPES.trade, end);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, end);
      await refused(m, giveUp, signature);
      await snapshot.restore();
      await nextBlockAt(m, end - 1);
      await expect(attemptWith(m, giveUp, signature)).to.emit(m.rfq, "GivenUp");
    });

    it("when it was given for another market or chain, then it reverts with GiveUpInvalidSignature", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent);
      for (const domain of [
        { ...m.rfqDomain, chainId: m.rfqDomain.chainId + 1n },
        { ...m.rfqDomain, verifyingContract: await m.rfq.blockRoom() },
        { ...m.rfqDomain, version: "2" },
      ]) {
        await refused(m, giveUp, await m.broker.signTypedData(domain, GIVE_UP_TYPES, giveUp));
      }
    });

    const changes: readonly (readonly [string, (m: Desk) => Partial<GiveUpStruct>])[] = [
      ["request", () => ({ request: ZeroHash })],
      ["maximumQuantity", () => ({ maximumQuantity: 11n })],
      ["feePerUnit", () => ({ feePerUnit: FEE - 1n })],
      ["validUntil", () => ({ validUntil: START + DAY })],
      ["salt", () => ({ salt: id("another salt") })],
    ];
    for (const [what, change] of changes) {
      it(`when it was given before ${what} changed, then it reverts with GiveUpInvalidSignature`, async () => {
        const m = current();
        const signature = await m.signGiveUp(consentTo(m, m.agent));
        await refused(m, consentTo(m, m.agent, change(m)), signature);
      });
    }
  });

  describe("given the fee", () => {
    it("when it is nothing, then the broker passes the price on", async () => {
      const m = current();
      for (const [sequence, side] of [
        [0n, QUOTED.offer],
        [1n, QUOTED.bid],
      ] as const) {
        const quote = brokeredQuote(m, { side, sequence });
        const parts = clientParts(m, 1n, 2n);
        const link = await linkOf(m, quote, parts, { fee: 0n });
        const giveUp = consentTo(m, m.agent, { feePerUnit: 0n });
        const before = await everybodysHoldings(m);
        await attempt(m, giveUp, { quote, parts, fields: { then: THEN.settle, set: link.set } });
        const after = await everybodysHoldings(m);
        expect(after).to.deep.equal(afterTrades(before, link.all));
        expect(after.get(m.broker.address)?.cash).to.equal(0n);
      }
    });

    it("when it leaves a seller a yen, then it trades; when it leaves nothing, then it reverts with GiveUpFeeTooHigh", async () => {
      const m = current();
      const quote = brokeredQuote(m, { side: QUOTED.bid });
      for (const feePerUnit of [CASH_PER_UNIT, CASH_PER_UNIT + 1n, MAX_UINT112]) {
        const giveUp = consentTo(m, m.agent, { feePerUnit });
        for (const then of Object.values(THEN)) {
          await expectNothingHappens(m, quote, () =>
            expect(attempt(m, giveUp, { quote, fields: { then } }))
              .to.be.revertedWithCustomError(m.rfq, "GiveUpFeeTooHigh")
              .withArgs(giveUpIdOf(giveUp), feePerUnit, CASH_PER_UNIT),
          );
        }
      }
      const parts = clientParts(m, 1n, 2n);
      const fee = CASH_PER_UNIT - 1n;
      const link = await linkOf(m, quote, parts, { fee });
      expect(link.ofAccounts.map(({ amount }) => amount)).to.deep.equal([1n, 2n]);
      const before = await everybodysHoldings(m);
      const giveUp = consentTo(m, m.agent, { feePerUnit: fee });
      await attempt(m, giveUp, { quote, parts, fields: { then: THEN.settle, set: link.set } });
      expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, link.all));
    });

    it("when it makes a buyer's cash more than any amount can be, then it reverts with SafeCastOverflowedUintDowncast", async () => {
      const m = current();
      const giveUp = consentTo(m, m.agent, { feePerUnit: MAX_UINT112 });
      await expectNothingHappens(m, brokeredQuote(m), () =>
        expect(attempt(m, giveUp))
          .to.be.revertedWithCustomError(m.rfq, "SafeCastOverflowedUintDowncast")
          .withArgs(112, MAX_UINT112 + CASH_PER_UNIT),
      );
    });
  });
});
