import { getAddress } from "ethers";

import { houseInterface } from "../../contracts/houseInterface.ts";
import { textOf } from "../../encoding/textOf.ts";
import { decodeRevert } from "../../errors/decodeRevert.ts";
import { isoReasonOf } from "../../errors/isoReasonOf.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Attempt } from "../../fails/Attempt.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/**
 * Refusals that say more of whoever submitted the batch than of the trade: anybody can bring them about, with a signature
 * that is none, or with a trade that has ended.
 */
const SUBMITTERS_FAULT = new Set(["TradeInvalidSignature", "TradeNotApproved", "TradeClosed"]);

/**
 * Every attempt to settle a trade in a batch that did not succeed, as the chain has recorded it, oldest first, with the
 * reason in the codes of ISO 20022. Attempts that failed by the submitter's fault are left out.
 *
 * @param ids of the trades asked for; all when left out
 */
export async function settlementAttempts(
  kessai: Kessai,
  ids?: ReadonlySet<string>,
): Promise<readonly Attempt[]> {
  const { escrow } = kessai.deployment.addresses;
  const topics = [houseInterface.getEvent("SettlementFailed")?.topicHash ?? null];
  const events = decodeLogs(await queryLogs(kessai, { address: escrow, topics }));
  const wanted = events.filter(({ args }) => ids?.has(textOf(args["id"])) ?? true);
  const blocks = [...new Set(wanted.map(({ blockNumber }) => blockNumber))];
  const times = new Map(
    await Promise.all(blocks.map(async (block) => [block, await timeOf(kessai, block)] as const)),
  );
  return wanted.flatMap(({ args, blockNumber }) => {
    const refusal = decodeRevert(textOf(args["reason"]));
    if (refusal !== undefined && SUBMITTERS_FAULT.has(refusal.revert)) return [];
    const parties = {
      seller: getAddress(textOf(args["seller"])),
      buyer: getAddress(textOf(args["buyer"])),
    };
    const reason = isoReasonOf(refusal, parties);
    return [{ tradeId: textOf(args["id"]), at: times.get(blockNumber) ?? 0n, reasons: [reason] }];
  });
}

async function timeOf({ provider }: Kessai, blockNumber: number): Promise<bigint> {
  const block = await provider.getBlock(blockNumber);
  if (block === null) throw new TypeError(`the node does not give block ${blockNumber}`);
  return BigInt(block.timestamp);
}
