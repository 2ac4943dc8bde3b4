import { expect } from "chai";

import { readDocument } from "../../../../sdk/terms/readDocument.ts";
import { parseCurve } from "../../../../sdk/transport/dealer/parseCurve.ts";
import { parsePriceFile } from "../../../../sdk/transport/dealer/parsePriceFile.ts";
import { issuesOf } from "../issuesOf.ts";

const price = {
  isin: "JP9NRIDIG157",
  side: "seller",
  price: "99.872",
  kind: "single use",
  validSeconds: 30,
  maximumUnits: 20,
};
const prices = { format: "kessai-prices", version: 1, prices: [price] };
const curve = {
  format: "kessai-curve",
  version: 1,
  currency: "JPY",
  asOf: "2025-06-18",
  points: [
    { years: "0.5", yieldPercent: "-0.1" },
    { years: "10", yieldPercent: "1.25" },
  ],
};

describe("parsePriceFile", () => {
  it("given a file, when it is read, then what was left out is there: nothing to confirm, one unit is enough", () => {
    expect(parsePriceFile(prices)).to.deep.equal([
      {
        isin: "JP9NRIDIG157",
        side: "seller",
        price: "99.872",
        kind: "single use",
        validSeconds: 30n,
        lastLookSeconds: 0n,
        minimumUnits: 1n,
        maximumUnits: 20n,
      },
    ]);
  });

  it("given YAML as people write it, when it is read, then it is the same", () => {
    const text = `
format: kessai-prices
version: 1
prices:
  - isin: JP9NRIDIG157
    side: buyer
    price: "99.5"
    kind: single use
    validSeconds: 30
    lastLookSeconds: 10
    minimumUnits: 5
    maximumUnits: "1,000"
`;
    expect(parsePriceFile(readDocument(text, "prices.yaml"))[0]).to.include({
      side: "buyer",
      lastLookSeconds: 10n,
      minimumUnits: 5n,
      maximumUnits: 1_000n,
    });
  });

  it("given everything wrong, when it is read, then each thing is named", () => {
    const wrong = {
      isin: "JP9NRIDIG158",
      side: "both",
      price: "0",
      kind: "firm",
      validSeconds: 86_401,
      lastLookSeconds: 65_536,
      minimumUnits: 0,
      maximumUnits: (2n ** 112n).toString(),
      note: "for friends",
    };
    expect(issuesOf(() => parsePriceFile({ ...prices, version: 2, prices: [wrong] }))).to.deep.equal([
      "file.version: 2 - must be 1",
      'prices[0].isin: "JP9NRIDIG158" - check digit must be 7 (ISO 6166)',
      'prices[0].side: "both" - must be one of seller, buyer',
      'prices[0].price: "0" - must be above zero',
      'prices[0].kind: "firm" - must be one of indicative, single use, divisible',
      "prices[0].validSeconds: 86401 - must be at most 86,400 seconds, a day",
      "prices[0].lastLookSeconds: 65536 - must be at most 65,535 seconds",
      'prices[0].minimumUnits: 0 - must be a whole amount above zero, such as 100000000 or "100,000,000"',
      `prices[0].maximumUnits: "${2n ** 112n}" - must be a number of units below 2^112`,
      'prices[0].note: "for friends" - is not a field known here: remove it or correct its name',
    ]);
  });

  it("given fields that contradict each other, when it is read, then it says which", () => {
    const all = [
      { ...price, kind: "divisible", lastLookSeconds: 5 },
      { ...price, side: "buyer", minimumUnits: 21 },
      { ...price, price: "100" },
    ];
    expect(issuesOf(() => parsePriceFile({ ...prices, prices: all }))).to.deep.equal([
      "prices[0].lastLookSeconds: 5 - must be left out: a quote that is divisible is not confirmed",
      "prices[1].minimumUnits: 21 - must be at most 20, maximumUnits",
      'prices[2]: "JP9NRIDIG157 seller" - must differ from prices[0] in isin or side',
    ]);
  });

  it("given no prices, or something else, when it is read, then it is refused with PRICES_INVALID", () => {
    expect(issuesOf(() => parsePriceFile({ ...prices, prices: [] }))).to.deep.equal([
      "prices: [] - must be a list of at least one item",
    ]);
    expect(() => parsePriceFile("prices"))
      .to.throw()
      .with.property("code", "PRICES_INVALID");
  });
});

describe("parseCurve", () => {
  it("given a file, when it is read, then its points are there", () => {
    const { format: _format, version: _version, ...read } = curve;
    expect(parseCurve(curve)).to.deep.equal(read);
    expect(parseCurve({ ...curve, version: 1n })).to.deep.equal(read);
  });

  it("given everything wrong, when it is read, then each thing is named", () => {
    const points = [
      { years: "0", yieldPercent: "1" },
      { years: "2", yieldPercent: 1 },
      { years: "1", yieldPercent: "1.0000001" },
      { years: "100.1", yieldPercent: "1", note: "a guess" },
    ];
    const input = { ...curve, format: "kessai-prices", currency: "YEN", asOf: "2025-02-29", points };
    expect(issuesOf(() => parseCurve(input))).to.deep.equal([
      'curve.format: "kessai-prices" - must be one of kessai-curve',
      'curve.currency: "YEN" - must be the code of a currency in ISO 4217, such as JPY',
      'curve.asOf: "2025-02-29" - must be a real calendar date written YYYY-MM-DD',
      'curve.points[0].years: "0" - must be above zero and at most 100 years',
      'curve.points[1].yieldPercent: 1 - must be a decimal number in quotes with at most 6 decimals, such as "-0.25"',
      'curve.points[2].yieldPercent: "1.0000001" - must be a decimal number in quotes with at most 6 decimals, such as "-0.25"',
      'curve.points[2].years: "1" - must be above those of the point before',
      'curve.points[3].years: "100.1" - must be above zero and at most 100 years',
      'curve.points[3].note: "a guess" - is not a field known here: remove it or correct its name',
    ]);
  });

  it("given years that do not rise, when it is read, then it is refused", () => {
    const [first, second] = curve.points;
    expect(issuesOf(() => parseCurve({ ...curve, points: [second, first, second] }))).to.deep.equal([
      'curve.points[1].years: "0.5" - must be above those of the point before',
    ]);
  });

  it("given no points, or something else, when it is read, then it is refused with CURVE_INVALID", () => {
    expect(issuesOf(() => parseCurve({ ...curve, points: [] }))).to.have.length(1);
    expect(() => parseCurve(null))
      .to.throw()
      .with.property("code", "CURVE_INVALID");
  });
});
