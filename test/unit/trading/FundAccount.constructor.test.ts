import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { FundAccount__factory } from "../../../typechain-types/index.ts";
import { fundAt, fundContract, useDesk } from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import { SCOPES } from "../../support/world.ts";

const FOR_EVER = 2n ** 40n - 1n;

describe("FundAccount: how it is opened", () => {
  const current = useDesk();

  for (const needed of [true, false]) {
    it(`given a custodian that affirms trades: ${needed}, then the account says so, and the market is its one operator`, async () => {
      const m = current();
      const { custodian } = m.funds;
      const fund = await new FundAccount__factory(m.outsider).deploy(m.rfq, custodian, needed);
      const sent = must(fund.deploymentTransaction() ?? undefined);
      await expect(sent)
        .to.emit(fund, "FundAccountOpened")
        .withArgs(custodian, m.rfq, needed)
        .and.to.emit(m.registry, "OperatorAppointed")
        .withArgs(fund, m.rfq, [0n, 0n], [SCOPES.trade, FOR_EVER]);
      expect(await fund.custodian()).to.equal(custodian.address);
      expect(await fund.requestForQuote()).to.equal(await m.rfq.getAddress());
      expect(await fund.escrow()).to.equal(await m.escrow.getAddress());
      expect(await fund.registry()).to.equal(await m.registry.getAddress());
      expect(await fund.needsAffirmation()).to.equal(needed);
    });
  }

  it("given nobody as custodian, then it reverts with FundInvalidPerson", async () => {
    const m = current();
    await expect(new FundAccount__factory(m.outsider).deploy(m.rfq, ZeroAddress, true))
      .to.be.revertedWithCustomError(fundContract(m, 0), "FundInvalidPerson")
      .withArgs(ZeroAddress);
  });

  it("given something that is no market, then it reverts", async () => {
    const m = current();
    for (const market of [ZeroAddress, m.dealer.address, await m.cash.getAddress()]) {
      await expect(
        new FundAccount__factory(m.outsider).deploy(market, m.funds.custodian, true),
      ).to.be.revertedWithoutReason(m.ethers);
    }
  });

  it("given an account that is open, then the market may trade for it and nothing else, and nobody else may anything", async () => {
    const m = current();
    const market = await m.rfq.getAddress();
    expect(await m.registry.isOperator(fundAt(m, 0), market, SCOPES.trade)).to.equal(true);
    expect(await m.registry.isOperator(fundAt(m, 0), market, SCOPES.cancel)).to.equal(false);
    for (const { address } of [m.funds.custodian, m.funds.manager, m.funds.trader]) {
      for (const scope of Object.values(SCOPES)) {
        expect(await m.registry.isOperator(fundAt(m, 0), address, scope)).to.equal(false);
      }
    }
  });
});
