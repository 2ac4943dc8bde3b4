import { getAddress, zeroPadValue } from "ethers";
import { z } from "zod";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { queryLogs } from "../../../sdk/client/readers/queryLogs.ts";
import { houseInterface } from "../../../sdk/contracts/houseInterface.ts";
import { decodeLogs } from "../../../sdk/events/decodeLogs.ts";
import { decodeTrade } from "../../../sdk/trade/encodeTrade.ts";
import { SIDES } from "../../../sdk/trade/Trade.ts";
import type { Side, Trade } from "../../../sdk/trade/Trade.ts";
import { tradeId } from "../../../sdk/trade/tradeHash.ts";

/** A trade in which a fund has a side. */
export interface FundSide {
  readonly id: string;
  readonly trade: Trade;
  /** The fund's. */
  readonly side: Side;
}

/** A trade as the event has it. */
const instructed = z.object({
  isin: z.string(),
  currency: z.string(),
  settlementBank: z.string(),
  seller: z.string(),
  buyer: z.string(),
  quantity: z.bigint(),
  amount: z.bigint(),
  tradeDate: z.bigint(),
  settleFrom: z.bigint(),
  settleBy: z.bigint(),
  venue: z.string(),
  sequence: z.bigint(),
  commonReference: z.string(),
  minimumPart: z.bigint(),
});

/**
 * Every trade of an account that was instructed on the chain, each once, in the order of the chain, sales first. What settled in the
 * same transaction as it was agreed was never instructed, and never had to be affirmed.
 */
export async function fundTrades(kessai: Kessai, account: string): Promise<readonly FundSide[]> {
  const kind = houseInterface.getEvent("Instructed")?.topicHash ?? null;
  const { escrow: address } = kessai.deployment.addresses;
  const party = zeroPadValue(getAddress(account), 32);
  const found = await Promise.all(
    SIDES.map(async (side): Promise<readonly FundSide[]> => {
      const topics = side === "seller" ? [kind, null, party] : [kind, null, null, party];
      const events = decodeLogs(await queryLogs(kessai, { address, topics }));
      return events.map(({ args }) => {
        const trade = decodeTrade(instructed.parse(args["trade"]));
        return { id: tradeId(trade), trade, side };
      });
    }),
  );
  return [...new Map(found.flat().map((each) => [each.id, each])).values()];
}
