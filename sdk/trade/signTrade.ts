import { Signature } from "ethers";
import type { Signer } from "ethers";

import { encodeTrade } from "./encodeTrade.ts";
import type { Trade } from "./Trade.ts";
import type { TradeDomain } from "./tradeDomain.ts";
import { MANDATE_TYPES, TRADE_TYPES } from "./tradeTypes.ts";

/** What `signTrade` works on. */
export interface SignTradeOptions {
  readonly domain: TradeDomain;
  readonly trade: Trade;
  /** The party for which an operator signs; left out when the signer is a party itself. */
  readonly onBehalfOf?: string | undefined;
}

/** Signs a trade: 64 bytes (ERC-2098), approving it for the signer, or as an operator for somebody else. */
export async function signTrade(
  signer: Signer,
  { domain, trade, onBehalfOf }: SignTradeOptions,
): Promise<string> {
  const encoded = encodeTrade(trade);
  const signature =
    onBehalfOf === undefined
      ? await signer.signTypedData({ ...domain }, TRADE_TYPES, encoded)
      : await signer.signTypedData({ ...domain }, MANDATE_TYPES, { account: onBehalfOf, trade: encoded });
  return Signature.from(signature).compactSerialized;
}
