import { expect } from "chai";
import fc from "fast-check";

import type { CalendarDate } from "../../../../sdk/calendar/CalendarDate.ts";
import { quoteFaults } from "../../../../sdk/trading/quoteFaults.ts";
import type { PricedBond } from "../../../../sdk/trading/quoteTerms.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import type { Curve } from "../../../../sdk/transport/dealer/Curve.ts";
import { curvePricer } from "../../../../sdk/transport/dealer/curvePricer.ts";
import type { CurveStyle } from "../../../../sdk/transport/dealer/curvePricer.ts";
import { filePricer } from "../../../../sdk/transport/dealer/filePricer.ts";
import { Inventory } from "../../../../sdk/transport/dealer/Inventory.ts";
import type { FilePrice } from "../../../../sdk/transport/dealer/PriceFile.ts";
import type { Price, Pricer, PricerAnswer } from "../../../../sdk/transport/dealer/Pricer.ts";
import { quoteOf } from "../../../../sdk/transport/dealer/quoteOf.ts";
import { formatYield, yieldOnCurve } from "../../../../sdk/transport/dealer/yieldOnCurve.ts";
import { sheet } from "../bonds/sheets.ts";
import { addressOf, ANSWER_BY, ASKED_AT, sampleRequest, SETTLE_BY } from "../trading/samples.ts";

const bond: PricedBond = sheet();
const { isin } = bond.termSheet;
const bonds = new Map([[isin, bond]]);

/** What a pricer says to a request, at the moment at which it was asked. */
async function answerOf(
  pricer: Pricer,
  fields: Partial<Request> = {},
  now = ASKED_AT,
): Promise<PricerAnswer> {
  const request = sampleRequest(fields);
  const { signal } = new AbortController();
  const context = { id: requestId(request), dealer: addressOf("dealer 1"), now, signal };
  const given = pricer.price(request, context);
  if (Symbol.asyncIterator in given) throw new Error("one answer");
  return await given;
}
const priceOf = async (...args: Parameters<typeof answerOf>): Promise<Price> => {
  const answer = await answerOf(...args);
  if (answer.kind !== "price") throw new Error(`passed: ${answer.reason}`);
  return answer.price;
};
const style = {
  kind: "single use",
  validSeconds: 30n,
  lastLookSeconds: 0n,
  minimumUnits: 2n,
  maximumUnits: 20n,
} as const;

