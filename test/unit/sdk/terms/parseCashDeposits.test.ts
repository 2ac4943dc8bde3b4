import { expect } from "chai";

import { parseCashDeposits } from "../../../../sdk/terms/parseCashDeposits.ts";
import { issuesOf } from "../issuesOf.ts";
import { depositInput } from "./samples.ts";

const issues = (change: object): readonly string[] =>
  issuesOf(() => parseCashDeposits({ currency: "JPY", deposits: [{ ...depositInput, ...change }] }));

describe("parseCashDeposits", () => {
  it("given right deposits, gives them with exact amounts", () => {
    const input = {
      currency: "JPY",
      deposits: [depositInput, { reference: "CASH-2", party: "fund", amount: "9,007,199,254,740,993" }],
    };
    expect(parseCashDeposits(input)).to.deep.equal({
      currency: "JPY",
      deposits: [depositInput, { reference: "CASH-2", party: "fund", amount: 9_007_199_254_740_993n }],
    });
  });

  for (const [what, change, line] of [
    [
      "an amount of zero",
      { amount: 0n },
      'cash.deposits[0].amount: 0 - must be a whole amount above zero, such as 100000000 or "100,000,000"',
    ],
    [
      "a number too large to be exact",
      { amount: 2 ** 53 },
      'cash.deposits[0].amount: 9007199254740992 - must be a whole amount above zero, such as 100000000 or "100,000,000"',
    ],
    ["no party", { party: undefined }, "cash.deposits[0].party: (missing) - is required: must be a text"],
    [
      "a reference with a blank",
      { reference: "A B" },
      'cash.deposits[0].reference: "A B" - must be 1 to 16 of the characters A-Z, 0-9, / and -, without a slash at either end or two together',
    ],
    [
      "an unknown field",
      { currency: "JPY" },
      'cash.deposits[0].currency: "JPY" - is not a field known here: remove it or correct its name',
    ],
  ] as const) {
    it(`given ${what}, refuses by path, value and rule`, () => expect(issues(change)).to.deep.equal([line]));
  }

  it("refuses a reference used twice, an unknown currency, and carries the code CASH_INVALID", () => {
    const input = { currency: "JPX", deposits: [depositInput, depositInput] };
    expect(issuesOf(() => parseCashDeposits(input))).to.deep.equal([
      'cash.currency: "JPX" - must be the code of a currency in ISO 4217, such as JPY',
      'cash.deposits[1].reference: "CASH-1" - must differ from cash.deposits[0].reference',
    ]);
    expect(() => parseCashDeposits(input))
      .to.throw()
      .with.property("code", "CASH_INVALID");
  });
});
