import { expect } from "chai";
import fc from "fast-check";
import { id, ZeroAddress, ZeroHash } from "ethers";

import type { ReceivedQuote } from "../../../../sdk/trading/EvidenceFile.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { quoteId } from "../../../../sdk/trading/quoteHash.ts";
import { QUOTE_REFUSALS } from "../../../../sdk/trading/QuoteRanking.ts";
import type { QuoteRanking, QuoteRefusalCode } from "../../../../sdk/trading/QuoteRanking.ts";
import { rankQuotes } from "../../../../sdk/trading/rankQuotes.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { ASKED_AT, accountOf, addressOf, sampleQuote, sampleRequest, TRADE_DATE } from "./samples.ts";

const AT = ASKED_AT + 30_000n;
const received = (fields: Partial<Quote> = {}, receivedAt = AT - 10_000n): ReceivedQuote => ({
  quote: sampleQuote(fields),
  signature: "0x",
  receivedAt,
});
const offer = (number: number, cashPerUnit: bigint, receivedAt?: bigint): ReceivedQuote =>
  received({ dealer: addressOf(`dealer ${number}`), cashPerUnit, sequence: BigInt(number) }, receivedAt);
const rank = (quotes: readonly ReceivedQuote[], request: Partial<Request> = {}, at = AT): QuoteRanking =>
  rankQuotes({ request: sampleRequest(request), quotes, at });
const pricesOf = ({ takeable }: QuoteRanking): readonly bigint[] =>
  takeable.map(({ quote }) => quote.cashPerUnit);
/** Why the only quote given is refused. */
const refusalOf = (fields: Partial<Quote>, at = AT): string | undefined => {
  const [refused] = rank([received(fields)], {}, at).refused;
  return refused?.refusals.map(({ code, reason }) => `${code}: ${reason}`).join("; ");
};