describe("filePricer", () => {
  const offer: FilePrice = { ...style, isin, side: "seller", price: "99.872" };
  const pricer = filePricer({ prices: [offer, { ...offer, side: "buyer", price: "99.5" }], bonds });

  it("given a price, when somebody asks to buy, then it is the offer, with what a unit costs on the settlement date", async () => {
    expect(await answerOf(pricer)).to.deep.equal({
      kind: "price",
      price: {
        kind: "single use",
        cleanPriceE7: 998_720_000n,
        cashPerUnit: 100_270_175n, // 99.872 % of 100,000,000, and 98 days of 1.483 %
        minimumQuantity: 2n,
        maximumQuantity: 10n,
        validUntil: ANSWER_BY / 1_000n + 30n,
        lastLook: 0n,
      },
    });
  });

  it("given a price, when somebody asks to sell, then it is the bid", async () => {
    expect(await priceOf(pricer, { side: "seller" })).to.include({ cleanPriceE7: 995_000_000n });
  });

  it("given its quotes, when they are looked at as an asker does, then nothing is wrong with them", async () => {
    for (const side of ["seller", "buyer"] as const) {
      const request = sampleRequest({ side });
      const price = await priceOf(pricer, { side });
      const dealer = addressOf("dealer 1");
      const quote = quoteOf({ request, id: requestId(request), dealer, price, sequence: 1n });
      expect(quoteFaults({ quote, request, ...bond })).to.deep.equal([]);
    }
  });

  it("given a request whose last answer may come within a second, when it is priced, then the quote is good for all of its time", async () => {
    const price = await priceOf(pricer, { answerBy: ANSWER_BY + 1n });
    expect(price.validUntil).to.equal(ANSWER_BY / 1_000n + 31n);
  });

  it("given a request shortly before its cut-off, when it is priced, then the quote is good until then and no longer", async () => {
    const price = await priceOf(pricer, { answerBy: SETTLE_BY * 1_000n - 5_000n });
    expect(price.validUntil).to.equal(SETTLE_BY);
  });

  for (const [name, fields, reason] of [
    ["another bond", { isin: "JP3633400001" }, "not quoted"],
    ["another currency", { currency: "USD" }, "not quoted"],
    ["too many units", { quantity: 21n }, "more than we quote for"],
    ["too few units", { quantity: 1n }, "less than we quote for"],
  ] as const) {
    it(`given a request for ${name}, when it is priced, then it is passed`, async () => {
      expect(await answerOf(pricer, fields)).to.deep.equal({ kind: "pass", reason });
    });
  }

  it("given a price so small that a unit costs nothing, when it is asked for, then it is passed", async () => {
    const tiny = filePricer({ prices: [{ ...offer, price: "0.0000001" }], bonds });
    const onIssueDate = { settleFrom: BigInt(Date.parse("2025-03-14T00:00:00+09:00")) / 1_000n };
    expect(await answerOf(tiny, onIssueDate)).to.deep.equal({ kind: "pass", reason: "no price" });
  });

  it("given a date on which the bond cannot be delivered, when it is priced, then that is an error for the dealer to see", async () => {
    const settleFrom = BigInt(Date.parse("2030-03-13T00:00:00+09:00")) / 1_000n;
    const error: unknown = await answerOf(pricer, { settleFrom }).catch((reason: unknown) => reason);
    expect(error).to.have.property("code", "SETTLEMENT_DATE_REFUSED");
  });

  it("given a side that has no price, when it is asked for, then it is passed", async () => {
    const offers = filePricer({ prices: [offer], bonds });
    expect(await answerOf(offers, { side: "seller" })).to.deep.equal({ kind: "pass", reason: "not quoted" });
  });
});

describe("yieldOnCurve", () => {
  const curve: Curve = {
    currency: "JPY",
    asOf: "2025-06-18" as CalendarDate,
    points: [
      { years: "1", yieldPercent: "-0.1" },
      { years: "3", yieldPercent: "0.5" },
      { years: "10", yieldPercent: "1.25" },
    ],
  };

  for (const [days, expected] of [
    [0, "-0.100000000000"],
    [365, "-0.100000000000"],
    [730, "0.200000000000"],
    [366, "-0.099178082192"], // -0.1 + 0.6 / 730
    [1_095, "0.500000000000"],
    [1_096, "0.500293542074"], // 0.5 + 0.75 / 2555
    [3_650, "1.250000000000"],
    [36_500, "1.250000000000"],
  ] as const) {
    it(`given ${days} days, when it is read, then it is ${expected} %`, () => {
      expect(formatYield(yieldOnCurve(curve, days))).to.equal(expected);
    });
  }

  it("given a falling curve below zero, when it is read, then it is rounded down", () => {
    const falling = {
      ...curve,
      points: curve.points
        .slice(0, 2)
        .map(({ years }, index) => ({ years, yieldPercent: index === 0 ? "0" : "-0.1" })),
    };
    expect(formatYield(yieldOnCurve(falling, 366))).to.equal("-0.000136986302"); // -0.1 / 730 = -0.00013698630136...
  });
});

