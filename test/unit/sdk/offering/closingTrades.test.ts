import { expect } from "chai";
import { ZeroAddress } from "ethers";

import type { ClosingTradesOptions } from "../../../../sdk/offering/closingTrades.ts";
import { closingTrades } from "../../../../sdk/offering/closingTrades.ts";
import { InvalidAllocationError } from "../../../../sdk/offering/errors/InvalidAllocationError.ts";
import type { OfferingTerms } from "../../../../sdk/offering/OfferingTerms.ts";
import type { OpenAllotment } from "../../../../sdk/offering/OpenAllotment.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { accountOf, FIRM, ISIN, ISSUER, LEAD } from "./samples.ts";

const THIRD = accountOf(0xf3);
const FIRMS = [LEAD, FIRM, THIRD];
const VENUE = accountOf(0x0ff);
const BANK = accountOf(0xb0);
/** A price of 1,000 and a fee of 10. */
const PRICE = 1_000n;

const TERMS: OfferingTerms = {
  isin: ISIN,
  method: "firmCommitment",
  placement: "public",
  ifPaymentFails: "firmTakes",
  units: 100n,
  minimumUnits: 1n,
  priceFloor: PRICE,
  priceCap: PRICE,
  feePerUnit: 10n,
  facePerUnit: 1_000n,
  accruedPerYenE13: 0n,
  bookFrom: 10n,
  bookUntil: 20n,
  pricingFrom: 30n,
  paymentFrom: 40n,
  failFrom: 45n,
  closeBy: 50n,
  lockUpUntil: 0n,
  issuerLockUpUntil: 0n,
  settlementBank: BANK,
  ruleHash: "0x" + "11".repeat(32),
  syndicate: [
    { firm: LEAD, commitment: 50n },
    { firm: FIRM, commitment: 30n },
    { firm: THIRD, commitment: 20n },
  ],
};

/** What every trade of the offering has in common. */
const PLAIN = {
  isin: ISIN,
  currency: "JPY",
  settlementBank: BANK,
  tradeDate: 30n,
  settleFrom: 40n,
  settleBy: 50n,
  venue: VENUE,
  minimumPart: 0n,
} as const;

type Sale = readonly [firm: number | "pot", units: bigint, amount?: bigint];

/** Allotments at positions 0, 1, 2 to investors 1, 2, 3. */
const allotted = (sales: readonly Sale[]): readonly OpenAllotment[] =>
  sales.map(([firm, units, amount = units * PRICE], index) => ({
    position: BigInt(index),
    trade: {
      ...PLAIN,
      seller: FIRMS[firm === "pot" ? 0 : firm] ?? "",
      buyer: accountOf(index + 1),
      quantity: units,
      amount,
      sequence: BigInt(index),
      commonReference: `${ISIN}${firm === "pot" ? "POT" : "FIRM"}`,
    },
  }));

/** The closing of these sales; the numbers of its own trades begin with 100. */
function closingOf(
  sales: readonly Sale[],
  { terms = {}, failed = [] }: { terms?: Partial<OfferingTerms>; failed?: readonly number[] } = {},
): readonly Trade[] {
  const allotments = allotted(sales);
  const options: ClosingTradesOptions = {
    terms: { ...TERMS, ...terms },
    currency: "JPY",
    issuer: ISSUER,
    venue: VENUE,
    pricePerUnit: PRICE,
    proceedsSequence: 100n,
    allotments,
    failures: allotments.filter((_, index) => failed.includes(index)),
  };
  return closingTrades(options);
}

/** A delivery of the issuer to a firm. */
const delivery = (firm: number, quantity: bigint, amount: bigint): Trade => ({
  ...PLAIN,
  ...(amount === 0n ? { currency: "", settlementBank: ZeroAddress } : {}),
  seller: ISSUER,
  buyer: FIRMS[firm] ?? "",
  quantity,
  amount,
  sequence: 101n + 2n * BigInt(firm),
  commonReference: `${ISIN}UW`,
});

/** What the issuer pays a firm whose fee is more than its proceeds. */
const feePayment = (firm: number, amount: bigint): Trade => ({
  ...PLAIN,
  isin: "",
  seller: FIRMS[firm] ?? "",
  buyer: ISSUER,
  quantity: 0n,
  amount,
  sequence: 100n + 2n * BigInt(firm),
  commonReference: `${ISIN}FEE`,
});

const tradesOf = (sales: readonly Sale[], positions: readonly number[]): readonly Trade[] =>
  allotted(sales)
    .filter((_, index) => positions.includes(index))
    .map(({ trade }) => trade);

