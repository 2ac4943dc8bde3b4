import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { fundContract, useDesk } from "../../support/blocks.ts";
import { tradeOfFund } from "../../support/funds.ts";
import { QUOTED } from "../../support/quotes.ts";
import { recordOf } from "../../support/sets.ts";

describe("FundAccount.setAffirmation", () => {
  const current = useDesk();

  for (const needed of [true, false]) {
    for (const previous of [true, false]) {
      it(`given a custodian that affirms: ${previous}, when it says ${needed}, then so it is`, async () => {
        const m = current();
        const fund = fundContract(m, 0);
        await fund.setAffirmation(previous);
        await expect(fund.setAffirmation(needed))
          .to.emit(fund, "AffirmationChanged")
          .withArgs(previous, needed);
        expect(await fund.needsAffirmation()).to.equal(needed);
      });
    }
  }

  it("given anybody but the custodian, then it reverts with FundOnlyCustodian", async () => {
    const m = current();
    const fund = fundContract(m, 0);
    const { manager, trader, custodian } = m.funds;
    for (const stranger of [manager, trader, m.dealer, m.registrar]) {
      await expect(fund.connect(stranger).setAffirmation(true))
        .to.be.revertedWithCustomError(fund, "FundOnlyCustodian")
        .withArgs(stranger, custodian);
    }
    expect(await fund.needsAffirmation()).to.equal(false);
  });

  it("given a trade that was made before, then what applied to it applies still", async () => {
    const m = current();
    const fund = fundContract(m, 0);
    const bought = await tradeOfFund(m, QUOTED.offer);
    await fund.setAffirmation(true);
    expect(await recordOf(m, bought)).to.include({ buyerOnHold: false });
    await expect(m.escrow.settle(encodeTrade(bought))).to.emit(m.escrow, "Settled");
  });

  it("given a trade that was on hold before, then it is so still, and is affirmed", async () => {
    const m = current();
    const fund = fundContract(m, 0);
    await fund.setAffirmation(true);
    const bought = await tradeOfFund(m, QUOTED.offer);
    await fund.setAffirmation(false);
    expect(await recordOf(m, bought)).to.include({ buyerOnHold: true });
    await fund.affirm(encodeTrade(bought), 1);
    await expect(m.escrow.settle(encodeTrade(bought))).to.emit(m.escrow, "Settled");
  });
});
