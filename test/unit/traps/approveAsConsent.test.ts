import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { bothHoldings, freshWorld, instruct, type World } from "../../support/settlement.ts";
import { SIDE } from "../../support/world.ts";

describe("trap: a privileged role that can re-read `approve` as consent", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
    for (const spender of [w.escrow, w.bondFactory, w.currencyFactory]) {
      await w.bond.connect(w.seller).approve(spender, MaxUint256);
      await w.cash.connect(w.buyer).approve(spender, MaxUint256);
    }
  });

  it("given unlimited allowances to the house's contracts, when a trade is approved by one side, then it does not settle", async () => {
    const trade = w.trade();
    await instruct(w, trade, SIDE.seller);
    const before = await bothHoldings(w);
    await expect(w.escrow.settle(trade))
      .to.be.revertedWithCustomError(w.escrow, "TradeNotMatched")
      .withArgs(await w.escrow.tradeId(trade));
    await expect(w.escrow.settleBySignatures(trade, await w.sign(w.seller, trade), "0x"))
      .to.be.revertedWithCustomError(w.escrow, "TradeInvalidSignature")
      .withArgs(await w.escrow.tradeId(trade), SIDE.buyer, w.buyer);
    expect(await bothHoldings(w)).to.deep.equal(before);
  });

  it("given unlimited allowances, when officers try to take the units, then no role can", async () => {
    const officers = [
      w.admin,
      w.registrar,
      w.settlementBank,
      w.issuerAgent,
      w.compliance,
      w.pauser,
      w.courtOrder,
    ];
    for (const officer of officers) {
      await expect(w.bond.connect(officer).transferFrom(w.seller, officer, 1n))
        .to.be.revertedWithCustomError(w.bond, "ERC20InsufficientAllowance")
        .withArgs(officer, 0n, 1n);
      await expect(w.bond.connect(officer).moveForSettlement(w.seller, w.buyer, 1n, false))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
        .withArgs(officer, w.escrow);
      await expect(w.bond.connect(officer).hold(w.seller, 1n))
        .to.be.revertedWithCustomError(w.bond, "RegulatedTokenNotSettlement")
        .withArgs(officer, w.escrow);
    }
  });
});