describe("Inventory", () => {
  const position = { isin, units: 10n, targetUnits: 5n, mostUnits: 30n };
  const held = { request: "one", isin, side: "seller", units: 4n, until: 100n } as const;

  it("given quotes that may be accepted, when units are counted, then they are held until the quotes expire", () => {
    const inventory = new Inventory([position]);
    inventory.reserve(held);
    inventory.reserve({ ...held, request: "two", units: 5n, until: 50n });
    inventory.reserve({ ...held, request: "three", side: "buyer", units: 8n });
    expect(inventory.available(isin, "seller", 49n)).to.equal(1n);
    expect(inventory.available(isin, "buyer", 49n)).to.equal(12n);
    expect(inventory.available(isin, "seller", 50n)).to.equal(6n);
    expect(inventory.available(isin, "seller", 100n)).to.equal(10n);
    expect(inventory.available("JP3633400001", "seller", 0n)).to.equal(0n);
  });

  it("given a quote, when it is accepted or given up, then what was held for it is let go", () => {
    const inventory = new Inventory([position]);
    inventory.reserve(held);
    inventory.trade({ ...held, units: 3n });
    expect(inventory.position(isin)?.units).to.equal(7n);
    expect(inventory.available(isin, "seller", 0n)).to.equal(7n);
    inventory.trade({ ...held, side: "buyer", units: 30n });
    expect(inventory.available(isin, "buyer", 0n), "more than was wanted").to.equal(0n);
    inventory.reserve(held);
    inventory.release("one");
    expect(inventory.available(isin, "seller", 0n)).to.equal(37n);
    inventory.trade({ ...held, isin: "JP3633400001" });
    expect(inventory.position("JP3633400001")).to.equal(undefined);
  });
});

