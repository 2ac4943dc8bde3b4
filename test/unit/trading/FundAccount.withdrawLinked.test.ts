import { expect } from "chai";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Desk, Link } from "../../support/blocks.ts";
import {
  acceptBlock,
  consentTo,
  fundContract,
  fundParts,
  linkOf,
  through,
  traderQuote,
  under,
  useDesk,
} from "../../support/blocks.ts";
import { THEN } from "../../support/trading.ts";

describe("FundAccount.withdrawLinked", () => {
  const current = useDesk();

  /** Has the trader accept for one fund through the broker, for later. */
  async function linkOfFund(m: Desk): Promise<Link> {
    const quote = traderQuote(m, { broker: m.broker.address });
    const parts = fundParts(m, 4n);
    const ticket = m.funds.ticket({
      maximumQuantity: 4n,
      limitCashPerUnit: 2n * BigInt(quote.cashPerUnit),
      split: parts.map(({ account, quantity }) => ({ account, quantity })),
    });
    await acceptBlock(
      m,
      quote,
      {
        allocations: [...parts],
        then: THEN.match,
        ...(await under(m, ticket)),
        ...(await through(m, consentTo(m, m.funds.trader))),
      },
      { by: m.funds.trader },
    );
    return await linkOf(m, quote, parts);
  }

  it("given a link of the fund, when all parties agree and its custodian for it, then it is cancelled", async () => {
    const m = current();
    const link = await linkOfFund(m);
    const trades = link.all.map(encodeTrade);
    const fund = fundContract(m, 0);
    for (const party of [m.dealer, m.broker])
      await m.rfq.connect(party).cancelLinked(link.first, trades, party);
    await expect(fund.connect(m.funds.custodian).withdrawLinked(link.first, trades))
      .to.emit(m.rfq, "LinkCancellationAgreed")
      .withArgs(link.first, fund, fund)
      .and.to.emit(m.rfq, "LinkCancelled")
      .withArgs(link.first);
    expect(await m.rfq.linkedTradesOf(link.first)).to.equal(0n);
  });

  it("given a link of the fund, when anybody else would agree for it, then it reverts with FundOnlyCustodian", async () => {
    const m = current();
    const link = await linkOfFund(m);
    const trades = link.all.map(encodeTrade);
    const fund = fundContract(m, 0);
    for (const by of [m.funds.manager, m.funds.trader, m.dealer]) {
      await expect(fund.connect(by).withdrawLinked(link.first, trades))
        .to.be.revertedWithCustomError(fund, "FundOnlyCustodian")
        .withArgs(by, m.funds.custodian);
    }
  });

  it("given no such link, when the custodian agrees, then it reverts with LinkUnknown", async () => {
    const m = current();
    const link = await linkOfFund(m);
    await expect(fundContract(m, 0).withdrawLinked(9n, link.all.map(encodeTrade)))
      .to.be.revertedWithCustomError(m.rfq, "LinkUnknown")
      .withArgs(9n);
  });
});
