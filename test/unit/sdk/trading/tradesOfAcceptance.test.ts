import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import type { Trade } from "../../../../sdk/trade/Trade.ts";
import type { Acceptance } from "../../../../sdk/trading/Acceptance.ts";
import { MissingLinkError, tradesOfAcceptance } from "../../../../sdk/trading/tradesOfAcceptance.ts";
import { accountOf, addressOf, sampleGiveUp, sampleQuote } from "./samples.ts";

const [FIRST, SECOND, MARKET] = [accountOf(0xf1), accountOf(0xf2), accountOf(0x4f9)];
const link = { market: MARKET, firstSequence: 40n };
const acceptance = (fields: Partial<Acceptance> = {}): Acceptance => ({
  allocations: [
    { account: FIRST, quantity: 7n, sequence: 3n },
    { account: SECOND, quantity: 3n, sequence: 9n },
  ],
  then: "match",
  evidence: id("answers"),
  ...fields,
});
const giveUp = { giveUp: sampleGiveUp({ feePerUnit: 1_000n }), signature: "0x" };
const [DEALER, BROKER] = [addressOf("dealer 1"), addressOf("broker")];
const PRICE = sampleQuote().cashPerUnit;
const inShort = (trades: readonly Trade[]): readonly (readonly unknown[])[] =>
  trades.map(({ seller, buyer, quantity, amount, venue, sequence }) => [
    seller,
    buyer,
    quantity,
    amount,
    venue,
    sequence,
  ]);

describe("tradesOfAcceptance", () => {
  it("given an offer, makes a trade of the dealer with each account, under its number", () => {
    const quote = sampleQuote();
    const trades = tradesOfAcceptance({ quote, acceptance: acceptance() });
    expect(inShort(trades)).to.deep.equal([
      [DEALER, FIRST, 7n, 7n * PRICE, ZeroAddress, 3n],
      [DEALER, SECOND, 3n, 3n * PRICE, ZeroAddress, 9n],
    ]);
    const { isin, currency, settlementBank, tradeDate, settleFrom, settleBy, commonReference } = quote;
    const common = { isin, currency, settlementBank, tradeDate, settleFrom, settleBy, commonReference };
    for (const trade of trades) expect(trade).to.include({ ...common, minimumPart: 0n });
  });

  it("given a bid, makes the accounts the sellers", () => {
    const quote = sampleQuote({ side: "buyer" });
    expect(inShort(tradesOfAcceptance({ quote, acceptance: acceptance() }))[0]).to.deep.equal([
      FIRST,
      DEALER,
      7n,
      7n * PRICE,
      ZeroAddress,
      3n,
    ]);
  });

  describe("when it goes through a broker", () => {
    it("given an offer, the bonds come from the dealer first, and the fee is on top", () => {
      const options = { quote: sampleQuote(), acceptance: acceptance({ giveUp }), link };
      expect(inShort(tradesOfAcceptance(options))).to.deep.equal([
        [DEALER, BROKER, 10n, 10n * PRICE, MARKET, 40n],
        [BROKER, FIRST, 7n, 7n * (PRICE + 1_000n), MARKET, 41n],
        [BROKER, SECOND, 3n, 3n * (PRICE + 1_000n), MARKET, 42n],
      ]);
    });

    it("given a bid, they come from the accounts first, and the fee is kept back", () => {
      const options = { quote: sampleQuote({ side: "buyer" }), acceptance: acceptance({ giveUp }), link };
      expect(inShort(tradesOfAcceptance(options))).to.deep.equal([
        [FIRST, BROKER, 7n, 7n * (PRICE - 1_000n), MARKET, 41n],
        [SECOND, BROKER, 3n, 3n * (PRICE - 1_000n), MARKET, 42n],
        [BROKER, DEALER, 10n, 10n * PRICE, MARKET, 40n],
      ]);
    });

    it("given no numbers of the market, refuses", () => {
      expect(() => tradesOfAcceptance({ quote: sampleQuote(), acceptance: acceptance({ giveUp }) })).to.throw(
        MissingLinkError,
        "give the link",
      );
    });
  });
});
