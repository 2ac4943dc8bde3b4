import currencyCodes from "currency-codes";

import { UnknownCurrencyError } from "../errors/UnknownCurrencyError.ts";

/**
 * Codes that begin with X belong to no country: metals, units of account, tests, no currency at all. Their minor unit is
 * "N.A.", and nobody can be paid in them, but for the currencies of monetary unions.
 */
const UNION_CURRENCIES: ReadonlySet<string> = new Set(["XAF", "XCD", "XOF", "XPF"]);

/**
 * The number of decimals of a currency's minor unit: 0 for JPY, 2 for EUR, 3 for KWD.
 * Source: ISO 4217, list one, column "minor unit".
 *
 * @param code three capital letters
 * @throws UnknownCurrencyError when ISO 4217 has no such code, or no minor unit for it
 */
export function minorUnitDecimals(code: string): number {
  const record = isPayable(code) ? currencyCodes.code(code) : undefined;
  if (record === undefined) throw new UnknownCurrencyError(code);
  return record.digits;
}

function isPayable(code: string): boolean {
  return /^[A-WYZ][A-Z]{2}$/.test(code) || UNION_CURRENCIES.has(code);
}
