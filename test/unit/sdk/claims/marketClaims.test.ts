import { expect } from "chai";
import { ZeroAddress } from "ethers";
import fc from "fast-check";

import { marketClaims } from "../../../../sdk/claims/marketClaims.ts";
import type { ClaimedPayment, SettledUnits } from "../../../../sdk/claims/marketClaims.ts";
import { marketClaimTrade } from "../../../../sdk/claims/marketClaimTrade.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { tradeKind } from "../../../../sdk/trade/tradeKind.ts";

const DAY = 86_400n;
const CUTOFF = 1_000n * DAY; // the record date is day 999
const [SELLER, BUYER, BANK] = [
  "0x" + "11".repeat(20),
  "0x" + "22".repeat(20),
  "0x" + "33".repeat(20),
] as const;

/** 1.483 % for half a year on 100,000,000 yen: 741,500 yen a unit. */
const payment: ClaimedPayment = {
  isin: "JP3633400001",
  number: 1,
  recordCutoff: CUTOFF,
  facePerUnit: 100_000_000n,
  interestPerYenE13: 74_150_000_000n,
  principalPerUnit: 0n,
};
const trade: Trade = {
  isin: payment.isin,
  currency: "JPY",
  settlementBank: BANK,
  seller: SELLER,
  buyer: BUYER,
  quantity: 3n,
  amount: 300_000_000n,
  tradeDate: CUTOFF - 2n * DAY,
  settleFrom: CUTOFF,
  settleBy: CUTOFF + 10n * DAY,
  venue: ZeroAddress,
  sequence: 0n,
  commonReference: "LATE-1",
  minimumPart: 1n,
};
const late: SettledUnits = {
  tradeId: "0x" + "ab".repeat(32),
  trade,
  units: 3n,
  settledBefore: 0n,
  settledAt: CUTOFF,
};

const table: readonly (readonly [
  string,
  Partial<SettledUnits>,
  Partial<ClaimedPayment>,
  readonly bigint[],
])[] = [
  ["traded before, settled in the first second after the record date", {}, {}, [2_224_500n]],
  ["settled in the last second of the record date", { settledAt: CUTOFF - 1n }, {}, []],
  ["settled long after the payment", { settledAt: CUTOFF + 300n * DAY }, {}, [2_224_500n]],
  ["traded on the record date", { trade: { ...trade, tradeDate: CUTOFF - DAY } }, {}, [2_224_500n]],
  ["traded ex, the day after it", { trade: { ...trade, tradeDate: CUTOFF } }, {}, []],
  ["a part of it", { units: 1n, settledBefore: 2n }, {}, [741_500n]],
  ["free of payment", { trade: { ...trade, amount: 0n, currency: "", settlementBank: ZeroAddress } }, {}, []],
  ["another bond", { trade: { ...trade, isin: "JP9JPXGDTB18" } }, {}, []],
  ["face repaid with it", {}, { principalPerUnit: 10_000_000n }, [32_224_500n]],
  ["interest below one yen", { units: 1n }, { facePerUnit: 100n }, []],
  ["truncated once, on the total face", {}, { facePerUnit: 100n }, [2n]],
];

describe("marketClaims", () => {
  for (const [what, settled, paid, amounts] of table) {
    it(`given a trade that is ${what}: ${amounts.length === 0 ? "no claim" : `${amounts[0] ?? ""} yen`}`, () => {
      const claims = marketClaims({
        settled: [{ ...late, ...settled }],
        payments: [{ ...payment, ...paid }],
      });
      expect(claims.map(({ amount }) => amount)).to.deep.equal(amounts);
    });
  }

  it("goes from the seller to the buyer, as a payment by themselves", () => {
    const [claim] = marketClaims({ settled: [late], payments: [payment] });
    if (claim === undefined) throw new Error("no claim");
    const made = marketClaimTrade({
      claim,
      currency: "JPY",
      settlementBank: BANK,
      tradeDate: CUTOFF,
      settleFrom: CUTOFF,
      settleBy: CUTOFF + DAY,
      sequence: 7n,
    });
    expect(tradeKind(made)).to.equal("payment");
    expect(made).to.deep.include({ buyer: SELLER, seller: BUYER, amount: 2_224_500n, venue: ZeroAddress });
    expect(made.commonReference)
      .to.equal(claim.reference)
      .and.match(/^MC-[0-9A-Z]{13}$/);
  });

  it("counts bonds free of payment when that is said", () => {
    const free = { ...trade, amount: 0n, currency: "", settlementBank: ZeroAddress };
    const settled = [{ ...late, trade: free }];
    expect(marketClaims({ settled, payments: [payment], includeFree: true })).to.have.length(1);
  });

  it("in a chain of late trades leaves what holders would have had, and never uses a reference twice", () => {
    const accounts = [1, 2, 3, 4, 5].map((digit) => `0x${`${digit}`.repeat(40)}`);
    const leg = fc.record({
      seller: fc.constantFrom(...accounts),
      buyer: fc.constantFrom(...accounts),
      units: fc.bigInt({ min: 1n, max: 50n }),
      tradeDay: fc.bigInt({ min: -3n, max: 2n }),
      settleDay: fc.bigInt({ min: -2n, max: 4n }),
    });
    fc.assert(
      fc.property(fc.array(leg, { maxLength: 20 }), (legs) => {
        const settled = legs.map(({ seller, buyer, units, tradeDay, settleDay }, index) => ({
          tradeId: `0x${index.toString(16).padStart(64, "0")}`,
          trade: { ...trade, seller, buyer, quantity: units, tradeDate: CUTOFF + tradeDay * DAY },
          units,
          settledBefore: 0n,
          settledAt: CUTOFF + settleDay * DAY,
        }));
        const claims = marketClaims({
          settled,
          payments: [payment, { ...payment, number: 2, recordCutoff: CUTOFF + DAY }],
        });
        expect(new Set(claims.map(({ reference }) => reference)).size).to.equal(claims.length);
        // 741,500 yen a unit are whole: claims move exactly the units that were bought cum and came late.
        for (const account of accounts) {
          const isLate = (each: SettledUnits): boolean =>
            each.trade.tradeDate < CUTOFF && each.settledAt >= CUTOFF;
          const bought = settled
            .filter(isLate)
            .reduce(
              (sum, each) =>
                sum +
                (each.trade.buyer === account ? each.units : 0n) -
                (each.trade.seller === account ? each.units : 0n),
              0n,
            );
          const net = claims
            .filter((claim) => claim.payment === 1)
            .reduce(
              (sum, { payee, payer, amount }) =>
                sum + (payee === account ? amount : 0n) - (payer === account ? amount : 0n),
              0n,
            );
          expect(net).to.equal(bought * 741_500n);
        }
      }),
    );
  });
});
