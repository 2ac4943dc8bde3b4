import { encodeAscii } from "../../encoding/asciiBytes.ts";
import { minorUnitDecimals } from "../../identifiers/currencyCode.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";

/** What `createCurrency` needs to know. */
export interface CreateCurrencyOptions {
  /** ISO 4217. */
  readonly currency: string;
  readonly name: string;
}

/**
 * Creates the sender's digital currency, with the decimals of ISO 4217. Sender: the settlement bank.
 *
 * @throws UnknownCurrencyError when ISO 4217 has no such code
 */
export function createCurrency(kessai: Kessai, { currency, name }: CreateCurrencyOptions): Call {
  const { currencyFactory, deployment } = kessai;
  const args = [encodeAscii(currency, 3), minorUnitDecimals(currency), name] as const;
  return {
    to: deployment.addresses.currencyFactory,
    data: currencyFactory.interface.encodeFunctionData("createCurrency", [...args]),
    what: `create the currency ${currency} "${name}"`,
  };
}
