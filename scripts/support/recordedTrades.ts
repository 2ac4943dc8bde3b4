import type { Folder } from "./Folder.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

/**
 * The trades that are written down for a network, or those of these references, in the order in which they were written.
 *
 * @throws UsageError when a reference is not written down
 */
export function recordedTrades(folder: Folder, only: readonly string[] = []): readonly TradeRecord[] {
  const records = folder.trades();
  requireRecorded(folder, only);
  return Object.entries(records).flatMap(([reference, record]) =>
    only.length === 0 || only.includes(reference) ? [record] : [],
  );
}

/** @throws UsageError when a reference is not written down */
export function requireRecorded(folder: Folder, references: readonly string[]): void {
  const records = folder.trades();
  const unknown = references.filter((reference) => records[reference] === undefined);
  if (unknown.length === 0) return;
  throw new UsageError(
    `No trade called ${unknown.join(", ")} is written down in ${folder.path}/trades.json.`,
    "Give references that the status job lists; the jobs trade, underwrite and transfer write trades down.",
  );
}