describe("closingTrades", () => {
  it("given a book that fills the offering, then the issuer delivers to each firm, and each firm to its investors", () => {
    const sales: readonly Sale[] = [
      [0, 50n],
      [1, 30n],
      [2, 15n],
      [2, 5n],
    ];
    expect(closingOf(sales)).to.deep.equal([
      delivery(0, 50n, 50n * 990n),
      delivery(1, 30n, 30n * 990n),
      delivery(2, 20n, 20n * 990n),
      ...tradesOf(sales, [0, 1, 2, 3]),
    ]);
  });

  it("given units that are left over, then firms get them with their own, and pay for them", () => {
    const sales: readonly Sale[] = [
      [0, 40n],
      [1, 30n],
      [2, 10n],
    ];
    expect(closingOf(sales)).to.deep.equal([
      delivery(0, 50n, 50n * 990n),
      delivery(1, 30n, 30n * 990n),
      delivery(2, 20n, 20n * 990n),
      ...tradesOf(sales, [0, 1, 2]),
    ]);
  });

  it("given best efforts, then what is left over is nobody's", () => {
    const sales: readonly Sale[] = [[1, 30n]];
    expect(closingOf(sales, { terms: { method: "bestEfforts" } })).to.deep.equal([
      delivery(1, 30n, 30n * 990n),
      ...tradesOf(sales, [0]),
    ]);
  });

  it("given a pot that takes everything, then the issuer pays the other firms' fees, before all deliveries", () => {
    const sales: readonly Sale[] = [["pot", 100n]];
    expect(closingOf(sales)).to.deep.equal([
      feePayment(1, 300n),
      feePayment(2, 200n),
      delivery(0, 100n, 100_000n - 500n),
      ...tradesOf(sales, [0]),
    ]);
  });

  it("given a fee that is what a firm sold for, then its delivery is free of payment", () => {
    // half the price: 5 of its own, and a fifth of the pot's 25
    const sales: readonly Sale[] = [
      ["pot", 25n],
      [2, 5n],
    ];
    expect(closingOf(sales, { terms: { method: "bestEfforts", feePerUnit: 500n } })).to.deep.equal([
      feePayment(1, 3_750n),
      delivery(0, 25n, 25_000n - 6_250n),
      delivery(2, 5n, 0n),
      ...tradesOf(sales, [0, 1]),
    ]);
  });

  it("given a fee that is more than a firm sold for, then its delivery is free of payment, and the issuer pays the rest", () => {
    const sales: readonly Sale[] = [
      ["pot", 45n],
      [2, 5n],
    ];
    expect(closingOf(sales, { terms: { method: "bestEfforts", feePerUnit: 500n } })).to.deep.equal([
      feePayment(1, 6_750n),
      feePayment(2, 2_500n + 4_500n - 5_000n),
      delivery(0, 45n, 45_000n - 11_250n),
      delivery(2, 5n, 0n),
      ...tradesOf(sales, [0, 1]),
    ]);
  });

  it("given a failure that its firm answers for, then its trade is left out, and the firm pays for the units itself", () => {
    const sales: readonly Sale[] = [
      [0, 50n],
      [1, 30n],
      [2, 20n],
    ];
    expect(closingOf(sales, { failed: [1] })).to.deep.equal([
      delivery(0, 50n, 50n * 990n),
      delivery(1, 30n, 30n * 990n),
      delivery(2, 20n, 20n * 990n),
      ...tradesOf(sales, [0, 2]),
    ]);
  });

  it("given a failure whose units lapse, then neither it nor its firm's delivery is there", () => {
    const sales: readonly Sale[] = [
      [0, 50n],
      [1, 30n],
    ];
    const terms = { method: "bestEfforts", ifPaymentFails: "unitsLapse" } as const;
    expect(closingOf(sales, { terms, failed: [1] })).to.deep.equal([
      delivery(0, 50n, 50n * 990n),
      ...tradesOf(sales, [0]),
    ]);
  });

  it("given a failure of the pot, then its fee is no longer shared: the lead manager takes the units", () => {
    const sales: readonly Sale[] = [
      [0, 40n],
      [1, 30n],
      [2, 20n],
      ["pot", 10n],
    ];
    expect(closingOf(sales)).to.deep.equal([
      delivery(0, 50n, 50_000n - 400n - 50n),
      delivery(1, 30n, 30_000n - 300n - 30n),
      delivery(2, 20n, 20_000n - 200n - 20n),
      ...tradesOf(sales, [0, 1, 2, 3]),
    ]);
    expect(closingOf(sales, { failed: [3] })).to.deep.equal([
      delivery(0, 50n, 50n * 990n),
      delivery(1, 30n, 30n * 990n),
      delivery(2, 20n, 20n * 990n),
      ...tradesOf(sales, [0, 1, 2]),
    ]);
  });

  it("given accrued interest, then firms pass on what investors pay, and pay it on what they take", () => {
    // 0.0123 on 1: 12 on a unit of 1,000, truncated; 36 on three
    const terms = { accruedPerYenE13: 123_000_000_000n } as const;
    const sales: readonly Sale[] = [
      [0, 49n, 49_602n],
      [1, 30n, 30_369n],
      [2, 20n, 20_246n],
    ];
    expect(closingOf(sales, { terms })[0]).to.deep.equal(delivery(0, 50n, 49_602n + 1_012n - 500n));
  });

  it("given failures of everything, then there is nothing to settle", () => {
    const terms = { method: "bestEfforts", ifPaymentFails: "unitsLapse" } as const;
    expect(closingOf([[0, 50n]], { terms, failed: [0] })).to.deep.equal([]);
  });

  it("given a failure where all must pay, then throws InvalidAllocationError", () => {
    expect(() => closingOf([[0, 50n]], { terms: { ifPaymentFails: "nothingCloses" }, failed: [0] })).to.throw(
      InvalidAllocationError,
      "no allotment may fail, since otherwise nothing closes",
    );
  });

  it("given more allotted than is offered, then throws InvalidAllocationError", () => {
    expect(() => closingOf([[0, 101n]])).to.throw(
      InvalidAllocationError,
      "101 units are allotted, and 100 are offered",
    );
  });
});
