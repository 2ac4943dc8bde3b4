import { expect } from "chai";

import { earmarkAllotment } from "../../../sdk/client/actions/earmarkAllotment.ts";
import type { OpenAllotment } from "../../../sdk/offering/OpenAllotment.ts";
import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { schedule } from "../../support/actions.ts";
import {
  allotmentAt,
  allotTo,
  leave,
  nextAt,
  openAndPrice,
  sell,
  stageNumber,
} from "../../support/closings.ts";
import type { Market, Participant } from "../../support/offerings.ts";
import {
  allotmentsOf,
  close,
  FACE,
  firmAt,
  investorAt,
  OFFERED_BYTES,
  PAYMENT,
  send,
  signedOrder,
  statusOf,
  useMarket,
} from "../../support/offerings.ts";
import { DELAYS, EVIDENCE, FAR, SCOPES, SIDE } from "../../support/world.ts";

describe("Offering.earmark", () => {
  const current = useMarket();

  const earmark = (m: Market, allotment: OpenAllotment, by: Participant = investorAt(m, 0)) =>
    send(by, earmarkAllotment(m.kessai, allotment));
  const freeOf = async (m: Market, account: Participant): Promise<bigint> =>
    (await m.cash.positionOf(account)).free;

  describe("given an investor with allotments of 10 and of 20 units, and another", () => {
    beforeEach(async () => {
      await sell(current(), [
        { investor: 0, units: 10n },
        { investor: 0, units: 20n },
        { investor: 1, units: 10n },
      ]);
    });

    it("when it has its cash held for one, then that much is not free any more, in its own account", async () => {
      const m = current();
      const [investor, allotment] = [investorAt(m, 0), await allotmentAt(m, 0n)];
      await expect(earmark(m, allotment))
        .to.emit(m.offering, "AllotmentEarmarked")
        .withArgs(OFFERED_BYTES, 0n, investor, 0n, 10n * FACE)
        .and.to.emit(m.escrow, "LegHeld")
        .withArgs(allotment.tradeId, SIDE.buyer, investor, 10n * FACE)
        .and.to.emit(m.cash, "UnitsHeld")
        .withArgs(investor, 10n * FACE, 0n, 10n * FACE);
      expect(await freeOf(m, investor)).to.equal(90n * FACE);
      expect(await m.cash.balanceOf(investor)).to.equal(100n * FACE);
      expect((await allotmentsOf(m)).map(({ isEarmarked }) => isEarmarked)).to.deep.equal([
        true,
        false,
        false,
      ]);
    });

    it("when it has it held for both, then for both; the other investor is not asked", async () => {
      const m = current();
      await earmark(m, await allotmentAt(m, 1n));
      await earmark(m, await allotmentAt(m, 0n));
      expect(await freeOf(m, investorAt(m, 0))).to.equal(70n * FACE);
      expect(await freeOf(m, investorAt(m, 1))).to.equal(100n * FACE);
    });

    it("when its operator in scope TRADE does it, then it is held", async () => {
      const m = current();
      const operator = await m.join("operator");
      await m.registry.connect(investorAt(m, 0)).appointOperator(operator, SCOPES.trade, FAR);
      await earmark(m, await allotmentAt(m, 0n), operator);
      expect(await freeOf(m, investorAt(m, 0))).to.equal(90n * FACE);
    });

    it("when its firm, another investor or an operator in another scope does it, then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const operator = await m.join("operator");
      await m.registry.connect(investorAt(m, 0)).appointOperator(operator, SCOPES.cancel | SCOPES.issue, FAR);
      for (const stranger of [firmAt(m, 0), investorAt(m, 1), operator]) {
        await expect(earmark(m, await allotmentAt(m, 0n), stranger))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, stranger.address, investorAt(m, 0).address);
      }
    });

    it("when the payment date has come, then the lead manager does it, too; a second before it cannot", async () => {
      const m = current();
      const [allotment, lead] = [await allotmentAt(m, 0n), firmAt(m, 0)];
      await nextAt(m, PAYMENT - 1);
      await expect(earmark(m, allotment, lead))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, lead.address, investorAt(m, 0).address);
      await nextAt(m, PAYMENT);
      await expect(earmark(m, allotment, lead))
        .to.emit(m.offering, "AllotmentEarmarked")
        .withArgs(OFFERED_BYTES, 0n, investorAt(m, 0), 0n, 10n * FACE);
      await expect(earmark(m, await allotmentAt(m, 2n), firmAt(m, 1)))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, firmAt(m, 1).address, investorAt(m, 1).address);
    });

    it("when the trade is that of another allotment, altered, or behind the book, then reverts with AllotmentUnknown", async () => {
      const m = current();
      const { trade } = await allotmentAt(m, 0n);
      const smaller = { ...trade, amount: 1n };
      for (const [position, wrong] of [
        [1n, trade],
        [0n, smaller],
        [3n, trade],
      ] as const) {
        await expect(earmark(m, { position, trade: wrong }))
          .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
          .withArgs(OFFERED_BYTES, position, await m.escrow.tradeId(encodeTrade(wrong)));
      }
    });

    it("when it is held a second time, then reverts with AllotmentAlreadyEarmarked", async () => {
      const m = current();
      const allotment = await allotmentAt(m, 0n);
      await earmark(m, allotment);
      await expect(earmark(m, allotment))
        .to.be.revertedWithCustomError(m.offering, "AllotmentAlreadyEarmarked")
        .withArgs(OFFERED_BYTES, 0n);
    });

    it("when the account has a yen too little, then reverts with ERC20InsufficientBalance", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 10n * FACE - 1n);
      await expect(earmark(m, await allotmentAt(m, 0n)))
        .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
        .withArgs(investorAt(m, 0), 10n * FACE - 1n, 10n * FACE);
    });

    it("when the money is held for its other allotment, then reverts with RegulatedTokenUnitsHeld", async () => {
      const m = current();
      await leave(m, investorAt(m, 0), 30n * FACE - 1n);
      await earmark(m, await allotmentAt(m, 0n));
      await expect(earmark(m, await allotmentAt(m, 1n)))
        .to.be.revertedWithCustomError(m.cash, "RegulatedTokenUnitsHeld")
        .withArgs(investorAt(m, 0), 20n * FACE, 20n * FACE - 1n);
    });

    it("when it no longer has this contract as its operator, then reverts with TradeNotAuthorised", async () => {
      const m = current();
      const allotment = await allotmentAt(m, 0n);
      await m.registry.connect(investorAt(m, 0)).appointOperator(m.offering, 0, 0);
      await expect(earmark(m, allotment))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(allotment.tradeId, m.offering, investorAt(m, 0));
    });

    it("when a court has cancelled the trade, then reverts with TradeClosed", async () => {
      const m = current();
      const allotment = await allotmentAt(m, 0n);
      const trade = encodeTrade(allotment.trade);
      const order = m.escrow.cancelByCourtOrder.populateTransaction(trade, EVIDENCE);
      await schedule(m, m.courtOrder, order, DELAYS.courtOrderDelay);
      await m.escrow.connect(m.courtOrder).cancelByCourtOrder(trade, EVIDENCE);
      await expect(earmark(m, allotment))
        .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
        .withArgs(allotment.tradeId, allotment.trade.sequence);
    });

    it("when the offering is closed, then reverts with OfferingWrongStage", async () => {
      const m = current();
      for (const firm of m.firms) await m.cash.mint(firm, 60n * FACE, firm.address.padEnd(66, "0"));
      const allotment = await allotmentAt(m, 0n);
      await close(m);
      expect((await statusOf(m)).stage).to.equal("closed");
      await expect(earmark(m, allotment))
        .to.be.revertedWithCustomError(m.offering, "OfferingWrongStage")
        .withArgs(OFFERED_BYTES, stageNumber("closed"), stageNumber("priced"));
    });
  });

  it("given a page that is allotted before the others, then its investors need not wait for them", async () => {
    const m = current();
    const signed = await signedOrder(m, investorAt(m, 0));
    await openAndPrice(m, [signed]);
    await allotTo(m, [[0n, signed, 10n]]);
    expect((await statusOf(m)).stage).to.equal("priced");
    await earmark(m, await allotmentAt(m, 0n));
    expect(await freeOf(m, investorAt(m, 0))).to.equal(90n * FACE);
  });

  it("given an allocation that is not complete on the payment date, then the lead manager holds nobody's cash: it cannot close", async () => {
    const m = current();
    const signed = await signedOrder(m, investorAt(m, 0));
    await openAndPrice(m, [signed]);
    await allotTo(m, [[0n, signed, 10n]]);
    await nextAt(m, PAYMENT);
    await expect(earmark(m, await allotmentAt(m, 0n), firmAt(m, 0)))
      .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
      .withArgs(OFFERED_BYTES, firmAt(m, 0).address, investorAt(m, 0).address);
  });

  it("given an order that was passed over, then there is nothing to hold: AllotmentUnknown", async () => {
    const m = current();
    await sell(m, [
      { investor: 0, units: 0n, asked: 10n },
      { investor: 1, units: 10n },
    ]);
    const { trade, tradeId } = await allotmentAt(m, 1n);
    await expect(earmark(m, { position: 0n, trade }, investorAt(m, 1)))
      .to.be.revertedWithCustomError(m.offering, "AllotmentUnknown")
      .withArgs(OFFERED_BYTES, 0n, tradeId);
  });
});
