import { expect } from "chai";
import { ZeroAddress } from "ethers";

import {
  afterSettlement,
  appoint,
  bothHoldings,
  freshWorld,
  FREE_OF_PAYMENT,
  instruct,
  legOf,
  match,
  nextBlockAt,
  otherSide,
  PAYMENT_ONLY,
  scheduleCourtOrder,
  settledArgs,
  signBoth,
  type Signer,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, QII, READINESS, SCOPES, SIDE, START } from "../../support/world.ts";

describe("DvPEscrow.settleAsOperator", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
  });

  const appointByBoth = async (operator: Signer, scopes: number = SCOPES.trade, expiry = FAR) => {
    for (const party of [w.seller, w.buyer]) await appoint(w, party, operator.address, scopes, expiry);
  };
  const settle = (trade: Trade, by: Signer = w.operator) => w.escrow.connect(by).settleAsOperator(trade);

  /** The operator settles the trade, and both legs move for what was agreed. */
  async function expectSettled(trade: Trade, by: Signer = w.operator): Promise<void> {
    const before = await bothHoldings(w);
    await expect(settle(trade, by))
      .to.emit(w.escrow, "Settled")
      .withArgs(...(await settledArgs(w, trade)));
    expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
    expect((await stateOf(w, trade)).status).to.equal(STATUS.closed);
  }

  async function expectRefused(
    trade: Trade,
    error: string,
    args: readonly unknown[],
    by: Signer = w.operator,
  ): Promise<void> {
    const before = await bothHoldings(w);
    await expect(settle(trade, by))
      .to.be.revertedWithCustomError(w.escrow, error)
      .withArgs(await w.escrow.tradeId(trade), ...args);
    expect(await bothHoldings(w)).to.deep.equal(before);
  }

  describe("given an operator in scope TRADE of both parties", () => {
    beforeEach(() => appointByBoth(w.operator));

    it("when it settles a trade that nobody has approved, then both legs move, and nothing but that is on record", async () => {
      const trade = w.trade({ sequence: 11n });
      const before = await bothHoldings(w);
      const sent = settle(trade);
      await expect(sent)
        .to.emit(w.escrow, "Settled")
        .withArgs(...(await settledArgs(w, trade)))
        .and.to.emit(w.bond, "Transfer")
        .withArgs(w.seller, w.buyer, trade.quantity)
        .and.to.emit(w.cash, "Transfer")
        .withArgs(w.buyer, w.seller, trade.amount);
      for (const event of ["Instructed", "Matched", "LegHeld"]) {
        await expect(sent).not.to.emit(w.escrow, event);
      }
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, trade));
      expect(await stateOf(w, trade)).to.include({
        status: STATUS.closed,
        sellerApproved: false,
        buyerApproved: false,
      });
      expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, 11n)).to.equal(true);
      for (const sequence of [10n, 12n]) {
        expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, sequence)).to.equal(false);
      }
    });

    it("when it asks for the answer, then that is the trade's id", async () => {
      const trade = w.trade({ sequence: 11n });
      expect(await w.escrow.connect(w.operator).settleAsOperator.staticCall(trade)).to.equal(
        await w.escrow.tradeId(trade),
      );
    });

    it("when it settles it twice, then the second time it reverts with TradeClosed", async () => {
      const trade = w.trade({ sequence: 11n });
      await settle(trade);
      await expectRefused(trade, "TradeClosed", [11n]);
      await expectRefused(w.trade({ sequence: 11n, amount: 1n }), "TradeClosed", [11n]);
    });

    it("when numbers are far apart or side by side, then all settle in any order", async () => {
      for (const sequence of [255n, 0n, 256n, 64n, 2n ** 48n - 1n, 1n, 63n]) {
        await expectSettled(w.trade({ sequence }));
      }
    });

    it("when the whole of both balances changes hands, then it may", async () => {
      await expectSettled(w.trade({ quantity: 600n, amount: 100_000_000_000n }));
    });
  });

  describe("given a caller that does not speak for both parties", () => {
    it("when nobody appointed it, then it reverts with TradeNotAuthorised for the seller", async () => {
      await expectRefused(w.trade(), "TradeNotAuthorised", [w.outsider, w.seller], w.outsider);
    });

    for (const [name, side] of Object.entries(SIDE)) {
      it(`when only the ${name} appointed it, then it reverts with TradeNotAuthorised for the other`, async () => {
        const trade = w.trade();
        await appoint(w, legOf(w, trade, side).party, w.operator.address, SCOPES.trade);
        await expectRefused(trade, "TradeNotAuthorised", [
          w.operator,
          legOf(w, trade, otherSide(side)).party,
        ]);
      });

      it(`when the ${name} appointed it in other scopes only, then it reverts with TradeNotAuthorised`, async () => {
        const trade = w.trade();
        await appointByBoth(w.operator);
        const { party } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.cancel | SCOPES.issue);
        await expectRefused(trade, "TradeNotAuthorised", [w.operator, party]);
      });

      it(`when the ${name}'s appointment ends this second, then it reverts with TradeNotAuthorised; a second before it does not`, async () => {
        const expiry = START + DAY;
        const trade = w.trade();
        await appointByBoth(w.operator);
        const { party } = legOf(w, trade, side);
        await appoint(w, party, w.operator.address, SCOPES.trade, expiry);
        const snapshot = await w.networkHelpers.takeSnapshot();
        await nextBlockAt(w, expiry);
        await expectRefused(trade, "TradeNotAuthorised", [w.operator, party]);
        await snapshot.restore();
        await nextBlockAt(w, expiry - 1);
        await expectSettled(trade);
      });

      it(`when the ${name} itself calls and the other has not appointed it, then it reverts with TradeNotAuthorised`, async () => {
        const trade = w.trade();
        const { party } = legOf(w, trade, side);
        const other = legOf(w, trade, otherSide(side)).party;
        // appointing goes one way only
        await appoint(w, party, other.address, SCOPES.trade);
        await expectRefused(trade, "TradeNotAuthorised", [party, other], party);
      });

      it(`when the ${name} is operator of the other, then it settles`, async () => {
        const trade = w.trade();
        const { party } = legOf(w, trade, side);
        await appoint(w, legOf(w, trade, otherSide(side)).party, party.address, SCOPES.trade);
        await expectSettled(trade, party);
      });

      it(`when the ${name} is nobody, then it reverts with TradeNotAuthorised`, async () => {
        await appointByBoth(w.operator);
        await expectRefused(w.trade({ [name]: ZeroAddress }), "TradeNotAuthorised", [
          w.operator,
          ZeroAddress,
        ]);
      });
    }

    it("when both have signed the trade or instructed it, then that is not an appointment", async () => {
      const trade = w.trade();
      await match(w, trade);
      await signBoth(w, trade);
      await expectRefused(trade, "TradeNotAuthorised", [w.operator, w.seller]);
    });
  });

  describe("given a trade with a venue", () => {
    it("when the venue is operator of both, then it settles under the venue's number", async () => {
      await appointByBoth(w.venue);
      const trade = w.trade({ venue: w.venue.address, sequence: 4n });
      await expectSettled(trade, w.venue);
      expect(await w.escrow.isSequenceUsed(w.venue, w.third, w.outsider, 4n)).to.equal(true);
      expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, 4n)).to.equal(false);
      await expectRefused(
        w.trade({ venue: w.venue.address, sequence: 4n, amount: 1n }),
        "TradeClosed",
        [4n],
        w.venue,
      );
    });

    it("when the venue is operator of one only, or of none, then it reverts with TradeNotAuthorised", async () => {
      const trade = w.trade({ venue: w.venue.address });
      await expectRefused(trade, "TradeNotAuthorised", [w.venue, w.seller], w.venue);
      await appoint(w, w.seller, w.venue.address, SCOPES.trade);
      await expectRefused(trade, "TradeNotAuthorised", [w.venue, w.buyer], w.venue);
      await appoint(w, w.seller, w.venue.address, 0, 0);
      await appoint(w, w.buyer, w.venue.address, SCOPES.trade);
      await expectRefused(trade, "TradeNotAuthorised", [w.venue, w.seller], w.venue);
    });

    it("when another operator of both calls, or a party that is operator of the other, then it reverts with TradeNotItsVenue", async () => {
      await appointByBoth(w.operator);
      await appoint(w, w.buyer, w.seller.address, SCOPES.trade);
      await appoint(w, w.seller, w.buyer.address, SCOPES.trade);
      const trade = w.trade({ venue: w.venue.address });
      for (const by of [w.operator, w.seller, w.buyer, w.outsider]) {
        await expectRefused(trade, "TradeNotItsVenue", [by, w.venue], by);
      }
    });

    it("when a party is the venue and operator of the other, then it settles", async () => {
      await appoint(w, w.buyer, w.seller.address, SCOPES.trade);
      await expectSettled(w.trade({ venue: w.seller.address }), w.seller);
    });
  });

  describe("given a trade that is not sound", () => {
    beforeEach(() => appointByBoth(w.operator));

    it("when seller and buyer are one, then it reverts with TradeSameParty, whoever calls", async () => {
      for (const by of [w.operator, w.seller]) {
        await expectRefused(w.trade({ buyer: w.seller.address }), "TradeSameParty", [w.seller], by);
      }
    });

    const empty = [
      ["quantity is zero", { quantity: 0n }, 0n, 300_123_456n],
      ["amount is zero", { amount: 0n }, 3n, 0n],
      ["quantity and amount are zero", { quantity: 0n, amount: 0n }, 0n, 0n],
      ["amount is zero and a currency is left", { ...FREE_OF_PAYMENT, currency: "0x4a5059" }, 3n, 0n],
      ["quantity and amount are zero and nothing is left", { ...FREE_OF_PAYMENT, ...PAYMENT_ONLY }, 0n, 0n],
    ] as const;
    for (const [when, fields, quantity, amount] of empty) {
      it(`when its ${when}, then it reverts with TradeEmptyLeg`, async () => {
        await expectRefused(w.trade(fields), "TradeEmptyLeg", [quantity, amount]);
      });
    }

    it("when its minimum part is above its quantity, then it reverts with TradeInvalidMinimum; when equal it settles", async () => {
      await expectRefused(w.trade({ minimumPart: 4n }), "TradeInvalidMinimum", [4n, 3n]);
      await expectSettled(w.trade({ minimumPart: 3n }));
    });

    const [early, late] = [START + DAY, START + 2 * DAY];
    const wrongDates = [
      ["it settles before its trade date", { tradeDate: early, settleFrom: early - 1, settleBy: late }],
      ["its cut-off is its settlement date", { tradeDate: early, settleFrom: late, settleBy: late }],
      ["its cut-off is before its settlement date", { tradeDate: early, settleFrom: late, settleBy: early }],
    ] as const;
    for (const [when, dates] of wrongDates) {
      it(`when ${when}, then it reverts with TradeInvalidDates`, async () => {
        await expectRefused(w.trade(dates), "TradeInvalidDates", [
          dates.tradeDate,
          dates.settleFrom,
          dates.settleBy,
        ]);
      });
    }
  });

  describe("given a trade and its settlement period", () => {
    const [settleFrom, settleBy] = [START + 2 * DAY, START + 3 * DAY];
    const seconds = [
      [settleFrom - 1, "TradeNotDue", settleFrom],
      [settleFrom, "settles", 0],
      [settleBy - 1, "settles", 0],
      [settleBy, "TradeExpired", settleBy],
    ] as const;
    for (const [second, outcome, limit] of seconds) {
      it(`when it is second ${second - settleFrom} of it, then: ${outcome}`, async () => {
        await appointByBoth(w.operator);
        const trade = w.trade({ settleFrom, settleBy });
        await nextBlockAt(w, second);
        if (outcome === "settles") await expectSettled(trade);
        else await expectRefused(trade, outcome, [limit, second]);
      });
    }
  });

  describe("given a trade of one leg", () => {
    beforeEach(() => appointByBoth(w.operator));

    it("when it is free of payment, then the bonds move and Delivered is emitted", async () => {
      const trade = w.trade({ ...FREE_OF_PAYMENT, sequence: 5n });
      const before = await bothHoldings(w);
      await expect(settle(trade))
        .to.emit(w.escrow, "Delivered")
        .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer, w.bond, 3n, ZeroAddress, 5n)
        .and.not.to.emit(w.escrow, "Settled");
      expect(await bothHoldings(w)).to.deep.equal(afterSettlement(before, { quantity: 3n, amount: 0n }));
    });

    it("when it is a payment, then the cash moves and Paid is emitted", async () => {
      const trade = w.trade({ ...PAYMENT_ONLY, sequence: 5n });
      const before = await bothHoldings(w);
      await expect(settle(trade))
        .to.emit(w.escrow, "Paid")
        .withArgs(await w.escrow.tradeId(trade), w.seller, w.buyer, w.cash, 300_123_456n, ZeroAddress, 5n)
        .and.not.to.emit(w.escrow, "Settled");
      expect(await bothHoldings(w)).to.deep.equal(
        afterSettlement(before, { quantity: 0n, amount: 300_123_456n }),
      );
    });
  });

  describe("given a number that is closed", () => {
    beforeEach(() => appointByBoth(w.operator));

    const endings: readonly (readonly [string, (trade: Trade) => Promise<unknown>])[] = [
      [
        "settled after both had matched it",
        async (trade) => {
          await match(w, trade);
          await w.escrow.settle(trade);
        },
      ],
      [
        "settled by signatures",
        async (trade) => w.escrow.settleBySignatures(trade, ...(await signBoth(w, trade))),
      ],
      [
        "withdrawn before anybody approved it",
        (trade) => w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer),
      ],
      [
        "cancelled by both sides after they had matched and held it",
        async (trade) => {
          await match(w, trade, { sellerHolds: true, buyerHolds: true });
          await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
          await w.escrow.connect(w.buyer).cancel(trade, SIDE.buyer);
        },
      ],
      ["cancelled by a court", async (trade) => (await scheduleCourtOrder(w, trade, EVIDENCE))()],
    ];
    for (const [how, end] of endings) {
      it(`when its trade was ${how}, then it reverts with TradeClosed for it and every other`, async () => {
        const trade = w.trade({ sequence: 300n });
        await end(trade);
        await expectRefused(trade, "TradeClosed", [300n]);
        await expectRefused(w.trade({ sequence: 300n, amount: 1n }), "TradeClosed", [300n]);
        await expectSettled(w.trade({ sequence: 301n }));
      });
    }

    it("when its trade had expired, then it reverts with TradeClosed for one with a later cut-off", async () => {
      const expired = w.trade({ sequence: 300n, settleBy: START + DAY });
      await instruct(w, expired, SIDE.seller, READINESS.earmarked);
      await w.networkHelpers.time.increaseTo(START + DAY);
      await w.escrow.expire(expired);
      await expectRefused(w.trade({ sequence: 300n }), "TradeClosed", [300n]);
    });
  });

  describe("given a number to which another trade is bound", () => {
    beforeEach(() => appointByBoth(w.operator));

    const bindings: readonly (readonly [string, (trade: Trade) => Promise<unknown>])[] = [
      ["a leg is held with the approval", (trade) => instruct(w, trade, SIDE.seller, READINESS.earmarked)],
      ["cash is held with the approval", (trade) => instruct(w, trade, SIDE.buyer, READINESS.earmarked)],
      [
        "a leg is held later",
        async (trade) => {
          await instruct(w, trade, SIDE.seller);
          await w.escrow.connect(w.seller).hold(trade, SIDE.seller);
        },
      ],
      ["a side has it on hold", (trade) => instruct(w, trade, SIDE.buyer, READINESS.onHold)],
      [
        "a part of it has settled",
        async (trade) => {
          await match(w, trade);
          await w.escrow.connect(w.seller).settlePart(trade, 1n);
        },
      ],
    ];
    for (const [how, bind] of bindings) {
      it(`when ${how}, then it reverts with TradeNumberTaken; a neighbour settles`, async () => {
        const bound = w.trade({ sequence: 300n, minimumPart: 1n });
        await bind(bound);
        const other = w.trade({ sequence: 300n, amount: 1n });
        await expectRefused(other, "TradeNumberTaken", [300n]);
        expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, 300n)).to.equal(false);
        await expectSettled(w.trade({ sequence: 301n }));
      });
    }
  });

  describe("given a trade that is on record already", () => {
    beforeEach(() => appointByBoth(w.operator));

    const records: readonly (readonly [string, (trade: Trade) => Promise<unknown>])[] = [
      ["the seller has instructed it", (trade) => instruct(w, trade, SIDE.seller)],
      ["the buyer has instructed it", (trade) => instruct(w, trade, SIDE.buyer)],
      ["the seller has it on hold", (trade) => instruct(w, trade, SIDE.seller, READINESS.onHold)],
      ["the buyer has it on hold", (trade) => instruct(w, trade, SIDE.buyer, READINESS.onHold)],
      [
        "bonds are held with the seller's approval",
        (trade) => instruct(w, trade, SIDE.seller, READINESS.earmarked),
      ],
      [
        "cash is held with the buyer's approval",
        (trade) => instruct(w, trade, SIDE.buyer, READINESS.earmarked),
      ],
      ["it is matched", (trade) => match(w, trade)],
      [
        "it is matched and bonds are held for it",
        (trade) => match(w, trade, { sellerHolds: true, buyerHolds: false }),
      ],
      [
        "it is matched and cash is held for it",
        (trade) => match(w, trade, { sellerHolds: false, buyerHolds: true }),
      ],
      [
        "it is matched and both legs are held for it",
        (trade) => match(w, trade, { sellerHolds: true, buyerHolds: true }),
      ],
      [
        "it is matched and the seller agrees to its cancellation alone",
        async (trade) => {
          await match(w, trade);
          await w.escrow.connect(w.seller).cancel(trade, SIDE.seller);
        },
      ],
      [
        "a part of it has settled",
        async (trade) => {
          await match(w, trade);
          await w.escrow.connect(w.buyer).settlePart(trade, 1n);
        },
      ],
    ];
    for (const [when, record] of records) {
      it(`when ${when}, then it reverts with TradeNumberTaken for it and for another of its number, and it goes on as it was approved`, async () => {
        const trade = w.trade({ minimumPart: 1n, sequence: 70n });
        await record(trade);
        const before = await stateOf(w, trade);
        await expectRefused(trade, "TradeNumberTaken", [70n]);
        await expectRefused(w.trade({ sequence: 70n, amount: 1n }), "TradeNumberTaken", [70n]);
        expect(await stateOf(w, trade)).to.deep.equal(before);
        for (const sequence of [69n, 71n]) await expectSettled(w.trade({ sequence }));

        for (const side of [SIDE.seller, SIDE.buyer]) {
          const state = await stateOf(w, trade);
          const isApproved = side === SIDE.seller ? state.sellerApproved : state.buyerApproved;
          const isOnHold = side === SIDE.seller ? state.sellerOnHold : state.buyerOnHold;
          if (!isApproved) await instruct(w, trade, side);
          if (isOnHold) await w.escrow.connect(legOf(w, trade, side).party).releaseInstruction(trade, side);
        }
        await expect(w.escrow.settle(trade)).to.emit(w.escrow, "Settled");
        await expectRefused(trade, "TradeClosed", [70n]);
        await expectRefused(w.trade({ sequence: 70n, amount: 1n }), "TradeClosed", [70n]);
      });
    }

    it("when it belongs to a venue and is recorded there, then the venue cannot settle it past that, nor another of its number", async () => {
      await appointByBoth(w.venue);
      const trade = w.trade({ venue: w.venue.address, sequence: 4n });
      await w.escrow.connect(w.venue).instruct(trade, SIDE.seller, READINESS.ready);
      const other = w.trade({ venue: w.venue.address, sequence: 4n, seller: w.third.address });
      await appoint(w, w.third, w.venue.address, SCOPES.trade);
      await expectRefused(trade, "TradeNumberTaken", [4n], w.venue);
      await expectRefused(other, "TradeNumberTaken", [4n], w.venue);
      // the pair has numbers of its own
      await expectSettled(w.trade({ sequence: 4n }));
    });

    it("when only a trade with a number 64 higher or lower is on record, then it settles, and that one stays", async () => {
      const open = w.trade({ sequence: 100n, amount: 1n });
      await match(w, open);
      for (const sequence of [36n, 164n]) await expectSettled(w.trade({ sequence }));
      expect((await stateOf(w, open)).status).to.equal(STATUS.matched);
      await expect(w.escrow.settle(open)).to.emit(w.escrow, "Settled");
    });

    it("when it has settled at once, then its line is free for a number 64 higher", async () => {
      await settle(w.trade({ sequence: 1n }));
      await expect(instruct(w, w.trade({ sequence: 65n }), SIDE.buyer)).to.emit(w.escrow, "Instructed");
    });
  });

  describe("given a leg that cannot pass", () => {
    beforeEach(() => appointByBoth(w.operator));

    for (const what of ["bond", "cash"] as const) {
      it(`when the ${what} is paused, then neither leg moves and the number stays free`, async () => {
        const trade = w.trade();
        await w[what].connect(w.pauser).pause();
        const before = await bothHoldings(w);
        await expect(settle(trade))
          .to.be.revertedWithCustomError(w[what], "RegulatedTokenPaused")
          .withArgs(w[what]);
        expect(await bothHoldings(w)).to.deep.equal(before);
        expect(await w.escrow.isSequenceUsed(ZeroAddress, w.seller, w.buyer, 0n)).to.equal(false);
      });
    }

    for (const [name, side] of Object.entries(SIDE)) {
      it(`when the ${name} is suspended, then neither leg moves`, async () => {
        const trade = w.trade();
        const party = legOf(w, trade, side).party;
        await w.registry.connect(w.compliance).suspend(party, EVIDENCE);
        const before = await bothHoldings(w);
        await expect(settle(trade))
          .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
          .withArgs(party);
        expect(await bothHoldings(w)).to.deep.equal(before);
      });
    }

    it("when the buyer lacks the bond's classes, then neither leg moves", async () => {
      await w.registry.update(w.buyer, 2, FAR, COMMITMENT);
      await expect(settle(w.trade()))
        .to.be.revertedWithCustomError(w.registry, "ParticipantLacksClasses")
        .withArgs(w.buyer, 2, QII);
    });

    it("when the buyer lacks the money, or the seller the bonds, then neither leg moves", async () => {
      const before = await bothHoldings(w);
      await expect(settle(w.trade({ amount: 100_000_000_001n })))
        .to.be.revertedWithCustomError(w.cash, "ERC20InsufficientBalance")
        .withArgs(w.buyer, 100_000_000_000n, 100_000_000_001n);
      await expect(settle(w.trade({ quantity: 601n })))
        .to.be.revertedWithCustomError(w.bond, "ERC20InsufficientBalance")
        .withArgs(w.seller, 600n, 601n);
      expect(await bothHoldings(w)).to.deep.equal(before);
    });

    it("when units are held for another trade, then they are not this one's", async () => {
      await instruct(w, w.trade({ sequence: 1n, quantity: 598n }), SIDE.seller, READINESS.earmarked);
      await expect(settle(w.trade({ sequence: 2n })))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenUnitsHeld")
        .withArgs(w.seller, 3n, 2n);
    });

    it("when the bond is unknown, then it reverts with TradeUnknownBond", async () => {
      const isin = "0x" + "4a".repeat(12);
      await expectRefused(w.trade({ isin }), "TradeUnknownBond", [isin]);
    });

    it("when the currency is unknown, by its bank or its code, then it reverts with TradeUnknownCurrency", async () => {
      for (const fields of [{ settlementBank: w.outsider.address }, { currency: "0x555344" }]) {
        const trade = w.trade(fields);
        await expectRefused(trade, "TradeUnknownCurrency", [trade.currency, trade.settlementBank]);
      }
    });
  });
});
