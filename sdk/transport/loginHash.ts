import { TypedDataEncoder } from "ethers";

import type { TradingDomain } from "../trading/tradingDomain.ts";
import type { Login } from "./Login.ts";
import { LOGIN_TYPES } from "./loginTypes.ts";

/**
 * The digest that an account signs to log in.
 *
 * @throws an error of ethers when a field does not fit its type
 */
export function loginDigest(domain: TradingDomain, login: Login): string {
  return TypedDataEncoder.hash({ ...domain }, LOGIN_TYPES, { ...login });
}
