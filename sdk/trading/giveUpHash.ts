import { TypedDataEncoder } from "ethers";

import { encodeGiveUp } from "./encodeGiveUp.ts";
import type { GiveUp } from "./GiveUp.ts";
import { GIVE_UP_TYPES } from "./giveUpTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

// The twin of contracts/libraries/QuoteHash.sol: test/vectors/trading.json binds them.

/**
 * The EIP-712 struct hash of a give-up: its id.
 *
 * @throws InvalidTextError when a text does not fit; an error of ethers when another field does not fit its type
 */
export function giveUpId(giveUp: GiveUp): string {
  return TypedDataEncoder.hashStruct("GiveUp", GIVE_UP_TYPES, encodeGiveUp(giveUp));
}

/**
 * The digest that its broker signs.
 *
 * @throws as {@link giveUpId}
 */
export function giveUpDigest(domain: TradingDomain, giveUp: GiveUp): string {
  return TypedDataEncoder.hash({ ...domain }, GIVE_UP_TYPES, encodeGiveUp(giveUp));
}
