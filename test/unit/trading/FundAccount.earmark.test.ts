import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";
import { everybodysHoldings } from "../../support/blockRecords.ts";
import {
  directTrades,
  fundAt,
  fundContract,
  fundParts,
  fundsSide,
  traderQuote,
  useDesk,
} from "../../support/blocks.ts";
import { tradeOfFund } from "../../support/funds.ts";
import { must } from "../../support/must.ts";
import { BOTH_QUOTED, QUOTED } from "../../support/quotes.ts";
import { afterTrades, recordOf, senderOf } from "../../support/sets.ts";
import { nextBlockAt } from "../../support/settlement.ts";
import { CASH_PER_UNIT } from "../../support/trading.ts";
import { DAY, START } from "../../support/world.ts";

describe("FundAccount.earmark", () => {
  const current = useDesk();

  for (const [name, side] of BOTH_QUOTED) {
    const own = fundsSide(side);
    const isOffer = side === QUOTED.offer;
    const leg = isOffer ? 10n * CASH_PER_UNIT : 10n;

    describe(`given a trade that a fund has made of ${name}`, () => {
      it("when its custodian earmarks it, then the fund's leg is held, and goes through this trade", async () => {
        const m = current();
        const before = await everybodysHoldings(m);
        const trade = await tradeOfFund(m, side);
        await expect(fundContract(m, 0).earmark(encodeTrade(trade), own))
          .to.emit(m.escrow, "LegHeld")
          .withArgs(tradeId(trade), own, fundAt(m, 0), leg);
        expect(await recordOf(m, trade)).to.include({ bondsHeld: !isOffer, cashHeld: isOffer });
        expect((await everybodysHoldings(m)).get(fundAt(m, 0))).to.include(
          isOffer ? { cashHeld: leg, bondsHeld: 0n } : { bondsHeld: leg, cashHeld: 0n },
        );
        await m.escrow.settle(encodeTrade(trade));
        expect(await everybodysHoldings(m)).to.deep.equal(afterTrades(before, [trade]));
      });

      it("when it is earmarked twice, then it reverts with TradeAlreadyHeld", async () => {
        const m = current();
        const trade = await tradeOfFund(m, side);
        await fundContract(m, 0).earmark(encodeTrade(trade), own);
        await expect(fundContract(m, 0).earmark(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(m.escrow, "TradeAlreadyHeld")
          .withArgs(tradeId(trade), own);
      });

      it("when the fund has one less than it owes, then it reverts with ERC20InsufficientBalance", async () => {
        const m = current();
        const trade = await tradeOfFund(m, side);
        const token = isOffer ? m.cash : m.bond;
        const fund = await senderOf(m, { address: fundAt(m, 0) });
        await token.connect(fund).transfer(m.dealer, (await token.balanceOf(fund)) - leg + 1n);
        await expect(fundContract(m, 0).earmark(encodeTrade(trade), own))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(fund, leg - 1n, leg);
      });

      it("when it is the dealer's leg, then it reverts with TradeNotAuthorised", async () => {
        const m = current();
        const trade = await tradeOfFund(m, side);
        await expect(fundContract(m, 0).earmark(encodeTrade(trade), side))
          .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
          .withArgs(tradeId(trade), fundAt(m, 0), m.dealer);
      });
    });
  }

  it("given anybody but the custodian, then it reverts with FundOnlyCustodian", async () => {
    const m = current();
    const trade = await tradeOfFund(m, QUOTED.offer);
    const fund = fundContract(m, 0);
    const { manager, trader, custodian } = m.funds;
    for (const stranger of [manager, trader, m.dealer]) {
      await expect(fund.connect(stranger).earmark(encodeTrade(trade), fundsSide(QUOTED.offer)))
        .to.be.revertedWithCustomError(fund, "FundOnlyCustodian")
        .withArgs(stranger, custodian);
    }
  });

  it("given a trade that nobody has accepted, then it reverts with TradeNotApproved: a custodian binds nothing by itself", async () => {
    const m = current();
    const trade = must(directTrades(m, traderQuote(m), fundParts(m, 10n))[0]);
    await expect(fundContract(m, 0).earmark(encodeTrade(trade), fundsSide(QUOTED.offer)))
      .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
      .withArgs(tradeId(trade), fundsSide(QUOTED.offer));
  });

  it("given a trade whose cut-off has come, then it reverts with TradeExpired", async () => {
    const m = current();
    const trade = await tradeOfFund(m, QUOTED.offer);
    const settleBy = START + 10 * DAY;
    await nextBlockAt(m, settleBy);
    await expect(fundContract(m, 0).earmark(encodeTrade(trade), fundsSide(QUOTED.offer)))
      .to.be.revertedWithCustomError(m.escrow, "TradeExpired")
      .withArgs(tradeId(trade), settleBy, settleBy);
  });
});
