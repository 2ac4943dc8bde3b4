import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";

import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { quoteFaults } from "../../../../sdk/trading/quoteFaults.ts";
import type { QuoteFaultsOptions } from "../../../../sdk/trading/quoteFaults.ts";
import { sampleSheet, sheet } from "../bonds/sheets.ts";
import {
  accountOf,
  addressOf,
  sampleQuote,
  sampleRequest,
  SETTLE_BY,
  SETTLE_FROM,
  TRADE_DATE,
} from "./samples.ts";

const bond = sheet();
const faultsOf = (fields: Partial<Quote>, options: Partial<QuoteFaultsOptions> = {}): readonly string[] =>
  quoteFaults({ ...bond, quote: sampleQuote(fields), ...options }).map(
    ({ code, reason }) => `${code}: ${reason}`,
  );

describe("quoteFaults", () => {
  it("given a right quote, finds nothing, with the request or without", () => {
    expect(faultsOf({})).to.deep.equal([]);
    expect(faultsOf({}, { request: sampleRequest() })).to.deep.equal([]);
    expect(faultsOf({ lastLook: 30n })).to.deep.equal([]);
    expect(faultsOf({ investor: ZeroAddress })).to.deep.equal([]);
    expect(faultsOf({ broker: addressOf("broker") })).to.deep.equal([]);
    expect(faultsOf({ kind: "indicative" })).to.deep.equal([]);
    expect(faultsOf({ validUntil: SETTLE_BY })).to.deep.equal([]);
    expect(faultsOf({ minimumQuantity: 10n })).to.deep.equal([]);
  });

  const cases: readonly [Partial<Quote>, readonly string[]][] = [
    [{ minimumQuantity: 0n }, ["quantityRange: can be accepted for no quantity: from 0 to 10 units"]],
    [{ minimumQuantity: 11n }, ["quantityRange: can be accepted for no quantity: from 11 to 10 units"]],
    [
      { tradeDate: SETTLE_FROM + 1n, validUntil: SETTLE_FROM + 2n },
      ["dateOrder: does not have trade date, settlement date and cut-off in order"],
    ],
    [
      { settleBy: SETTLE_FROM },
      ["dateOrder: does not have trade date, settlement date and cut-off in order"],
    ],
    [{ validUntil: TRADE_DATE }, ["validity: is over before its trade date begins"]],
    [{ validUntil: SETTLE_BY + 1n }, ["validity: is valid after its cut-off, when nothing settles"]],
    [
      { kind: "divisible", lastLook: 1n },
      ["lastLook: is divisible and wants to be confirmed: only a single use can be"],
    ],
    [
      { kind: "indicative", lastLook: 1n },
      ["lastLook: is indicative and wants to be confirmed: only a single use can be"],
    ],
    [
      { investor: ZeroAddress, lastLook: 1n },
      ["lastLook: is for anybody and wants to be confirmed: only one for a certain investor can be"],
    ],
    [
      { broker: addressOf("dealer 1").toLowerCase() },
      ["dealerAsBroker: has its dealer stand between itself and the investor"],
    ],
    [
      { cashPerUnit: 0n },
      [
        "withoutPrice: is for nothing: at 99.8720000, a unit for 0",
        "cashDiffers: costs 0 a unit, and 99.8720000 comes to 99,872,000 and 398,175 of interest on 2025-06-20",
      ],
    ],
    [
      { cleanPriceE7: 0n, cashPerUnit: 398_175n },
      ["withoutPrice: is for nothing: at 0.0000000, a unit for 398,175"],
    ],
    [
      { isin: "JP3633400001" },
      ["unknownBond: is for JP3633400001 in JPY, and the term sheet for JP9NRIDIG157 in JPY"],
    ],
    [
      { currency: "EUR" },
      ["unknownBond: is for JP9NRIDIG157 in EUR, and the term sheet for JP9NRIDIG157 in JPY"],
    ],
    [
      { cashPerUnit: 100_270_174n },
      [
        "cashDiffers: costs 100,270,174 a unit, and 99.8720000 comes to 99,872,000 and 398,175 of interest on 2025-06-20",
      ],
    ],
    [
      { cleanPriceE7: 998_720_001n, cashPerUnit: 100_270_176n },
      [
        "cashDiffers: costs 100,270,176 a unit, and 99.8720001 comes to 99,872,000 and 398,175 of interest on 2025-06-20",
      ],
    ],
    [
      { settleFrom: SETTLE_FROM + 3_600n },
      ["startOfDay: settles from a moment within 2025-06-20, not from its start"],
    ],
  ];
  for (const [fields, expected] of cases) {
    it(`given a quote with other ${Object.keys(fields).join(", ")}, finds ${expected[0]?.split(":")[0] ?? ""}`, () => {
      expect(faultsOf(fields)).to.deep.equal(expected);
    });
  }

  it("given a price that comes to nothing, finds it, though it is what a unit comes to", () => {
    const tiny = sheet({ denomination: 100n });
    expect(faultsOf({ cleanPriceE7: 1n, cashPerUnit: 0n }, tiny)).to.deep.equal([
      "withoutPrice: is for nothing: at 0.0000001, a unit for 0",
    ]);
  });

  it("given a date on which the bond cannot be delivered or that no calendar has, says why there is no price", () => {
    const far = { settleFrom: 2n ** 39n, settleBy: 2n ** 39n + 1n };
    expect(faultsOf(far)[0]).to.match(/^notPriced: cannot be priced: /);
    const before = BigInt(Date.parse("2025-03-13T00:00:00+09:00") / 1000);
    const early = { tradeDate: before, settleFrom: before, settleBy: before + 1n, validUntil: before + 1n };
    expect(faultsOf(early)).to.have.length(1);
    expect(faultsOf(early)[0]).to.match(/^notPriced: .*must not be before the issue date 2025-03-14/);
  });

  it("given a bond whose rate is open, says so, and reckons with the rate given", () => {
    const floating = sampleSheet("green-floating");
    const { isin } = floating.termSheet;
    const settleFrom = BigInt(Date.parse("2027-10-19T00:00:00+09:00") / 1000);
    const days = {
      tradeDate: settleFrom,
      settleFrom,
      settleBy: settleFrom + 9n,
      validUntil: settleFrom + 9n,
    };
    const accrued = (floating.termSheet.denomination * 3_050_684n) / 10n ** 9n;
    const quote = {
      isin,
      ...days,
      cleanPriceE7: 1_000_000_000n,
      cashPerUnit: floating.termSheet.denomination + accrued,
    };
    expect(faultsOf(quote, floating)[0]).to.match(/^notPriced: .*fixed or decided later/);
    expect(faultsOf(quote, { ...floating, couponRatePercent: "0.85" })).to.deep.equal([]);
  });

  it("given the request, finds everything in which the quote does not answer it", () => {
    const other = {
      request: ZeroHash,
      settlementBank: accountOf(2),
      side: "buyer",
      investor: accountOf(3),
      broker: accountOf(4),
    } as const;
    const found = faultsOf(other, { request: sampleRequest() });
    expect(found.map((each) => each.split(":")[0])).to.deep.equal([
      "otherRequest",
      "otherBank",
      "wrongSide",
      "notForAsker",
      "otherBroker",
    ]);
    expect(faultsOf(other)).to.deep.equal([]);
  });

  it("lets an error that is not of this library through", () => {
    const broken = {
      ...bond.schedule,
      get periods(): never {
        throw new TypeError("lost");
      },
    };
    expect(() => faultsOf({}, { schedule: broken })).to.throw(TypeError, "lost");
  });
});
