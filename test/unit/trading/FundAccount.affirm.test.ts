import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import type { Desk } from "../../support/blocks.ts";
import {
  acceptedEvents,
  everybodysHoldings,
  expectNothingHappens,
  fillsOf,
  marketEvents,
  ticketEvents,
} from "../../support/blockRecords.ts";
import {
  acceptBlock,
  directTrades,
  fundAt,
  fundContract,
  fundParts,
  fundsSide,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { tradeOfFund } from "../../support/funds.ts";
import { must } from "../../support/must.ts";
import type { QuotedSide } from "../../support/quotes.ts";
import { BOTH_QUOTED, memoryOf, QUOTED } from "../../support/quotes.ts";
import { afterTrades, recordOf } from "../../support/sets.ts";
import { CAUSE, nextBlockAt, NO_EVIDENCE, STATUS } from "../../support/settlement.ts";
import { CASH_PER_UNIT, THEN } from "../../support/trading.ts";
import { DAY, START } from "../../support/world.ts";

describe("FundAccount.affirm", () => {
  const current = useDesk({ needsAffirmation: true });

  for (const [name, side] of BOTH_QUOTED) {
    const own = fundsSide(side);
    const isOffer = side === QUOTED.offer;
    const onHold = { sellerOnHold: !isOffer, buyerOnHold: isOffer };
    const released = { sellerOnHold: false, buyerOnHold: false };

    describe(`given ${name} that the trader accepts for funds whose custodian affirms`, () => {
      const acceptance = async (m: Desk, then: number) => {
        const quote = traderQuote(m, { side });
        const ticket = m.funds.ticket({ side: own });
        const parts = fundParts(m, 2n, 4n, 4n);
        const trades = directTrades(m, quote, parts);
        const block = { allocations: [...parts], then, ...(await under(m, ticket)) };
        const send = () => acceptBlock(m, quote, block, { by: m.funds.trader });
        return { quote, ticket, parts, trades, send };
      };

      it("when it is matched, then each trade is on hold until the custodian affirms it, and anybody settles it afterwards", async () => {
        const m = current();
        const before = await everybodysHoldings(m);
        const { quote, ticket, parts, trades, send } = await acceptance(m, THEN.match);
        expect(await marketEvents(m, send())).to.deep.equal([
          ...(await ticketEvents(m, quote, { ticket, parts })),
          ...(await acceptedEvents(m, quote, parts, { trades, by: m.funds.trader })),
        ]);
        for (const [index, trade] of trades.entries()) {
          expect(await recordOf(m, trade)).to.include({ status: STATUS.matched, ...onHold });
          await expect(m.escrow.settle(encodeTrade(trade)))
            .to.be.revertedWithCustomError(m.escrow, "TradeOnHold")
            .withArgs(tradeId(trade), own);
          await expect(fundContract(m, index).affirm(encodeTrade(trade), own))
            .to.emit(m.escrow, "InstructionReleased")
            .withArgs(tradeId(trade), own, fundAt(m, index));
          expect(await recordOf(m, trade)).to.include({ status: STATUS.matched, ...released });
        }
        expect(await everybodysHoldings(m)).to.deep.equal(before);
        for (const trade of trades) await m.escrow.connect(m.dealer).settle(encodeTrade(trade));
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [2n, 4n, 4n] });
      });

      it("when it is earmarked, then the dealer's leg is held at once, and the fund's when its custodian earmarks it", async () => {
        const m = current();
        const before = await everybodysHoldings(m);
        const { trades, send } = await acceptance(m, THEN.earmark);
        await send();
        const [trade] = trades;
        const first = must(trade);
        expect(await recordOf(m, first)).to.include({
          ...onHold,
          bondsHeld: isOffer,
          cashHeld: !isOffer,
        });
        await fundContract(m, 0).earmark(encodeTrade(first), own);
        expect(await recordOf(m, first)).to.include({ ...onHold, bondsHeld: true, cashHeld: true });
        for (const [index, each] of trades.entries()) {
          await fundContract(m, index).affirm(encodeTrade(each), own);
          await m.escrow.settle(encodeTrade(each));
        }
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, trades));
      });

      it("when it is to settle at once, then it reverts with TicketAccountNeedsAffirmation", async () => {
        const m = current();
        const quote = traderQuote(m, { side });
        const ticket = m.funds.ticket({ side: own });
        await expectNothingHappens(m, quote, async () => {
          const { send } = await acceptance(m, THEN.settle);
          await expect(send())
            .to.be.revertedWithCustomError(m.rfq, "TicketAccountNeedsAffirmation")
            .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 0));
        });
        expect((await fillsOf(m, ticket)).filled).to.equal(0n);
      });

      it("when one fund alone affirms, then none can settle at once, and it alone is on hold", async () => {
        const m = current();
        for (const index of [0, 2]) await fundContract(m, index).setAffirmation(false);
        const ticket = m.funds.ticket({ side: own });
        await expect((await acceptance(m, THEN.settle)).send())
          .to.be.revertedWithCustomError(m.rfq, "TicketAccountNeedsAffirmation")
          .withArgs(await m.rfq.ticketId(ticket), fundAt(m, 1));
        const { trades, send } = await acceptance(m, THEN.match);
        await send();
        for (const [index, trade] of trades.entries()) {
          expect(await recordOf(m, trade)).to.include(index === 1 ? onHold : released);
        }
      });

      it("when the dealer withdraws before it is affirmed, then the trade is over, what was held is free, and the ticket stays used", async () => {
        const m = current();
        const before = await everybodysHoldings(m);
        const trade = await tradeOfFund(m, side, { then: THEN.earmark });
        const encoded = encodeTrade(trade);
        await expect(m.escrow.connect(m.dealer).cancel(encoded, side))
          .to.emit(m.escrow, "Cancelled")
          .withArgs(
            tradeId(trade),
            trade.seller,
            trade.buyer,
            trade.venue,
            trade.sequence,
            CAUSE.withdrawn,
            m.dealer,
            NO_EVIDENCE,
          )
          .and.to.emit(m.escrow, "LegReleased")
          .withArgs(tradeId(trade), side, m.dealer, isOffer ? 10n : 10n * CASH_PER_UNIT);
        expect(await everybodysHoldings(m)).to.deep.equal(before);
        await expect(fundContract(m, 0).affirm(encoded, own))
          .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
          .withArgs(tradeId(trade), 0n);
        const ticket = m.funds.ticket({ side: own, split: [{ account: fundAt(m, 0), quantity: 10n }] });
        expect(await fillsOf(m, ticket)).to.deep.equal({ filled: 10n, shares: [10n] });
        expect(await memoryOf(m, traderQuote(m, { side }))).to.include({ isUsed: true });
      });

      it("when it is affirmed, then the dealer alone can only agree to cancel it", async () => {
        const m = current();
        const trade = await tradeOfFund(m, side);
        await fundContract(m, 0).affirm(encodeTrade(trade), own);
        await expect(m.escrow.connect(m.dealer).cancel(encodeTrade(trade), side))
          .to.emit(m.escrow, "CancellationAgreed")
          .withArgs(tradeId(trade), side, m.dealer);
        await expect(m.escrow.settle(encodeTrade(trade))).to.emit(m.escrow, "Settled");
      });
    });
  }

  describe("given a trade of the fund's", () => {
    const side: QuotedSide = QUOTED.offer;
    const own = fundsSide(side);

    it("when anybody but the custodian affirms it, then it reverts with FundOnlyCustodian", async () => {
      const m = current();
      const trade = await tradeOfFund(m, side);
      const fund = fundContract(m, 0);
      const { manager, trader, custodian } = m.funds;
      for (const stranger of [manager, trader, m.dealer, m.agent]) {
        await expect(fund.connect(stranger).affirm(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(fund, "FundOnlyCustodian")
          .withArgs(stranger, custodian);
        await expect(m.escrow.connect(stranger).releaseInstruction(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
          .withArgs(tradeId(trade), stranger, fund);
      }
    });

    it("when it was affirmed before, or was never on hold, then it reverts with TradeNotOnHold", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const trade = await tradeOfFund(m, side);
      await fund.affirm(encodeTrade(trade), own);
      await expect(fund.affirm(encodeTrade(trade), own))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotOnHold")
        .withArgs(tradeId(trade), own);
    });

    it("when it is the dealer's side, or another fund's trade, then it reverts with TradeNotAuthorised", async () => {
      const m = current();
      const trade = await tradeOfFund(m, side);
      await expect(fundContract(m, 0).affirm(encodeTrade(trade), side))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId(trade), fundAt(m, 0), m.dealer);
      await expect(fundContract(m, 1).affirm(encodeTrade(trade), own))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(tradeId(trade), fundAt(m, 1), fundAt(m, 0));
    });

    it("when its cut-off comes, then the last second before is in time, and that reverts with TradeExpired", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const trade = await tradeOfFund(m, side);
      const settleBy = START + 10 * DAY;
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, settleBy);
      await expect(fund.affirm(encodeTrade(trade), own))
        .to.be.revertedWithCustomError(m.escrow, "TradeExpired")
        .withArgs(tradeId(trade), settleBy, settleBy);
      await snapshot.restore();
      await nextBlockAt(m, settleBy - 1);
      await expect(fund.affirm(encodeTrade(trade), own)).to.emit(m.escrow, "InstructionReleased");
    });

    it("when nobody has accepted it, then it reverts with TradeNotOnHold: a custodian approves nothing by itself", async () => {
      const m = current();
      const trade = must(directTrades(m, traderQuote(m), fundParts(m, 10n))[0]);
      await expect(fundContract(m, 0).affirm(encodeTrade(trade), own))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotOnHold")
        .withArgs(tradeId(trade), own);
    });
  });
});
