import { expect } from "chai";

import { UnknownCurrencyError } from "../../../../sdk/errors/UnknownCurrencyError.ts";
import { minorUnitDecimals } from "../../../../sdk/identifiers/currencyCode.ts";

describe("minorUnitDecimals", () => {
  // ISO 4217 list one, column "minor unit".
  for (const [code, decimals] of [
    ["JPY", 0],
    ["USD", 2],
    ["EUR", 2],
    ["KWD", 3],
    ["CLF", 4],
    ["XOF", 0],
  ] as const) {
    it(`gives ${decimals} for ${code}`, () => expect(minorUnitDecimals(code)).to.equal(decimals));
  }

  for (const code of ["", "jpy", "YEN", "JPYX", "XAU", "XXX", "XTS", "XDR"]) {
    it(`refuses "${code}"`, () => {
      expect(() => minorUnitDecimals(code))
        .to.throw(UnknownCurrencyError, `"${code}" is not the ISO 4217 code of a currency`)
        .with.property("code", "CURRENCY_UNKNOWN");
    });
  }
});
