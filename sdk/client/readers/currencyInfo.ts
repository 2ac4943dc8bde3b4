import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { CurrencyName, Kessai } from "../Kessai.ts";

/** A digital currency as its contract has it. */
export interface CurrencyInfo extends CurrencyName {
  readonly address: string;
  readonly name: string;
  readonly decimals: number;
  /** All money in circulation, in minor units. */
  readonly supply: bigint;
  readonly paused: boolean;
}

/** A bank's digital currency, or `undefined` when it was not created. */
export async function currencyInfo(kessai: Kessai, name: CurrencyName): Promise<CurrencyInfo | undefined> {
  const { currency, settlementBank } = name;
  if (!(await kessai.currencyFactory.exists(encodeAscii(currency, 3), settlementBank))) return undefined;
  const token = await kessai.currency(name);
  const [address, title, decimals, supply, paused] = await Promise.all([
    token.getAddress(),
    token.name(),
    token.decimals(),
    token.totalSupply(),
    token.paused(),
  ]);
  return { currency, settlementBank, address, name: title, decimals: Number(decimals), supply, paused };
}
