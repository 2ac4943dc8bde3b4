import { expect } from "chai";

import { earmarkAllotment } from "../../../sdk/client/actions/earmarkAllotment.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { schedule } from "../../support/actions.ts";
import type { Variant } from "../../support/closings.ts";
import {
  allotmentAt,
  closeNow,
  closeWith,
  expectNothingMoves,
  fund,
  fundFirms,
  holdingsOf,
  leave,
  nextAt,
  qualify,
  reach,
  reachFailing,
  sell,
  suspend,
} from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  allotmentsOf,
  FACE,
  FAIL_FROM,
  FEE,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  PAYMENT,
  POT,
  send,
  statusOf,
  tradesToClose,
  useMarket,
} from "../../support/offerings.ts";
import { CAUSE, NO_EVIDENCE } from "../../support/settlement.ts";
import { COMMITMENT, DELAYS, EVIDENCE, QII, READINESS, SIDE } from "../../support/world.ts";

/** Best efforts whose units lapse: a failure is nobody else's. */
const LAPSING: Variant = { terms: { method: "bestEfforts", ifPaymentFails: "unitsLapse" } };

describe("Offering.close: failures", () => {
  const current = useMarket();

  const earmark = async (m: Market, position: bigint) => {
    const allotment = await allotmentAt(m, position);
    const investor = m.investors.find(({ address }) => address === allotment.trade.buyer) ?? investorAt(m, 0);
    await send(investor, earmarkAllotment(m.kessai, allotment));
  };

  const courtCancels = async (m: Market, position: bigint) => {
    const trade = encodeTrade((await allotmentAt(m, position)).trade);
    const order = m.escrow.cancelByCourtOrder.populateTransaction(trade, EVIDENCE);
    await schedule(m, m.courtOrder, order, DELAYS.courtOrderDelay);
    await m.escrow.connect(m.courtOrder).cancelByCourtOrder(trade, EVIDENCE);
  };

  const unitsOf = async (m: Market, count: number) =>
    (await holdingsOf(m, m.investors.slice(0, count))).bonds;

  const expectCanPay = async (m: Market, failed: readonly bigint[], position: bigint, investor: number) => {
    await expectNothingMoves(m, () =>
      expect(closeNow(m, failed))
        .to.be.revertedWithCustomError(m.offering, "AllotmentCanPay")
        .withArgs(OFFERED_BYTES, position, investorAt(m, investor)),
    );
  };

  describe("given three investors of best efforts, from the moment of the terms on", () => {
    beforeEach(async () => {
      const m = current();
      await sell(
        m,
        [
          { investor: 0, units: 30n },
          { investor: 1, units: 20n, firm: firmAt(m, 1).address },
          { investor: 2, units: 10n },
        ],
        LAPSING,
      );
      await reachFailing(m);
    });

    it("when one has a yen too little, then it fails: its trade is cancelled, and the rest closes", async () => {
      const m = current();
      await leave(m, investorAt(m, 1), 20n * FACE - 1n);
      const { trade, tradeId } = await allotmentAt(m, 1n);
      await expect(closeNow(m, [1n]))
        .to.emit(m.offering, "AllotmentFailed")
        .withArgs(OFFERED_BYTES, 0n, investorAt(m, 1), 1n, 20n, 20n * FACE, false)
        .and.to.emit(m.escrow, "Cancelled")
        .withArgs(
          tradeId,
          trade.seller,
          trade.buyer,
          m.offering,
          trade.sequence,
          CAUSE.venue,
          m.offering,
          NO_EVIDENCE,
        )
        .and.to.emit(m.offering, "OfferingClosed")
        .withArgs(OFFERED_BYTES, 0n, 40n, 60n, 40n * FACE, 40n * FEE);
      expect(await unitsOf(m, 3)).to.deep.equal([30n, 0n, 10n]);
      const { allottedUnits, members } = await statusOf(m);
      expect(allottedUnits).to.equal(40n);
      expect(members.map(({ units, amount }) => [units, amount])).to.deep.equal([
        [40n, 40n * FACE],
        [0n, 0n],
        [0n, 0n],
      ]);
      expect((await allotmentsOf(m)).map(({ state }) => state)).to.deep.equal([
        "settled",
        "failed",
        "settled",
      ]);
    });

    it("when one has exactly the money, then it has not failed: AllotmentCanPay", async () => {
      const m = current();
      await leave(m, investorAt(m, 1), 20n * FACE);
      await expectCanPay(m, [1n], 1n, 1);
      await closeNow(m);
      expect(await unitsOf(m, 3)).to.deep.equal([30n, 20n, 10n]);
    });

    it("when one that cannot pay and one that can are called failed, then reverts with AllotmentCanPay", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 0n);
      await expectCanPay(m, [0n, 2n], 2n, 2);
    });

    it("when several fail, then the rest closes", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 0n);
      await leave(m, investorAt(m, 2), 0n);
      await closeNow(m, [0n, 2n]);
      expect(await unitsOf(m, 3)).to.deep.equal([0n, 20n, 0n]);
      expect(await m.bond.totalSupply()).to.equal(20n);
      expect(await m.cash.balanceOf(m.issuer)).to.equal(20n * (FACE - FEE));
    });

    it("when failures do not rise by position, or one comes twice, then reverts with AllotmentUnordered", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 0n);
      await leave(m, investorAt(m, 2), 0n);
      const { trades, failures } = await tradesToClose(m, [0n, 2n]);
      await expect(closeWith(m, { trades, failures: failures.toReversed() }))
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnordered")
        .withArgs(OFFERED_BYTES, 0n, 3n);
      await expect(closeWith(m, { trades, failures: failures.flatMap((each) => [each, each]) }))
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnordered")
        .withArgs(OFFERED_BYTES, 0n, 1n);
    });

    it("when the trade of a failure is another allotment's, altered, or behind the book, then reverts with AllotmentUnknown", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 0n);
      const { trades } = await tradesToClose(m, [0n]);
      const { trade } = await allotmentAt(m, 0n);
      for (const [position, wrong] of [
        [1n, trade],
        [0n, { ...trade, quantity: 1n }],
        [3n, trade],
      ] as const) {
        await expect(closeWith(m, { trades, failures: [{ position, trade: wrong }] }))
          .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
          .withArgs(OFFERED_BYTES, position, await m.escrow.tradeId(encodeTrade(wrong)));
      }
    });

    it("when one that cannot pay is not called failed, then nothing closes", async () => {
      const m = current();
      await leave(m, investorAt(m, 2), 0n);
      await expectNothingMoves(m, () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
          .withArgs(investorAt(m, 2), 0n, 10n * FACE),
      );
      expect((await statusOf(m)).stage).to.equal("allotted");
    });

    for (const [how, obstruct] of [
      ["is suspended", (m: Market) => suspend(m, investorAt(m, 1))],
      ["has lost its class", (m: Market) => qualify(m, investorAt(m, 1), false)],
      [
        "has its money frozen",
        (m: Market) => m.cash.connect(m.compliance).setAccountFrozen(investorAt(m, 1), true),
      ],
      [
        "may not receive the bond",
        (m: Market) => m.bond.connect(m.compliance).setAccountFrozen(investorAt(m, 1), true),
      ],
      [
        "has a yen too much of its money frozen",
        (m: Market) => m.cash.connect(m.compliance).setFrozenTokens(investorAt(m, 1), 80n * FACE + 1n),
      ],
      [
        "was not checked in time",
        async (m: Market) => {
          const expiry = (await m.networkHelpers.time.latest()) + 100;
          await m.registry.update(investorAt(m, 1), QII, expiry, COMMITMENT);
          await m.networkHelpers.time.increaseTo(expiry);
        },
      ],
    ] as const) {
      it(`when one ${how}, then it fails with all its money, and the rest closes`, async () => {
        const m = current();
        await obstruct(m);
        await closeNow(m, [1n]);
        expect(await unitsOf(m, 3)).to.deep.equal([30n, 0n, 10n]);
        expect(await m.cash.balanceOf(investorAt(m, 1))).to.equal(100n * FACE);
      });
    }

    it("when one has a yen too much of its money held for another trade, then it fails", async () => {
      const m = current();
      const buyer = investorAt(m, 1);
      const trade = m.trade({
        buyer: buyer.address,
        amount: 80n * FACE + 1n,
        settleFrom: PAYMENT,
        settleBy: 2 * PAYMENT,
      });
      await m.escrow.connect(buyer).instruct(trade, SIDE.buyer, READINESS.earmarked);
      await closeNow(m, [1n]);
      expect(await unitsOf(m, 3)).to.deep.equal([30n, 0n, 10n]);
    });

    for (const [how, obstruct, error, argument] of [
      [
        "its firm is suspended",
        (m: Market) => suspend(m, firmAt(m, 1)),
        "ParticipantIsSuspended",
        (m: Market) => firmAt(m, 1),
      ],
      [
        "its firm's money is frozen",
        (m: Market) => m.cash.connect(m.compliance).setAccountFrozen(firmAt(m, 1), true),
        "RegulatedTokenAccountFrozen",
        (m: Market) => firmAt(m, 1),
      ],
      [
        "the bond is paused",
        (m: Market) => m.bond.connect(m.pauser).pause(),
        "RegulatedTokenPaused",
        (m: Market) => m.bond,
      ],
      [
        "the currency is paused",
        (m: Market) => m.cash.connect(m.pauser).pause(),
        "RegulatedTokenPaused",
        (m: Market) => m.cash,
      ],
    ] as const) {
      it(`when ${how}, then an investor with the money has not failed, and nothing closes: ${error}`, async () => {
        const m = current();
        await obstruct(m);
        await expectCanPay(m, [1n], 1n, 1);
        const by = error === "ParticipantIsSuspended" ? m.registry : m.cash;
        await expectNothingMoves(m, () =>
          expect(closeNow(m)).to.be.revertedWithCustomError(by, error).withArgs(argument(m)),
        );
      });
    }

    for (const token of ["bond", "cash"] as const) {
      it(`when the ${token} is paused, then one without money has not failed either: nobody can pay in meanwhile`, async () => {
        const m = current();
        await leave(m, investorAt(m, 1), 0n);
        await m[token].connect(m.pauser).pause();
        await expectCanPay(m, [1n], 1n, 1);
      });
    }

    it("when the currency goes on after a pause, then it closes", async () => {
      const m = current();
      await m.cash.connect(m.pauser).pause();
      await m.cash.connect(m.pauser).unpause();
      await closeNow(m);
      expect((await statusOf(m)).stage).to.equal("closed");
    });

    it("when one has had its cash held and spent the rest, then it cannot fail for lack of money", async () => {
      const m = current();
      await earmark(m, 1n);
      await leave(m, investorAt(m, 1), 20n * FACE);
      await expectCanPay(m, [1n], 1n, 1);
      await closeNow(m);
      expect(await unitsOf(m, 3)).to.deep.equal([30n, 20n, 10n]);
      const { balance, held } = await m.cash.positionOf(investorAt(m, 1));
      expect([balance, held]).to.deep.equal([0n, 0n]);
    });

    it("when one has had its cash held and is suspended, then it fails, and its cash is free again", async () => {
      const m = current();
      await earmark(m, 1n);
      await suspend(m, investorAt(m, 1));
      const { tradeId } = await allotmentAt(m, 1n);
      await expect(closeNow(m, [1n]))
        .to.emit(m.escrow, "LegReleased")
        .withArgs(tradeId, SIDE.buyer, investorAt(m, 1), 20n * FACE);
      const { balance, held } = await m.cash.positionOf(investorAt(m, 1));
      expect([balance, held]).to.deep.equal([100n * FACE, 0n]);
    });

    it("when a court has cancelled one, then it must be among the failures, and the rest closes", async () => {
      const m = current();
      await courtCancels(m, 1n);
      const { trade, tradeId } = await allotmentAt(m, 1n);
      await expect(closeNow(m))
        .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
        .withArgs(tradeId, trade.sequence);
      const { trades } = await tradesToClose(m);
      const others = trades.filter(({ sequence }) => sequence !== trade.sequence);
      await expect(closeWith(m, { trades: others }))
        .to.be.revertedWithCustomError(m.offering, "OfferingIncomplete")
        .withArgs(OFFERED_BYTES, 4n, 5n);
      await expect(closeNow(m, [1n]))
        .to.emit(m.offering, "AllotmentFailed")
        .withArgs(OFFERED_BYTES, 0n, investorAt(m, 1), 1n, 20n, 20n * FACE, false)
        .and.not.to.emit(m.escrow, "Cancelled");
      expect(await unitsOf(m, 3)).to.deep.equal([30n, 0n, 10n]);
    });
  });

  describe("given an investor with allotments of 30 and of 20 units, and money for 30", () => {
    beforeEach(async () => {
      const m = current();
      await sell(
        m,
        [
          { investor: 0, units: 30n },
          { investor: 0, units: 20n },
          { investor: 1, units: 10n },
        ],
        LAPSING,
      );
      await leave(m, investorAt(m, 0), 30n * FACE);
      await reachFailing(m);
    });

    it("when the smaller fails, then the larger settles", async () => {
      const m = current();
      await closeNow(m, [1n]);
      expect(await unitsOf(m, 2)).to.deep.equal([30n, 10n]);
      expect(await m.cash.balanceOf(investorAt(m, 0))).to.equal(0n);
    });

    it("when the larger fails, then the smaller settles", async () => {
      const m = current();
      await closeNow(m, [0n]);
      expect(await unitsOf(m, 2)).to.deep.equal([20n, 10n]);
      expect(await m.cash.balanceOf(investorAt(m, 0))).to.equal(10n * FACE);
    });

    it("when both are called failed, then reverts with AllotmentCanPay for the second: it has the money for one", async () => {
      const m = current();
      await expectCanPay(m, [0n, 1n], 1n, 0);
    });

    it("when none is called failed, then nothing closes", async () => {
      const m = current();
      // money moves from the last trade to the first: 20 units are paid for, 30 are not
      await expectNothingMoves(m, () =>
        expect(closeNow(m))
          .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
          .withArgs(investorAt(m, 0), 10n * FACE, 30n * FACE),
      );
    });

    it("when it had its cash held for the larger, then the smaller fails, and never the larger", async () => {
      const m = current();
      await earmark(m, 0n);
      await expectCanPay(m, [0n], 0n, 0);
      await closeNow(m, [1n]);
      expect(await unitsOf(m, 2)).to.deep.equal([30n, 10n]);
    });

    it("when a court has cancelled the smaller, then it can pay for all that it still owes", async () => {
      const m = current();
      await courtCancels(m, 1n);
      await expectCanPay(m, [0n, 1n], 0n, 0);
      await closeNow(m, [1n]);
      expect(await unitsOf(m, 2)).to.deep.equal([30n, 10n]);
    });

    it("when a court has cancelled the larger, then it can pay for the smaller, in whatever order they come", async () => {
      const m = current();
      await courtCancels(m, 0n);
      await expectCanPay(m, [0n, 1n], 1n, 0);
      await closeNow(m, [0n]);
      expect(await unitsOf(m, 2)).to.deep.equal([20n, 10n]);
    });
  });

  describe("given units that the firms take for those who do not pay", () => {
    it("when an order of the pot fails, then the lead manager takes its units, and has their whole fee", async () => {
      const m = current();
      await sell(m, [
        { investor: 0, units: 30n },
        { investor: 1, units: 30n, firm: firmAt(m, 1).address },
        { investor: 2, units: 20n, firm: firmAt(m, 2).address },
        { investor: 3, units: 10n, firm: POT },
        { investor: 4, units: 10n, firm: POT },
      ]);
      await fund(m, firmAt(m, 0), 10n * FACE);
      await leave(m, investorAt(m, 3), 0n);
      await reachFailing(m);
      const closed = closeNow(m, [3n]);
      // the pot's other 10 units: 1,500,000, 900,000 and 600,000
      for (const [index, units, retained, fee] of [
        [0, 50n, 10n, 40n * FEE + 1_500_000n],
        [1, 30n, 0n, 30n * FEE + 900_000n],
        [2, 20n, 0n, 20n * FEE + 600_000n],
      ] as const) {
        await expect(closed)
          .to.emit(m.offering, "ProceedsPaid")
          .withArgs(OFFERED_BYTES, 0n, firmAt(m, index), units, retained, units * FACE, fee);
      }
      await expect(closed)
        .to.emit(m.offering, "AllotmentFailed")
        .withArgs(OFFERED_BYTES, 0n, investorAt(m, 3), 3n, 10n, 10n * FACE, true);
      expect(await holdingsOf(m, m.firms)).to.deep.equal({
        bonds: [10n, 0n, 0n],
        cash: [40n * FEE + 1_500_000n, 30n * FEE + 900_000n, 20n * FEE + 600_000n],
      });
      const { potUnits, members } = await statusOf(m);
      expect(potUnits).to.equal(10n);
      expect(members.map(({ units, retained }) => [units, retained])).to.deep.equal([
        [40n, 10n],
        [30n, 0n],
        [20n, 0n],
      ]);
    });

    it("when a firm takes what was left over and what was not paid for, then it pays for both at once", async () => {
      const m = current();
      await sell(m, [
        { investor: 0, units: 50n },
        { investor: 1, units: 10n, firm: firmAt(m, 1).address },
        { investor: 2, units: 5n, firm: firmAt(m, 1).address },
        { investor: 3, units: 20n, firm: firmAt(m, 2).address },
      ]);
      await fundFirms(m);
      await leave(m, investorAt(m, 1), 0n);
      await leave(m, investorAt(m, 2), 0n);
      await reachFailing(m);
      await closeNow(m, [1n, 2n]);
      expect(await holdingsOf(m, m.firms)).to.deep.equal({
        bonds: [0n, 30n, 0n],
        cash: [100n * FACE + 50n * FEE, 70n * FACE + 30n * FEE, 100n * FACE + 20n * FEE],
      });
    });

    it("when a firm cannot pay for what it takes, then nothing closes, and the failure is not recorded either", async () => {
      const m = current();
      await sell(m, [{ investor: 0, units: 100n, firm: firmAt(m, 0).address }]);
      await leave(m, investorAt(m, 0), 0n);
      await reachFailing(m);
      await expectNothingMoves(m, () =>
        expect(closeNow(m, [0n]))
          .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
          .withArgs(firmAt(m, 0), 0n, 100n * (FACE - FEE)),
      );
      expect((await allotmentsOf(m)).map(({ state }) => state)).to.deep.equal(["open"]);
      await fund(m, firmAt(m, 0), 100n * (FACE - FEE));
      await closeNow(m, [0n]);
      expect(await holdingsOf(m, m.firms)).to.deep.equal({ bonds: [100n, 0n, 0n], cash: [0n, 0n, 0n] });
    });
  });

  describe("given the payment date before the moment of the terms", () => {
    beforeEach(async () => {
      const m = current();
      await sell(
        m,
        [
          { investor: 0, units: 30n },
          { investor: 1, units: 20n },
        ],
        LAPSING,
      );
      await leave(m, investorAt(m, 1), 0n);
      await reach(m, PAYMENT);
    });

    it("when somebody cannot pay the second before it, then reverts with OfferingTooEarly; a second later it has failed", async () => {
      const m = current();
      await nextAt(m, FAIL_FROM - 1);
      await expect(closeNow(m, [1n]))
        .to.be.revertedWithCustomError(m.offering, "OfferingTooEarly")
        .withArgs(OFFERED_BYTES, FAIL_FROM, FAIL_FROM - 1);
      await nextAt(m, FAIL_FROM);
      await closeNow(m, [1n]);
      expect(await unitsOf(m, 2)).to.deep.equal([30n, 0n]);
    });

    it("when all have paid in after all, then it closes before it", async () => {
      const m = current();
      await m.cash.connect(m.third).transfer(investorAt(m, 1), 20n * FACE);
      await closeNow(m);
      expect(await unitsOf(m, 2)).to.deep.equal([30n, 20n]);
    });

    it("when the lead manager has the cash held in time, then nobody pays it out before the moment comes", async () => {
      const m = current();
      await send(firmAt(m, 0), earmarkAllotment(m.kessai, await allotmentAt(m, 0n)));
      await expect(m.cash.connect(investorAt(m, 0)).transfer(m.third, 70n * FACE + 1n))
        .to.be.revertedWithCustomError(m.cash, "RegulatedTokenUnitsHeld")
        .withArgs(investorAt(m, 0), 70n * FACE + 1n, 70n * FACE);
    });
  });

  it("given an offering that closes with everything or not at all, when a court has cancelled a trade, then it cannot close", async () => {
    const m = current();
    await sell(
      m,
      [
        { investor: 0, units: 50n },
        { investor: 1, units: 50n, firm: firmAt(m, 1).address },
      ],
      {
        terms: { ifPaymentFails: "nothingCloses" },
      },
    );
    await courtCancels(m, 1n);
    await fundFirms(m);
    await reachFailing(m);
    const { trade, tradeId } = await allotmentAt(m, 1n);
    await expect(closeNow(m))
      .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
      .withArgs(tradeId, trade.sequence);
    const { trades } = await tradesToClose(m);
    await expect(closeWith(m, { trades, failures: [await allotmentAt(m, 1n)] }))
      .to.be.revertedWithCustomError(m.offering, "OfferingNothingFails")
      .withArgs(OFFERED_BYTES);
  });
});
