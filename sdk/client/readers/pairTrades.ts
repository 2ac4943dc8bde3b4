import { zeroPadValue } from "ethers";

import { textOf } from "../../encoding/textOf.ts";
import type { DetailValue } from "../../errors/KessaiError.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** Who trades with whom, and through whom. */
export interface TradePair {
  readonly seller: string;
  readonly buyer: string;
  /** The zero address when there is none. */
  readonly venue: string;
}

/** A trade that the log knows. */
export interface NumberedTrade {
  readonly id: string;
  readonly sequence: bigint;
}

/** Every trade of a seller and a buyer that the log knows: instructed or ended; one that was both is given twice. */
export async function pairTrades(
  kessai: Kessai,
  { seller, buyer, venue }: TradePair,
): Promise<readonly NumberedTrade[]> {
  const { escrow, deployment } = kessai;
  const names = (["Instructed", "Settled", "Cancelled", "Expired"] as const).map(
    (name) => escrow.interface.getEvent(name).topicHash,
  );
  const topics = [names, null, zeroPadValue(seller, 32), zeroPadValue(buyer, 32)];
  const events = decodeLogs(await queryLogs(kessai, { address: deployment.addresses.escrow, topics }));
  return events.flatMap(({ args }) => {
    const fields = isRecord(args["trade"]) ? args["trade"] : args;
    const { sequence } = fields;
    const isOurs = textOf(fields["venue"]).toLowerCase() === venue.toLowerCase();
    return isOurs && typeof sequence === "bigint" ? [{ id: textOf(args["id"]), sequence }] : [];
  });
}

function isRecord(value: DetailValue | undefined): value is Readonly<Record<string, DetailValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
