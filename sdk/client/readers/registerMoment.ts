import type { Block } from "ethers";

import { addDays } from "../../calendar/addDays.ts";
import type { BusinessCentre } from "../../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import { secondsAtStartOfDay } from "../../calendar/secondsAtStartOfDay.ts";
import type { RegisterMoment } from "../../register/BondRegister.ts";
import { RegisterBlockUnknownError } from "../../register/errors/RegisterBlockUnknownError.ts";
import { RegisterDayOpenError } from "../../register/errors/RegisterDayOpenError.ts";
import type { Kessai } from "../Kessai.ts";

/** Which moment a register is asked for. */
export type RegisterTime =
  | { readonly at: "newest" }
  | { readonly at: "block"; readonly blockNumber: number }
  | { readonly at: "endOfDay"; readonly date: CalendarDate; readonly centre: BusinessCentre }
  /** The last second before this one; seconds since 1970-01-01T00:00:00Z. */
  | { readonly at: "before"; readonly seconds: bigint };

/**
 * The moment asked for, and the last block that belongs to it: for a day the last block before the next day begins in the
 * business centre.
 *
 * @throws RegisterBlockUnknownError when the node does not have that block, or none is that old
 * @throws RegisterDayOpenError when a later block could still belong to that time
 */
export async function registerMoment(kessai: Kessai, time: RegisterTime): Promise<RegisterMoment> {
  switch (time.at) {
    case "newest":
      return momentOf(await blockAt(kessai, await kessai.provider.getBlockNumber()));
    case "block":
      return momentOf(await blockAt(kessai, time.blockNumber));
    case "endOfDay":
      return endBefore(kessai, secondsAtStartOfDay(addDays(time.date, 1), time.centre));
    case "before":
      return endBefore(kessai, time.seconds);
  }
}

async function endBefore(kessai: Kessai, limit: bigint): Promise<RegisterMoment> {
  const newest = await blockAt(kessai, await kessai.provider.getBlockNumber());
  if (BigInt(newest.timestamp) < limit)
    throw new RegisterDayOpenError({ limit, newest: BigInt(newest.timestamp) });
  let early = await blockAt(kessai, 0);
  if (BigInt(early.timestamp) >= limit) throw new RegisterBlockUnknownError(`before second ${limit}`);
  // The block looked for is `early` or later, and before number `late`.
  let late = newest.number;
  while (late - early.number > 1) {
    const middle = await blockAt(kessai, early.number + Math.floor((late - early.number) / 2));
    if (BigInt(middle.timestamp) < limit) early = middle;
    else late = middle.number;
  }
  return { ...momentOf(early), asOf: limit - 1n };
}

async function blockAt({ provider }: Kessai, blockNumber: number): Promise<Block> {
  const block = await provider.getBlock(blockNumber);
  if (block === null) throw new RegisterBlockUnknownError(`number ${blockNumber}`);
  return block;
}

function momentOf({ number: blockNumber, hash, timestamp }: Block): RegisterMoment {
  const blockTime = BigInt(timestamp);
  return { asOf: blockTime, blockNumber, blockHash: hash ?? "", blockTime };
}
