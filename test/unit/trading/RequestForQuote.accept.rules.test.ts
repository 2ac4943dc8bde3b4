import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import { replaceKey } from "../../support/actions.ts";
import type { AcceptanceStruct, QuoteStruct } from "../../support/quotes.ts";
import {
  accept,
  afterTrade,
  BOTH_QUOTED,
  LAST_SEQUENCE,
  memoryOf,
  positions,
  QUOTED,
  tradeFrom,
  UNTOUCHED,
  useMarket,
} from "../../support/quotes.ts";
import {
  appoint,
  nextBlockAt,
  otherSide,
  scheduleCourtOrder,
  stateOf,
  STATUS,
} from "../../support/settlement.ts";
import type { Market } from "../../support/trading.ts";
import { CASH_PER_UNIT, KIND, THEN } from "../../support/trading.ts";
import {
  ascii,
  COMMITMENT,
  DAY,
  EVIDENCE,
  FAR,
  ISIN,
  QII,
  READINESS,
  SCOPES,
  START,
} from "../../support/world.ts";

const NOON = START + DAY / 2;
const PARTIES = ["dealer", "investor"] as const;

describe("RequestForQuote.accept: rules", () => {
  const current = useMarket();

  /** The market itself refuses, whatever is to become of the trade, and remembers nothing. */
  async function expectRefused(
    quote: QuoteStruct,
    error: string,
    args: (id: string) => readonly unknown[],
    fields: Partial<AcceptanceStruct> = {},
  ): Promise<void> {
    const m = current();
    const id = await m.rfq.quoteId(quote);
    for (const then of Object.values(THEN)) {
      await expect(accept(m, quote, { ...fields, then }))
        .to.be.revertedWithCustomError(m.rfq, error)
        .withArgs(...args(id));
    }
    expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
  }

  for (const [name, side] of BOTH_QUOTED) {
    describe(`given ${name} that does not bind its dealer at once`, () => {
      it("when it is indicative, then it reverts with QuoteIndicative", async () => {
        const quote = current().quote({ side, kind: KIND.indicative });
        await expectRefused(quote, "QuoteIndicative", (id) => [id]);
      });

      for (const lastLook of [1, 30, 65_535]) {
        it(`when it has ${lastLook} seconds of last look, then it reverts with QuoteNeedsConfirmation`, async () => {
          for (const kind of [KIND.singleUse, KIND.divisible, KIND.indicative]) {
            const quote = current().quote({ side, kind, lastLook });
            await expectRefused(quote, "QuoteNeedsConfirmation", (id) => [id, lastLook]);
          }
        });
      }
    });

    describe(`given ${name} that is for nothing`, () => {
      const prices: readonly Partial<QuoteStruct>[] = [
        { cleanPriceE7: 0n },
        { cashPerUnit: 0n },
        { cleanPriceE7: 0n, cashPerUnit: 0n },
        { currency: "0x000000", settlementBank: ZeroAddress, cashPerUnit: 0n },
      ];
      for (const fields of prices) {
        it(`when it is accepted with no ${Object.keys(fields).join(" and no ")}, then it reverts with QuoteWithoutPrice`, async () => {
          for (const kind of [KIND.singleUse, KIND.divisible]) {
            await expectRefused(current().quote({ side, kind, ...fields }), "QuoteWithoutPrice", (id) => [
              id,
            ]);
          }
        });
      }

      it("when price and cash are the smallest there are, then it is accepted", async () => {
        const m = current();
        const quote = m.quote({ side, cleanPriceE7: 1n, cashPerUnit: 1n });
        await expect(accept(m, quote)).to.emit(m.rfq, "QuoteAccepted");
      });
    });

    describe(`given ${name} whose dealer trades with a broker in place of the investor`, () => {
      it("when the investor, anybody else or the broker accepts it for its own account, then it reverts with QuoteHasBroker", async () => {
        const m = current();
        const broker = m.broker.address;
        for (const kind of [KIND.singleUse, KIND.divisible, KIND.indicative]) {
          const quote = m.quote({ side, kind, broker });
          await expectRefused(quote, "QuoteHasBroker", (id) => [id, broker]);
        }
        for (const investor of [ZeroAddress, broker]) {
          const quote = m.quote({ side, investor, broker });
          await expect(accept(m, quote, { account: broker }, { by: m.broker }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteHasBroker")
            .withArgs(await m.rfq.quoteId(quote), broker);
        }
      });

      it("when the broker is its investor or its dealer, then it reverts with QuoteHasBroker as well", async () => {
        for (const party of PARTIES) {
          const broker = current()[party].address;
          await expectRefused(current().quote({ side, broker }), "QuoteHasBroker", (id) => [id, broker]);
        }
      });
    });

    describe(`given ${name} and an acceptance without evidence`, () => {
      it("when it is accepted, then it reverts with QuoteWithoutEvidence", async () => {
        const quote = current().quote({ side });
        await expectRefused(quote, "QuoteWithoutEvidence", (id) => [id], { evidence: ZeroHash });
      });
    });

    describe(`given ${name} that is valid until noon`, () => {
      for (const [thenName, then] of Object.entries(THEN)) {
        for (const second of [NOON - 1, NOON, NOON + 1]) {
          it(`when it is accepted to ${thenName} in second ${second - NOON} of the afternoon, then: ${second < NOON ? "accepted" : "QuoteExpired"}`, async () => {
            const m = current();
            const quote = m.quote({ side, validUntil: NOON });
            const signature = await m.signQuote(quote);
            await nextBlockAt(m, second);
            const sent = accept(m, quote, { then }, { signature });
            if (second < NOON) {
              await expect(sent).to.emit(m.rfq, "QuoteAccepted");
              return;
            }
            await expect(sent)
              .to.be.revertedWithCustomError(m.rfq, "QuoteExpired")
              .withArgs(await m.rfq.quoteId(quote), NOON, second);
            expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
          });
        }
      }
    });

    describe(`given ${name} of tomorrow's trade date that is valid for a week`, () => {
      const [tradeDate, settleFrom] = [START + DAY, START + 3 * DAY];
      const seconds = [
        [tradeDate - 1, false],
        [tradeDate, true],
        [tradeDate + DAY - 1, true],
        [tradeDate + DAY, false],
        [tradeDate + 2 * DAY, false],
      ] as const;
      for (const [second, isThatDay] of seconds) {
        it(`when it is accepted in second ${second - tradeDate} of that day, then: ${isThatDay ? "accepted" : "QuoteNotOnTradeDate"}`, async () => {
          const m = current();
          const quote = m.quote({ side, tradeDate, settleFrom, validUntil: START + 7 * DAY });
          const signature = await m.signQuote(quote);
          await nextBlockAt(m, second);
          const sent = accept(m, quote, { then: THEN.match }, { signature });
          if (isThatDay) {
            await expect(sent).to.emit(m.rfq, "QuoteAccepted");
            return;
          }
          await expect(sent)
            .to.be.revertedWithCustomError(m.rfq, "QuoteNotOnTradeDate")
            .withArgs(await m.rfq.quoteId(quote), tradeDate, second);
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
        });
      }

      it("when it is of the last date there is, then it reverts with QuoteNotOnTradeDate: nothing overflows", async () => {
        const m = current();
        const last = 2n ** 40n - 1n;
        const quote = m.quote({ side, tradeDate: last, validUntil: last, settleFrom: last, settleBy: last });
        const second = START + DAY / 4;
        const signature = await m.signQuote(quote);
        await nextBlockAt(m, second);
        await expect(accept(m, quote, {}, { signature }))
          .to.be.revertedWithCustomError(m.rfq, "QuoteNotOnTradeDate")
          .withArgs(await m.rfq.quoteId(quote), last, second);
      });
    });

    describe(`given ${name} of a dealer that has not opened the bond`, () => {
      it("when it never set its exposure, then it reverts with QuoteExposureNotSet", async () => {
        const m = current();
        const quote = m.quote({ side, dealer: m.broker.address });
        const signature = await m.signQuote(quote, m.broker);
        for (const then of Object.values(THEN)) {
          await expect(accept(m, quote, { then }, { signature }))
            .to.be.revertedWithCustomError(m.rfq, "QuoteExposureNotSet")
            .withArgs(m.broker, ISIN);
        }
      });

      it("when it set it for another bond only, then it reverts with QuoteExposureNotSet", async () => {
        const isin = ascii("JP3633400019", 12);
        const quote = current().quote({ side, isin });
        await expectRefused(quote, "QuoteExposureNotSet", () => [current().dealer, isin]);
      });
    });

    for (const party of PARTIES) {
      const partyOf = (m: Market) => (party === "dealer" ? m.dealer : m.investor);

      describe(`given ${name} whose ${party} has not appointed the market`, () => {
        const withdrawals = [
          ["never, or no longer", 0, 0],
          ["for other scopes only", SCOPES.cancel | SCOPES.issue, FAR],
        ] as const;
        for (const [what, scopes, expiry] of withdrawals) {
          it(`when it did so ${what}, then it reverts with TradeNotAuthorised`, async () => {
            const m = current();
            const market = await m.rfq.getAddress();
            await appoint(m, partyOf(m), market, scopes, expiry);
            const quote = m.quote({ side });
            for (const then of Object.values(THEN)) {
              await expect(accept(m, quote, { then }))
                .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
                .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), market, partyOf(m));
            }
            expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
          });
        }

        it("when its appointment ends this second, then it reverts with TradeNotAuthorised; a second before it does not", async () => {
          const m = current();
          const market = await m.rfq.getAddress();
          const expiry = START + DAY / 4;
          await appoint(m, partyOf(m), market, SCOPES.trade, expiry);
          const quote = m.quote({ side });
          const signature = await m.signQuote(quote);
          for (const then of Object.values(THEN)) {
            const snapshot = await m.networkHelpers.takeSnapshot();
            await nextBlockAt(m, expiry);
            await expect(accept(m, quote, { then }, { signature }))
              .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
              .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), market, partyOf(m));
            await snapshot.restore();
            const again = await m.networkHelpers.takeSnapshot();
            await nextBlockAt(m, expiry - 1);
            await expect(accept(m, quote, { then }, { signature })).to.emit(m.rfq, "QuoteAccepted");
            await again.restore();
          }
        });
      });

      describe(`given ${name} whose ${party} is not eligible`, () => {
        const endings: readonly (readonly [
          string,
          string,
          (m: Market, account: string) => Promise<unknown>,
        ])[] = [
          [
            "suspended",
            "ParticipantIsSuspended",
            (m, account) => m.registry.connect(m.compliance).suspend(account, EVIDENCE),
          ],
          ["closed", "ParticipantIsClosed", (m, account) => m.registry.close(account)],
        ];
        for (const [what, error, end] of endings) {
          for (const [thenName, then] of Object.entries(THEN)) {
            it(`when it is ${what} and the quote is accepted to ${thenName}, then it reverts with ${error}`, async () => {
              const m = current();
              await end(m, partyOf(m).address);
              const quote = m.quote({ side });
              const before = await positions(m);
              await expect(accept(m, quote, { then }))
                .to.be.revertedWithCustomError(m.registry, error)
                .withArgs(partyOf(m));
              expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
              expect(await positions(m)).to.deep.equal(before);
            });
          }
        }

        for (const [thenName, then] of Object.entries(THEN)) {
          it(`when its identity check ends this second and the quote is accepted to ${thenName}, then it reverts with ParticipantExpired`, async () => {
            const m = current();
            const expiry = START + DAY / 4;
            await m.registry.update(partyOf(m), QII, expiry, COMMITMENT);
            const quote = m.quote({ side });
            const signature = await m.signQuote(quote);
            const snapshot = await m.networkHelpers.takeSnapshot();
            await nextBlockAt(m, expiry);
            await expect(accept(m, quote, { then }, { signature }))
              .to.be.revertedWithCustomError(m.registry, "ParticipantExpired")
              .withArgs(partyOf(m), expiry, expiry);
            await snapshot.restore();
            await nextBlockAt(m, expiry - 1);
            await expect(accept(m, quote, { then }, { signature })).to.emit(m.rfq, "QuoteAccepted");
          });

          it(`when its key was replaced and the quote is accepted to ${thenName}, then it reverts with ParticipantIsReplaced`, async () => {
            const m = current();
            await replaceKey(m, partyOf(m), m.outsider);
            const tradeDate = await m.networkHelpers.time.latest();
            const quote = m.quote({
              side,
              tradeDate,
              settleFrom: tradeDate,
              validUntil: tradeDate + DAY,
              settleBy: tradeDate + DAY,
            });
            await expect(accept(m, quote, { then }))
              .to.be.revertedWithCustomError(m.registry, "ParticipantIsReplaced")
              .withArgs(partyOf(m), m.outsider);
          });
        }
      });
    }

    describe(`given ${name} to somebody who was never admitted`, () => {
      for (const [thenName, then] of Object.entries(THEN)) {
        it(`when it is accepted to ${thenName}, then it reverts with ParticipantNotAdmitted`, async () => {
          const m = current();
          await appoint(m, m.outsider, await m.rfq.getAddress(), SCOPES.trade);
          const quote = m.quote({ side, investor: m.outsider.address });
          await expect(accept(m, quote, { then, account: m.outsider.address }, { by: m.outsider }))
            .to.be.revertedWithCustomError(m.registry, "ParticipantNotAdmitted")
            .withArgs(m.outsider);
        });
      }
    });

    describe(`given ${name} whose trade the escrow does not take`, () => {
      const terms: readonly (readonly [
        string,
        string,
        Partial<QuoteStruct>,
        (quote: QuoteStruct) => readonly unknown[],
      ])[] = [
        [
          "it settles before its trade date",
          "TradeInvalidDates",
          { settleFrom: START - 1 },
          (quote) => [quote.tradeDate, quote.settleFrom, quote.settleBy],
        ],
        [
          "its cut-off is its settlement date",
          "TradeInvalidDates",
          { settleFrom: START + DAY, settleBy: START + DAY },
          (quote) => [quote.tradeDate, quote.settleFrom, quote.settleBy],
        ],
      ];
      for (const [when, error, fields, args] of terms) {
        it(`when ${when}, then it reverts with ${error}`, async () => {
          const m = current();
          const quote = m.quote({ side, ...fields });
          for (const then of Object.values(THEN)) {
            await expect(accept(m, quote, { then }))
              .to.be.revertedWithCustomError(m.escrow, error)
              .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), ...args(quote));
          }
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
        });
      }

      for (const [thenName, then] of [
        ["settle", THEN.settle],
        ["earmark", THEN.earmark],
      ] as const) {
        it(`when there is no such bond and it is to ${thenName}, then it reverts with TradeUnknownBond`, async () => {
          const m = current();
          const isin = ascii("JP3633400019", 12);
          await m.rfq.connect(m.dealer).setExposure(isin, 10n, 10n);
          const quote = m.quote({ side, isin });
          await expect(accept(m, quote, { then }))
            .to.be.revertedWithCustomError(m.escrow, "TradeUnknownBond")
            .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), isin);
        });

        it(`when there is no such currency and it is to ${thenName}, then it reverts with TradeUnknownCurrency`, async () => {
          const m = current();
          for (const fields of [{ currency: ascii("USD", 3) }, { settlementBank: m.third.address }]) {
            const quote = m.quote({ side, ...fields });
            await expect(accept(m, quote, { then }))
              .to.be.revertedWithCustomError(m.escrow, "TradeUnknownCurrency")
              .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), quote.currency, quote.settlementBank);
          }
        });

        it(`when the bonds or the cash are not there and it is to ${thenName}, then it reverts with ERC20InsufficientBalance`, async () => {
          const m = current();
          const [seller, buyer] = side === QUOTED.offer ? [m.dealer, m.investor] : [m.investor, m.dealer];
          const bonds = await m.bond.balanceOf(seller);
          await m.bond.connect(seller).transfer(m.broker, bonds - 2n);
          await expect(accept(m, m.quote({ side }), { then }))
            .to.be.revertedWithCustomError(m.bond, "ERC20InsufficientBalance")
            .withArgs(seller, 2n, 3n);
          await m.bond.connect(m.broker).transfer(seller, 1n);
          const cash = await m.cash.balanceOf(buyer);
          await m.cash.connect(buyer).transfer(m.broker, cash - 3n * CASH_PER_UNIT + 1n);
          await expect(accept(m, m.quote({ side }), { then }))
            .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
            .withArgs(buyer, 3n * CASH_PER_UNIT - 1n, 3n * CASH_PER_UNIT);
        });
      }

      it("when the buyer has not the bond's classes and it is to settle, then it reverts with ParticipantLacksClasses", async () => {
        const m = current();
        const buyer = side === QUOTED.offer ? m.investor : m.dealer;
        await m.registry.update(buyer, 2, FAR, COMMITMENT);
        await expect(accept(m, m.quote({ side })))
          .to.be.revertedWithCustomError(m.registry, "ParticipantLacksClasses")
          .withArgs(buyer, 2, QII);
      });

      it("when an account is frozen and it is to settle, then it reverts with RegulatedTokenAccountFrozen", async () => {
        const m = current();
        for (const token of [m.bond, m.cash]) {
          for (const party of [m.dealer, m.investor]) {
            await token.connect(m.compliance).setAccountFrozen(party, true);
            await expect(accept(m, m.quote({ side })))
              .to.be.revertedWithCustomError(token, "RegulatedTokenAccountFrozen")
              .withArgs(party);
            await token.connect(m.compliance).setAccountFrozen(party, false);
          }
        }
      });
    });

    describe(`given ${name} and a number of the pair that is not free`, () => {
      const endings: readonly (readonly [string, (m: Market, quote: QuoteStruct) => Promise<unknown>])[] = [
        ["another quote of theirs settled under it", (m, quote) => accept(m, { ...quote, sequence: 1n })],
        [
          "a trade with it was withdrawn",
          (m, quote) =>
            m.escrow.connect(m.investor).cancel(tradeFrom(m, quote, { quantity: 1n }), otherSide(side)),
        ],
        [
          "the very trade was withdrawn",
          (m, quote) => m.escrow.connect(m.dealer).cancel(tradeFrom(m, quote), side),
        ],
      ];
      for (const [when, end] of endings) {
        it(`when ${when}, then it reverts with TradeClosed; another number is free`, async () => {
          const m = current();
          const quote = m.quote({ side });
          await end(m, quote);
          const before = await positions(m);
          const trade = tradeFrom(m, quote);
          expect(await m.escrow.isSequenceUsed(ZeroAddress, trade.seller, trade.buyer, 0n)).to.equal(true);
          for (const then of Object.values(THEN)) {
            await expect(accept(m, quote, { then }))
              .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
              .withArgs(await m.escrow.tradeId(trade), 0n);
          }
          expect(await m.rfq.isQuoteUsed(m.dealer, quote.sequence)).to.equal(false);
          await accept(m, quote, { sequence: LAST_SEQUENCE });
          expect(await positions(m)).to.deep.equal(afterTrade(before, side, 3n));
        });
      }

      it("when a court cancelled a trade with it, then it reverts with TradeClosed", async () => {
        const m = current();
        const other = m.quote({ side });
        await (
          await scheduleCourtOrder(m, tradeFrom(m, other), EVIDENCE)
        )();
        const tradeDate = await m.networkHelpers.time.latest();
        const quote = m.quote({ side, tradeDate, settleFrom: tradeDate, validUntil: tradeDate + DAY });
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(await m.escrow.tradeId(tradeFrom(m, quote)), 0n);
      });

      it("when another trade of theirs is bound to it, then it reverts with TradeNumberTaken, or TradeLineOccupied", async () => {
        const m = current();
        await accept(m, m.quote({ side, sequence: 1n }), { quantity: 1n, then: THEN.earmark });
        const quote = m.quote({ side });
        const id = await m.escrow.tradeId(tradeFrom(m, quote));
        await expect(accept(m, quote, { then: THEN.settle }))
          .to.be.revertedWithCustomError(m.escrow, "TradeNumberTaken")
          .withArgs(id, 0n);
        for (const then of [THEN.match, THEN.earmark]) {
          await expect(accept(m, quote, { then }))
            .to.be.revertedWithCustomError(m.escrow, "TradeLineOccupied")
            .withArgs(id, 0n, 0n);
        }
      });

      it("when another trade of theirs is matched under it, then that one cannot be put out by settling another", async () => {
        const m = current();
        await accept(m, m.quote({ side, sequence: 1n }), { quantity: 1n, then: THEN.match });
        const open = tradeFrom(m, m.quote({ side }), { quantity: 1n });
        const quote = m.quote({ side });
        const id = await m.escrow.tradeId(tradeFrom(m, quote));
        for (const then of [THEN.match, THEN.earmark]) {
          await expect(accept(m, quote, { then }))
            .to.be.revertedWithCustomError(m.escrow, "TradeLineOccupied")
            .withArgs(id, 0n, 0n);
        }
        await expect(accept(m, quote, { then: THEN.settle }))
          .to.be.revertedWithCustomError(m.escrow, "TradeNumberTaken")
          .withArgs(id, 0n);
        expect(await m.rfq.isQuoteUsed(m.dealer, quote.sequence)).to.equal(false);
        await expect(m.escrow.settle(open)).to.emit(m.escrow, "Settled");
        await expect(accept(m, quote, { then: THEN.settle }))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(id, 0n);
      });

      it("when one side alone has instructed another trade of theirs under it, then it reverts with TradeNumberTaken, and with TradeClosed once that is withdrawn", async () => {
        const m = current();
        const quote = m.quote({ side });
        const other = tradeFrom(m, quote, { quantity: 1n });
        const id = await m.escrow.tradeId(tradeFrom(m, quote));
        await m.escrow.connect(m.investor).instruct(other, otherSide(side), READINESS.ready);
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.escrow, "TradeNumberTaken")
          .withArgs(id, 0n);
        await m.escrow.connect(m.investor).cancel(other, otherSide(side));
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(id, 0n);
      });

      it("when two quotes of the same terms are accepted as one trade, the first to match, then the second is refused and stays", async () => {
        const m = current();
        const [first, second] = [m.quote({ side }), m.quote({ side, sequence: 1n })];
        const id = await m.escrow.tradeId(tradeFrom(m, first));
        expect(await m.escrow.tradeId(tradeFrom(m, second))).to.equal(id);
        await accept(m, first, { then: THEN.match });
        const net = (await memoryOf(m, first)).net;
        await expect(accept(m, second, { then: THEN.settle }))
          .to.be.revertedWithCustomError(m.escrow, "TradeNumberTaken")
          .withArgs(id, 0n);
        for (const then of [THEN.match, THEN.earmark]) {
          await expect(accept(m, second, { then }))
            .to.be.revertedWithCustomError(m.escrow, "TradeAlreadyApproved")
            .withArgs(id, side);
        }
        expect(await memoryOf(m, second)).to.deep.equal({ isUsed: false, taken: 0n, net });
        await m.escrow.settle(tradeFrom(m, first));
        await expect(accept(m, second, { then: THEN.settle }))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(id, 0n);
      });

      it("when a trade of theirs with a number 64 lower is open, then it settles, and is not matched", async () => {
        const m = current();
        await accept(m, m.quote({ side, sequence: 1n }), { quantity: 1n, then: THEN.match, sequence: 5n });
        const quote = m.quote({ side });
        for (const then of [THEN.match, THEN.earmark]) {
          await expect(accept(m, quote, { then, sequence: 69n }))
            .to.be.revertedWithCustomError(m.escrow, "TradeLineOccupied")
            .withArgs(await m.escrow.tradeId(tradeFrom(m, quote, { sequence: 69n })), 69n, 5n);
        }
        await expect(accept(m, quote, { sequence: 69n })).to.emit(m.escrow, "Settled");
      });

      it("when a side has instructed the very trade already, then it reverts with TradeAlreadyApproved, or TradeNumberTaken", async () => {
        const m = current();
        const quote = m.quote({ side });
        const trade = tradeFrom(m, quote);
        const id = await m.escrow.tradeId(trade);
        for (const [party, own] of [
          [m.dealer, side],
          [m.investor, otherSide(side)],
        ] as const) {
          const snapshot = await m.networkHelpers.takeSnapshot();
          await m.escrow.connect(party).instruct(trade, own, READINESS.ready);
          for (const then of [THEN.match, THEN.earmark]) {
            await expect(accept(m, quote, { then }))
              .to.be.revertedWithCustomError(m.escrow, "TradeAlreadyApproved")
              .withArgs(id, own);
          }
          await expect(accept(m, quote, { then: THEN.settle }))
            .to.be.revertedWithCustomError(m.escrow, "TradeNumberTaken")
            .withArgs(id, 0n);
          expect((await stateOf(m, trade)).status).to.equal(STATUS.instructed);
          expect(await memoryOf(m, quote)).to.deep.equal(UNTOUCHED);
          await snapshot.restore();
        }
      });

      it("when one party has the very trade on hold, then it reverts with TradeNumberTaken: nobody settles past that", async () => {
        const m = current();
        const quote = m.quote({ side });
        const trade = tradeFrom(m, quote);
        await m.escrow.connect(m.investor).instruct(trade, otherSide(side), READINESS.onHold);
        await expect(accept(m, quote))
          .to.be.revertedWithCustomError(m.escrow, "TradeNumberTaken")
          .withArgs(await m.escrow.tradeId(trade), 0n);
      });

      it("when the same two trade the other way round, or others do, then it is another number", async () => {
        const m = current();
        await accept(m, m.quote({ side }));
        await expect(accept(m, m.quote({ side: otherSide(side), sequence: 1n }))).to.emit(
          m.escrow,
          "Settled",
        );
        await m.bond.connect(m.dealer).transfer(m.broker, 3n);
        await m.cash.connect(m.investor).transfer(m.broker, 1_000_000_000n);
        const forBroker = m.quote({ side, sequence: 2n, investor: m.broker.address });
        await expect(accept(m, forBroker, { account: m.broker.address }, { by: m.broker })).to.emit(
          m.escrow,
          "Settled",
        );
      });
    });
  }
});
