import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { getAddress, toBeHex, ZeroAddress } from "ethers";

import type { KessaiError } from "../../../../sdk/errors/KessaiError.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";

/** An account that is nothing but its number. */
export const accountOf = (number: number | bigint): string => getAddress(toBeHex(number, 20));

export const BANK = accountOf(0xbb);

/** Three units for 700 yen between accounts 1 and 2, unless said otherwise. */
export const sample = (fields: Partial<Trade> = {}): Trade => ({
  isin: "JP3633400001",
  currency: "JPY",
  settlementBank: BANK,
  seller: accountOf(1),
  buyer: accountOf(2),
  quantity: 3n,
  amount: 700n,
  tradeDate: 1_654_009_200n,
  settleFrom: 1_654_182_000n,
  settleBy: 1_654_268_400n,
  venue: ZeroAddress,
  sequence: 0n,
  commonReference: "KSI-1",
  minimumPart: 0n,
  ...fields,
});

/** What an absent leg leaves blank. */
export const FREE_OF_PAYMENT = { amount: 0n, currency: "", settlementBank: ZeroAddress } as const;
export const PAYMENT = { quantity: 0n, isin: "", minimumPart: 0n } as const;

/** What a function of the sdk refuses with. */
export function refusalOf(act: () => unknown): Pick<KessaiError, "code" | "details"> {
  try {
    act();
  } catch (error) {
    const { code, details } = error as KessaiError;
    return { code, details };
  }
  throw new Error("nothing was refused");
}

/** Whole numbers of up to so many bits, small ones as often as large ones. */
const whole = (bits: number): Arbitrary<bigint> =>
  fc.nat(bits).chain((width) => fc.bigInt(0n, 2n ** BigInt(width) - 1n));
const positive = (bits: number): Arbitrary<bigint> => whole(bits).map((value) => (value === 0n ? 1n : value));
const account = fc.nat(12).map((number) => accountOf(number + 1));
const moment = fc.oneof(fc.constantFrom(0n, 1_654_009_200n, 2n ** 40n - 1n), whole(40));
const text = (minimum: number, maximum: number) =>
  fc.string({ minLength: minimum, maxLength: maximum, unit: "grapheme-ascii" });

/** Any trade of a venue that the format has room for. */
const tradeOf = (venue: string): Arbitrary<Trade> =>
  fc
    .record({
      isin: fc.constantFrom("JP3633400001", "US0378331005", "XS0000000009"),
      currency: fc.constantFrom("JPY", "EUR"),
      settlementBank: fc.constantFrom(BANK, accountOf(0xbc)),
      seller: account,
      buyer: account,
      quantity: positive(112),
      amount: positive(112),
      tradeDate: moment,
      settleFrom: moment,
      settleBy: moment,
      venue: fc.constant(venue),
      sequence: whole(48),
      commonReference: text(0, 16),
      minimumPart: fc.oneof(fc.constant(0n), whole(112)),
      kind: fc.constantFrom("dvp", "dvp", "free of payment", "payment"),
    })
    .map(({ kind, ...trade }) => ({
      ...trade,
      ...(kind === "free of payment" ? FREE_OF_PAYMENT : {}),
      ...(kind === "payment" ? PAYMENT : {}),
    }));

/** Any trades of one venue, or of none. */
export const anyTrades: Arbitrary<Trade[]> = fc
  .constantFrom(ZeroAddress, accountOf(0xee))
  .chain((venue) => fc.array(tradeOf(venue), { minLength: 1, maxLength: 30 }));
