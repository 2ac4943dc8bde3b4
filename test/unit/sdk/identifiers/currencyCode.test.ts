import { expect } from "chai";
import currencyCodes from "currency-codes";

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
    ["XAF", 0],
    ["XCD", 2],
    ["XOF", 0],
    ["XPF", 0],
  ] as const) {
    it(`gives ${decimals} for ${code}`, () => expect(minorUnitDecimals(code)).to.equal(decimals));
  }

  // ISO 4217 list one: of the codes that begin with X, those of metals, units of account, tests and no currency have no minor unit.
  const payable = ["XAF", "XCD", "XOF", "XPF"];
  const others = currencyCodes.codes().filter((code) => code.startsWith("X") && !payable.includes(code));
  it("knows thirteen codes of no country in which nobody is paid", () => expect(others).to.have.length(13));

  for (const code of ["", "jpy", "YEN", "JPYX", ...others]) {
    it(`refuses "${code}"`, () => {
      expect(() => minorUnitDecimals(code))
        .to.throw(UnknownCurrencyError, `"${code}" is not the ISO 4217 code of a currency`)
        .with.property("code", "CURRENCY_UNKNOWN");
    });
  }
});
