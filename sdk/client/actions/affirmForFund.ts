import { encodeTrade } from "../../trade/encodeTrade.ts";
import { SIDES } from "../../trade/Trade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import { fundInterface } from "./fundInterface.ts";

/** A trade of a fund. */
export interface FundTrade {
  /** The fund's account. */
  readonly account: string;
  readonly trade: Trade;
  /** The fund's side. */
  readonly side: Side;
}

/** Affirms a trade of a fund, so that it binds the fund and can settle. Sender: the custodian. */
export function affirmForFund({ account, trade, side }: FundTrade): Call {
  const data = fundInterface.encodeFunctionData("affirm", [encodeTrade(trade), SIDES.indexOf(side)]);
  return { to: account, data, what: `affirm ${trade.commonReference} for ${account}` };
}
