import { houseInterface } from "../../contracts/houseInterface.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Trade } from "../../trade/Trade.ts";
import { tradeId } from "../../trade/tradeHash.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** What was left of a trade before an event: all of it, less the parts that had settled. */
export async function restBefore(kessai: Kessai, trade: Trade, event: ChainEvent): Promise<Trade> {
  if (trade.minimumPart === 0n) return trade;
  const topics = [houseInterface.getEvent("PartSettled")?.topicHash ?? null, tradeId(trade)];
  const { escrow: address } = kessai.deployment.addresses;
  const parts = decodeLogs(await queryLogs(kessai, { address, topics }));
  const last = parts.filter((part) => isBefore(part, event)).at(-1);
  const [quantity, amount] = [last?.args["restQuantity"], last?.args["restAmount"]];
  return typeof quantity === "bigint" && typeof amount === "bigint" ? { ...trade, quantity, amount } : trade;
}

function isBefore(one: ChainEvent, other: ChainEvent): boolean {
  if (one.blockNumber !== other.blockNumber) return one.blockNumber < other.blockNumber;
  return one.logIndex < other.logIndex;
}
