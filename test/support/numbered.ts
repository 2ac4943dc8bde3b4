import type { ITrades } from "../../typechain-types/index.ts";

/** What the events that end a trade begin with: its id, its parties and its number. */
export function numbered(id: string, { seller, buyer, venue, sequence }: ITrades.TradeStruct) {
  return [id, seller, buyer, venue, sequence] as const;
}
