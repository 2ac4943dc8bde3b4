import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { Desk } from "../../support/blocks.ts";
import { everybodysHoldings } from "../../support/blockRecords.ts";
import { fundAt, fundContract, fundsSide, useDesk } from "../../support/blocks.ts";
import { tradeOfFund } from "../../support/funds.ts";
import { BOTH_QUOTED, QUOTED } from "../../support/quotes.ts";
import { recordOf } from "../../support/sets.ts";
import { CAUSE, NO_EVIDENCE, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";

describe("FundAccount.withdraw", () => {
  const current = useDesk({ needsAffirmation: true });

  /** The arguments of a {Cancelled} event. */
  const cancelled = (trade: Trade, cause: bigint, by: string) => [
    tradeId(trade),
    trade.seller,
    trade.buyer,
    trade.venue,
    trade.sequence,
    cause,
    by,
    NO_EVIDENCE,
  ];

  for (const [name, side] of BOTH_QUOTED) {
    const own = fundsSide(side);
    const isOffer = side === QUOTED.offer;

    describe(`given a trade of ${name} that the custodian has not affirmed`, () => {
      it("when it withdraws the fund, then the trade is over, and what was held for it is free", async () => {
        const m = current();
        const before = await everybodysHoldings(m);
        const trade = await tradeOfFund(m, side, { then: THEN.earmark });
        await fundContract(m, 0).earmark(encodeTrade(trade), own);
        const legs = isOffer ? [10n, 10n * CASH_PER_UNIT] : [10n * CASH_PER_UNIT, 10n];
        await expect(fundContract(m, 0).withdraw(encodeTrade(trade), own))
          .to.emit(m.escrow, "Cancelled")
          .withArgs(...cancelled(trade, CAUSE.withdrawn, fundAt(m, 0)))
          .and.to.emit(m.escrow, "LegReleased")
          .withArgs(tradeId(trade), side, m.dealer, legs[0])
          .and.to.emit(m.escrow, "LegReleased")
          .withArgs(tradeId(trade), own, fundAt(m, 0), legs[1]);
        expect(await everybodysHoldings(m)).to.deep.equal(before);
        expect(await recordOf(m, trade)).to.include({ status: STATUS.closed, isUsed: true });
      });
    });

    describe(`given a trade of ${name} that binds both`, () => {
      const bound = async (m: Desk): Promise<Trade> => {
        const trade = await tradeOfFund(m, side);
        await fundContract(m, 0).affirm(encodeTrade(trade), own);
        return trade;
      };

      it("when the custodian withdraws, then it has agreed to cancel; when the dealer agrees, it is cancelled", async () => {
        const m = current();
        const trade = await bound(m);
        await expect(fundContract(m, 0).withdraw(encodeTrade(trade), own))
          .to.emit(m.escrow, "CancellationAgreed")
          .withArgs(tradeId(trade), own, fundAt(m, 0));
        expect(await recordOf(m, trade)).to.include({ status: STATUS.matched });
        await expect(fundContract(m, 0).withdraw(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(m.escrow, "TradeCancellationAlreadyAgreed")
          .withArgs(tradeId(trade), own);
        await expect(m.escrow.connect(m.dealer).cancel(encodeTrade(trade), side))
          .to.emit(m.escrow, "Cancelled")
          .withArgs(...cancelled(trade, CAUSE.agreed, m.dealer.address));
      });

      it("when the dealer has agreed before, then it is cancelled", async () => {
        const m = current();
        const trade = await bound(m);
        await m.escrow.connect(m.dealer).cancel(encodeTrade(trade), side);
        await expect(fundContract(m, 0).withdraw(encodeTrade(trade), own))
          .to.emit(m.escrow, "Cancelled")
          .withArgs(...cancelled(trade, CAUSE.agreed, fundAt(m, 0)));
      });

      it("when it has settled, then it reverts with TradeClosed", async () => {
        const m = current();
        const trade = await bound(m);
        await m.escrow.settle(encodeTrade(trade));
        await expect(fundContract(m, 0).withdraw(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(tradeId(trade), 0n);
      });
    });
  }

  describe("given what is asked of caller and side", () => {
    const own = fundsSide(QUOTED.offer);

    it("when anybody but the custodian withdraws, then it reverts with FundOnlyCustodian", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const trade = await tradeOfFund(m, QUOTED.offer);
      const { manager, trader, custodian } = m.funds;
      for (const stranger of [manager, trader, m.dealer]) {
        await expect(fund.connect(stranger).withdraw(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(fund, "FundOnlyCustodian")
          .withArgs(stranger, custodian);
      }
      expect(await recordOf(m, trade)).to.include({ status: STATUS.matched, buyerOnHold: true });
    });

    it("when it is the dealer's side, or another fund's trade, then it reverts with TradeNotAuthorised", async () => {
      const m = current();
      const trade = await tradeOfFund(m, QUOTED.offer);
      await expect(fundContract(m, 0).withdraw(encodeTrade(trade), QUOTED.offer))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId(trade), fundAt(m, 0), m.dealer);
      await expect(fundContract(m, 1).withdraw(encodeTrade(trade), own))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId(trade), fundAt(m, 1), fundAt(m, 0));
    });
  });
});
