import { expect } from "chai";
import { AbiCoder, concat, getCreate2Address, id, keccak256 } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { FundAccount__factory, FundAccountFactory__factory } from "../../../typechain-types/index.ts";
import type { Desk } from "../../support/blocks.ts";
import { acceptBlock, directTrades, part, traderQuote, under, useDesk } from "../../support/blocks.ts";
import { must } from "../../support/must.ts";
import { DUTY, THEN } from "../../support/trading.ts";
import { COMMITMENT, FAR, QII, SCOPES, SIDE } from "../../support/world.ts";

const NAME = id("Uzuki Growth Fund");

describe("FundAccountFactory.open", () => {
  const current = useDesk();

  /** The account of a custodian's fund: CREATE2, with the fund as salt. */
  const accountOf = async (m: Desk, custodian: string, fund: string): Promise<string> => {
    const market = await m.rfq.getAddress();
    const arguments_ = AbiCoder.defaultAbiCoder().encode(
      ["address", "address", "bool"],
      [market, custodian, true],
    );
    const code = keccak256(concat([FundAccount__factory.bytecode, arguments_]));
    return getCreate2Address(await m.fundAccountFactory.getAddress(), fund, code);
  };

  it("given a fund without an account, when its custodian opens one, then that is its own, at the address that follows from both", async () => {
    const m = current();
    const factory = m.fundAccountFactory;
    const { custodian } = m.funds;
    const expected = await accountOf(m, custodian.address, NAME);
    expect(await factory.accountOf(custodian, NAME)).to.equal(expected);
    expect(await factory.open.staticCall(NAME)).to.equal(expected);
    const fund = FundAccount__factory.connect(expected, custodian);
    await expect(factory.open(NAME))
      .to.emit(factory, "FundOpened")
      .withArgs(expected, custodian, NAME)
      .and.to.emit(fund, "FundAccountOpened")
      .withArgs(custodian, m.rfq, true)
      .and.to.emit(m.registry, "OperatorAppointed")
      .withArgs(expected, m.rfq, [0n, 0n], [SCOPES.trade, 2n ** 40n - 1n]);
    expect(await fund.custodian()).to.equal(custodian.address);
    expect(await fund.requestForQuote()).to.equal(await m.rfq.getAddress());
    expect(await fund.needsAffirmation()).to.equal(true);
    expect(await factory.accountOf(custodian, NAME)).to.equal(expected);
  });

  it("given an account that is open, when it is opened again, then it reverts with FundAlreadyOpen", async () => {
    const m = current();
    const factory = m.fundAccountFactory;
    const account = await factory.accountOf(m.funds.custodian, NAME);
    await factory.open(NAME);
    await expect(factory.open(NAME))
      .to.be.revertedWithCustomError(factory, "FundAlreadyOpen")
      .withArgs(m.funds.custodian, NAME, account);
  });

  it("given two custodians or two funds, then each has an account of its own, and nobody opens another's", async () => {
    const m = current();
    const factory = m.fundAccountFactory;
    const others = [
      [m.funds.custodian, NAME],
      [m.funds.custodian, id("another fund")],
      [m.funds.custodian, "0x" + "00".repeat(32)],
      [m.agent, NAME],
    ] as const;
    const accounts = new Set<string>();
    for (const [custodian, fund] of others) {
      const account = await factory.accountOf(custodian, fund);
      expect(account).to.equal(await accountOf(m, custodian.address, fund));
      await factory.connect(custodian).open(fund);
      expect(await FundAccount__factory.connect(account, custodian).custodian()).to.equal(custodian.address);
      accounts.add(account);
    }
    expect(accounts.size).to.equal(others.length);
  });

  it("given a factory for a market, then it says which, and another market's accounts are elsewhere", async () => {
    const m = current();
    expect(await m.fundAccountFactory.requestForQuote()).to.equal(await m.rfq.getAddress());
    const other = await new FundAccountFactory__factory(m.deployer).deploy(m.rfq);
    expect(await other.accountOf(m.funds.custodian, NAME)).not.to.equal(
      await m.fundAccountFactory.accountOf(m.funds.custodian, NAME),
    );
  });

  it("given an account that was opened and admitted, when manager, trader and custodian do their parts, then the fund trades", async () => {
    const m = current();
    const { custodian, manager, trader } = m.funds;
    await m.fundAccountFactory.open(NAME);
    const account = await m.fundAccountFactory.accountOf(custodian, NAME);
    const fund = FundAccount__factory.connect(account, custodian);
    await m.registry.admit(account, QII, FAR, COMMITMENT);
    await m.cash.mint(account, 1_000_000_000n, id("deposit of an opened fund"));
    await fund.assign(manager, DUTY.manager);
    await fund.assign(trader, DUTY.trader);

    const quote = traderQuote(m);
    const ticket = m.funds.ticket({ maximumQuantity: 9n, split: [{ account, quantity: 9n }] });
    const parts = [part(account, 9n)];
    const trade = must(directTrades(m, quote, parts)[0]);
    const block = { allocations: parts, then: THEN.match, ...(await under(m, ticket)) };
    await acceptBlock(m, quote, block, { by: trader });
    await fund.affirm(encodeTrade(trade), SIDE.buyer);
    await m.escrow.settle(encodeTrade(trade));
    expect(await m.bond.balanceOf(account)).to.equal(9n);
    expect(await m.cash.balanceOf(account)).to.equal(1_000_000_000n - trade.amount);
  });
});
