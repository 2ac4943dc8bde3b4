import { curvePricer } from "../../../sdk/transport/dealer/curvePricer.ts";
import { filePricer } from "../../../sdk/transport/dealer/filePricer.ts";
import { Inventory } from "../../../sdk/transport/dealer/Inventory.ts";
import type { Pricer } from "../../../sdk/transport/dealer/Pricer.ts";
import { UsageError } from "../UsageError.ts";
import { pricesOf } from "./pricesOf.ts";
import type { CurveQuoting, DealerJob } from "./readDealerJob.ts";

/** What a dealer quotes with, and what it has. */
export interface Quoting {
  readonly pricer: Pricer;
  /** Kept by pricers that look at what there is to sell. */
  readonly inventory: Inventory | undefined;
}

/**
 * The pricer that a command line asks for: around a curve, from a price file, or from the market sheet.
 *
 * @throws UsageError when nothing says what the dealer quotes
 */
export function dealerPricer(job: DealerJob): Quoting {
  const { scenario, curve, prices, sheet, dealer } = job;
  const { terms: termSheet, schedule } = scenario;
  const bonds = new Map([[termSheet.isin, { termSheet, schedule }]]);
  if (curve !== undefined) return aroundCurve(job, curve);
  if (prices !== undefined) return { pricer: filePricer({ prices, bonds }), inventory: undefined };
  if (sheet === undefined)
    throw new UsageError(
      `Nothing says what ${dealer} quotes.`,
      "Give --prices <file>, or --curve <file>, or name it in the market sheet.",
    );
  const { validSeconds, lastLookSeconds } = job;
  const written = pricesOf(sheet, termSheet).map((each) => ({ ...each, validSeconds, lastLookSeconds }));
  return { pricer: filePricer({ prices: written, bonds }), inventory: undefined };
}

function aroundCurve(
  job: DealerJob,
  { curve, spreadBp, skewBp, inventory, target, most }: CurveQuoting,
): Quoting {
  const { terms: termSheet, schedule } = job.scenario;
  const { isin, denomination } = termSheet;
  const units = (face: bigint): bigint => face / denomination;
  const kept = new Inventory([
    { isin, units: units(inventory), targetUnits: units(target), mostUnits: units(most) },
  ]);
  const style = {
    kind: "single use",
    validSeconds: job.validSeconds,
    lastLookSeconds: job.lastLookSeconds,
    minimumUnits: 1n,
    maximumUnits: units(job.limit ?? most),
    spreadBp,
    skewBp,
  } as const;
  const pricer = curvePricer({
    curve: () => curve,
    bonds: new Map([[isin, { termSheet, schedule }]]),
    styles: new Map([[isin, style]]),
    inventory: kept,
  });
  return { pricer, inventory: kept };
}
