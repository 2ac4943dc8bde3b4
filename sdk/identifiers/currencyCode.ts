import currencyCodes from "currency-codes";

import { UnknownCurrencyError } from "../errors/UnknownCurrencyError.ts";

/**
 * Codes of ISO 4217 whose minor unit is "N.A.", in which nobody can be paid: metals, units of account (XDR: the Monetary
 * Fund's), XTS for testing, XXX for "no currency is involved". All of them are codes of the standard.
 */
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
