import { ZeroAddress } from "ethers";

import { paymentOnlyTrade } from "../fails/paymentOnlyTrade.ts";
import type { Trade } from "../trade/Trade.ts";
import type { MarketClaim } from "./marketClaims.ts";

/** What `marketClaimTrade` works on. */
export interface MarketClaimTradeOptions extends Pick<
  Trade,
  "currency" | "settlementBank" | "tradeDate" | "settleFrom" | "settleBy" | "sequence"
> {
  readonly claim: MarketClaim;
}

/**
 * The payment of a market claim: a trade without a delivery leg. The seller of the bonds is its `buyer`, who pays, and the
 * buyer of the bonds its `seller`, who is paid. The parties settle it by themselves, also when their trade had a venue.
 */
export function marketClaimTrade({ claim, ...terms }: MarketClaimTradeOptions): Trade {
  return paymentOnlyTrade({
    ...terms,
    seller: claim.payee,
    buyer: claim.payer,
    amount: claim.amount,
    venue: ZeroAddress,
    commonReference: claim.reference,
  });
}