describe("rankQuotes", () => {
  it("given offers to a buyer, puts the lowest first, and the second lowest as cover", () => {
    const ranking = rank([offer(1, 102n), offer(2, 100n), offer(3, 101n)]);
    expect(pricesOf(ranking)).to.deep.equal([100n, 101n, 102n]);
    expect(ranking.best).to.deep.equal({ ...offer(2, 100n), id: quoteId(offer(2, 100n).quote) });
    expect(ranking.cover?.quote.cashPerUnit).to.equal(101n);
    expect(ranking.refused).to.deep.equal([]);
  });

  it("given bids to a seller, puts the highest first", () => {
    const request = sampleRequest({ side: "seller" });
    const bids = [100n, 102n, 101n].map((cashPerUnit, index) => {
      const { quote, ...rest } = offer(index + 1, cashPerUnit);
      return { ...rest, quote: { ...quote, side: "buyer" as const, request: requestId(request) } };
    });
    const ranking = rankQuotes({ request, quotes: bids, at: AT });
    expect(pricesOf(ranking)).to.deep.equal([102n, 101n, 100n]);
    expect([ranking.best?.quote.cashPerUnit, ranking.cover?.quote.cashPerUnit]).to.deep.equal([102n, 101n]);
  });

  it("given one price, puts the quote received first ahead, then the lower dealer address", () => {
    const [early, late] = [offer(1, 100n, AT - 20n), offer(2, 100n, AT - 10n)];
    expect(rank([late, early]).best?.quote.dealer).to.equal(addressOf("dealer 1"));
    const three = [1, 2, 3].map((number) => offer(number, 100n));
    const dealers = rank(three).takeable.map(({ quote }) => BigInt(quote.dealer));
    expect(dealers).to.deep.equal(dealers.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it("given two quotes of the best dealer, takes the best of another as cover", () => {
    const again = received({ cashPerUnit: 101n, sequence: 9n });
    const ranking = rank([offer(1, 100n), again, offer(2, 102n)]);
    expect(pricesOf(ranking)).to.deep.equal([100n, 101n, 102n]);
    expect(ranking.cover?.quote.dealer).to.equal(addressOf("dealer 2"));
    expect(rank([offer(1, 100n), again]).cover).to.equal(undefined);
  });

  it("given no quotes, has neither best nor cover", () => {
    expect(rank([])).to.deep.equal({ takeable: [], refused: [], best: undefined, cover: undefined });
  });

  const reasons: readonly [Partial<Quote>, string][] = [
    [{ request: ZeroHash }, "otherRequest: answers another request or none"],
    [{ isin: "JP3633400001" }, "otherBond: is for JP3633400001, not for JP9NRIDIG157"],
    [{ currency: "EUR" }, "otherCurrency: is in EUR, not in JPY"],
    [
      { settlementBank: accountOf(2) },
      `otherBank: is paid in the money of ${accountOf(2)}, not of ${accountOf(0xb1)}`,
    ],
    [{ side: "buyer" }, "wrongSide: has the dealer as buyer, which the asker is"],
    [{ settleBy: 1_750_399_201n }, "otherDates: has other dates than the request"],
    [{ settleFrom: 1_750_345_201n }, "otherDates: has other dates than the request"],
    [{ investor: accountOf(2) }, `notForAsker: may be accepted by ${accountOf(2)} only`],
    [
      { broker: accountOf(4) },
      `otherBroker: has its dealer trade with the broker ${accountOf(4)}, not with the asker itself`,
    ],
    [{ kind: "indicative" }, "indicative: is indicative"],
    [{ validUntil: AT / 1000n }, "expired: is no longer valid"],
    [{ maximumQuantity: 9n }, "tooSmall: is good for 9 units at most, and 10 are asked for"],
    [
      { minimumQuantity: 11n, maximumQuantity: 1_000n },
      "tooLarge: is good for 11 units at least, and 10 are asked for",
    ],
    [
      { kind: "indicative", minimumQuantity: 1_000n, maximumQuantity: 1_000n },
      "indicative: is indicative; tooLarge: is good for 1,000 units at least, and 10 are asked for",
    ],
    [
      { tradeDate: TRADE_DATE - 86_400n },
      "otherDates: has other dates than the request; notOnTradeDate: is not of that trade date",
    ],
  ];
  for (const [fields, sentence] of reasons) {
    it(`given a quote with other ${Object.keys(fields).join(", ")}, refuses it: ${sentence.split(":")[0] ?? ""}`, () => {
      expect(refusalOf(fields)).to.equal(sentence);
    });
  }

  it("given a quote, takes it from the start of its trade date until the last second in which it is valid", () => {
    const validUntil = TRADE_DATE + 86_400n;
    const moments: readonly [bigint, string | undefined][] = [
      [TRADE_DATE * 1000n - 1n, "notOnTradeDate: is not of that trade date"],
      [TRADE_DATE * 1000n, undefined],
      [validUntil * 1000n - 1n, undefined],
      [validUntil * 1000n, "expired: is no longer valid; notOnTradeDate: is not of that trade date"],
    ];
    for (const [at, sentence] of moments) expect(refusalOf({ validUntil }, at)).to.equal(sentence);
    expect(refusalOf({ validUntil: validUntil + 1n }, validUntil * 1000n)).to.equal(
      "notOnTradeDate: is not of that trade date",
    );
  });

  it("given a quote to anybody, to the asker in lower case, or of exactly the quantity, takes it", () => {
    expect(refusalOf({ investor: ZeroAddress })).to.equal(undefined);
    expect(refusalOf({ investor: addressOf("investor").toLowerCase() })).to.equal(undefined);
    expect(refusalOf({ minimumQuantity: 10n, maximumQuantity: 10n, kind: "divisible" })).to.equal(undefined);
  });

  it("given a request through a broker, takes a quote through it, in whatever case, and none to the asker itself or through another", () => {
    const request = { broker: addressOf("broker") };
    const answer = { request: requestId(sampleRequest(request)) };
    const refusals = (broker: string) =>
      rank([received({ ...answer, broker })], request).refused.flatMap((refused) => refused.refusals);
    expect(refusals(addressOf("broker"))).to.deep.equal([]);
    expect(refusals(addressOf("broker").toLowerCase())).to.deep.equal([]);
    const wanted = `the broker ${addressOf("broker")}`;
    const none = `has its dealer trade with the asker itself, not with ${wanted}`;
    expect(refusals(ZeroAddress)).to.deep.equal([{ code: "otherBroker", reason: none }]);
    const other = `has its dealer trade with the broker ${accountOf(4)}, not with ${wanted}`;
    expect(refusals(accountOf(4))).to.deep.equal([{ code: "otherBroker", reason: other }]);
  });

  it("given one quote twice, takes it once", () => {
    const { takeable, refused, cover } = rank([offer(1, 100n), offer(1, 100n, AT)]);
    expect([takeable.length, refused.length, cover]).to.deep.equal([1, 1, undefined]);
    expect(refused[0]?.refusals).to.deep.equal([{ code: "repeated", reason: "was given before" }]);
  });
});

/** What a quote can be otherwise; each fault says the same in its own words. */
type Spoilt = readonly [QuoteRefusalCode, Partial<Quote>];
const NO_FAULTS: Spoilt[] = [];
const FAULTS: Spoilt[] = [
  ["otherRequest", { request: id("another") }],
  ["otherBond", { isin: "JP3633400001" }],
  ["otherCurrency", { currency: "EUR" }],
  ["otherBank", { settlementBank: accountOf(2) }],
  ["wrongSide", {}],
  ["otherDates", { settleBy: 1n }],
  ["notForAsker", { investor: accountOf(3) }],
  ["otherBroker", { broker: accountOf(4) }],
  ["indicative", { kind: "indicative" }],
  ["expired", { validUntil: AT / 1000n - 5n }],
  ["tooSmall", { maximumQuantity: 9n }],
  ["tooLarge", { minimumQuantity: 11n }],
];

const drawn = fc.record({
  faults: fc.oneof(
    { arbitrary: fc.constant(NO_FAULTS), weight: 3 },
    { arbitrary: fc.subarray(FAULTS, { maxLength: 3 }), weight: 1 },
  ),
  dealer: fc.integer({ min: 1, max: 4 }),
  cashPerUnit: fc.bigInt(100n, 104n),
  receivedAt: fc.bigInt(AT - 3n, AT),
  sequence: fc.bigInt(0n, 3n),
});

describe("rankQuotes, against a model that tries every pair", () => {
  for (const side of ["buyer", "seller"] as const) {
    it(`given any quotes to a ${side}, each stands where no worse one is ahead of it, or is refused for what is wrong with it`, () => {
      const request = sampleRequest({ side });
      const opposite = side === "buyer" ? "seller" : "buyer";
      fc.assert(
        fc.property(fc.array(drawn, { maxLength: 12 }), (all) => {
          const wrong = new Map<ReceivedQuote, ReadonlySet<string>>();
          const quotes = all.map(({ faults, dealer, receivedAt, ...fields }) => {
            const codes = faults.map(([code]) => code);
            const own = {
              dealer: accountOf(dealer),
              request: requestId(request),
              side: opposite,
              ...fields,
            } as const;
            const spoilt = Object.assign({}, ...faults.map(([, change]) => change)) as Partial<Quote>;
            const sides = codes.includes("wrongSide") ? { side } : {};
            const quote = received({ ...own, ...spoilt, ...sides }, receivedAt);
            wrong.set(quote, new Set(codes));
            return quote;
          });
          const { takeable, refused, best, cover } = rankQuotes({ request, quotes, at: AT });

          const ids = quotes.map(({ quote }) => quoteId(quote));
          const expected = quotes.map((quote, index) => {
            const codes = [...(wrong.get(quote) ?? [])];
            return ids.indexOf(ids[index] ?? "") < index ? [...codes, "repeated"] : codes;
          });
          expect(takeable.map((each) => each.id).toSorted()).to.deep.equal(
            ids.filter((_id, index) => expected[index]?.length === 0).toSorted(),
          );
          const told = refused.map(({ refusals }) => refusals.map(({ code }) => code));
          expect(told.map((codes) => codes.toSorted())).to.deep.equal(
            expected.filter((codes) => codes.length > 0).map((codes) => codes.toSorted()),
          );
          for (const codes of told) {
            expect(codes).to.deep.equal(QUOTE_REFUSALS.filter((code) => codes.includes(code)));
          }
          for (const [index, ahead] of takeable.entries()) {
            for (const behind of takeable.slice(index + 1)) expect(isWorse(ahead, behind, side)).to.be.false;
          }
          expect(best).to.equal(takeable[0]);
          const others = takeable.filter(({ quote }) => quote.dealer !== best?.quote.dealer);
          expect(cover).to.equal(others.find((one) => others.every((other) => !isWorse(one, other, side))));
        }),
        { numRuns: 100, seed: 20_250_618 },
      );
    });
  }
});

/** Whether a quote has to stand behind another. */
function isWorse(one: ReceivedQuote, other: ReceivedQuote, side: "buyer" | "seller"): boolean {
  const sign = side === "buyer" ? 1n : -1n;
  const price = sign * (one.quote.cashPerUnit - other.quote.cashPerUnit);
  const time = one.receivedAt - other.receivedAt;
  const dealer = BigInt(one.quote.dealer) - BigInt(other.quote.dealer);
  return price > 0n || (price === 0n && (time > 0n || (time === 0n && dealer > 0n)));
}
