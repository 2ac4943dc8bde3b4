import type { LedgerLot } from "./RegisterLedger.ts";

/** Lots split in two. */
export interface SplitLots {
  readonly taken: readonly LedgerLot[];
  readonly rest: readonly LedgerLot[];
}

/** Takes units out of lots in their order, the last lot in part if need be; `undefined` when they are too few. */
export function takeFirst(lots: readonly LedgerLot[], units: bigint): SplitLots | undefined {
  const taken: LedgerLot[] = [];
  let missing = units;
  for (const [index, lot] of lots.entries()) {
    if (missing === 0n) return { taken, rest: lots.slice(index) };
    if (lot.units > missing) {
      taken.push({ ...lot, units: missing });
      return { taken, rest: [{ ...lot, units: lot.units - missing }, ...lots.slice(index + 1)] };
    }
    taken.push(lot);
    missing -= lot.units;
  }
  return missing === 0n ? { taken, rest: [] } : undefined;
}
