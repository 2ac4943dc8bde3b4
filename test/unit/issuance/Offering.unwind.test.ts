import { expect } from "chai";

import { earmarkAllotment } from "../../../sdk/client/actions/earmarkAllotment.ts";
import { unwindOffering } from "../../../sdk/client/actions/unwindOffering.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { schedule } from "../../support/actions.ts";
import {
  allotmentAt,
  allotTo,
  closeNow,
  END_CAUSE,
  expectNothingMoves,
  leave,
  nextAt,
  openAndPrice,
  reachCutOff,
  reachFailing,
  sell,
  unwindAt,
} from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  allotmentsOf,
  CLOSE_BY,
  close,
  FACE,
  firmAt,
  investorAt,
  OFFERED,
  OFFERED_BYTES,
  openBook,
  send,
  signedOrder,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";
import { CAUSE, NO_EVIDENCE } from "../../support/settlement.ts";
import { DELAYS, EVIDENCE, SIDE } from "../../support/world.ts";

describe("Offering.unwind", () => {
  const current = useMarket();

  const freeOf = async (m: Market, index: number) => (await m.cash.positionOf(investorAt(m, index))).free;
  const callOff = async (m: Market) => {
    await m.offering.connect(m.issuer).callOff(OFFERED_BYTES);
    await m.offering.connect(firmAt(m, 0)).callOff(OFFERED_BYTES);
  };
  const lapse = (m: Market) => send(m.outsider, unwindOffering(m.kessai, { isin: OFFERED, allotments: [] }));

  describe("given two allotments, the cash for one of them held", () => {
    beforeEach(async () => {
      const m = current();
      await sell(m, [
        { investor: 0, units: 60n },
        { investor: 1, units: 40n, firm: firmAt(m, 1).address },
      ]);
      await send(investorAt(m, 0), earmarkAllotment(m.kessai, await allotmentAt(m, 0n)));
    });

    it("when it is called off, then anybody cancels the trades, and what was held is free again", async () => {
      const m = current();
      await callOff(m);
      const { trade, tradeId } = await allotmentAt(m, 0n);
      await expect(unwindAt(m, [0n, 1n]))
        .to.emit(m.offering, "AllotmentUnwound")
        .withArgs(OFFERED_BYTES, 0n, 0n, tradeId)
        .and.to.emit(m.offering, "AllotmentUnwound")
        .withArgs(OFFERED_BYTES, 0n, 1n, (await allotmentAt(m, 1n)).tradeId)
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
        .and.to.emit(m.escrow, "LegReleased")
        .withArgs(tradeId, SIDE.buyer, trade.buyer, 60n * FACE)
        .and.not.to.emit(m.offering, "OfferingEnded");
      expect(await freeOf(m, 0)).to.equal(100n * FACE);
      expect((await statusOf(m)).openTrades).to.equal(0n);
      expect((await allotmentsOf(m)).map(({ state }) => state)).to.deep.equal(["unwound", "unwound"]);
    });

    it("when it is unwound one by one, then in any order", async () => {
      const m = current();
      await callOff(m);
      await unwindAt(m, [1n]);
      expect((await statusOf(m)).openTrades).to.equal(1n);
      await unwindAt(m, [0n]);
      expect((await statusOf(m)).openTrades).to.equal(0n);
    });

    it("when an allotment is unwound twice, then reverts with AllotmentUnknown", async () => {
      const m = current();
      await callOff(m);
      const { tradeId } = await allotmentAt(m, 1n);
      await expect(unwindAt(m, [1n, 1n]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
        .withArgs(OFFERED_BYTES, 1n, tradeId);
      await unwindAt(m, [1n]);
      await expect(unwindAt(m, [1n]))
        .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
        .withArgs(OFFERED_BYTES, 1n, tradeId);
    });

    it("when the trade is another allotment's, or nobody's, then reverts with AllotmentUnknown", async () => {
      const m = current();
      await callOff(m);
      const { trade } = await allotmentAt(m, 0n);
      const invented = { ...trade, sequence: 77n };
      for (const [position, wrong] of [
        [1n, trade],
        [0n, invented],
        [2n, trade],
      ] as const) {
        const call = unwindOffering(m.kessai, { isin: OFFERED, allotments: [{ position, trade: wrong }] });
        await expect(send(m.outsider, call))
          .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
          .withArgs(OFFERED_BYTES, position, await m.escrow.tradeId(encodeTrade(wrong)));
      }
    });

    it("when a court has cancelled a trade before, then it is unwound all the same", async () => {
      const m = current();
      const { trade, tradeId } = await allotmentAt(m, 0n);
      const order = m.escrow.cancelByCourtOrder.populateTransaction(encodeTrade(trade), EVIDENCE);
      await schedule(m, m.courtOrder, order, DELAYS.courtOrderDelay);
      await m.escrow.connect(m.courtOrder).cancelByCourtOrder(encodeTrade(trade), EVIDENCE);
      await callOff(m);
      await expect(unwindAt(m, [0n]))
        .to.emit(m.offering, "AllotmentUnwound")
        .withArgs(OFFERED_BYTES, 0n, 0n, tradeId)
        .and.not.to.emit(m.escrow, "Cancelled");
    });

    it("when only one of issuer and lead manager has called it off, then reverts with OfferingNotEnded", async () => {
      const m = current();
      await m.offering.connect(m.issuer).callOff(OFFERED_BYTES);
      await expect(unwindAt(m, [0n]))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotEnded")
        .withArgs(OFFERED_BYTES);
    });

    it("when its cut-off has passed, then it lapses, and is unwound; a second before it is not", async () => {
      const m = current();
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextAt(m, CLOSE_BY - 1);
      await expect(unwindAt(m, [0n]))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotEnded")
        .withArgs(OFFERED_BYTES);
      await snapshot.restore();
      await nextAt(m, CLOSE_BY);
      await expect(unwindAt(m, [0n]))
        .to.emit(m.offering, "OfferingEnded")
        .withArgs(OFFERED_BYTES, 0n, END_CAUSE.lapsed, m.outsider)
        .and.to.emit(m.offering, "AllotmentUnwound")
        .withArgs(OFFERED_BYTES, 0n, 0n, (await allotmentAt(m, 0n)).tradeId);
      expect(await freeOf(m, 0)).to.equal(100n * FACE);
      await expect(unwindAt(m, [1n])).not.to.emit(m.offering, "OfferingEnded");
    });

    it("when somebody has let the trades expire at the escrow, then they are unwound all the same", async () => {
      const m = current();
      await reachCutOff(m);
      const { trade } = await allotmentAt(m, 0n);
      await m.escrow.connect(m.outsider).expire(encodeTrade(trade));
      expect(await freeOf(m, 0)).to.equal(100n * FACE);
      await unwindAt(m, [0n, 1n]);
      expect((await statusOf(m)).openTrades).to.equal(0n);
    });

    it("when it is unwound, then nothing has moved and no unit has come into being", async () => {
      const m = current();
      await reachCutOff(m);
      await expectNothingMoves(m, () => unwindAt(m, [0n, 1n]));
      expect(await m.bond.totalSupply()).to.equal(0n);
    });

    it("when it has closed, then reverts with OfferingNotEnded, after the cut-off too", async () => {
      const m = current();
      await close(m);
      await expect(unwindAt(m, [0n]))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotEnded")
        .withArgs(OFFERED_BYTES);
      await reachCutOff(m);
      await expect(lapse(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotEnded")
        .withArgs(OFFERED_BYTES);
    });
  });

  it("given best efforts that fell short when they were allotted, then what was held is free again", async () => {
    const m = current();
    const signed = await signedOrder(m, investorAt(m, 0));
    await openAndPrice(m, [signed], { terms: { method: "bestEfforts", minimumUnits: 11n } });
    await allotTo(m, [[0n, signed, 10n]]);
    await send(investorAt(m, 0), earmarkAllotment(m.kessai, await allotmentAt(m, 0n)));
    await m.offering.connect(firmAt(m, 0)).completeAllocation(OFFERED_BYTES);
    expect(await freeOf(m, 0)).to.equal(90n * FACE);
    await unwindAt(m, [0n]);
    expect(await freeOf(m, 0)).to.equal(100n * FACE);
  });

  it("given an offering that ended at its closing, then those who could have paid are unwound, and who failed is not", async () => {
    const m = current();
    await sell(
      m,
      [
        { investor: 0, units: 10n },
        { investor: 1, units: 10n },
      ],
      { terms: { method: "bestEfforts", ifPaymentFails: "unitsLapse", minimumUnits: 20n } },
    );
    await send(investorAt(m, 1), earmarkAllotment(m.kessai, await allotmentAt(m, 1n)));
    await leave(m, investorAt(m, 0), 0n);
    await reachFailing(m);
    const { tradeId } = await allotmentAt(m, 0n);
    await closeNow(m, [0n]);
    await expect(unwindAt(m, [0n]))
      .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
      .withArgs(OFFERED_BYTES, 0n, tradeId);
    await unwindAt(m, [1n]);
    expect(await freeOf(m, 1)).to.equal(100n * FACE);
    expect((await allotmentsOf(m)).map(({ state }) => state)).to.deep.equal(["failed", "unwound"]);
  });

  for (const [stage, prepare] of [
    ["open", (m: Market) => openBook(m)],
    ["priced", (m: Market) => openAndPrice(m, [])],
  ] as const) {
    it(`given an offering that is ${stage} at its cut-off, then anybody has it recorded that it lapsed`, async () => {
      const m = current();
      await prepare(m);
      await reachCutOff(m);
      await expect(lapse(m))
        .to.emit(m.offering, "OfferingEnded")
        .withArgs(OFFERED_BYTES, 0n, END_CAUSE.lapsed, m.outsider);
      expect((await statusOf(m)).stage).to.equal("ended");
    });
  }

  it("given a bond that was never offered, then reverts with OfferingNotEnded", async () => {
    const m = current();
    await expect(lapse(m))
      .to.be.revertedWithCustomError(m.offering, "OfferingNotEnded")
      .withArgs(OFFERED_BYTES);
  });
});
