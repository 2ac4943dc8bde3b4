import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { encodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import {
  closeNow,
  closeWith,
  expectNothingMoves,
  leave,
  reachFailing,
  sell,
} from "../../support/closings.ts";
import { must } from "../../support/must.ts";
import type { Market } from "../../support/offerings.ts";
import {
  firmAt,
  investorAt,
  OFFERED_BYTES,
  statusOf,
  tradesToClose,
  useMarket,
} from "../../support/offerings.ts";
import { ISIN, READINESS, SIDE } from "../../support/world.ts";

describe("Offering.close: the set of its trades", () => {
  const current = useMarket();

  const idOf = (m: Market, trade: Trade): Promise<string> => m.escrow.tradeId(encodeTrade(trade));

  /** The five trades: what the issuer delivers to two firms, and three allotments. */
  async function whole(m: Market) {
    const { trades } = await tradesToClose(m);
    const [ofLead, ofSecond, first, second, third] = trades;
    return {
      trades,
      ofLead: must(ofLead),
      ofSecond: must(ofSecond),
      first: must(first),
      second: must(second),
      third: must(third),
    };
  }

  /** A trade between two accounts of the lead manager's friends that the escrow knows and that could settle. */
  async function matched(m: Market, fields: Partial<Trade>): Promise<Trade> {
    const [seller, buyer] = [investorAt(m, 6), investorAt(m, 7)];
    const { first } = await whole(m);
    const trade = {
      ...first,
      seller: seller.address,
      buyer: buyer.address,
      venue: ZeroAddress,
      isin: "",
      quantity: 0n,
      amount: 1n,
      ...fields,
    };
    await m.escrow.connect(seller).instruct(encodeTrade(trade), SIDE.seller, READINESS.ready);
    await m.escrow.connect(buyer).affirm(encodeTrade(trade), SIDE.buyer, READINESS.ready);
    return trade;
  }

  beforeEach(async () => {
    const m = current();
    await sell(
      m,
      [
        { investor: 0, units: 40n },
        { investor: 1, units: 10n },
        { investor: 2, units: 30n, firm: firmAt(m, 1).address },
      ],
      { terms: { method: "bestEfforts", ifPaymentFails: "unitsLapse" } },
    );
    await reachFailing(m);
  });

  it("when a trade is left out, an allotment or a delivery, then reverts with OfferingIncomplete", async () => {
    const m = current();
    const { trades } = await whole(m);
    expect(trades.length).to.equal(5);
    for (const index of trades.keys()) {
      await expectNothingMoves(m, () =>
        expect(closeWith(m, { trades: trades.filter((_, at) => at !== index) }))
          .to.be.revertedWithCustomError(m.offering, "OfferingIncomplete")
          .withArgs(OFFERED_BYTES, 4n, 5n),
      );
    }
  });

  it("when a trade is added, then reverts with OfferingIncomplete", async () => {
    const m = current();
    const { trades, first } = await whole(m);
    await expect(closeWith(m, { trades: [...trades, { ...first, sequence: 99n }] }))
      .to.be.revertedWithCustomError(m.offering, "OfferingIncomplete")
      .withArgs(OFFERED_BYTES, 6n, 5n);
  });

  it("when one trade stands in the place of another a second time, then reverts with TradeClosed", async () => {
    const m = current();
    const { ofLead, ofSecond, first, second } = await whole(m);
    await expectNothingMoves(m, async () =>
      expect(closeWith(m, { trades: [ofLead, ofSecond, first, second, second] }))
        .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
        .withArgs(await idOf(m, second), second.sequence),
    );
  });

  it("when an allotment is left out and a larger one of the same investor put in, then reverts with TradeNotApproved", async () => {
    const m = current();
    const { trades, first } = await whole(m);
    const invented = { ...first, amount: first.amount - 1n };
    await expectNothingMoves(m, async () =>
      expect(closeWith(m, { trades: trades.map((trade) => (trade === first ? invented : trade)) }))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
        .withArgs(await idOf(m, invented), SIDE.seller),
    );
  });

  it("when a delivery is cheaper than it should be, then reverts with TradeNotApproved", async () => {
    const m = current();
    const { trades, ofSecond } = await whole(m);
    const cheaper = { ...ofSecond, amount: ofSecond.amount - 1n };
    await expect(closeWith(m, { trades: trades.map((trade) => (trade === ofSecond ? cheaper : trade)) }))
      .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
      .withArgs(await idOf(m, cheaper), SIDE.seller);
  });

  it("when an allotment is left out and a payment put in that nobody approved, then reverts with TradeNotApproved", async () => {
    const m = current();
    const { trades, third } = await whole(m);
    const payment = { ...third, isin: "", quantity: 0n, amount: 1n, sequence: 99n };
    await expect(closeWith(m, { trades: trades.map((trade) => (trade === third ? payment : trade)) }))
      .to.be.revertedWithCustomError(m.escrow, "TradeNotApproved")
      .withArgs(await idOf(m, payment), SIDE.seller);
  });

  it("when a trade of another bond stands in it, then reverts with OfferingForeignTrade", async () => {
    const m = current();
    const { trades, third } = await whole(m);
    const foreign = { ...third, isin: "JP3633400001" };
    await expect(closeWith(m, { trades: trades.map((trade) => (trade === third ? foreign : trade)) }))
      .to.be.revertedWithCustomError(m.offering, "OfferingForeignTrade")
      .withArgs(OFFERED_BYTES, ISIN);
  });

  it("INV-6: when it is a set without a venue, of as many payments between friends, then reverts with OfferingForeignVenue", async () => {
    const m = current();
    const trades: Trade[] = [];
    for (let index = 0n; index < 5n; ++index) trades.push(await matched(m, { sequence: index }));
    await expectNothingMoves(m, () =>
      expect(closeWith(m, { trades }))
        .to.be.revertedWithCustomError(m.offering, "OfferingForeignVenue")
        .withArgs(OFFERED_BYTES, ZeroAddress),
    );
    expect((await statusOf(m)).stage).to.equal("allotted");
  });

  it("when it is a set of another venue, then reverts with OfferingForeignVenue", async () => {
    const m = current();
    const { trades } = await whole(m);
    await expect(closeWith(m, { trades: trades.map((trade) => ({ ...trade, venue: m.venue.address })) }))
      .to.be.revertedWithCustomError(m.offering, "OfferingForeignVenue")
      .withArgs(OFFERED_BYTES, m.venue.address);
  });

  it("when the trade of a failure stands in it, in the place of one that has not failed, then reverts with TradeClosed", async () => {
    const m = current();
    await leave(m, investorAt(m, 1), 0n);
    const { trades, failures } = await tradesToClose(m, [1n]);
    const failed = must(failures[0]).trade;
    const last = must(trades.at(-1));
    await expectNothingMoves(m, async () =>
      expect(closeWith(m, { trades: trades.map((trade) => (trade === last ? failed : trade)), failures }))
        .to.be.revertedWithCustomError(m.escrow, "TradeClosed")
        .withArgs(await idOf(m, failed), failed.sequence),
    );
  });

  it("when allotments come before the deliveries that they need, then reverts with ERC20InsufficientBalance", async () => {
    const m = current();
    const { ofLead, ofSecond, first, second, third } = await whole(m);
    await expectNothingMoves(m, () =>
      expect(closeWith(m, { trades: [first, second, third, ofLead, ofSecond] }))
        .to.be.revertedWithCustomError(m.bond, "ERC20InsufficientBalance")
        .withArgs(firmAt(m, 0), 0n, 40n),
    );
  });

  it("when deliveries come the other way round, and allotments too, then it closes: each stands before what needs it", async () => {
    const m = current();
    const { ofLead, ofSecond, first, second, third } = await whole(m);
    await closeWith(m, { trades: [ofSecond, third, ofLead, second, first] });
    expect((await statusOf(m)).stage).to.equal("closed");
  });

  it("when the set is cut short, then reverts with SetMalformed", async () => {
    const m = current();
    await expect(m.offering.connect(firmAt(m, 0)).close(OFFERED_BYTES, [], "0x"))
      .to.be.revertedWithCustomError(m.escrow, "SetMalformed")
      .withArgs(0n, 38n);
  });

  it("when one of its trades would be settled without the closing, then only this contract can submit it", async () => {
    const m = current();
    const { first } = await whole(m);
    await expect(m.escrow.connect(firmAt(m, 0)).settle(encodeTrade(first)))
      .to.be.revertedWithCustomError(m.escrow, "TradeNotItsVenue")
      .withArgs(await idOf(m, first), firmAt(m, 0), m.offering);
    await expect(m.escrow.connect(investorAt(m, 0)).cancel(encodeTrade(first), SIDE.buyer))
      .to.be.revertedWithCustomError(m.escrow, "TradeNotItsVenue")
      .withArgs(await idOf(m, first), investorAt(m, 0), m.offering);
    await closeNow(m);
  });
});
