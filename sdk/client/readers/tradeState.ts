import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Kessai } from "../Kessai.ts";

/** Where a trade is (IDvPEscrow.Status). Closed: settled, cancelled or expired; `tradeHistory` tells which. */
export const TRADE_STATUSES = ["unknown", "instructed", "matched", "closed"] as const;

/** Where a trade is. */
export type TradeStatus = (typeof TRADE_STATUSES)[number];

/** What the settlement contract has recorded about a trade. */
export interface TradeState {
  readonly status: TradeStatus;
  readonly sellerApproved: boolean;
  readonly buyerApproved: boolean;
  readonly bondsHeld: boolean;
  readonly cashHeld: boolean;
  readonly sellerAgreesToCancel: boolean;
  readonly buyerAgreesToCancel: boolean;
  readonly sellerOnHold: boolean;
  readonly buyerOnHold: boolean;
  /** Units that have settled in parts. */
  readonly settledQuantity: bigint;
  /** Cash that has settled in parts, in minor units. */
  readonly settledAmount: bigint;
}

/** What is recorded about a trade. A trade is closed also when its number was used up by another one. */
export async function tradeState({ escrow }: Kessai, trade: Trade): Promise<TradeState> {
  const state = await escrow.stateOf(encodeTrade(trade));
  return {
    status: TRADE_STATUSES[Number(state.status)] ?? "unknown",
    sellerApproved: state.sellerApproved,
    buyerApproved: state.buyerApproved,
    bondsHeld: state.bondsHeld,
    cashHeld: state.cashHeld,
    sellerAgreesToCancel: state.sellerAgreesToCancel,
    buyerAgreesToCancel: state.buyerAgreesToCancel,
    sellerOnHold: state.sellerOnHold,
    buyerOnHold: state.buyerOnHold,
    settledQuantity: state.settledQuantity,
    settledAmount: state.settledAmount,
  };
}
