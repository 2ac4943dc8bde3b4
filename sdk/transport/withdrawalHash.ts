import { TypedDataEncoder } from "ethers";

import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { Withdrawal } from "./Withdrawal.ts";
import { WITHDRAWAL_TYPES } from "./withdrawalTypes.ts";

/**
 * The digest that a dealer signs to withdraw a quote.
 *
 * @throws an error of ethers when a field does not fit its type
 */
export function withdrawalDigest(domain: TradingDomain, withdrawal: Withdrawal): string {
  return TypedDataEncoder.hash({ ...domain }, WITHDRAWAL_TYPES, { ...withdrawal });
}
