import { expect } from "chai";

import { formatMoney } from "../../../../sdk/encoding/formatMoney.ts";
import { UnknownCurrencyError } from "../../../../sdk/errors/UnknownCurrencyError.ts";

describe("formatMoney", () => {
  for (const [amount, currency, text] of [
    [1_234_567n, "JPY", "1,234,567"],
    [1_234_567n, "EUR", "12,345.67"],
    [5n, "EUR", "0.05"],
    [1_234_567n, "KWD", "1,234.567"],
    [0n, "USD", "0.00"],
  ] as const) {
    it(`writes ${amount} minor units of ${currency} as ${text}`, () => {
      expect(formatMoney(amount, currency)).to.equal(text);
    });
  }

  it("refuses a currency that there is not", () => {
    expect(() => formatMoney(1n, "YEN")).to.throw(UnknownCurrencyError);
  });
});
