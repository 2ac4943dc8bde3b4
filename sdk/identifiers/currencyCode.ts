import currencyCodes from "currency-codes";

import { UnknownCurrencyError } from "../errors/UnknownCurrencyError.ts";

/** Codes of ISO 4217 whose minor unit is "N.A.": metals, funds' units of account, testing, no currency. */
const notPayable: ReadonlySet<string> = new Set(
  "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(" "),
);

/**
 * The number of decimals of a currency's minor unit: 0 for JPY, 2 for EUR, 3 for KWD.
 * Source: ISO 4217, list one, column "minor unit".
 *
 * @param code three capital letters
 * @throws UnknownCurrencyError when ISO 4217 has no such code, or no minor unit for it
 */
export function minorUnitDecimals(code: string): number {
  const record = /^[A-Z]{3}$/.test(code) && !notPayable.has(code) ? currencyCodes.code(code) : undefined;
  if (record === undefined) throw new UnknownCurrencyError(code);
  return record.digits;
}