describe("curvePricer", () => {
  const flat: Curve = {
    currency: "JPY",
    asOf: "2025-06-18" as CalendarDate,
    points: [{ years: "5", yieldPercent: "1.5" }],
  };
  const curveStyle: CurveStyle = { ...style, spreadBp: "2", skewBp: "0" };
  const pricerOf = (
    changes: {
      readonly curve?: Curve;
      readonly style?: Partial<CurveStyle>;
      readonly units?: bigint;
      readonly bond?: PricedBond;
      readonly inventory?: Inventory;
    } = {},
  ): Pricer => {
    const position = { isin, units: changes.units ?? 100n, targetUnits: 100n, mostUnits: 200n };
    return curvePricer({
      curve: () => changes.curve ?? flat,
      bonds: new Map([[isin, changes.bond ?? bond]]),
      styles: new Map([[isin, { ...curveStyle, ...changes.style }]]),
      inventory: changes.inventory ?? new Inventory([position]),
    });
  };
  /** The price of the simple yield formula in floating point: 1,728 days to maturity without 29 February. */
  const byHand = (percent: number): number => {
    const years = (4 * 365 + 267) / 365; // 20 June 2025 to 14 March 2030
    return (100 + 1.483 * years) / (1 + (percent / 100) * years);
  };

  it("given a curve, when somebody buys or sells, then the price is that of its yield, less or more the spread", async () => {
    const ask = await priceOf(pricerOf());
    const bid = await priceOf(pricerOf(), { side: "seller" });
    expect(Number(ask.cleanPriceE7) / 1e7).to.be.closeTo(byHand(1.48), 2e-7);
    expect(Number(bid.cleanPriceE7) / 1e7).to.be.closeTo(byHand(1.52), 2e-7);
    expect(ask.cashPerUnit).to.equal(ask.cleanPriceE7 / 10n + 398_175n);
  });

  for (const [units, percent] of [
    [100n, 1.48],
    [150n, 1.505], // half way to the most that is wanted: half of the skew
    [200n, 1.53],
    [300n, 1.53], // more than the most leans no further
    [50n, 1.455],
    [10n, 1.435],
  ] as const) {
    it(`given ${units} units where 100 are wanted, when it sells, then its yield is ${percent} %`, async () => {
      const { cleanPriceE7 } = await priceOf(pricerOf({ units, style: { skewBp: "5" } }));
      expect(Number(cleanPriceE7) / 1e7).to.be.closeTo(byHand(percent), 2e-7);
    });
  }

  it("given a dealer that wants none, when it has none, then nothing is leant, and it has nothing to sell", async () => {
    const inventory = new Inventory([{ isin, units: 0n, targetUnits: 0n, mostUnits: 20n }]);
    const pricer = pricerOf({ inventory, style: { skewBp: "5" } });
    expect(await answerOf(pricer)).to.deep.equal({ kind: "pass", reason: "more than we quote for" });
    const { cleanPriceE7 } = await priceOf(pricer, { side: "seller" });
    expect(Number(cleanPriceE7) / 1e7).to.be.closeTo(byHand(1.52), 2e-7);
  });

  it("given requests one after another, when they are priced, then all firm quotes together never promise more than is there", async () => {
    const quantity = fc.bigInt(2n, 20n);
    const side = fc.constantFrom("buyer" as const, "seller" as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ quantity, side, wait: fc.nat(60) }), { maxLength: 40 }),
        fc.bigInt(0n, 60n),
        async (requests, units) => {
          const inventory = new Inventory([{ isin, units, targetUnits: 30n, mostUnits: 60n }]);
          const pricer = pricerOf({ inventory });
          const promised: { readonly side: string; readonly units: bigint; readonly until: bigint }[] = [];
          let now = ASKED_AT;
          for (const { quantity: wanted, side: asked, wait } of requests) {
            now += BigInt(wait) * 1_000n;
            const answer = await answerOf(
              pricer,
              { quantity: wanted, side: asked, answerBy: now + 1_000n },
              now,
            );
            if (answer.kind === "price") {
              const { maximumQuantity, validUntil } = answer.price;
              promised.push({ side: asked, units: maximumQuantity, until: validUntil * 1_000n });
            }
            const sumOf = (one: string): bigint =>
              promised.reduce(
                (sum, each) => (each.side === one && each.until > now ? sum + each.units : sum),
                0n,
              );
            expect(sumOf("buyer") <= units).to.be.true;
            expect(sumOf("seller") <= 60n - units).to.be.true;
          }
        },
      ),
      { numRuns: 40, seed: 20_261_212 },
    );
  });

  it("given indicative quotes, when they are given, then nothing is held for them", async () => {
    const inventory = new Inventory([{ isin, units: 10n, targetUnits: 10n, mostUnits: 20n }]);
    const pricer = pricerOf({ inventory, style: { kind: "indicative" } });
    await priceOf(pricer);
    expect(inventory.available(isin, "seller", ASKED_AT)).to.equal(10n);
    await priceOf(pricerOf({ inventory }));
    expect(inventory.available(isin, "seller", ASKED_AT)).to.equal(0n);
  });

  it("given a curve that moves, when it is asked again, then the price is that of the new one", async () => {
    let curve = flat;
    const position = { isin, units: 100n, targetUnits: 100n, mostUnits: 200n };
    const styles = new Map([[isin, curveStyle]]);
    const pricer = curvePricer({ curve: () => curve, bonds, styles, inventory: new Inventory([position]) });
    const before = await priceOf(pricer);
    curve = { ...flat, points: [{ years: "5", yieldPercent: "1.4" }] };
    const after = await priceOf(pricer);
    expect(after.cleanPriceE7 > before.cleanPriceE7).to.be.true;
  });

  it("given what has no simple yield, or is in other money, or is not quoted, when it is asked for, then it is passed", async () => {
    const notQuoted = { kind: "pass", reason: "not quoted" };
    const redeemed = sheet({ redemptionPricePer100: "101" });
    const step = { target: "rating", decideBy: "2027-01-31", firstPayment: 5n, stepPercent: "0.1" };
    const stepped = sheet({ steps: [step] });
    const amortising = sheet({ amortisation: [{ payment: 2n, percentOfFace: "40" }] });
    for (const other of [redeemed, stepped, amortising])
      expect(await answerOf(pricerOf({ bond: other })), other.termSheet.name).to.deep.equal(notQuoted);
    expect(await answerOf(pricerOf({ curve: { ...flat, currency: "USD" } }))).to.deep.equal(notQuoted);
    expect(await answerOf(pricerOf(), { currency: "USD" })).to.deep.equal(notQuoted);
    expect(await answerOf(pricerOf(), { isin: "JP3633400001" })).to.deep.equal(notQuoted);
    expect(await answerOf(pricerOf({ inventory: new Inventory([]) }))).to.deep.equal(notQuoted);
  });

  it("given a size above the limit, when it is asked for, then it is passed though there is enough", async () => {
    expect(await answerOf(pricerOf(), { quantity: 21n })).to.deep.equal({
      kind: "pass",
      reason: "more than we quote for",
    });
  });
});
